"""I4: no cause without its supervision item, in one transaction; and a rebuild tells the same."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from sqlcipher3 import dbapi2

from case_store.casework.sealed_texts import TEXT
from case_store.hall.evaluating import Said
from case_store.hall.house import OnDuty
from case_store.keys import CENTRE
from case_store.log.history import case_name
from case_store.log.schema import case_key
from case_store.seal import new_case_key, open_field, seal_field, unwrap, wrap
from cases.casework.case_commands import RegisterCase
from cases.casework.case_rules import decide
from cases.hall_time import HALL_ZONE
from cases.policy.supervision import Trigger
from cases.sealed import WrappedKey
from cases.supervision.supervision import SupervisionRaised
from cases.supervision.whistle_acts import Whistle
from tests.case_store.one_hall import POLICY, OneHall, granted
from tests.case_store.two_stores import NOON, open_two_stores, verdicts

BAD = (("overall", 2),)
NO_ITEM = "CREATE TRIGGER full BEFORE INSERT ON supervision BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
DISPATCHER = OnDuty(staff_id="s9", role="dispatcher")


def late_deadline(hall: OneHall) -> None:
    hall.store.hall.tick()


def bad_visit(hall: OneHall) -> None:
    (visit_id,) = (row.visit_id for row in hall.rows("SELECT visit_id FROM visit WHERE state = 'done'"))
    said = Said(subject="visit", subject_id=visit_id, levels=BAD, channel="kiosk")
    granted(hall.store.hall.evaluations.evaluate(said))


def key_matter(hall: OneHall) -> None:
    key = new_case_key("key-matter")
    command = RegisterCase(
        case_id=key.case_id,
        case_code=hall.next_code(hall.clock.now().date()),
        visit_id=None,
        source="superior",
        matter=hall.sealed(key),
        receipt_code_hash="",
        confirmed_at=hall.clock.now(),
        superior_key=True,
    )
    with hall.store.hall.runner.writing() as work:
        events = granted(decide(None, command, POLICY, work.now, work.stream))
        work.record(case_name(key.case_id), events, "system")


CAUSES: dict[Trigger, tuple[Callable[[OneHall], None], str]] = {
    Trigger.DEADLINE_PASSED: (late_deadline, "deadline_passed"),
    Trigger.BAD_RATING: (bad_visit, "evaluation_given"),
    Trigger.SUPERIOR_KEY: (key_matter, "case_registered"),
    Trigger.WHISTLE_MISSED: (late_deadline, "whistle_missed"),
}


def counted(hall: OneHall, type_: str) -> int:
    return int(hall.rows("SELECT count(*) FROM event WHERE type = :t", t=type_)[0][0])


def before(hall: OneHall, trigger: Trigger) -> None:
    """What has to be there before the cause can happen."""
    desk = hall.desk(1)
    row = hall.serve(desk) if hall.take(confirmed=trigger is not Trigger.BAD_RATING) else None
    assert row is not None
    hall.end(desk, row)
    if trigger is Trigger.WHISTLE_MISSED:
        assert row.case_id is not None
        call = Whistle(case_id=row.case_id, units=("justice",), reason="专业问题")
        granted(hall.store.hall.whistles.call(uuid_v7.uuid7(), DISPATCHER, call))
        hall.wait(hours=6)
    if trigger is Trigger.DEADLINE_PASSED:
        hall.clock.move_to(datetime(2026, 11, 27, 9, tzinfo=HALL_ZONE))


@pytest.mark.parametrize("trigger", list(CAUSES))
def test_a_cause_whose_item_cannot_be_written_has_not_happened_either(
    hall: OneHall, trigger: Trigger
) -> None:
    act, cause = CAUSES[trigger]
    before(hall, trigger)
    causes, whole = counted(hall, cause), hall.tables()
    with hall.store.log.connection.begin():
        hall.store.log.connection.execute(sa.text(NO_ITEM))
    with pytest.raises(dbapi2.DatabaseError, match="disk is full"):
        act(hall)
    assert (counted(hall, cause), counted(hall, "supervision_raised")) == (causes, 0)
    assert hall.tables() == whole
    with hall.store.log.connection.begin():
        hall.store.log.connection.execute(sa.text("DROP TRIGGER full"))
    act(hall)
    assert counted(hall, cause) == causes + 1
    (raised,) = [event for event in hall.events() if isinstance(event, SupervisionRaised)]
    assert raised.trigger == trigger
    newest = hall.rows(
        "SELECT command_id FROM event WHERE type IN (:t, 'supervision_raised') ORDER BY position DESC LIMIT 2",
        t=cause,
    )
    assert len({row.command_id for row in newest}) == 1


def test_an_item_is_raised_once_however_often_time_is_asked_and_the_hall_started(hall: OneHall) -> None:
    before(hall, Trigger.DEADLINE_PASSED)
    hall.store.hall.tick()
    hall.reopen()
    hall.store.hall.tick()
    assert counted(hall, "supervision_raised") == 1
    hall.clock.move_to(datetime(2026, 12, 1, 8, 30, tzinfo=HALL_ZONE))
    for _ in range(2):
        hall.store.hall.tick()
    hall.reopen()
    hall.store.hall.tick()
    assert counted(hall, "rung_sent") == 1


def test_a_rebuild_tells_the_same_of_items_rungs_and_whistles(hall: OneHall) -> None:
    before(hall, Trigger.WHISTLE_MISSED)
    key_matter(hall)
    for _ in range(30):
        hall.wait(days=1)
        hall.store.hall.tick()
    whole = hall.tables()
    assert {row.state for row in hall.rows("SELECT state FROM supervision_rung")} == {"sent", "drafted"}
    assert {row.state for row in hall.rows("SELECT state FROM whistle")} == {"missed"}
    assert hall.rows("SELECT last_given FROM document_serial")
    hall.store.rebuild()
    assert hall.tables() == whole
    assert hall.faults() == []


def test_numbers_have_no_gap_and_begin_anew_with_the_year(hall: OneHall) -> None:
    desk = hall.desk(1)
    for _ in range(3):
        hall.take()
        hall.end(desk, hall.serve(desk))
        hall.wait(days=1, hours=1)
        desk = hall.desk(1)
    hall.clock.move_to(datetime(2026, 12, 10, 9, tzinfo=HALL_ZONE))
    hall.store.hall.tick()
    given = hall.rows("SELECT number FROM supervision_rung WHERE rung = 'work_reminder' ORDER BY number")
    assert [row.number[-8:] for row in given] == [f"〔2026〕{n}号" for n in (1, 2, 3)]
    key_matter(hall)  # an item because it is key, another when it is not accepted in time
    hall.clock.move_to(datetime(2027, 1, 4, 9, tzinfo=HALL_ZONE))
    hall.store.hall.tick()
    late = hall.rows("SELECT number FROM supervision_rung WHERE number LIKE '%2027%' ORDER BY number")
    assert [row.number[-8:] for row in late] == ["〔2027〕1号", "〔2027〕2号"]


def test_quiet_time_costs_no_transaction(hall: OneHall) -> None:
    before(hall, Trigger.DEADLINE_PASSED)
    hall.store.hall.tick()
    events = len(hall.events())
    for _ in range(5):
        hall.clock.move_by(timedelta(minutes=5))
        hall.store.hall.tick()
    assert len(hall.events()) == events


def test_the_centre_opens_what_was_written_of_an_item_without_a_case(tmp_path: Path) -> None:
    """Its key travels beside the event, never in it."""
    stores = open_two_stores(tmp_path)
    key = new_case_key("i1")
    sealed = seal_field(key, TEXT, {"text": "材料总是晚交"})
    raised = SupervisionRaised(
        item_id="i1",
        case_id="",
        clock="manual",
        rung=0,
        trigger=Trigger.MANUAL,
        due_at=NOON,
        sealed=sealed,
        keys=wrap(key, stores.hall_keys.readers),
    )
    stores.happen("supervision:i1", raised)
    assert verdicts(stores.push()) == ["ok"]
    (event,) = stores.at_centre()
    assert "ephemeral" not in event.body
    with stores.centre.reading() as connection:
        rows = connection.execute(sa.select(case_key).where(case_key.c.case_id == "i1")).all()
    keys = [
        WrappedKey(reader=r.reader, ephemeral=r.ephemeral, nonce=r.nonce, ciphertext=r.ciphertext)
        for r in rows
    ]
    assert stores.centre_keys.sealing is not None
    opened = unwrap("i1", keys, CENTRE, stores.centre_keys.sealing)
    assert open_field(opened, TEXT, sealed) == {"text": "材料总是晚交"}
    stores.close()
