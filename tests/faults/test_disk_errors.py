"""The disk is full, or does not read, write or sync: a sentence, nothing answered is lost, and all goes on afterwards.

The errors come from below SQLite, out of the file system that records (power/recorder.py).
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import apsw
import pytest
import sqlalchemy as sa
import sqlcipher3

from case_store.errors import StoreError
from case_store.kiosk.outbox import KioskOutbox
from case_store.kiosk.outbox_thread import OutboxThread
from case_store.store import Store
from cases.matter.intake import Intent
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.queue.help_call import HelpCalled
from cases.queue.submission import Submission
from cases.refusal import Refusal
from tests.case_store.at_the_door import notices, settled
from tests.case_store.intakes import dispute
from tests.case_store.one_hall import MONDAY, OneHall, granted
from tests.case_store.served import make_ground
from tests.case_store.two_stores import open_two_stores, verdicts
from tests.faults.power.recorder import Recording, recording

KEY = bytes(32)
EVERY = [
    ("write", apsw.FullError, 1),
    ("write", apsw.FullError, 2),
    ("write", apsw.IOError, 2),
    ("sync", apsw.IOError, 1),
]
CODES = {apsw.FullError: "store.disk_full", apsw.IOError: "store.disk_failed"}


class Faulty:
    """The n-th read, write or sync fails; `lasts`: and all after it."""

    def __init__(self, what: str, error: type[apsw.Error], nth: int = 1, *, lasts: bool = False) -> None:
        self._what, self._error, self._nth, self._lasts = what, error, nth, lasts
        self.met = 0

    def __call__(self, what: str, _name: str) -> None:
        if what == self._what:
            self.met += 1
            if self.met == self._nth or (self._lasts and self.met > self._nth):
                raise self._error("by the test")


def well(_what: str, _name: str) -> None:
    """Nothing fails."""


@pytest.fixture(scope="module")
def disk() -> Iterator[Recording]:
    with recording() as record:
        yield record


@pytest.fixture(scope="module")
def hall(disk: Recording, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OneHall]:
    opened = OneHall(tmp_path_factory.mktemp("hall"))
    opened.take()
    yield opened
    opened.store.close()


@pytest.fixture(autouse=True)
def healed(disk: Recording) -> Iterator[None]:
    yield
    disk.before = well


def visits(hall: OneHall) -> set[str]:
    return {row.visit_id for row in hall.rows("SELECT visit_id FROM visit")}


def together(store: Store, submissions: list[Submission]) -> list[Any]:
    """What waits at the same moment shares a commit; answers or errors, in order."""
    free = threading.Event()
    store._thread.submit(free.wait)
    futures = [store._thread.command(lambda s=s: granted(store.hall.submit(s))) for s in submissions]  # type: ignore[misc]
    free.set()
    return [future.exception() or future.result() for future in futures]


@pytest.mark.parametrize("nth", [1, 300, 450])
def test_a_neighbour_that_cannot_read_takes_nobodys_answer_away(
    hall: OneHall, disk: Recording, nth: int
) -> None:
    """SQLite undoes the whole transaction by itself; what shared it is done again, and answered only then."""
    hall.store.log.connection.exec_driver_sql("PRAGMA cache_size = 1")  # so that every statement has to read
    hall.store.log.connection.rollback()
    disk.before = fault = Faulty("read", apsw.IOError, nth)
    asked = [hall.submission() for _ in range(3)]
    answers = together(hall.store, asked)
    disk.before = well
    assert fault.met >= nth
    told = {s.visit_id for s, answer in zip(asked, answers, strict=True) if not isinstance(answer, Exception)}
    assert told <= visits(hall)
    assert len(told) == 3
    assert hall.faults() == []


@pytest.mark.parametrize("fault", EVERY)
def test_a_disk_that_fails_is_told_in_a_sentence_and_nothing_answered_is_lost(
    hall: OneHall, disk: Recording, fault: tuple[str, type[apsw.Error], int]
) -> None:
    store, before = hall.store, visits(hall)
    disk.before = Faulty(*fault, lasts=True)
    with pytest.raises(StoreError) as told:
        asyncio.run(store.command(store.hall.submit, hall.submission()))
    disk.before = well
    assert told.value.code == CODES[fault[1]]
    assert visits(hall) == before
    after = hall.take()
    assert visits(hall) == {*before, after.visit_id}
    assert hall.faults() == []
    hall.reopen()
    assert visits(hall) == {*before, after.visit_id}


def test_when_the_disk_is_full_tickets_go_on_in_the_room_that_was_kept_for_them(
    hall: OneHall, disk: Recording
) -> None:
    hall.reserve_mib = 16  # as shipped
    hall.reopen()
    reserve = hall.folder / "hall.db.reserve"
    assert reserve.stat().st_size == 16 * 1024 * 1024

    def full(what: str, _name: str) -> None:
        if what == "write" and reserve.exists():
            raise apsw.FullError("by the test")

    disk.before = full
    asked = [hall.submission() for _ in range(3)]
    answers = together(hall.store, asked)
    assert {answer.visit_id for answer in answers} <= visits(hall)
    assert not reserve.exists()
    disk.before = well
    hall.store.look_after_disk()
    assert reserve.exists()  # there is room again


def test_staff_are_told_while_the_disk_is_almost_full(hall: OneHall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.reserve_mib = 16
    monkeypatch.setattr("case_store.reserve.Reserve.free", lambda _self: 5 * 1024 * 1024)
    hall.reopen()
    hall.store.look_after_disk()
    [told] = [notice for notice in hall.notices() if notice.code == "notice.disk_short"]
    assert ("free_mib", "5") in told.facts


# The centre.


@pytest.mark.parametrize(("what", "error"), [("write", apsw.FullError), ("read", apsw.IOError)])
@pytest.mark.parametrize("nth", [1, 30])
def test_a_good_event_is_no_poison_because_the_disk_of_the_centre_fails(
    disk: Recording, tmp_path: Path, what: str, error: type[apsw.Error], nth: int
) -> None:
    stores = open_two_stores(tmp_path)
    stores.centre.connection.exec_driver_sql(
        "PRAGMA cache_size = 1"
    )  # pages spill in the middle of a statement
    stores.centre.connection.rollback()
    for number in range(20):
        help_id = f"h{number}"
        stores.happen(
            f"help:{help_id}", HelpCalled(help_id=help_id, kiosk_id="k1", page="home", called_at=MONDAY)
        )
    disk.before = fault = Faulty(what, error, nth, lasts=True)
    with pytest.raises((sa.exc.OperationalError, sqlcipher3.OperationalError, StoreError)):
        stores.push()
    disk.before = well
    assert fault.met >= nth
    assert stores.apart() == {}
    assert verdicts(stores.push()) == ["ok"] * 20
    stores.close()


# The kiosk.


def kept(outbox: KioskOutbox, hall: OneHall) -> Submission:
    return outbox.store(hall.submission(), ("queue_ticket",), str)


@pytest.mark.parametrize("fault", EVERY)
def test_a_kiosk_keeps_what_it_has_and_goes_on_when_its_disk_does(
    hall: OneHall, disk: Recording, tmp_path: Path, fault: tuple[str, type[apsw.Error], int]
) -> None:
    with closing(KioskOutbox(tmp_path / "kiosk.db", KEY)) as outbox:
        there = kept(outbox, hall).visit_id
        for act in (lambda: kept(outbox, hall), lambda: outbox.confirm(there, MONDAY)):
            disk.before = Faulty(*fault, lasts=True)
            with pytest.raises(sqlcipher3.OperationalError):
                act()
            disk.before = well
            assert outbox.waiting() == [there]
        again = kept(outbox, hall).visit_id
        assert outbox.waiting() == [there, again]


async def test_a_kiosk_with_a_full_disk_takes_the_matter_all_the_same(
    hall: OneHall, disk: Recording, tmp_path: Path
) -> None:
    thread = OutboxThread(tmp_path / "kiosk.db", KEY)
    await thread.open()
    reserve = tmp_path / "kiosk.db.reserve"

    def full(what: str, _name: str) -> None:
        if what == "write" and reserve.exists():
            raise apsw.FullError("by the test")

    disk.before = full
    submission = await thread.run(KioskOutbox.store, hall.submission(), ("queue_ticket",), str)
    assert await thread.run(KioskOutbox.waiting) == [submission.visit_id]
    disk.before = well
    await thread.close()
    assert not reserve.exists()


async def test_a_kiosk_whose_disk_fills_up_between_the_matter_and_its_number_says_where_to_go(
    disk: Recording, tmp_path: Path
) -> None:
    ground = make_ground(tmp_path)

    async def die(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A hall that is asked for the number as the disk fills up, and does not answer."""
        if (await reader.readline()).startswith(b"POST /v1/submissions"):
            disk.before = Faulty("write", apsw.FullError, lasts=True)
        writer.close()

    async with await asyncio.start_server(die, "127.0.0.1", ground.hall.port):
        door = ground.door()
        await door.open()
        asks = dispute(ground, intent=Intent.CONSULT, open=OpenMatter(), private=PrivateMatter())
        taken = await door.take(asks)
    assert (taken.ticket_no, taken.refusal) == (None, Refusal("kiosk.no_number"))
    disk.before = well
    ground.hall.start()
    try:
        await settled(door)
        assert notices(ground) == ["notice.without_number"]  # staff hear which number is theirs
    finally:
        await door.close()
        ground.stop()
