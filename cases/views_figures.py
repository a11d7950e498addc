"""What screens are shown of figures: KPIs, steps of today, types, trend, areas, and the list behind a number. Frozen.

A count that is None is hidden: a cell of fewer than five, or one that another figure would give away (domain.md §4.2).
Only public views hide; the dispatch screen's are complete.
"""

from dataclasses import dataclass
from datetime import date, datetime

from cases.figures.figure import FigureAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiValue:
    """One KPI (figures.kpis). `value`: a count, a share 0–1 or working days; None: nothing to divide by, 「—」.

    `part` and `whole`: what was divided, None for a count or a duration. `behind`: the list that makes `value` or
    `part`; `behind_whole` the one of `whole`.
    """

    kpi: str
    value: float | None
    part: int | None = None
    whole: int | None = None
    behind: FigureAsked | None = None
    behind_whole: FigureAsked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodKpis:
    """All KPIs of a period. `period`: "today", "month", "year", "days30"."""

    period: str
    first_day: date
    last_day: date
    values: tuple[KpiValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiBoard:
    """By period. `source`: "hall" (本机) or "centre" (中心)."""

    periods: tuple[PeriodKpis, ...]
    source: str
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsView:
    """五步 of a day: 录入, 分流, 办理, 反馈, 评价: how many matters came to each."""

    day: date
    counts: tuple[int, int, int, int, int]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """A bar: `key` is a type group, a level or an area; `name` in words."""

    key: str
    name: str
    count: int | None
    behind: FigureAsked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopTypes:
    """高频类型: the ten most frequent groups of types, then `rest` (None: hidden), with its list. `total` is exact."""

    first_day: date
    last_day: date
    lines: tuple[CountLine, ...]
    rest: int | None
    total: int
    as_of: datetime
    rest_behind: FigureAsked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendDay:
    """存量 at the end of the day, 新收 and 结案 of it, 变量: what got worse on it."""

    day: date
    received: int
    ended: int
    stock: int
    worsened: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendView:
    """减存量、控增量、防变量: the last days, oldest first; today is not over."""

    days: tuple[TrendDay, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """A banner or a town with its open and overdue cases; `area` NO_AREA: those without a place."""

    area: str
    name: str
    open: int | None
    overdue: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMap:
    """Open cases by banner (`of` "") or by the towns of a banner (`of` its code). Totals are exact.

    A hidden line still stands there, so that nobody takes it for a place without cases.
    """

    of: str
    lines: tuple[AreaLine, ...]
    total_open: int
    total_overdue: int
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case in a list of the command zone: no person. `area_name` down to the town, `type_name` the group's."""

    case_id: str
    case_code: str
    state: str
    grade: str | None
    area: str
    area_name: str
    group: str
    type_name: str
    lead_unit_name: str
    registered_at: datetime
    clock: str  # kind of the worst clock, "" without one
    light: str  # deadline_light.Light, "" once it is over
    due_at: datetime | None
    left: int
    left_unit: str
    past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingLine:
    """What is no case in a list behind a figure: an item, a whistle call, a desk, a device, a hall.

    `facts`: keys and values for its sentence; `case_id` where a case belongs to it.
    """

    id: str
    name: str
    facts: tuple[tuple[str, str], ...] = ()
    case_id: str = ""
    case_code: str = ""
    at: datetime | None = None
    light: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindPage:
    """The list behind a number, a page of it. `total` counts the whole list; `after`: where to go on, "" at the end."""

    asked: FigureAsked
    behind: str  # figure.Behind
    total: int
    cases: tuple[CaseLine, ...] = ()
    things: tuple[ThingLine, ...] = ()
    after: str = ""
    as_of: datetime
