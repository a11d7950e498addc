"""What was kept apart waits for a person, who takes it in, when it can be, or leaves it out; both with a reason."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import orjson
import pytest
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7

from case_store.clock import OffsetClock
from case_store.hall.house import OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import EventLog
from case_store.log.projections import rebuild
from case_store.log.schema import event, outbox, quarantine
from case_store.sync.batch import Batch
from case_store.sync.quarantine_door import QuarantineDoor
from case_store.tokens import COUNTER
from cases import codec
from cases.codec import decode
from cases.log_events import EventLeftOut, EventReadmitted
from cases.refusal import Refusal
from cases.views import StaffView
from cases.views_quarantine import ApartAsked, ApartRow
from tests.case_store.machines import Machine, faults_at_centre, first_machine, names_at_centre
from tests.case_store.served import PIN, make_ground
from tests.case_store.two_stores import NOON, STREAM, TwoStores, open_two_stores, verdicts

WHO = OnDuty(staff_id="admin", role="hall_admin")
WHY = "checked with the hall"
REFUSING = "CREATE TRIGGER no BEFORE INSERT ON help_call BEGIN SELECT RAISE(ABORT, 'no'); END"


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[TwoStores]:
    opened = open_two_stores(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def hall(stores: TwoStores, tmp_path: Path) -> Machine:
    return first_machine(stores, tmp_path)


def door_of(log: EventLog, folder: Path) -> QuarantineDoor:
    clock = OffsetClock(folder / "clock")
    clock.move_to(NOON)
    return QuarantineDoor(Runner(log, clock, lambda _events: None), lambda: False)


@pytest.fixture
def door(stores: TwoStores, tmp_path: Path) -> QuarantineDoor:
    """The centre's."""
    return door_of(stores.centre, tmp_path)


def torn(batch: Batch, n: int, **changes: Any) -> Batch:
    items = [dict(item) for item in batch.items]
    items[n] = {**items[n], "event": {**items[n]["event"], **changes}}
    return replace(batch, items=items)


def readmit(door: QuarantineDoor, row: ApartRow, why: str = WHY) -> bool | Refusal:
    return door.readmit(uuid_v7.uuid7(), WHO, ApartAsked(stream=row.stream, event_id=row.event_id, why=why))


def leave_out(door: QuarantineDoor, row: ApartRow) -> bool | Refusal:
    return door.leave_out(uuid_v7.uuid7(), WHO, ApartAsked(stream=row.stream, event_id=row.event_id, why=WHY))


def decided(log: EventLog) -> list[Any]:
    """What is in the log of decisions of people."""
    with log.reading() as connection:
        rows = connection.execute(sa.select(event).where(event.c.stream == log.stream)).all()
    return [decode(row.type, row.v, orjson.loads(row.body)) for row in rows]


def test_what_only_followed_a_torn_event_is_taken_in_and_the_torn_one_is_left_out(
    stores: TwoStores, hall: Machine, door: QuarantineDoor
) -> None:
    hall.call_help("a", "b", "c", "d")
    assert verdicts(stores.push(torn(stores.batch(), 1, v="one"))) == [
        "ok",
        "quarantined",
        "quarantined",
        "ok",
    ]
    rows = {row.reason: row for row in door.rows()}
    assert set(rows) == {"shape", "chain"}
    assert readmit(door, rows["shape"]) == Refusal("quarantine.unreadable")
    assert readmit(door, rows["chain"]) is True
    assert leave_out(door, rows["shape"]) is True
    assert names_at_centre(stores) == ["a", "c", "d"]
    (left,) = door.rows()
    assert (left.reason, left.decided, left.decided_by, left.why) == ("shape", "left_out", "admin", WHY)
    told = decided(stores.centre)
    assert [type(one) for one in told] == [EventReadmitted, EventLeftOut]
    assert [(one.event_id, one.reason, one.staff_id, one.why) for one in told] == [
        (rows["chain"].event_id, "chain", "admin", WHY),
        (rows["shape"].event_id, "shape", "admin", WHY),
    ]
    assert faults_at_centre(stores) == []
    assert verdicts(stores.push(stores.batch()))[2] == "dup"


def test_a_decision_needs_a_reason_and_is_made_once(
    stores: TwoStores, hall: Machine, door: QuarantineDoor
) -> None:
    hall.call_help("a", "b")
    stores.push(torn(stores.batch(), 0, prev="x", v="one"))
    (row, *_others) = door.rows()
    assert readmit(door, row, "  ") == Refusal("quarantine.why_missing", {"chars_max": 200})
    stranger = replace(row, event_id="nobody")
    assert readmit(door, stranger) == leave_out(door, stranger) == Refusal("quarantine.unknown")
    asked, command = ApartAsked(stream=row.stream, event_id=row.event_id, why=WHY), uuid4()
    assert door.leave_out(command, WHO, asked) is door.leave_out(command, WHO, asked) is True
    assert len(decided(stores.centre)) == 1


def test_a_branch_is_not_taken_in_here_but_by_its_own_hall(
    stores: TwoStores, hall: Machine, door: QuarantineDoor
) -> None:
    hall.call_help("a")
    batch = stores.batch()
    stores.push(batch)
    stores.push(torn(batch, 0, actor="staff:else"))
    (row,) = door.rows()
    assert readmit(door, row) == Refusal("quarantine.place_taken")
    assert len(door.rows()) == 1


def test_what_the_tables_refused_is_tried_again_as_of_today(
    stores: TwoStores, hall: Machine, door: QuarantineDoor
) -> None:
    hall.call_help("a", "b")
    with stores.centre.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.text(REFUSING))
    assert verdicts(stores.push()) == ["quarantined", "quarantined"]
    rows = door.rows()
    assert {row.reason for row in rows} == {"not_placeable"}
    assert readmit(door, rows[0]) == Refusal("quarantine.tables", {"error": "IntegrityError"})
    with stores.centre.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.text("DROP TRIGGER no"))
    assert [readmit(door, row) for row in rows] == [True, True]
    assert names_at_centre(stores) == ["a", "b"]
    assert faults_at_centre(stores) == []


def test_a_hall_pushes_once_more_what_its_centre_had_refused(
    stores: TwoStores, hall: Machine, tmp_path: Path
) -> None:
    hall.call_help("a")
    with stores.centre.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.text(REFUSING))
    assert hall.contact() == ""
    door = door_of(hall.log, tmp_path)
    (row,) = door.rows()
    assert (row.upstream, row.reason, row.about) == (True, "not_placeable", "help")
    with stores.centre.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.text("DROP TRIGGER no"))
        work.connection.execute(sa.delete(quarantine))  # the centre's people let it go
    assert readmit(door, row) is True
    assert hall.contact() == ""
    assert names_at_centre(stores) == ["a"]
    assert door.rows() == ()
    with hall.log.reading() as connection:
        assert connection.execute(sa.select(outbox)).all() == []


def test_what_a_newer_program_said_is_kept_as_it_is_and_folded_after_the_upgrade(
    stores: TwoStores, hall: Machine
) -> None:
    """The same file under an old and a new codec."""
    hall.call_help("a", "b")
    older = {name: read for name, read in codec._READ.items() if name != "help_called"}
    with patch.object(codec, "_READ", older):
        assert verdicts(stores.push()) == ["ok", "ok"]
        assert names_at_centre(stores) == []
    with stores.centre.writing(uuid4(), NOON) as work:
        rebuild(work.connection)
    assert names_at_centre(stores) == ["a", "b"]
    assert faults_at_centre(stores) == []


async def test_only_an_administrator_sees_and_decides_at_the_centre_too(tmp_path: Path) -> None:
    ground = make_ground(tmp_path)
    ground.centre.start()
    store = ground.centre.store
    assert store is not None
    for name, role in (("boss", "hall_admin"), ("desk", "supervisor")):
        await store.run(store.add_staff, StaffView(staff_id=name, name="A", role=role), PIN)
    row = {
        "stream": STREAM,
        "id": "e1",
        "node": f"hall:{STREAM}",
        "reason": "shape",
        "received_at_us": 0,
        "event": "{}",
    }
    await store.in_log(lambda c: c.execute(sa.insert(quarantine), row))
    async with ground.client(COUNTER, ground.centre.url) as client:
        await client.sign_in("desk", PIN, None)
        assert await client.quarantine.rows() == Refusal("auth.right", {"right": "quarantine"})
        await client.sign_out()
        await client.sign_in("boss", PIN, None)
        rows = await client.quarantine.rows()
        assert not isinstance(rows, Refusal)
        assert [(one.event_id, one.reason) for one in rows] == [("e1", "shape")]
        assert await client.quarantine.readmit(rows[0], WHY, uuid4()) == Refusal("quarantine.unreadable")
        assert await client.quarantine.leave_out(rows[0], WHY, uuid4()) is True
    ground.stop()
