"""The service on PostgreSQL with a reader: one that is killed costs a batch its answer, and nothing else."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from case_store.keys import hall_reader, read_keys
from case_store.log.schema import event
from case_store.sync import readers as readers_module
from case_store.sync.batch import SIGNATURE_HEADER, SIGNER_HEADER, Batch, pack
from case_store.tokens import HALL
from cases.queue.help_call import HelpCalled
from tests.case_store.served import MONDAY, STREAM, Ground, make_ground, rows
from tests.case_store.two_stores import open_two_stores

PUSH = "/v1/sync/push"


@pytest.fixture
def ground(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    monkeypatch.setattr(readers_module, "WORTH_BYTES", 1)
    made = make_ground(tmp_path)
    there = {"database_url": database, "readers": 1}
    made.centre.config = made.centre.config.model_copy(update=there)
    made.centre.start()
    yield made
    made.stop()


def batch_of(folder: Path) -> Batch:
    folder.mkdir()
    stores = open_two_stores(folder)
    for name in ("a", "b", "c"):
        told = HelpCalled(help_id=name, kiosk_id="k1", page="home", called_at=MONDAY)
        stores.happen(f"help:{name}", told)
    batch = stores.batch()
    stores.close()
    return batch


def test_a_batch_whose_reader_is_killed_is_not_confirmed_and_told_again_it_is_there_once(
    ground: Ground, tmp_path: Path
) -> None:
    keys, whole = read_keys(ground.keys[hall_reader(STREAM)]), batch_of(tmp_path / "hall")
    store = ground.centre.store
    assert store is not None
    assert store.readers is not None

    def push(batch: Batch) -> httpx2.Response:
        signed = pack(batch, keys.name, keys.signing)
        headers = {
            "Authorization": f"Bearer {ground.tokens[HALL]}",
            SIGNER_HEADER: signed.signer,
            SIGNATURE_HEADER: signed.signature,
        }
        return httpx2.post(
            ground.centre.url + PUSH, content=signed.content, headers=headers, timeout=30, trust_env=False
        )

    first = replace(whole, items=whole.items[:1])
    assert push(first).status_code == 200
    (pid,) = store.readers.pids
    os.kill(pid, signal.SIGKILL)
    answer = push(whole)
    assert (answer.status_code, answer.json()["code"]) == (503, "store.reader_died")
    assert int(answer.headers["Retry-After"]) >= 1
    assert [row.seq for row in rows(ground, event, at_centre=True) if row.stream == STREAM] == [1]
    told = push(whole).json()
    assert [verdict["verdict"] for verdict in told["verdicts"]] == ["dup", "ok", "ok"]
    assert [row.seq for row in rows(ground, event, at_centre=True) if row.stream == STREAM] == [1, 2, 3]
    assert store.readers.pids == []  # it is read by the service from now on
