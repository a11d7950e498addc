"""Limits against a count made day by day, and minute by minute, that knows nothing of the calendar's code."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases.deadlines.deadline_clock import CalendarDays, DeadlineClock, OpeningHours, Pause, WorkingDays
from cases.hall_time import HALL_ZONE, midnight_after
from cases.policy.policy import Policy

DAY = timedelta(days=1)


def days(text: str) -> set[date]:
    """`2026 1/1-3 2/15-23` as dates: the notices as people write them (domain.md §3.2)."""
    year, *spans = text.split()
    found = set()
    for span in spans:
        month, _, rest = span.partition("/")
        first, _, last = rest.partition("-")
        found |= {date(int(year), int(month), d) for d in range(int(first), int(last or first) + 1)}
    return found


OFF = days("2025 1/1 1/28-31 2/1-4 4/4-6 5/1-5 5/31 6/1-2 10/1-8") | days(
    "2026 1/1-3 2/15-23 4/4-6 5/1-5 6/19-21 9/25-27 10/1-7"
)
MAKE_UP = days("2025 1/26 2/8 4/27 9/28 10/11") | days("2026 1/4 2/14 2/28 5/9 9/20 10/10")
OPEN_MINUTES = [*range(8 * 60 + 30, 12 * 60), *range(14 * 60 + 30, 17 * 60 + 30)]


def works(day: date) -> bool:
    return day in MAKE_UP or (day.isoweekday() < 6 and day not in OFF)


def counted_end(*, start: datetime, legs: list[int], working: bool, pauses: list[tuple[date, date]]) -> date:
    """The last day, counted as a clerk would on a wall calendar."""
    day = start.date()
    if working and start.time() >= time(17, 30):
        day += DAY
    while working and not works(day):
        day += DAY
    for leg in legs:
        left = leg
        while left:
            day += DAY
            stands_still = any(first < day <= last for first, last in pauses)
            left -= not stands_still and (works(day) or not working)
        while not works(day) or any(first <= day < last for first, last in pauses):
            day += DAY
    return day


def open_minutes(start: datetime) -> Iterator[datetime]:
    """Every minute from the start on in which the hall is open."""
    day = start.date()
    while True:
        for minute in OPEN_MINUTES if works(day) else ():
            at = datetime.combine(day, time(minute // 60, minute % 60))
            if at >= start:
                yield at
        day += DAY


LEAP_DAYS = [date(year, 2, 29) for year in range(1904, 2100, 4)]
DATES = st.one_of(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from(LEAP_DAYS),
    st.dates(date(2025, 1, 1), date(2026, 12, 31)),
)
STARTS = st.builds(datetime.combine, DATES, st.times().map(lambda at: at.replace(second=0, microsecond=0)))
MINUTES = st.integers(0, 60 * 24 * 50)
LEDGERS = st.lists(MINUTES, max_size=6).map(sorted)


def pauses_of(start: datetime, marks: list[int]) -> list[tuple[datetime, datetime]]:
    """Marks two by two: from, to."""
    at = [start + timedelta(minutes=mark) for mark in marks]
    return list(zip(at[::2], at[1::2], strict=False))


def ledger(pauses: list[tuple[datetime, datetime]]) -> tuple[Pause, ...]:
    return tuple(
        Pause(first.replace(tzinfo=HALL_ZONE), "appraisal", last.replace(tzinfo=HALL_ZONE))
        for first, last in pauses
    )


@given(
    start=STARTS,
    legs=st.lists(st.integers(1, 40), min_size=1, max_size=3),
    working=st.booleans(),
    marks=LEDGERS,
)
@example(start=datetime(2026, 2, 13, 10), legs=[3], working=True, marks=[])
@example(start=datetime(2024, 2, 29, 17, 30), legs=[1, 1], working=True, marks=[])
@example(start=datetime(2026, 9, 16, 23, 59), legs=[15], working=False, marks=[])
def test_a_limit_by_days_ends_where_a_clerk_would_put_his_finger(
    policy: Policy, *, start: datetime, legs: list[int], working: bool, marks: list[int]
) -> None:
    pauses = pauses_of(start, marks)
    unit = WorkingDays if working else CalendarDays
    due = DeadlineClock(
        budget=unit(legs[0]),
        started_at=start.replace(tzinfo=HALL_ZONE),
        pauses=ledger(pauses),
        extensions=tuple(unit(leg) for leg in legs[1:]),
    ).due(policy.calendar)
    spans = [(first.date(), last.date()) for first, last in pauses]
    assert due.due_date == counted_end(start=start, legs=legs, working=working, pauses=spans)
    assert due.due_at == midnight_after(due.due_date)
    years = range(start.year, due.due_date.year + 1)
    assert due.provisional == any(year not in (2025, 2026) for year in years)


@settings(max_examples=60)
@given(start=STARTS, hours=st.integers(1, 9), marks=LEDGERS)
@example(start=datetime(2026, 11, 23, 11, 0), hours=2, marks=[])
@example(start=datetime(2026, 11, 23, 11, 30), hours=1, marks=[10, 120])
def test_an_hour_limit_runs_out_with_the_last_open_minute(
    policy: Policy, start: datetime, hours: int, marks: list[int]
) -> None:
    pauses = pauses_of(start, marks)
    due = DeadlineClock(
        budget=OpeningHours(hours), started_at=start.replace(tzinfo=HALL_ZONE), pauses=ledger(pauses)
    ).due(policy.calendar)
    left = hours * 60
    for minute in open_minutes(start):
        left -= not any(first <= minute < last for first, last in pauses)
        if not left:
            assert due.due_at == (minute + timedelta(minutes=1)).replace(tzinfo=HALL_ZONE)
            break
    assert sum(line.open_minutes for line in due.trace) == hours * 60
