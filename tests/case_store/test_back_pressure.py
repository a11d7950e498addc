"""A centre that has enough to do says when to come again; halls come again, and nothing is lost or twice."""

import asyncio
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx2
import pytest

from case_store.keys import hall_reader, read_keys
from case_store.log.schema import help_call, outbox, quarantine
from case_store.sync import hall_outbox
from case_store.sync.admission import Admission
from case_store.sync.batch import EVENTS_MAX, SIGNATURE_HEADER, SIGNER_HEADER, Batch, pack
from case_store.tokens import HALL
from cases.queue.help_call import CallHelp
from cases.refusal import Refusal
from tests.case_store.served import MONDAY, STREAM, Ground, make_ground, rows, until


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    monkeypatch.setattr("case_store.sync.push.BACKOFF_MAX_S", 0.2)
    made = make_ground(tmp_path, upstream=True)
    made.centre.start()
    yield made
    made.stop()


def test_one_batch_of_a_node_at_a_time_and_no_more_than_agreed_of_all() -> None:
    admission = Admission(waiting_max=2)
    with admission.of("hall:1") as first, admission.of("hall:1") as again, admission.of("hall:2") as second:
        assert (first, second) == (None, None)
        assert again == Refusal("sync.busy", {"seconds": 1})
        assert admission.is_full
        with admission.of("hall:3") as third:
            assert third == Refusal("sync.busy", {"seconds": 1})
    assert not admission.is_full
    with admission.of("hall:1") as later:
        assert later is None


def test_a_slow_centre_asks_for_more_patience() -> None:
    now = iter(range(0, 10_000, 40))
    admission = Admission(waiting_max=9, steady=lambda: float(next(now)))
    for _ in range(30):
        with admission.of("hall:1"):
            pass
    with admission.of("hall:1"), admission.of("hall:1") as busy:
        assert busy is not None
        assert int(busy.facts["seconds"]) > 20


def test_whoever_is_sent_away_comes_again_when_the_line_is_worked_off_and_not_minutes_later() -> None:
    """Each of 250 stands in line for five seconds, a fiftieth of a second of which is its own work."""
    at, line = 0.0, deque[ExitStack]()
    admission = Admission(waiting_max=250, steady=lambda: at)
    for n in range(3_000):
        place = ExitStack()
        assert place.enter_context(admission.of(f"hall:{n}")) is None
        line.append(place)
        at += 0.02
        if admission.is_full:
            assert int(admission.busy().facts["seconds"]) <= 13  # at first it guesses 0.05 s
            line.popleft().close()
    assert int(admission.busy().facts["seconds"]) <= 6
    for place in line:
        place.close()


def _of_all(ground: Ground) -> dict[str, Any]:
    """A push of everything that the hall has, as its uplink sends it."""
    hall = ground.hall.store
    assert hall is not None

    def read() -> Batch:
        with hall.log.reading() as connection:
            return hall_outbox.next_batch(connection, STREAM, hall.log.node, EVENTS_MAX)

    batch = hall._thread.submit(read).result()
    signed = pack(batch, hall.log.node, hall.keys.signing)
    headers = {
        "Authorization": f"Bearer {ground.tokens[HALL]}",
        SIGNER_HEADER: signed.signer,
        SIGNATURE_HEADER: signed.signature,
    }
    return {"content": signed.content, "headers": headers}


async def test_a_second_batch_of_the_same_hall_is_asked_to_come_again(ground: Ground) -> None:
    store = ground.centre.store
    assert store is not None
    keys = read_keys(ground.keys[hall_reader(STREAM)])
    empty = Batch(stream=STREAM, node=keys.name, epoch=1, first_seq=1, items=())
    signed = pack(empty, keys.name, keys.signing)
    headers = {
        "Authorization": f"Bearer {ground.tokens[HALL]}",
        SIGNER_HEADER: signed.signer,
        SIGNATURE_HEADER: signed.signature,
    }
    goes_on = threading.Event()
    async with httpx2.AsyncClient(base_url=ground.centre.url, headers=headers, timeout=20) as client:
        held = asyncio.ensure_future(store.run(goes_on.wait, 20))
        sent = [asyncio.ensure_future(client.post("/v1/sync/push", content=signed.content)) for _ in range(2)]
        done, waiting = await asyncio.wait(sent, return_when=asyncio.FIRST_COMPLETED)
        (refused,) = (task.result() for task in done)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
        assert refused.json()["code"] == "sync.busy"
        goes_on.set()
        await held
        assert [(await task).status_code for task in waiting] == [200]
        assert (await client.post("/v1/sync/push", content=signed.content)).status_code == 200


async def test_a_hall_that_was_asked_to_come_again_comes_by_itself(ground: Ground) -> None:
    """No new event: what waits is pushed when the centre has time."""
    assert ground.centre.store is not None
    ground.hall.start()
    hall = ground.hall.store
    assert hall is not None
    goes_on = threading.Event()
    await until(lambda: not rows(ground, outbox))
    held = asyncio.ensure_future(ground.centre.store.run(goes_on.wait, 20))
    for name in ("a", "b"):
        await hall.run(
            hall.hall.call_help, CallHelp(help_id=name, kiosk_id="k1", page="home", called_at=MONDAY)
        )
    assert len(rows(ground, outbox)) >= 2
    goes_on.set()
    await held
    await until(lambda: not rows(ground, outbox))
    await until(  # on PostgreSQL what is placed is folded a moment later
        lambda: sorted(row.help_id for row in rows(ground, help_call, at_centre=True)) == ["a", "b"]
    )


async def test_a_centre_whose_disk_is_full_says_so_and_takes_everything_when_there_is_room_again(
    ground: Ground,
) -> None:
    centre = ground.centre.store
    assert centre is not None
    ground.hall.start()
    hall = ground.hall.store
    assert hall is not None
    await until(lambda: not rows(ground, outbox))

    def full() -> None:
        with centre.log.reading() as connection:
            used = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
            connection.exec_driver_sql(f"PRAGMA max_page_count = {used}")

    await centre.run(full)
    for n in range(60):
        await hall.run(
            hall.hall.call_help,
            CallHelp(help_id=f"help-{n:04}" + "x" * 400, kiosk_id="k1", page="home", called_at=MONDAY),
        )
    async with httpx2.AsyncClient(base_url=ground.centre.url) as client:
        answer = await client.post("/v1/sync/push", **_of_all(ground))
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.json()["code"].startswith("store.")
    assert rows(ground, outbox)
    await centre.in_log(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1000000").scalar_one())
    await until(lambda: not rows(ground, outbox))
    assert len(rows(ground, help_call, at_centre=True)) == 60
    assert rows(ground, quarantine, at_centre=True) == []
