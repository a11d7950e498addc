"""Figures of casework (受理、化解、按时、满意): what is counted, over what, what is left out (docs/figures.md). Pure.

A figure is told of the matters that were accepted in some days, as they stand now, so that every share has its part
inside its whole and every accepted matter is either open or closed with one result (domain.md §9.1, §3.4).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cases.casework.case_state import CaseState, CloseResult
from cases.casework.evaluation import Level
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import hall_date
from cases.queue.queue_statistics import percentile

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
class CaseFigures:
    """Counts of matters; durations in working days, the day of acceptance is day 0. A share over nothing is None."""

    accepted: int  # 受理数
    open: int  # 在办
    closed_by: tuple[tuple[str, int], ...]  # 办结 by result; with `open` it makes `accepted`
    resolved: int  # 化解数
    closed_in_time: int
    open_red: int
    major: int  # 重大金额
    evaluated: int
    content: int  # 非常满意、满意、基本满意
    days_p50: float | None
    days_p90: float | None

    @property
    def closed(self) -> int:
        """办结数."""
        return sum(count for _result, count in self.closed_by)

    @property
    def resolution_rate(self) -> float | None:
        """化解率 = 化解 ÷ 受理."""
        return share(self.resolved, self.accepted)

    @property
    def closing_rate(self) -> float | None:
        """办结率 = 办结 ÷ 受理."""
        return share(self.closed, self.accepted)

    @property
    def in_time_rate(self) -> float | None:
        """按时办结率 = 按时办结 ÷ 办结."""
        return share(self.closed_in_time, self.closed)

    @property
    def overdue_rate(self) -> float | None:
        """超期率 = 在办中亮红灯 ÷ 在办."""
        return share(self.open_red, self.open)

    @property
    def participation_rate(self) -> float | None:
        """参评率 = 参评 ÷ 办结."""
        return share(self.evaluated, self.closed)

    @property
    def satisfaction_rate(self) -> float | None:
        """满意率 = 基本满意及以上 ÷ 参评."""
        return share(self.content, self.evaluated)


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


def share(part: int, whole: int) -> float | None:
    """A share; None of nothing, which is shown as 「—」 and never as 0."""
    return part / whole if whole else None


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
    open_ = [r for r in told if not r.is_closed]
    rated = [r.rating for r in closed if r.rating is not None]
    spans = [
        (hall_date(r.accepted_at), hall_date(r.closed_at))
        for r in closed
        if r.accepted_at is not None and r.closed_at is not None
    ]
    length = {
        span: float(calendar.working_days_between(*span)) for span in set(spans)
    }  # few, of many matters
    days = [length[span] for span in spans]
    return CaseFigures(
        accepted=len(told),
        open=len(open_),
        closed_by=_tally(r.result.value if r.result else WITHDRAWN for r in closed),
        resolved=sum(r.is_resolved for r in told),
        closed_in_time=sum(not r.late for r in closed),
        open_red=sum(r.red for r in open_),
        major=sum(r.amount_fen is not None and r.amount_fen >= major_fen for r in told),
        evaluated=len(rated),
        content=sum(not Level(rating).is_bad for rating in rated),
        days_p50=percentile(days, 50),
        days_p90=percentile(days, 90),
    )


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
