"""What screens are shown of the risk index (社会矛盾风险指数，试行、内部参考) and of warnings. No person."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.figures.figure import FigureAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskTerm:
    """One term of the index: `term` V, S, O, D, R or G; `value` 0–100, None where nothing could be said.

    `facts`: the counts that made it, as pairs, for the sentence that explains it. `behind`: asks for its cases.
    """

    term: str
    value: float | None
    weight: float
    facts: tuple[tuple[str, str], ...] = ()
    behind: tuple[FigureAsked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLine:
    """An area, or one type group in it (`group`), at a day. `index` None: too few matters (样本不足), then `level` "".

    `level`: risk_index.RiskLevel, held by hysteresis; `was_index`: 30 days earlier.
    """

    area: str
    area_name: str
    group: str
    group_name: str
    count: int  # matters of the window
    index: float | None
    level: str
    was_index: float | None = None
    lead_group_name: str = ""  # the type that weighs most


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskBoard:
    """The ranking: highest first, those without an index last. `of`: "" banners, 6 digits: the towns of one."""

    of: str
    day: date
    window_days: int
    lines: tuple[RiskLine, ...]
    policy_version: str  # effective_from of risk.toml
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPoint:
    """The index of a day in the past."""

    day: date
    index: float | None
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPage:
    """One line explained: terms, its types or towns, how it has moved."""

    line: RiskLine
    terms: tuple[RiskTerm, ...]
    parts: tuple[RiskLine, ...]
    history: tuple[RiskPoint, ...]  # a point a week, oldest first
    first_day: date  # of the window
    last_day: date
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRow:
    """A warning (风险预警): drafted by the program, edited and approved by a person. `state`: warning.WarningState."""

    warning_id: str
    area: str
    area_name: str
    group: str
    group_name: str
    level: str
    index: float
    day: date
    state: str
    number: str  # "" before it is approved
    drafted_at: datetime
    decided_at: datetime | None = None
    decided_by_name: str = ""
