"""The clocks of a case: what starts, halts, moves and ends them (domain.md §3.2, §3.5; pitfalls.md §3)."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.advice.grade import CaseGrade
from cases.advice.grading import GradeSuggestion
from cases.casework import case_commands as ask
from cases.casework import handling_commands as handle
from cases.casework import handling_events as handled
from cases.casework.case_clocks import RESULT_SUBMITTED
from cases.casework.case_state import CaseState, DispatchKind
from cases.deadlines.case_clock import ArmedClock, Pause, derived
from cases.deadlines.clock_kinds import ClockKind
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import hall_time
from cases.matter.amount import parse_amount
from cases.matter.matter import OpenMatter
from cases.policy.policy import Policy
from cases.refusal import Refusal
from tests.cases.casework.case_steps import (
    CLERK,
    LEADER,
    MONDAY,
    SIQIN,
    SUPERVISOR,
    WAGES,
    Story,
    send,
)
from tests.cases.casework.invented_commands import MILLION_FEN, WORDS
from tests.cases.casework.many_stores import play

ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
DAY = timedelta(days=1)
PETITION = OpenMatter(category="authority_decision", dispute_type="1401")
SUSPEND = handle.SuspendCase(by=CLERK, reason_code="appraisal", because=WORDS)
SEND_BACK = handle.SendBack(by=SUPERVISOR, because=WORDS)
REOPEN = handle.ReopenCase(by=SUPERVISOR, reason_code="dissatisfied")


def clock(story: Story, kind: ClockKind, subject: str = "") -> ArmedClock:
    found = story.it.clock(kind, subject)
    assert found is not None, f"{kind} does not run"
    return found


def ids(story: Story) -> set[str]:
    return {one.clock_id for one in story.it.clocks}


def test_the_same_deadline_never_passes_twice(policy: Policy) -> None:
    story = Story(policy).registered()
    story.now += 10 * DAY
    tick = ask.PassDeadline(clock=ClockKind.ACCEPT, rung=0, item_id="i1", clock_id="accept")
    assert len(story.does(tick)) == 1
    assert story.does(tick) == []
    assert story.it.overdue_count == 1


def test_regrading_keeps_start_and_pauses_and_counts_anew(policy: Policy) -> None:
    story = Story(policy).registered().graded().handled()
    story.now += DAY
    story.does(SUSPEND)
    story.now += 3 * DAY
    story.does(handle.ResumeCase(by=CLERK))
    before = clock(story, ClockKind.CLOSE)
    story.does(story.grade(CaseGrade.DIFFICULT))
    after = clock(story, ClockKind.CLOSE)
    assert (after.started_at, after.pauses) == (before.started_at, before.pauses)
    assert (before.amount, after.amount, after.clock_id) == (7, 20, "close#2")
    assert ids(story) == {"close#2"}


def test_a_suspension_stops_only_what_the_policy_names(policy: Policy) -> None:
    story = Story(policy).registered(PETITION).graded().handled()
    story.does(SUSPEND)
    still = {one.clock_id for one in story.it.clocks if one.is_suspended}
    assert still == {"close"}
    assert "petition_close" in ids(story)


def test_sent_back_the_limit_goes_on_and_the_time_at_the_centre_is_a_pause(policy: Policy) -> None:
    story = Story(policy).registered().graded().handled()
    story.does(handle.StartMediation(by=CLERK, org="justice"))
    before = clock(story, ClockKind.CLOSE)
    story.now += DAY
    story.reported()
    assert ids(story) == {"feedback"}
    assert not story.it.in_mediation
    submitted_at = story.now
    story.now += 2 * DAY
    story.does(SEND_BACK)
    assert ids(story) == {"close", "mediation"}
    assert story.it.in_mediation
    after = clock(story, ClockKind.CLOSE)
    assert after.pauses == (Pause(since=submitted_at, reason=RESULT_SUBMITTED, until=story.now),)
    assert after.due_at > before.due_at


def test_sent_back_after_the_amount_was_corrected_the_limit_is_that_of_the_new_grade(policy: Policy) -> None:
    story = Story(policy).registered().graded().handled().reported()
    story.does(ask.CorrectMatter(open=replace(WAGES, amount_fen=MILLION_FEN), sealed=None, staff_id="s1"))
    assert (story.it.grade, story.it.major_amount) == (CaseGrade.DIFFICULT, True)
    story.does(SEND_BACK)
    assert clock(story, ClockKind.CLOSE).amount == 20


def test_reopening_makes_new_clocks_from_now_and_asks_the_units_to_sign_again(policy: Policy) -> None:
    story = Story(policy).registered(PETITION).graded().handled().reported().told().closed()
    story.now += 30 * DAY
    story.does(REOPEN)
    close = clock(story, ClockKind.CLOSE)
    assert (close.clock_id, close.started_at, close.pauses) == ("close#2", story.now, ())
    assert ids(story) == {"close#2", "petition_close#2", "acknowledge:d_human_resources#2"}
    give_back = ask.ReturnDispatch(by=CLERK, dispatch_id="d_human_resources", duty_id="centre_intake")
    story.does(give_back)
    assert story.it.state is CaseState.GRADED


@pytest.mark.parametrize(
    "end",
    [
        handle.WithdrawCase(by=SIQIN),
        handle.MergeCase(by=SIQIN, into_case_id="c2", into_case_code="ZZ2"),
    ],
)
def test_withdrawn_or_merged_every_clock_stops_in_the_same_decision(
    policy: Policy, end: ask.DecideCommand
) -> None:
    story = Story(policy).registered(PETITION).graded().handled()
    assert story.it.clocks
    assert len(story.does(end)) == 1
    assert story.it.clocks == ()


def test_nothing_is_merged_into_a_matter_that_nobody_works_on(policy: Policy) -> None:
    story = Story(policy).registered()
    merge = handle.MergeCase(by=SIQIN, into_case_id="c2", into_case_code="ZZ2", into_finished=True)
    assert story.refuses(merge) == "merge.into_finished"


def test_a_sweep_that_read_the_clock_before_a_pause_does_not_overwrite_it(policy: Policy) -> None:
    weekends = replace(policy, calendar=WorkCalendar.of((), policy.hall.opening))
    story = Story(policy).registered().graded().handled()
    read_before = story.it.clocks
    story.does(SUSPEND)
    stale = ask.RecountClocks(calendar_version="", clocks=tuple(derived(c, weekends) for c in read_before))
    assert story.does(stale) == []
    fresh = ask.RecountClocks(
        calendar_version="", clocks=tuple(derived(c, weekends) for c in story.it.clocks)
    )
    assert len(story.does(fresh)) == 1
    assert clock(story, ClockKind.CLOSE).is_suspended
    assert clock(story, ClockKind.CLOSE).provisional


def test_a_matter_that_turns_out_to_be_a_petition_gets_its_statutory_limit(policy: Policy) -> None:
    story = Story(policy).registered()
    petition = ask.CorrectMatter(open=PETITION, sealed=None, staff_id="s1")
    story.does(petition)
    assert ids(story) == {"accept", "accept_petition_outer"}
    story.does(ask.CorrectMatter(open=WAGES, sealed=None, staff_id="s1"))
    assert ids(story) == {"accept"}
    story.graded()
    story.now += 2 * DAY
    story.does(petition)
    assert clock(story, ClockKind.PETITION_CLOSE).started_at == MONDAY


def test_a_wish_for_more_time_goes_with_its_clock(policy: Policy) -> None:
    story = Story(policy).registered().graded().handled()
    story.does(handle.AskExtension(by=CLERK, clock_id="close", amount=3, because=WORDS))
    story.does(story.grade(CaseGrade.DIFFICULT))
    assert story.refuses(handle.DecideExtension(by=LEADER, grant=True)) == "extension.none_asked"


def test_a_branch_of_two_that_is_missing_is_looked_for_under_a_clock(policy: Policy) -> None:
    story = Story(policy).registered().graded().handled("human_resources", "centre", kind=DispatchKind.DUAL)
    story.does(ask.ReturnDispatch(by=SIQIN, dispatch_id="d_centre", duty_id="centre_intake"))
    story.reported()
    assert story.it.state is CaseState.GRADED
    assert "dispatch#2" in ids(story)
    assert story.refuses(send("court")) == "dispatch.single_has_one"
    assert story.refuses(send("court", kind=DispatchKind.DUAL)) == "dispatch.dual_has_two"
    story.does(send("territory_150502001", kind=DispatchKind.DUAL))
    assert story.it.dispatch_kind is DispatchKind.DUAL


def test_a_consultation_held_before_the_second_return_does_not_answer_it(policy: Policy) -> None:
    story = Story(policy).registered().graded()
    record = ask.RecordHandling(by=SIQIN, record_id="k1", kind="consultation", done_at=MONDAY)
    story.does(record)
    for again in ("", "2"):
        story.does(send("human_resources", again=again))
        give_back = ask.ReturnDispatch(
            by=CLERK, dispatch_id=f"d_human_resources{again}", duty_id="centre_intake"
        )
        story.does(give_back)
    assert story.refuses(send("justice")) == "dispatch.consultation_owed"
    story.does(replace(record, record_id="k2"), send("justice"))


def test_when_the_leading_unit_gives_it_back_the_next_one_leads(policy: Policy) -> None:
    story = Story(policy).registered().graded()
    story.does(send("human_resources", "justice", kind=DispatchKind.JOINT))
    story.does(ask.ReturnDispatch(by=CLERK, dispatch_id="d_human_resources", duty_id="centre_intake"))
    assert story.it.lead_unit == "justice"


def test_a_million_is_a_floor_whatever_was_suggested(policy: Policy) -> None:
    story = Story(policy).registered(replace(WAGES, amount_fen=MILLION_FEN))
    story.does(ask.AcceptCase(staff_id="s1"))
    blind = GradeSuggestion(
        grade=CaseGrade.SIMPLE,
        floor=CaseGrade.SIMPLE,
        major_amount=False,
        reasons=(),
        lead_level=policy.grading.lead.simple,
    )
    low = ask.GradeCase(by=LEADER, grade=CaseGrade.ORDINARY, suggestion=blind, because=WORDS)
    assert story.refuses(low) == "grade.below_floor"


def test_calls_that_failed_count_when_they_are_an_hour_apart_in_either_direction(policy: Policy) -> None:
    story = Story(policy).registered().graded().handled().reported()
    story.now += timedelta(hours=5)

    def call(hours: int) -> handle.LogFailedContact:
        local = (MONDAY + timedelta(hours=hours)).replace(tzinfo=None)  # as it is typed: hall time
        return handle.LogFailedContact(by=SIQIN, channel="phone", tried_at=local)

    story.does(call(4))
    assert story.refuses(call(4)) == "feedback.tries_too_close"
    story.does(call(2), replace(call(3), tried_at=(MONDAY + timedelta(hours=3)).astimezone(UTC)))
    assert story.it.state is CaseState.FEEDBACK_GIVEN
    story.closed()


def test_a_store_whose_clock_is_behind_can_suspend_what_it_took_over(policy: Policy) -> None:
    story = Story(policy).registered().graded().handled()
    story.now -= timedelta(hours=3)
    story.does(SUSPEND)
    story.now -= timedelta(hours=1)
    story.does(handle.ResumeCase(by=CLERK))
    pause = clock(story, ClockKind.CLOSE).pauses[0]
    assert pause.since == pause.until == MONDAY


def test_on_the_spot_everything_happens_at_one_moment_but_the_sign_off(policy: Policy) -> None:
    story = Story(policy).registered().graded(CaseGrade.ORDINARY).handled().reported().told()
    assert ids(story) == {"sign_off"}
    assert story.refuses(handle.SignOff(by=replace(SIQIN, staff_id="c_hr"))) == "sign_off.own"
    assert isinstance(story.does(handle.SignOff(by=SIQIN))[0], handled.CaseClosed)


@pytest.mark.parametrize(
    "typed", ["-5", "1e30", "80余万元", "一百万", "12.345", "", "９９９９９９９９９９９９９９９９"]
)
def test_an_amount_that_cannot_be_read_is_asked_back(typed: str) -> None:
    assert isinstance(parse_amount(typed, 10**9), Refusal)


def test_full_width_digits_are_digits() -> None:
    assert parse_amount("８００００", 10**9) == 8_000_000


AT = st.datetimes(datetime(1900, 1, 1), datetime(2099, 6, 1))


@given(AT, st.sampled_from((ClockKind.ACCEPT, ClockKind.ACCEPT_PETITION_OUTER)))
def test_an_instant_without_offset_is_hall_time_and_others_are_converted(
    policy: Policy, at: datetime, kind: ClockKind
) -> None:
    at = at.replace(second=0, microsecond=0)
    local = Story(policy, now=at).registered(PETITION)
    elsewhere = Story(policy, now=hall_time(at).astimezone(UTC)).registered(PETITION)
    assert clock(local, kind).due_at == clock(elsewhere, kind).due_at
    assert hall_time(clock(local, kind).due_at).strftime("%H:%M%z") == "00:00+0800"


@given(AT)
def test_hours_count_only_while_the_hall_is_open(policy: Policy, at: datetime) -> None:
    story = Story(policy, now=hall_time(at.replace(second=0, microsecond=0))).registered()
    story.does(ask.AcceptCase(staff_id="s1"))
    grade = clock(story, ClockKind.GRADE)
    ends = hall_time(grade.due_at)
    segments = policy.calendar.segments(ends.date())
    assert any(segment.opens_at < ends <= segment.closes_at for segment in segments)
    assert policy.calendar.open_time(story.now, ends) == timedelta(hours=grade.amount)


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The process's own time zone, as the operating system gives it."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_the_clocks_of_a_case_do_not_ask_where_the_process_runs(policy: Policy, zone: str) -> None:
    assert time.tzname[0] == {"UTC": "UTC", "Asia/Shanghai": "CST", "America/New_York": "EST"}[zone]
    late = datetime(2026, 11, 27, 23, 30)  # Friday night in the hall, Friday noon or afternoon elsewhere
    story = Story(policy, now=late).registered(PETITION).graded().handled()
    story.does(SUSPEND)
    story.now += 3 * DAY
    story.does(handle.ResumeCase(by=CLERK))
    dates = {one.clock_id: str(one.due_date) for one in story.it.clocks}
    assert dates == {"close": "2026-12-09", "petition_close": "2027-01-26"}
    for seed in range(4):
        play(policy, seed)
