"""风险预警报告 as numbers (domain.md §9.2): what a draft freezes, so that its paper says the same for ever. No person.

Whole numbers, texts and days only: the paper's digest is over them (paper.paper_record), and no rounding differs.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pydantic import TypeAdapter

from cases.views_risk import RiskTerm

TENTHS = 10


class Section(StrEnum):
    """The parts of the report, in their order; the words of each may be edited by a person."""

    OVERVIEW = "overview"  # 概况
    INDEX = "index"  # 指数构成
    AREAS = "areas"  # 多发领域
    TYPES = "types"  # 高频类型
    HOT_SPOTS = "hot_spots"  # 风险热点
    OVERDUE = "overdue"  # 超期
    REPEATS = "repeats"  # 重复
    SUGGESTIONS = "suggestions"  # 建议


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The index of an area (and group) went up to a higher level: what the daily assessment hands over.

    `was_level` "": there was no index before. Days of the window, both included. `terms`: as the risk page shows them.
    `hot_spots`: (area, group, matters of the last week, mean of the weeks before, z), those in this area and group.
    """

    area: str
    group: str
    index: float
    level: str
    was_level: str
    day: date
    first_day: date
    last_day: date
    terms: tuple[RiskTerm, ...]
    policy_version: str
    hot_spots: tuple[tuple[str, str, int, float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowCounts:
    """Matters registered in some days, and how those accepted in them stand when the report is made."""

    received: int  # 登记
    accepted: int  # 受理
    closed: int
    resolved: int
    closed_in_time: int
    evaluated: int
    content: int  # 满意及以上
    median_workdays: int | None  # of those that are closed


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexTerm:
    """A term: 0–100 in tenths, its weight in percent, and the counts that made it. None: nothing could be said."""

    term: str
    tenths: int | None
    weight_percent: int
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """A place or a kind of matter: registered in the window, and in the same days a year before."""

    key: str
    name: str
    now: int
    before: int
    is_own: bool = False  # the one that the report is about


@dataclass(frozen=True, slots=True, kw_only=True)
class HotSpotRow:
    """Place × type above its own mean of the weeks before."""

    area_name: str
    group_name: str
    count: int  # of the last week
    mean_tenths: int
    z_tenths: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit that leads open matters of the report."""

    name: str
    open: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRow:
    """Seven days from `first_day`: what came, what ended, and the stock at their end."""

    first_day: date
    received: int
    ended: int
    stock: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """Of the matters registered in the window: so many of a party that has told of one within repeat_days."""

    repeated: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningReport:
    """All numbers of a warning. `source`: "hall" (本机) or "centre" (中心); `before_*`: the same days a year ago.

    `area`: 6 digits a banner, 9 a town; `group` "" is every type. Lists are sorted, the most first; what they leave out
    is in the `*_rest` counts. `suggestions`: policy's own sentences, as they stood.
    """

    area: str
    area_name: str
    group: str
    group_name: str
    index_tenths: int
    level: str
    was_level: str
    day: date
    first_day: date
    last_day: date
    before_first_day: date
    before_last_day: date
    as_of: datetime
    source: str
    policy_version: str
    window: WindowCounts
    before: WindowCounts
    open: int
    overdue: int
    terms: tuple[IndexTerm, ...]
    areas: tuple[CountRow, ...]
    areas_rest: int
    types: tuple[CountRow, ...]
    types_rest: int
    hot_spots: tuple[HotSpotRow, ...]
    overdue_units: tuple[UnitRow, ...]
    weeks: tuple[WeekRow, ...]
    repeats: Repeats | None  # None: the index says nothing of it
    small_sample: int  # so many matters say little of a share: policy's bound when the report was made
    suggestions: tuple[str, ...]


_REPORT = TypeAdapter(WarningReport)


def frozen(report: WarningReport) -> str:
    """The report as JSON, for WarningDrafted.figures."""
    return _REPORT.dump_json(report).decode()


def thawed(figures: str) -> WarningReport:
    """The report as it was frozen. Raises ValueError for what is none."""
    return _REPORT.validate_json(figures)
