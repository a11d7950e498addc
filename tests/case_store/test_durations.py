"""办理天数 are remembered, and counted again as soon as something else is told or another calendar holds."""

from dataclasses import replace
from datetime import date

from case_store.figures.durations import Durations
from cases.deadlines.work_calendar import WorkCalendar
from tests.case_store.one_hall import POLICY

HALL = "150502003"
OCTOBER = (HALL, "", date(2026, 10, 12), date(2026, 10, 31))
NOVEMBER = (HALL, "", date(2026, 11, 1), date(2026, 11, 23))
OF_OCTOBER = "2026-10-12=0:2 4:1;2026-10-13=1:3"  # a Monday to Friday, a Tuesday to Wednesday
OF_NOVEMBER = "2026-11-20=3:1"  # a Friday to Monday


def test_of_several_stretches_the_days_are_added_up() -> None:
    durations = Durations()
    assert durations.spans({OCTOBER: OF_OCTOBER}, POLICY) == ((0, 2), (1, 3), (4, 1))
    both = {OCTOBER: OF_OCTOBER, NOVEMBER: OF_NOVEMBER}
    assert durations.spans(both, POLICY) == ((0, 2), (1, 4), (4, 1))
    assert durations.spans({NOVEMBER: ""}, POLICY) == ()


def test_what_is_told_anew_is_counted_anew_in_everything_that_it_is_part_of() -> None:
    durations = Durations()
    both = {OCTOBER: OF_OCTOBER, NOVEMBER: OF_NOVEMBER}
    known = durations.spans(both, POLICY)
    assert durations.spans(dict(both), POLICY) is known  # not added up again
    both[NOVEMBER] += ";2026-11-23=0:5"
    assert durations.spans({NOVEMBER: both[NOVEMBER]}, POLICY) == ((0, 5), (1, 1))
    assert durations.spans(both, POLICY) == ((0, 7), (1, 4), (4, 1))
    assert durations.spans({NOVEMBER: both[NOVEMBER]}, POLICY) == ((0, 5), (1, 1))


def test_another_calendar_counts_other_days() -> None:
    durations, over_the_holiday = Durations(), {OCTOBER: "2026-09-30=8:3"}
    ((days, _),) = durations.spans(over_the_holiday, POLICY)
    assert days < 6  # 国庆节
    weekends_only = WorkCalendar.of((), POLICY.calendar.opening)
    other = replace(POLICY, rev="another", calendar=weekends_only)
    assert durations.spans(over_the_holiday, other) == ((6, 3),)
