"""Figures of casework: which matter counts in which figure (figures.kpis divides them), and a report of some days.

A figure is told of the matters that were accepted in some days, as they stand now, so that every share has its part
inside its whole and every accepted matter is either open or closed with one result (domain.md §9.1, §3.4).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cases.casework.case_state import CaseState, CloseResult
from cases.casework.evaluation import Level
from cases.deadlines.work_calendar import WorkCalendar
from cases.figures.day_sums import DaySums
from cases.figures.figure import FigureName
from cases.figures.kpis import COUNTED, rank_of, rate
from cases.hall_time import hall_date

WITHDRAWN = "withdrawn"  # 撤回: ended, without a result of its own
_CLOSED = frozenset({CaseState.CLOSED, CaseState.ARCHIVED, CaseState.WITHDRAWN})
GROUP_DIGITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRecord:
    """What the figures look at of one matter, as it stands.

    `late`: a limit for closing ran out before the result was submitted; `red`: a running clock is overdue now.
    `rating`: 总体 of the matter's own evaluation, 1 to 5.
    """

    registered_on: date
    state: CaseState
    accepted_at: datetime | None = None
    closed_at: datetime | None = None
    result: CloseResult | None = None
    amount_fen: int | None = None
    grade: str = ""
    level: str = ""
    type_code: str = ""
    late: bool = False
    red: bool = False
    rating: int | None = None
    mediations: int = 0  # begun and ended, with an agreement or without
    failed_mediations: int = 0

    @property
    def counts(self) -> bool:
        """受理 and not merged: a merged matter lives on in another one, which is counted itself."""
        return self.accepted_at is not None and self.state is not CaseState.MERGED

    @property
    def is_closed(self) -> bool:
        """办结, whatever came out. A reopened matter is open again."""
        return self.state in _CLOSED

    @property
    def is_resolved(self) -> bool:
        """化解."""
        return self.is_closed and self.result is not None and self.result.is_resolved


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFigures(DaySums):
    """The counts of some matters, and the shares among them (figures.kpis). A share over nothing is None."""

    closed_by: tuple[tuple[str, int], ...]  # 办结 by result; with `open` it makes `accepted`

    @property
    def resolution_rate(self) -> float | None:
        """化解率."""
        return rate("resolution_rate", self)

    @property
    def closing_rate(self) -> float | None:
        """办结率."""
        return rate("closing_rate", self)

    @property
    def in_time_rate(self) -> float | None:
        """按时办结率."""
        return rate("in_time_rate", self)

    @property
    def overdue_rate(self) -> float | None:
        """超期率."""
        return rate("overdue_rate", self)

    @property
    def participation_rate(self) -> float | None:
        """参评率."""
        return rate("participation_rate", self)

    @property
    def satisfaction_rate(self) -> float | None:
        """满意率."""
        return rate("satisfaction_rate", self)

    @property
    def at_once_rate(self) -> float | None:
        """一次性调解成功率."""
        return rate("at_once_rate", self)

    @property
    def days_p50(self) -> int | None:
        """办理时长, 中位数."""
        return rank_of(self.spans, 50)

    @property
    def days_p90(self) -> int | None:
        """办理时长, 九成."""
        return rank_of(self.spans, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCut:
    """The figures of one grade, level or group of types; `key` "" where none was given."""

    key: str
    figures: CaseFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseworkReport:
    """Some days, both included, as of an instant. `received`: registered in these days, by what became of it."""

    first_day: date
    last_day: date
    as_of: datetime
    received: tuple[tuple[str, int], ...]
    total: CaseFigures
    by_type: tuple[CaseCut, ...]
    by_grade: tuple[CaseCut, ...]
    by_level: tuple[CaseCut, ...]


def casework_report(
    records: Sequence[MatterRecord],
    days: tuple[date, date],
    as_of: datetime,
    calendar: WorkCalendar,
    major_fen: int,
) -> CaseworkReport:
    """All figures of a period. `major_fen`: from where an amount is 重大金额 (policy.grading)."""
    first, last = days
    told = [
        r
        for r in records
        if r.counts and r.accepted_at is not None and first <= hall_date(r.accepted_at) <= last
    ]

    def cut(key: Callable[[MatterRecord], str]) -> tuple[CaseCut, ...]:
        groups: dict[str, list[MatterRecord]] = {}
        for record in told:
            groups.setdefault(key(record), []).append(record)
        return tuple(
            CaseCut(key=name, figures=case_figures(group, calendar, major_fen))
            for name, group in sorted(groups.items())
        )

    return CaseworkReport(
        first_day=first,
        last_day=last,
        as_of=as_of,
        received=received_by(r for r in records if first <= r.registered_on <= last),
        total=case_figures(told, calendar, major_fen),
        by_type=cut(lambda r: r.type_code[:GROUP_DIGITS]),
        by_grade=cut(lambda r: r.grade),
        by_level=cut(lambda r: r.level),
    )


def case_figures(records: Iterable[MatterRecord], calendar: WorkCalendar, major_fen: int) -> CaseFigures:
    """The figures of matters that count (`MatterRecord.counts`); the others are left out."""
    told = [r for r in records if r.counts]
    closed = [r for r in told if r.is_closed]
    counts = Counter(name for r in told for name in figures_of(r, major_fen))
    spans = Counter(
        (hall_date(r.accepted_at), hall_date(r.closed_at))
        for r in closed
        if r.accepted_at is not None and r.closed_at is not None
    )
    lengths: Counter[int] = Counter()
    for span, count in spans.items():  # few, of many matters
        lengths[calendar.working_days_between(*span)] += count
    return CaseFigures(
        closed_by=_tally(r.result.value if r.result else WITHDRAWN for r in closed),
        resolved_at=_tally(r.level for r in told if r.is_resolved),
        spans=tuple(sorted(lengths.items())),
        **{sum_of: counts[name] for name, sum_of in COUNTED.items()},
    )


def figures_of(record: MatterRecord, major_fen: int) -> frozenset[FigureName]:
    """Which of the accepted matters' figures count this one; none of a matter that does not count."""
    if not record.counts:
        return frozenset()
    closed, resolved = record.is_closed, record.is_resolved
    mediated = closed and record.mediations > 0
    holds = {
        FigureName.ACCEPTED: True,
        FigureName.ACCEPTED_OPEN: not closed,
        FigureName.ACCEPTED_RED: not closed and record.red,
        FigureName.CLOSED: closed,
        FigureName.CLOSED_IN_TIME: closed and not record.late,
        FigureName.RESOLVED: resolved,
        FigureName.EVALUATED: closed and record.rating is not None,
        FigureName.CONTENT: closed and record.rating is not None and not Level(record.rating).is_bad,
        FigureName.MAJOR: record.amount_fen is not None and record.amount_fen >= major_fen,
        FigureName.MEDIATED: mediated,
        FigureName.MEDIATED_AT_ONCE: mediated and resolved and not record.failed_mediations,
    }
    return frozenset(name for name, held in holds.items() if held)


def received_by(records: Iterable[MatterRecord]) -> tuple[tuple[str, int], ...]:
    """What became of everything that was registered: its counts add up to all of it."""
    return _tally(_became(r) for r in records)


def _became(record: MatterRecord) -> str:
    if record.state in (CaseState.MERGED, CaseState.REJECTED):
        return record.state.value
    if record.accepted_at is None:
        return WITHDRAWN if record.state is CaseState.WITHDRAWN else CaseState.REGISTERED.value
    return CaseState.ACCEPTED.value


def _tally(keys: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return tuple(sorted(counts.items()))
