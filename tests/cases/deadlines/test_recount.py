"""A new annual notice, one that is withdrawn, other opening hours: which dates move, and that it is said."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.deadlines.deadline_clock import Budget, CalendarDays, DeadlineClock, OpeningHours, WorkingDays
from cases.deadlines.deadline_light import soon_at
from cases.deadlines.explanation_words import spans_words
from cases.deadlines.recount import Dates, KeptClock, Recounted, recount
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy, build_policy
from cases.texts import Texts, parse_texts

TEXTS_FOLDER = Path(__file__).parents[3] / "assets" / "texts"
NOTICE_2027 = """
effective_from = 2026-11-10
source = "a notice as it could be"
year = 2027
working_days_total = 258
working = [2027-02-20]
off = [
    { name = "元旦", first = 2027-01-01, last = 2027-01-01 },
    { name = "春节", first = 2027-02-08, last = 2027-02-10 },
]
"""


@pytest.fixture(scope="module")
def noticed(policy_files: dict[str, str]) -> WorkCalendar:
    """The calendar after the notice for 2027 has come."""
    return build_policy(policy_files | {"calendar/2027.toml": NOTICE_2027}).calendar


@pytest.fixture(scope="module")
def texts() -> Texts:
    return parse_texts({"deadlines.toml": (TEXTS_FOLDER / "deadlines.toml").read_text("utf-8")})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HALL_ZONE)


def dates(clock: DeadlineClock, calendar: WorkCalendar, policy: Policy) -> Dates:
    due = clock.due(calendar)
    return Dates(
        soon_at=soon_at(clock, due, calendar, policy.deadlines.lights),
        due_at=due.due_at,
        due_date=due.due_date,
        calendar_version=due.calendar_version,
        provisional=due.provisional,
    )


def recounted(
    policy: Policy, before: WorkCalendar, after: WorkCalendar, *clocks: DeadlineClock
) -> list[Recounted]:
    kept = [
        KeptClock(clock_id=str(n), ledger=clock, dates=dates(clock, before, policy))
        for n, clock in enumerate(clocks)
    ]
    return list(recount(kept, before, after, policy.deadlines.lights))


def clock(budget: Budget, started: str) -> DeadlineClock:
    return DeadlineClock(budget=budget, started_at=at(started))


def test_a_notice_moves_what_was_provisional_and_says_why(
    policy: Policy, noticed: WorkCalendar, texts: Texts
) -> None:
    over_new_year = clock(WorkingDays(3), "2026-12-30 10:00")
    [moved] = recounted(policy, policy.calendar, noticed, over_new_year)
    assert (moved.was.due_date, moved.becomes.due_date) == (date(2027, 1, 4), date(2027, 1, 5))
    assert (moved.was.provisional, moved.becomes.provisional) == (True, False)
    assert (moved.moved, moved.earlier, moved.days) == (True, False, 1)
    assert spans_words(moved.why, texts) == "1月1日 改为元旦放假"


def test_a_date_that_comes_earlier_is_marked_for_a_person(
    policy: Policy, noticed: WorkCalendar, texts: Texts
) -> None:
    to_make_up_day = clock(WorkingDays(1), "2027-02-19 10:00")
    [moved] = recounted(policy, policy.calendar, noticed, to_make_up_day)
    assert moved.earlier
    assert moved.becomes.due_date == date(2027, 2, 20)
    assert (moved.moved, moved.days) == (True, 2)
    assert "2月20日 改为调休上班" in spans_words(moved.why, texts)


def test_a_withdrawn_notice_makes_dates_provisional_again(
    policy: Policy, policy_files: dict[str, str], texts: Texts
) -> None:
    without = {name: text for name, text in policy_files.items() if name != "calendar/2026.toml"}
    withdrawn = build_policy(without).calendar
    [moved] = recounted(policy, policy.calendar, withdrawn, clock(WorkingDays(7), "2026-02-10 10:00"))
    assert (moved.earlier, moved.becomes.provisional) == (True, True)
    assert moved.becomes.due_date == date(2026, 2, 19)
    assert "2月14日 改为周末休息；2月16日至20日 改为工作日" in spans_words(moved.why, texts)


def test_a_closed_clock_is_never_touched(policy: Policy, noticed: WorkCalendar) -> None:
    closed = clock(WorkingDays(3), "2026-12-30 10:00").stopped(at("2026-12-31 10:00"))
    assert recounted(policy, policy.calendar, noticed, closed) == []


def test_a_clock_that_the_notice_does_not_reach_keeps_its_dates(
    policy: Policy, noticed: WorkCalendar
) -> None:
    assert recounted(policy, policy.calendar, noticed, clock(WorkingDays(7), "2026-11-23 10:00")) == []


def test_a_date_that_is_only_no_longer_provisional_is_told_but_did_not_move(
    policy: Policy, noticed: WorkCalendar
) -> None:
    [same] = recounted(policy, policy.calendar, noticed, clock(CalendarDays(6), "2026-12-29 10:00"))
    assert (same.moved, same.was.provisional, same.becomes.provisional) == (False, True, False)


def test_other_opening_hours_move_hour_limits_to_the_minute(
    policy: Policy, policy_files: dict[str, str], texts: Texts
) -> None:
    shorter = policy_files["hall.toml"].replace(
        "date = []  ",
        "date = [{ date = 2026-11-25, segments = [{ from = 08:30:00, to = 11:30:00 }] }]  ",
        1,
    )
    after = build_policy(policy_files | {"hall.toml": shorter}).calendar
    [moved] = recounted(policy, policy.calendar, after, clock(OpeningHours(2), "2026-11-25 10:00"))
    assert moved.becomes.due_at == at("2026-11-26 09:00")
    assert (moved.was.due_at, moved.days) == (at("2026-11-25 12:00"), 1)
    assert spans_words(moved.why, texts) == "11月25日 开放时间有变"


@given(
    starts=st.lists(st.datetimes(datetime(2026, 11, 1), datetime(2027, 3, 1)), min_size=1, max_size=12),
    budget=st.one_of(
        st.integers(1, 30).map(WorkingDays),
        st.integers(1, 90).map(CalendarDays),
        st.integers(1, 12).map(OpeningHours),
    ),
    marks=st.lists(st.timedeltas(timedelta(), timedelta(days=40)), max_size=3).map(sorted),
)
def test_counting_many_at_once_gives_each_the_dates_that_it_has_alone(
    policy: Policy,
    noticed: WorkCalendar,
    *,
    starts: list[datetime],
    budget: Budget,
    marks: list[timedelta],
) -> None:
    clocks = []
    for start in [*starts, *starts]:
        running = DeadlineClock(budget=budget, started_at=start.replace(tzinfo=HALL_ZONE))
        for number, mark in enumerate(marks):
            then = running.started_at + mark
            running = running.resumed(then) if number % 2 else running.suspended(then, "appraisal")
        clocks.append(running)
    found = {int(one.clock_id): one.becomes for one in recounted(policy, policy.calendar, noticed, *clocks)}
    for number, running in enumerate(clocks):
        alone, old = dates(running, noticed, policy), dates(running, policy.calendar, policy)
        differs = replace(alone, calendar_version=old.calendar_version) != old
        assert found.get(number) == (alone if differs else None)
