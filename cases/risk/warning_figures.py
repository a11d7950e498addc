"""From matters to the numbers of a warning: window and year ago, places, kinds, units, weeks, advice. Pure.

Every count is of matters in the report's area and group, unless its own comment says otherwise.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import NamedTuple

from cases.deadlines.work_calendar import WorkCalendar
from cases.figures.case_figures import GROUP_DIGITS
from cases.policy.policy import Policy
from cases.policy.warnings import WarningsPolicy
from cases.risk.risk_index import Term
from cases.risk.warning_advice import suggestions
from cases.risk.warning_report import (
    TENTHS,
    CountRow,
    Crossing,
    HotSpotRow,
    IndexTerm,
    Repeats,
    UnitRow,
    WarningReport,
    WeekRow,
    WindowCounts,
)

BANNER_DIGITS, TOWN_DIGITS, TYPE_DIGITS = 6, 9, 4
WEEK_DAYS = 7
PERCENT = 100
_NO_YEAR = 366  # a date of a leap day falls back by so many days

Days = tuple[date, date]


class MatterSeen(NamedTuple):
    """A matter as a report counts it (figures.case_figures says what each count is). A tuple: there are many of them.

    `area`: 9 digits, or the 6 of a banner, "" without a place; `type_code`: 4 or 2 digits, ""; `unit`: who leads it,
    by name. `accepted_on` None: it counts in no cohort; `ended_on` None: it is open.
    """

    registered_on: date
    area: str = ""
    type_code: str = ""
    unit: str = ""
    accepted_on: date | None = None
    closed_on: date | None = None
    ended_on: date | None = None
    is_overdue: bool = False
    is_closed: bool = False
    is_resolved: bool = False
    is_in_time: bool = False
    is_evaluated: bool = False
    is_content: bool = False

    @property
    def is_open(self) -> bool:
        """在办."""
        return self.ended_on is None

    def lies_in(self, area: str, group: str) -> bool:
        """Whether a report about that area and group counts it."""
        return self.area.startswith(area) and self.type_code.startswith(group)


def report_of(
    crossing: Crossing, matters: Sequence[MatterSeen], source: str, policy: Policy, now: datetime
) -> WarningReport:
    """All numbers of a warning of a banner or a town. `source`: "hall" or "centre".

    `matters`: of its banner, what came or ended since `first_day_needed`, what came a year before, all that is open.
    """
    here = [one for one in matters if one.lies_in(crossing.area, crossing.group)]
    days = (crossing.first_day, crossing.last_day)
    before = (a_year_before(days[0]), a_year_before(days[1]))
    rules = policy.warnings
    came = [one for one in matters if _within(one.registered_on, days) or _within(one.registered_on, before)]
    areas, areas_rest = _areas(crossing, came, (days, before), policy)
    types, types_rest = _types(crossing, came, (days, before), policy)
    hot_spots = _hot_spots(crossing, policy)
    terms = index_terms(crossing)
    return WarningReport(
        area=crossing.area,
        area_name=policy.places.name(crossing.area) or "",
        group=crossing.group,
        group_name=_type_name(crossing.group, policy),
        index_tenths=round(crossing.index * TENTHS),
        level=crossing.level,
        was_level=crossing.was_level,
        day=crossing.day,
        first_day=days[0],
        last_day=days[1],
        before_first_day=before[0],
        before_last_day=before[1],
        as_of=now,
        source=source,
        policy_version=crossing.policy_version,
        window=_counts(here, days, policy.calendar),
        before=_counts(here, before, policy.calendar),
        open=sum(one.is_open for one in here),
        overdue=sum(one.is_open and one.is_overdue for one in here),
        terms=terms,
        areas=areas,
        areas_rest=areas_rest,
        types=types,
        types_rest=types_rest,
        hot_spots=hot_spots,
        overdue_units=_units(here, rules.units_max),
        weeks=_weeks(here, crossing.last_day, rules.weeks),
        repeats=_repeats(crossing),
        small_sample=policy.risk.few,
        suggestions=suggestions(
            rules, terms, crossing.level, _leading(crossing, here, days, rules), has_hot_spots=bool(hot_spots)
        ),
    )


def first_day_needed(crossing: Crossing, rules: WarningsPolicy) -> date:
    """From which day on matters that came or ended are counted; the year before has days of its own."""
    return min(crossing.first_day, crossing.last_day - timedelta(days=rules.weeks * WEEK_DAYS - 1))


def a_year_before(day: date) -> date:
    """The same day of the year before; the 28th of February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day - timedelta(days=_NO_YEAR)


def index_terms(crossing: Crossing) -> tuple[IndexTerm, ...]:
    """The terms in whole numbers."""
    return tuple(
        IndexTerm(
            term=one.term,
            tenths=None if one.value is None else round(one.value * TENTHS),
            weight_percent=round(one.weight * PERCENT),
            facts=one.facts,
        )
        for one in crossing.terms
    )


def _counts(here: Iterable[MatterSeen], days: Days, calendar: WorkCalendar) -> WindowCounts:
    kept = list(here)
    told = [one for one in kept if one.accepted_on is not None and _within(one.accepted_on, days)]
    took = [
        calendar.working_days_between(one.accepted_on, one.closed_on)
        for one in told
        if one.is_closed and one.accepted_on is not None and one.closed_on is not None
    ]
    return WindowCounts(
        received=sum(_within(one.registered_on, days) for one in kept),
        accepted=len(told),
        closed=sum(one.is_closed for one in told),
        resolved=sum(one.is_resolved for one in told),
        closed_in_time=sum(one.is_in_time for one in told),
        evaluated=sum(one.is_evaluated for one in told),
        content=sum(one.is_content for one in told),
        median_workdays=round(median(took)) if took else None,
    )


def _areas(
    crossing: Crossing, came: Iterable[MatterSeen], days: tuple[Days, Days], policy: Policy
) -> tuple[tuple[CountRow, ...], int]:
    """The towns of the banner, also those that the report is not about."""
    return _ranked(
        [one for one in came if one.lies_in(crossing.area[:BANNER_DIGITS], crossing.group)],
        days,
        key=lambda one: one.area if len(one.area) == TOWN_DIGITS else "",
        name=lambda key: _place_name(key, policy),
        own=crossing.area if len(crossing.area) == TOWN_DIGITS else "",
        most=policy.warnings.areas_max,
    )


def _types(
    crossing: Crossing, came: Iterable[MatterSeen], days: tuple[Days, Days], policy: Policy
) -> tuple[tuple[CountRow, ...], int]:
    """Groups of types; the types of the group where the report is about one."""
    digits = TYPE_DIGITS if crossing.group else GROUP_DIGITS
    return _ranked(
        [one for one in came if one.lies_in(crossing.area, crossing.group)],
        days,
        key=lambda one: one.type_code[:digits] if len(one.type_code) >= digits else "",
        name=lambda key: _type_name(key, policy),
        own="",
        most=policy.warnings.types_max,
    )


def _ranked(
    matters: Iterable[MatterSeen],
    days: tuple[Days, Days],
    *,
    key: Callable[[MatterSeen], str],
    name: Callable[[str], str],
    own: str,
    most: int,
) -> tuple[tuple[CountRow, ...], int]:
    """Registered in the window and a year ago, by key; and how many of the window are in no row."""
    now, before = Counter[str](), Counter[str]()
    for one in matters:
        now[key(one)] += _within(one.registered_on, days[0])
        before[key(one)] += _within(one.registered_on, days[1])
    keys = sorted((k for k in now if k and (now[k] or before[k] or k == own)), key=lambda k: (-now[k], k))
    kept = keys[:most]
    if own and own in keys and own not in kept:
        kept[-1] = own
    rows = tuple(
        CountRow(key=k, name=name(k), now=now[k], before=before[k], is_own=bool(own) and k == own)
        for k in kept
    )
    return rows, now.total() - sum(row.now for row in rows)


def _hot_spots(crossing: Crossing, policy: Policy) -> tuple[HotSpotRow, ...]:
    """The most unusual first."""
    ordered = sorted(crossing.hot_spots, key=lambda spot: (-spot[4], spot[0], spot[1]))
    return tuple(
        HotSpotRow(
            area_name=policy.places.name(area) or "",
            group_name=_type_name(group, policy),
            count=count,
            mean_tenths=round(mean * TENTHS),
            z_tenths=round(z * TENTHS),
        )
        for area, group, count, mean, z in ordered[: policy.warnings.hot_spots_max]
    )


def _repeats(crossing: Crossing) -> Repeats | None:
    """As the index's own term has counted them."""
    facts = next((dict(one.facts) for one in crossing.terms if one.term == Term.REPEAT), {})
    if "repeated" not in facts or "count" not in facts:
        return None
    return Repeats(repeated=int(facts["repeated"]), count=int(facts["count"]))


def _units(here: Iterable[MatterSeen], most: int) -> tuple[UnitRow, ...]:
    """Who leads what is overdue, the most first."""
    open_, overdue = Counter[str](), Counter[str]()
    for one in here:
        if one.is_open and one.unit:
            open_[one.unit] += 1
            overdue[one.unit] += one.is_overdue
    names = sorted((unit for unit in open_ if overdue[unit]), key=lambda unit: (-overdue[unit], unit))
    return tuple(UnitRow(name=unit, open=open_[unit], overdue=overdue[unit]) for unit in names[:most])


def _weeks(here: Sequence[MatterSeen], last_day: date, weeks: int) -> tuple[WeekRow, ...]:
    """Seven days each, the last ends on `last_day`."""

    def row(first: date) -> WeekRow:
        end = first + timedelta(days=WEEK_DAYS - 1)
        days = (first, end)
        return WeekRow(
            first_day=first,
            received=sum(_within(one.registered_on, days) for one in here),
            ended=sum(one.ended_on is not None and _within(one.ended_on, days) for one in here),
            stock=sum(
                one.registered_on <= end and (one.ended_on is None or one.ended_on > end) for one in here
            ),
        )

    return tuple(row(last_day - timedelta(days=WEEK_DAYS * back - 1)) for back in range(weeks, 0, -1))


def _leading(
    crossing: Crossing, here: Iterable[MatterSeen], days: Days, rules: WarningsPolicy
) -> tuple[str, ...]:
    """The first groups of types, those without one left out."""
    groups = Counter(
        one.type_code[:GROUP_DIGITS] for one in here if one.type_code and _within(one.registered_on, days)
    )
    if crossing.group:
        return (crossing.group,)
    return tuple(sorted(groups, key=lambda group: (-groups[group], group))[: rules.leading_types])


def _within(day: date, days: Days) -> bool:
    return days[0] <= day <= days[1]


def _place_name(code: str, policy: Policy) -> str:
    """A town without its banner: the report says once of which banner they are."""
    town = policy.places.town(code)
    return town.name if town else policy.places.name(code) or code


def _type_name(code: str, policy: Policy) -> str:
    known = policy.dispute_types.get(code)
    return known.name if known else code
