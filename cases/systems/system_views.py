"""What other systems are answered: cases of a unit without persons, figures of the public wall, fates of matters."""

from dataclasses import dataclass
from datetime import datetime

from cases.views import LightsView
from cases.views_figures import AreaMap, KpiBoard, StepsView, TopTypes


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemCase:
    """One case. `dispatch_state`: of the unit whose key it is. Amounts in fen."""

    case_id: str
    case_code: str
    state: str
    open: bool
    source: str
    category: str | None
    dispute_type: str | None
    town: str | None
    grade: str | None
    lead_unit: str | None
    dispatch_state: str
    registered_at: datetime
    due_at: datetime | None
    overdue: bool
    overdue_count: int
    closed_at: datetime | None
    close_result: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemCases:
    """A page in the order of ids; `after` of the next one, "" on the last."""

    cases: tuple[SystemCase, ...]
    after: str
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemFigures:
    """Exactly what the public wall shows: totals exact, parts only where they are of many."""

    lights: LightsView
    steps: StepsView
    kpis: KpiBoard
    types: TopTypes
    areas: AreaMap


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterProblem:
    """`field`: as it was sent, "" for the whole; `why`: for the person who can mend it."""

    field: str
    code: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterFate:
    """What became of one matter: "new", "same", "changed" (told otherwise than before: a person decides) or "bad"."""

    place: int  # in what was sent, from 0
    external_id: str
    fate: str
    problems: tuple[MatterProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MattersTaken:
    """In the order in which they were sent. `dry_run`: nothing was kept."""

    dry_run: bool
    matters: tuple[MatterFate, ...]
