"""A supervision item: whom it is laid on, who may decide what about it, and on what it is closed (domain.md §1.5)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from cases.casework.by import By
from cases.codec import decode
from cases.deadlines.case_clock import BudgetUnit
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_time
from cases.policy.policy import build_policy
from cases.policy.supervision import Trigger
from cases.supervision import supervision_commands as ask
from cases.supervision.supervision import SupervisionItem, SupervisionRaised
from cases.supervision.supervision_folding import evolve
from tests.cases.supervision.supervised import (
    CLERK,
    LEADER,
    POLICY,
    RECEPTION,
    SEALED,
    SUPERVISOR,
    THURSDAY_ENDS,
    raised,
    refused,
    step,
)

FRIDAY = hall_time(datetime(2026, 11, 27, 10))
TUESDAY, THURSDAY = FRIDAY + timedelta(days=4), FRIDAY + timedelta(days=6)


def claim(item: SupervisionItem, rung: str, now: datetime) -> SupervisionItem:
    return step(item, ask.ClaimRung(rung=rung, last_serial=6), now)


def drafted() -> SupervisionItem:
    """Reminded on the third working day, an interview drafted on the fifth."""
    return claim(claim(raised(), "work_reminder", TUESDAY), "interview", THURSDAY)


def approved() -> SupervisionItem:
    return step(drafted(), ask.ApproveRung(by=LEADER, rung="interview", last_serial=2), THURSDAY)


def interview(by: By = SUPERVISOR, days: int | None = None, at: datetime = THURSDAY) -> ask.HoldInterview:
    return ask.HoldInterview(by=by, held_at=at, calendar_days=days, sealed=SEALED)


def test_an_item_of_the_first_release_can_still_be_read() -> None:
    body = {
        "item_id": "i1",
        "case_id": "c1",
        "clock": "accept",
        "rung": 0,
        "trigger": "deadline_passed",
        "due_at": "2026-11-27T00:00:00+08:00",
    }
    event = decode("supervision_raised", 1, body)
    assert isinstance(event, SupervisionRaised)
    item = evolve(None, event)
    assert item is not None
    assert (item.limit, item.ladder_from, item.closed) == (None, None, False)


@pytest.mark.parametrize(
    ("trigger", "kind", "unit", "amount", "counts_from"),
    [
        (Trigger.DEADLINE_PASSED, ClockKind.SUPERVISED, BudgetUnit.CALENDAR_DAYS, 10, date(2026, 11, 26)),
        (Trigger.BAD_RATING, ClockKind.RECTIFY, BudgetUnit.WORKING_DAYS, 5, date(2026, 12, 4)),
        (Trigger.SUPERIOR_KEY, ClockKind.SUPERVISED, BudgetUnit.CALENDAR_DAYS, 10, date(2026, 12, 7)),
        (Trigger.WHISTLE_MISSED, ClockKind.SUPERVISED, BudgetUnit.WORKING_DAYS, 1, None),
        (Trigger.MANUAL, ClockKind.SUPERVISED, BudgetUnit.CALENDAR_DAYS, 10, date(2026, 12, 7)),
    ],
)
def test_each_trigger_has_its_limit_and_the_ladder_counts_from_what_is_owed(
    trigger: Trigger, kind: ClockKind, unit: BudgetUnit, amount: int, counts_from: date | None
) -> None:
    item = raised(trigger)
    assert item.limit is not None
    assert (item.limit.kind, item.limit.unit, item.limit.amount) == (kind, unit, amount)
    assert item.ladder_from == counts_from


def test_a_reminder_is_sent_with_its_number_and_an_interview_only_drafted() -> None:
    item = drafted()
    reminder, draft = item.rungs
    assert reminder.number is not None
    assert reminder.state == "sent"
    assert reminder.number.text.endswith("提示〔2026〕7号")
    assert (draft.state, draft.number) == ("drafted", None)


def test_a_leader_approves_who_does_not_answer_for_it_and_only_then_there_is_a_number() -> None:
    approve = ask.ApproveRung(by=SUPERVISOR, rung="interview", last_serial=2)
    assert refused(drafted(), approve, THURSDAY) == "supervision.approver_role"
    own = step(drafted(), ask.NameResponsible(by=SUPERVISOR, unit="justice", responsible="lead"), THURSDAY)
    assert refused(own, replace(approve, by=LEADER), THURSDAY) == "supervision.own_item"
    of_the_unit = By(staff_id="lead2", role="leader", unit="justice")
    assert refused(drafted(), replace(approve, by=of_the_unit), THURSDAY) == "supervision.own_item"
    rung = approved().rung("interview")
    assert rung is not None
    assert rung.number is not None
    assert rung.state == "approved"
    assert rung.number.text.endswith("约谈〔2026〕3号")
    assert refused(approved(), replace(approve, by=LEADER), THURSDAY) == "supervision.no_draft"


def test_a_draft_is_dropped_with_a_reason() -> None:
    drop = ask.DropRung(by=LEADER, rung="interview", sealed=None)
    assert refused(drafted(), drop, THURSDAY) == "supervision.reason_missing"
    item = step(drafted(), replace(drop, sealed=SEALED), THURSDAY)
    assert item.drafts == ()
    assert refused(item, interview(), THURSDAY) == "supervision.interview_not_approved"


def test_an_interview_sets_a_new_limit_and_the_ladder_counts_from_it() -> None:
    assert refused(drafted(), interview(), THURSDAY) == "supervision.interview_not_approved"
    assert refused(approved(), interview(CLERK), THURSDAY) == "supervision.own_item"
    assert refused(approved(), interview(days=31), THURSDAY) == "supervision.limit_days"
    assert (
        refused(approved(), interview(at=THURSDAY + timedelta(hours=1)), THURSDAY) == "supervision.in_future"
    )
    item = step(approved(), interview(), THURSDAY)
    assert item.limit is not None
    assert (item.limit.clock_id, item.limit.due_date) == ("supervised#2", date(2026, 12, 14))
    assert item.ladder_from == date(2026, 12, 14)  # the 13th is a Sunday
    assert refused(item, interview(), THURSDAY) == "supervision.interview_held"
    before = hall_time(datetime(2026, 12, 25, 17, 29))  # nine working days after the new limit
    assert claim(item, "rectification_notice", before) == item
    late = claim(item, "rectification_notice", hall_time(datetime(2026, 12, 28, 8, 30)))
    assert [(rung.rung, rung.clock) for rung in late.rungs][-1] == ("rectification_notice", "supervised#2")


def test_a_rung_without_a_day_comes_only_when_a_leader_asks_and_in_its_place() -> None:
    criticise = ask.AskRung(by=LEADER, rung="public_criticism")
    assert refused(raised(), criticise, TUESDAY) == "supervision.rung_order"
    assert refused(drafted(), replace(criticise, by=SUPERVISOR), THURSDAY) == "supervision.approver_role"
    early = ask.AskRung(by=LEADER, rung="rectification_notice")
    assert refused(drafted(), early, THURSDAY) == "supervision.rung_by_time"
    item = step(drafted(), criticise, THURSDAY)
    assert [draft.rung for draft in item.drafts] == ["interview", "public_criticism"]
    second = ask.ApproveRung(by=LEADER, rung="public_criticism", last_serial=0)
    assert refused(item, second, THURSDAY) == "supervision.earlier_draft"
    assert refused(item, criticise, THURSDAY) == "supervision.rung_passed"
    unladdered = raised(Trigger.WHISTLE_MISSED)
    assert refused(unladdered, criticise, THURSDAY) == "supervision.no_ladder"


def test_an_overdue_item_is_closed_by_another_person_when_what_was_owed_is_done() -> None:
    close = ask.CloseItem(by=SUPERVISOR, settled=False, sealed=SEALED)
    assert refused(raised(), close, FRIDAY) == "supervision.not_settled"
    done = replace(close, settled=True)
    assert refused(raised(), replace(done, by=CLERK), FRIDAY) == "supervision.own_item"
    assert refused(raised(), replace(done, sealed=None), FRIDAY) == "supervision.text_missing"
    assert refused(approved(), done, THURSDAY) == "supervision.interview_owed"
    item = step(raised(), done, FRIDAY)
    assert item.closed
    assert claim(item, "work_reminder", TUESDAY) == item
    assert refused(item, done, FRIDAY) == "supervision.closed"


def test_who_reported_a_rectification_does_not_close_the_item() -> None:
    manual = raised(Trigger.MANUAL)
    close = ask.CloseItem(by=SUPERVISOR, settled=True, sealed=SEALED)
    assert refused(manual, close, FRIDAY) == "supervision.not_rectified"
    other = By(staff_id="u9", role="unit_officer", unit="labour")
    report = ask.ReportRectification(by=other, sealed=SEALED)
    assert refused(manual, report, FRIDAY) == "supervision.another_unit"
    item = step(manual, replace(report, by=SUPERVISOR), FRIDAY)  # written down for a unit without a screen
    assert refused(item, close, FRIDAY) == "supervision.own_item"
    assert step(item, replace(close, by=LEADER), FRIDAY).closed


def rated() -> SupervisionItem:
    return raised(Trigger.BAD_RATING, rated=("s1",))


def test_a_bad_rating_is_rectified_and_visited_by_somebody_else_before_it_is_closed() -> None:
    close = ask.CloseItem(by=SUPERVISOR, settled=True, sealed=SEALED)
    visit = ask.VisitRectification(by=SUPERVISOR, channel="phone", satisfied=True, sealed=SEALED)
    assert refused(rated(), visit, FRIDAY) == "supervision.not_rectified"
    item = step(rated(), ask.ReportRectification(by=RECEPTION, sealed=SEALED), FRIDAY)
    assert refused(item, close, FRIDAY) == "supervision.not_visited"
    assert refused(item, replace(visit, by=RECEPTION), FRIDAY) == "supervision.own_item"
    assert refused(item, replace(visit, channel="pigeon"), FRIDAY) == "supervision.channel"
    assert refused(raised(), visit, FRIDAY) == "supervision.not_rated"
    assert step(step(item, visit, FRIDAY), close, FRIDAY).closed


def test_an_appeal_is_reviewed_by_neither_the_rated_one_nor_the_filer() -> None:
    appeal = ask.FileAppeal(by=RECEPTION, sealed=SEALED)
    assert refused(rated(), replace(appeal, by=SUPERVISOR), FRIDAY) == "supervision.another_unit"
    assert refused(raised(), replace(appeal, by=CLERK), FRIDAY) == "supervision.not_rated"
    review = ask.DecideAppeal(by=LEADER, upheld=True, sealed=SEALED)
    assert refused(rated(), review, FRIDAY) == "supervision.no_appeal"
    for filer in (RECEPTION, CLERK):  # the rated one, or the unit
        item = step(rated(), replace(appeal, by=filer), FRIDAY)
        assert refused(item, replace(appeal, by=filer), FRIDAY) == "supervision.appealed"
        for own in (RECEPTION, filer):
            as_leader = replace(review, by=replace(own, role="leader"))
            assert refused(item, as_leader, FRIDAY) == "supervision.own_item"
        close = ask.CloseItem(by=SUPERVISOR, settled=True, sealed=SEALED)
        assert refused(item, close, FRIDAY) == "supervision.appeal_open"
        assert step(step(item, review, FRIDAY), close, FRIDAY).closed  # it does not stand: nothing to rectify
        rejected = step(item, replace(review, upheld=False), FRIDAY)
        assert refused(rejected, close, FRIDAY) == "supervision.not_visited"


def test_a_new_calendar_counts_the_limit_again_and_the_ladder_with_it(policy_files: dict[str, str]) -> None:
    """A notice makes Monday the 7th of December a day off: the limit that ended then ends a day later."""
    name = "calendar/2026.toml"
    text = policy_files[name].replace("working_days_total = 248", "working_days_total = 247")
    one_more = 'off = [\n    { name = "补休", first = 2026-12-07, last = 2026-12-07 },'
    policy = build_policy({**policy_files, name: text.replace("off = [", one_more)})
    item = step(raised(Trigger.MANUAL), ask.RecountItem(), FRIDAY, policy)
    assert item.limit is not None
    assert (item.limit.due_date, item.ladder_from) == (date(2026, 12, 8), date(2026, 12, 8))
    assert step(item, ask.RecountItem(), FRIDAY, policy) == item
    passed = step(raised(), ask.RecountItem(), FRIDAY, policy)
    assert passed.ladder_from == date(2026, 11, 26)  # what has passed stays passed


def test_nobody_raises_an_item_by_hand_without_a_reason_or_for_a_unit_that_is_not_there() -> None:
    command = ask.RaiseItem(
        item_id="i2", trigger=Trigger.MANUAL, cause="manual", happened_at=FRIDAY, unit="justice"
    )
    assert refused(None, command, FRIDAY) == "supervision.reason_missing"
    assert refused(None, replace(command, unit="circus"), FRIDAY) == "supervision.unit_unknown"
    assert refused(None, ask.AskRung(by=LEADER, rung="interview"), FRIDAY) == "supervision.unknown"
    again = ask.RaiseItem(
        item_id="i1",
        trigger=Trigger.DEADLINE_PASSED,
        cause="close",
        happened_at=THURSDAY_ENDS,
        unit="justice",
    )
    assert step(raised(), again, FRIDAY) == raised()
    assert POLICY.supervision.trigger(Trigger.MANUAL).on_ladder
