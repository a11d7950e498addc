"""What time alone causes: passed deadlines with their supervision item, lights that turn, and the end of the day."""

from dataclasses import replace
from datetime import datetime

import pytest
import uuid_utils.compat as uuid_v7

from case_store.hall.house import OnDuty
from cases.casework.acts import HandOver
from cases.casework.case_events import DeadlinePassed
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import HALL_ZONE
from cases.supervision.supervision import SupervisionRaised
from cases.views import LightsView
from tests.case_store.one_hall import OneHall, granted

MIDNIGHT = datetime(2026, 11, 27, 0, 0, tzinfo=HALL_ZONE)  # the end of the third working day after Monday


def lights(hall: OneHall) -> tuple[int, int, int, int]:
    view = hall.counter_view().lights
    assert isinstance(view, LightsView)
    return view.normal, view.soon, view.overdue, view.stopped


def test_a_passed_deadline_raises_one_supervision_item_in_the_same_transaction(hall: OneHall) -> None:
    hall.take()
    hall.clock.move_to(MIDNIGHT.replace(day=26, hour=23, minute=59))
    hall.store.hall.tick()
    assert not [e for e in hall.events() if isinstance(e, DeadlinePassed)]
    hall.clock.move_to(MIDNIGHT.replace(hour=8))
    for _ in range(3):
        hall.store.hall.tick()
    hall.reopen()
    hall.store.hall.tick()
    (passed,) = [e for e in hall.events() if isinstance(e, DeadlinePassed)]
    (raised,) = [e for e in hall.events() if isinstance(e, SupervisionRaised)]
    assert (passed.clock, passed.rung, passed.due_at) == (ClockKind.ACCEPT, 0, MIDNIGHT)
    assert raised.item_id == passed.item_id
    rows = hall.rows(
        "SELECT id, at_us, command_id FROM event WHERE type IN ('deadline_passed', 'supervision_raised')"
    )
    assert len({row.command_id for row in rows}) == 1
    assert {row.at_us for row in rows} == {int(MIDNIGHT.timestamp()) * 1_000_000}
    assert {row.id[14] for row in rows} == {"5"}  # derived from clock and rung


def test_many_deadlines_pass_a_few_at_a_time_so_that_whoever_waits_is_answered(
    hall: OneHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("case_store.hall.ticker.TOGETHER_MAX", 2)
    for _ in range(5):
        hall.take()
    hall.clock.move_to(MIDNIGHT.replace(hour=8))
    more = [hall.store.hall.tick() for _ in range(3)]
    assert more == [True, True, False]
    assert len([e for e in hall.events() if isinstance(e, DeadlinePassed)]) == 5


def test_a_case_that_was_handed_over_holds_up_no_other_s_deadline(hall: OneHall) -> None:
    ids = [hall.take().visit_id for _ in range(2)]
    first, second = (hall.rows("SELECT case_id FROM case_ WHERE visit_id = :v", v=v)[0].case_id for v in ids)
    leader = OnDuty(staff_id="lead", role="leader")
    gone = HandOver(to_store="centre", because="归上级中心办理")
    granted(hall.store.hall.cases.act(uuid_v7.uuid7(), leader, first, gone))
    hall.clock.move_to(MIDNIGHT.replace(hour=8))
    for _ in range(2):
        hall.store.hall.tick()
    passed = hall.rows("SELECT aggregate FROM event WHERE type = 'deadline_passed'")
    assert [row.aggregate for row in passed] == [f"case:{second}"]


def test_a_petition_matter_passes_both_its_limits(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take(confirmed=False)
    row = hall.serve(desk)
    matter = hall.open_matter(desk, row)
    petition = replace(matter.open, category="authority_decision")
    granted(hall.store.hall.register(uuid_v7.uuid7(), desk, row.visit_id, (petition, matter.private)))
    hall.wait(days=30)
    hall.store.hall.tick()
    kinds = {e.clock for e in hall.events() if isinstance(e, DeadlinePassed)}
    assert kinds == {ClockKind.ACCEPT, ClockKind.ACCEPT_PETITION_OUTER}
    (due,) = hall.counter_view().due  # one line a case, the worst clock
    assert (due.clock, due.light, due.past) == ("accept", "red", True)


def test_lights_turn_with_time_and_are_counted_exactly(hall: OneHall) -> None:
    assert lights(hall) == (0, 0, 0, 0)
    hall.take()
    hall.wait(days=1)
    hall.take()
    assert lights(hall) == (1, 1, 0, 0)  # two working days are left of the first
    hall.clock.move_to(MIDNIGHT.replace(day=26, hour=17))
    assert lights(hall) == (0, 2, 0, 0)
    hall.clock.move_to(MIDNIGHT)
    assert lights(hall) == (0, 1, 1, 0)
    hall.wait(days=1)
    assert lights(hall) == (0, 0, 2, 0)
    assert [row.light for row in hall.counter_view().due] == ["red", "red"]


def test_the_totals_agree_with_the_list_at_every_hour(hall: OneHall) -> None:
    desk = hall.desk(1)
    for _ in range(4):
        hall.take()
        hall.wait(hours=7)
    row = hall.serve(hall.desk(2)) if hall.counter_view().waiting else None
    if row is not None and row.case_id:
        granted(hall.store.hall.accept(uuid_v7.uuid7(), desk, row.case_id))
    for _ in range(30):
        hall.wait(hours=5)
        view = hall.counter_view()
        colours = [line.light for line in view.due]
        assert lights(hall)[:3] == tuple(colours.count(c) for c in ("green", "yellow", "red"))


def test_who_still_waited_at_the_end_of_the_day_is_named_the_next_and_no_longer_in_line(
    hall: OneHall,
) -> None:
    desk = hall.desk(1)
    for _ in range(3):
        hall.take()
    hall.serve(desk)
    hall.wait(days=1)
    for _ in range(2):
        hall.store.hall.tick()
    hall.reopen()
    hall.store.hall.tick()
    view = hall.counter_view()
    assert (view.waiting, view.at_desks) == ((), ())
    (notice,) = view.notices
    assert notice.code == "notice.left_over"
    assert dict(notice.facts) == {
        "business_date": "2026-11-23",
        "tickets": "A001、A002、A003",
        "count": "3",
    }
    assert {row.case_state for row in view.due} == {"to_call_back"}
    granted(hall.store.hall.acknowledge(uuid_v7.uuid7(), desk, notice.notice_id))
    hall.store.hall.tick()
    assert hall.counter_view().notices == ()


def test_a_matter_whose_citizen_did_not_come_is_to_be_called_back(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    hall.take()
    row = hall.call(desk)
    granted(hall.store.hall.no_show(uuid_v7.uuid7(), desk, row.visit_id))
    states = {line.case_id: line.case_state for line in hall.counter_view().due}
    assert states[row.case_id or ""] == "to_call_back"
    assert sorted(states.values()) == ["registered", "to_call_back"]
    granted(hall.store.hall.return_to_queue(uuid_v7.uuid7(), desk, row.visit_id))
    assert {line.case_state for line in hall.counter_view().due} == {"registered"}
