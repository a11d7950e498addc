"""The centre's backup: PostgreSQL in one sealed dump, into an empty database of another machine; its halls go on."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from case_store.admin import backup, restore, verify
from case_store.config import load_config
from case_store.keys import CENTRE
from case_store.store import Store
from case_store.sync import hall_outbox
from case_store.sync.ingest import ingest
from case_store.tokens import HALL, write_tokens
from cases.queue.help_call import HelpCalled
from cases.refusal import Refusal
from tests.case_store.one_hall import ASSETS
from tests.case_store.two_stores import NOON, STREAM, TwoStores, open_two_stores, verdicts


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[TwoStores]:
    """Its own centre is not used: the one that it pushes to is on PostgreSQL."""
    stores = open_two_stores(tmp_path)
    yield stores
    stores.close()


def centre(folder: Path, keys: Path, url: str) -> Path:
    """The configuration of a centre's store on PostgreSQL."""
    folder.mkdir()
    write_tokens(folder / "tokens.json", {HALL: "token-of-hall"})
    values = {
        "role": "centre",
        "name": CENTRE,
        "database": "centre.db",
        "database_url": url,
        "key_file": str(keys / "centre.keys.json"),
        "tokens_file": "tokens.json",
        "assets_dir": str(ASSETS),
        "demo": True,
    }
    path = folder / "centre.toml"
    path.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items()))
    return path


def happen(hall: TwoStores, count: int) -> None:
    for _ in range(count):
        help_id = str(uuid4())
        event = HelpCalled(help_id=help_id, kiosk_id="k1", page="home", called_at=NOON)
        hall.happen(f"help:{help_id}", event)


def push(hall: TwoStores, store: Store) -> list[str] | Refusal:
    """What waits in the hall's outbox; the hall forgets what the centre has confirmed."""
    signed = hall.sign(hall.batch())
    with store.log.transaction():
        answer = ingest(store.log.connection, signed, store.keys.signers, NOON)
    if isinstance(answer, Refusal):
        return answer
    with hall.hall.writing(uuid4(), NOON) as work:
        hall_outbox.settle(work.connection, STREAM, [verdict.id for verdict in answer], ())
    return verdicts(answer)


def rows(url: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT * FROM event ORDER BY stream, position").fetchall()


def test_a_centre_goes_on_elsewhere_and_its_halls_tell_it_what_it_missed(
    hall: TwoStores, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    here, there = new_database(), new_database()
    config = centre(tmp_path / "here", tmp_path / "keys", here)
    store = Store(load_config(config))
    happen(hall, 3)
    assert push(hall, store) == ["ok"] * 3
    assert backup.main(config, tmp_path / "backups") == 0  # the service has it open
    assert verify.main(config, tmp_path / "backups") == 0
    saved = rows(here)
    happen(hall, 2)
    assert push(hall, store) == ["ok"] * 2
    whole = rows(here)
    store.close()

    elsewhere = centre(tmp_path / "there", tmp_path / "keys", there)
    assert restore.main(elsewhere, tmp_path / "backups") == 0
    *brought_back, begun = rows(there)
    assert brought_back == saved
    assert {CENTRE, "epoch_begun"} <= set(begun)  # its own next event is at a place that nobody has heard of
    assert verify.main(elsewhere) == 0
    store = Store(load_config(elsewhere))
    happen(hall, 1)
    answer = push(hall, store)
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.facts["wanted_seq"]) == (
        "sync.gap",
        4,
    )  # two that it had confirmed and has not
    with hall.hall.writing(uuid4(), NOON) as work:
        hall_outbox.rewind(work.connection, STREAM, hall.hall.node, 1, 4)
    assert push(hall, store) == ["ok"] * 3
    assert rows(there)[: len(whole)] == whole
    store.close()


def test_a_dump_that_was_touched_or_has_no_room_of_its_own_changes_nothing(
    hall: TwoStores, tmp_path: Path, new_database: Callable[[], str], capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = new_database(), new_database()
    config = centre(tmp_path / "here", tmp_path / "keys", here)
    store = Store(load_config(config))
    happen(hall, 3)
    push(hall, store)
    store.close()
    assert backup.main(config, tmp_path / "backups") == 0
    assert restore.main(config, tmp_path / "backups") == 1
    assert "is not overwritten" in capsys.readouterr().err
    (dump,) = (tmp_path / "backups").glob("*/store.dump")
    assert b"help_called" not in dump.read_bytes()
    shutil.copytree(dump.parent, tmp_path / "cut")
    with (tmp_path / "cut" / "store.dump").open("r+b") as file:
        file.truncate(dump.stat().st_size - 1000)
    elsewhere = centre(tmp_path / "there", tmp_path / "keys", there)
    assert restore.main(elsewhere, tmp_path / "cut") == 1
    assert "store.dump of the backup is not what was written" in capsys.readouterr().err
    with psycopg.connect(there) as connection:
        assert connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone() == (0,)
