"""A hall's backup: made while it works, read by nobody without its keys, and the same hall on another machine."""

import json
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from case_store.admin import backup, restore, verify
from case_store.backup.make import make_backup
from case_store.backup.manifest import backups_in
from case_store.backup.restored_mark import RestoredMark
from case_store.backup.sqlite_copy import reading
from case_store.log.schema import event
from case_store.seal import new_case_key
from tests.case_store.hall_process import write_config
from tests.case_store.one_hall import MONDAY, NODE, OneHall


@pytest.fixture
def elsewhere(hall: OneHall, tmp_path: Path) -> OneHall:
    """Another machine with this hall's key file, brought from where it is kept, and nothing else."""
    other = OneHall(tmp_path / "elsewhere")
    other.store.close()
    for file in other.folder.glob("hall.db*"):
        file.unlink()
    for name, path in hall.keys.items():
        shutil.copy(path, other.keys[name])
    other.clock.move_to(hall.clock.now())
    return other


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[OneHall]:
    one = OneHall(tmp_path / "here")
    yield one
    one.store.close()


def attach(hall: OneHall, content: bytes) -> str:
    """A file in the vault."""
    return hall.store.house.vault.keep(new_case_key("c1"), "a1", content).file_hash


def test_a_hall_goes_on_on_another_machine(
    hall: OneHall, elsewhere: OneHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.take()
    hall.serve(hall.desk(1))
    attached = attach(hall, b"a photograph" * 20_000)
    assert backup.main(write_config(hall), tmp_path / "backups") == 0  # the store is open and goes on
    whole, events = hall.tables(), len(hall.events())
    hall.take()
    assert restore.main(write_config(elsewhere), tmp_path / "backups") == 0
    assert "都核对过" in capsys.readouterr().out
    elsewhere.store = elsewhere.opened()
    tables = elsewhere.tables()
    assert {name: rows for name, rows in tables.items() if name != "lease"} == {
        name: rows for name, rows in whole.items() if name != "lease"
    }
    assert (elsewhere.folder / "hall.db.attachments" / attached[:2] / attached).exists()
    mark = RestoredMark(elsewhere.config.database).head()
    assert mark is not None
    assert (mark.epoch, mark.seq) == (1, events)
    assert hall.take().ticket_no == "A003"  # its old life went on, which nobody knows here
    assert elsewhere.take().ticket_no == "A202"
    elsewhere.store.close()


def test_a_copy_made_while_the_hall_writes_is_of_one_instant(hall: OneHall, tmp_path: Path) -> None:
    done = threading.Event()
    copies: list[int] = []

    def copy() -> None:
        for n in range(3):
            made = make_backup(hall.config, tmp_path / "backups", MONDAY + timedelta(minutes=n))
            copies.append(made.manifest.events)
        done.set()

    thread = threading.Thread(target=copy)
    thread.start()
    while not done.is_set():
        hall.take()
    thread.join()
    assert copies == sorted(copies)
    for folder in backups_in(tmp_path / "backups", NODE):
        assert verify.main(write_config(hall), folder) == 0


def test_nothing_that_is_there_is_overwritten(
    hall: OneHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.take()
    assert backup.main(write_config(hall), tmp_path / "backups") == 0
    before = hall.events()
    assert restore.main(write_config(hall), tmp_path / "backups") == 1
    assert "is not overwritten" in capsys.readouterr().err
    assert hall.events() == before


def test_bringing_back_begins_anew_where_the_power_or_the_disk_ended_it(
    hall: OneHall, elsewhere: OneHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attached = attach(hall, b"a photograph" * 20_000)
    assert backup.main(write_config(hall), tmp_path / "backups") == 0
    shard = elsewhere.folder / "hall.db.attachments" / attached[:2]
    shard.parent.mkdir()
    shard.write_bytes(b"in the way")
    assert restore.main(write_config(elsewhere), tmp_path / "backups") == 1
    assert str(shard.parent) in capsys.readouterr().err
    shard.unlink()
    shard.mkdir()
    (shard / f"{attached}.part").write_bytes(b"half of a phot")
    assert restore.main(write_config(elsewhere), tmp_path / "backups") == 0
    assert [file.name for file in shard.iterdir()] == [attached]


def test_whoever_finds_a_backup_reads_nothing(hall: OneHall, tmp_path: Path) -> None:
    hall.take()
    made = make_backup(hall.config, tmp_path / "backups", MONDAY)
    secrets = [hall.keys_of(NODE).database_key, hall.keys_of(NODE).database_key.hex().encode()]
    secrets += [b"ticket_issued", "李某甲".encode(), b"SQLite format 3"]
    secrets += [
        v.encode() for k, v in json.loads(hall.keys[NODE].read_text()).items() if k.endswith("_private")
    ]
    for file in made.folder.rglob("*"):
        if file.is_file():
            assert not any(secret in file.read_bytes() for secret in secrets), file
            assert file.stat().st_mode & 0o077 == 0, file


def test_what_was_deleted_is_in_no_free_page_of_a_copy(hall: OneHall, tmp_path: Path) -> None:
    for _ in range(3):
        hall.take()
    with hall.store.log.connection.begin():
        hall.store.log.connection.execute(sa.text("DELETE FROM case_key"))
    made = make_backup(hall.config, tmp_path / "backups", MONDAY)
    with reading(made.folder / "store.db", hall.keys_of(NODE).database_key) as connection:
        assert connection.exec_driver_sql("PRAGMA freelist_count").scalar() == 0
        assert connection.execute(sa.select(sa.func.count()).select_from(event)).scalar() == len(
            hall.events()
        )


def test_a_backup_that_is_not_what_was_written_is_not_brought_back(
    hall: OneHall, elsewhere: OneHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.take()
    attached = attach(hall, b"a photograph" * 20_000)
    made = make_backup(hall.config, tmp_path / "backups", MONDAY)
    config = write_config(elsewhere)
    for name in ("store.db", "manifest.json", "manifest.sig", f"attachments/{attached[:2]}/{attached}"):
        spoilt = tmp_path / "spoilt" / name.replace("/", "-")
        shutil.copytree(made.folder, spoilt)
        content = bytearray((spoilt / name).read_bytes())
        content[len(content) // 2] ^= 1
        (spoilt / name).write_bytes(content)
        assert verify.main(config, spoilt) == 1
        assert restore.main(config, spoilt) == 1, name
        assert "backup" in capsys.readouterr().err
    (made.folder / "manifest.json").unlink()  # cut off before its end
    assert restore.main(config, tmp_path / "backups") == 1
    assert not elsewhere.config.database.exists()
    assert verify.main(config) == 1


def test_only_the_hall_that_made_it_can_bring_it_back(
    hall: OneHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.take()
    assert backup.main(write_config(hall), tmp_path / "backups") == 0
    stranger = OneHall(tmp_path / "stranger")
    stranger.store.close()
    stranger.config.database.unlink()
    assert restore.main(write_config(stranger), tmp_path / "backups") == 1
    assert "with this key file" in capsys.readouterr().err


def test_a_daily_backup_costs_the_days_files_and_old_ones_go(hall: OneHall, tmp_path: Path) -> None:
    attached = attach(hall, b"a photograph" * 20_000)
    into = tmp_path / "backups"
    for day in range(4):
        hall.take()
        newest = make_backup(hall.config, into, MONDAY + timedelta(days=day), keep=2)
    assert len(backups_in(into, NODE)) == len(list(into.iterdir())) == 2
    assert (newest.folder / "attachments" / attached[:2] / attached).stat().st_nlink == 2


def test_a_file_that_is_damaged_in_the_vault_is_named_and_the_rest_is_saved(
    hall: OneHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = attach(hall, b"one" * 1000), attach(hall, b"two" * 1000)
    (hall.folder / "hall.db.attachments" / bad[:2] / bad).write_bytes(b"rotten")
    assert backup.main(write_config(hall), tmp_path / "backups") == 1
    assert bad in capsys.readouterr().err
    (folder,) = backups_in(tmp_path / "backups", NODE)
    assert [file.name for file in (folder / "attachments").glob("??/*")] == [good]


def test_the_first_event_that_was_touched_is_named_also_beside_a_store_that_runs(
    hall: OneHall, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        hall.take()
    config = write_config(hall)
    assert verify.main(config) == 0
    assert "日志完整" in capsys.readouterr().out
    with hall.store.log.connection.begin():
        hall.store.log.connection.execute(sa.text("UPDATE event SET actor = 'kiosk:k9' WHERE seq = 2"))
    assert verify.main(config) == 1
    assert "第 2 个事件：内容被改过" in capsys.readouterr().err.splitlines()[0]
    with hall.store.log.connection.begin():
        hall.store.log.connection.execute(sa.text("DELETE FROM event WHERE seq = 2"))
    assert verify.main(config) == 1
    assert "第 3 个事件：前面少了事件" in capsys.readouterr().err.splitlines()[0]
