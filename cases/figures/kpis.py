"""The KPIs (domain.md §9.1): what divides what, in which unit, over which days, and what is left out. Their one place.

All but the queue's are told of the matters that were accepted in some days, as they stand when they are asked for, so
that every share has its part inside its whole. Which matter belongs to which count: figures.case_figures. In words, for
whoever reads the wall: docs/figures.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from cases.advice.grade import Level
from cases.figures.day_sums import DaySums, QueueToday
from cases.figures.figure import FigureAsked, FigureName
from cases.views_figures import KpiValue

TODAY, MONTH, YEAR, DAYS30 = "today", "month", "year", "days30"
WINDOW_DAYS = 30


class KpiUnit(StrEnum):
    """What a value is told in."""

    COUNT = "count"
    SHARE = "share"  # 0 to 1
    WORKDAYS = "workdays"  # the day of acceptance is day 0
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One definition. `part` is the value of a count, the numerator of a share, and the matters a duration is of.

    `level`: of a share of 化解 by the level that did it. `percent`: the rank of a duration.
    """

    id: str
    unit: KpiUnit
    part: FigureName | None = None
    whole: FigureName | None = None
    level: str = ""
    percent: int = 0


def _share(kpi: str, part: FigureName, whole: FigureName, level: str = "") -> Kpi:
    return Kpi(id=kpi, unit=KpiUnit.SHARE, part=part, whole=whole, level=level)


_F = FigureName
KPIS: Final[tuple[Kpi, ...]] = (
    # 今日取号、在等、平均等候: the hall itself, today only; called by hand or by a wrong clock: no wait.
    Kpi(id="tickets", unit=KpiUnit.COUNT),
    Kpi(id="waiting", unit=KpiUnit.COUNT),
    Kpi(id="mean_wait", unit=KpiUnit.MINUTES),
    # 受理数, 化解数: merged matters are left out; a reopened one is open, and not resolved.
    Kpi(id="accepted", unit=KpiUnit.COUNT, part=_F.ACCEPTED),
    Kpi(id="resolved", unit=KpiUnit.COUNT, part=_F.RESOLVED),
    _share("resolution_rate", _F.RESOLVED, _F.ACCEPTED),
    _share("closing_rate", _F.CLOSED, _F.ACCEPTED),
    _share("in_time_rate", _F.CLOSED_IN_TIME, _F.CLOSED),
    _share("overdue_rate", _F.ACCEPTED_RED, _F.ACCEPTED_OPEN),
    # 满意率 and 参评率 stand beside each other; the matter's own evaluation counts, not that of a visit to the hall.
    _share("satisfaction_rate", _F.CONTENT, _F.EVALUATED),
    _share("participation_rate", _F.EVALUATED, _F.CLOSED),
    # 一次性调解成功率: what was closed without any mediation is in neither; one that failed once never comes back in.
    _share("at_once_rate", _F.MEDIATED_AT_ONCE, _F.MEDIATED),
    # 办理时长: closed matters with a day of closing; withdrawn ones have none.
    Kpi(id="days_p50", unit=KpiUnit.WORKDAYS, part=_F.CLOSED, percent=50),
    Kpi(id="days_p90", unit=KpiUnit.WORKDAYS, part=_F.CLOSED, percent=90),
    # 村、镇、旗、市: over all that was resolved, so that those without a level are missing from the four shares' sum.
    *(_share(f"resolved_share_{level}", _F.RESOLVED, _F.RESOLVED, level.value) for level in Level),
    Kpi(id="major", unit=KpiUnit.COUNT, part=_F.MAJOR),  # of the accepted, whatever became of them
)
BY_ID: Final = {kpi.id: kpi for kpi in KPIS}
COUNTED: Final = {  # the field of DaySums that counts a figure
    _F.ACCEPTED: "accepted",
    _F.ACCEPTED_OPEN: "open",
    _F.CLOSED: "closed",
    _F.RESOLVED: "resolved",
    _F.CLOSED_IN_TIME: "closed_in_time",
    _F.ACCEPTED_RED: "open_red",
    _F.EVALUATED: "evaluated",
    _F.CONTENT: "content",
    _F.MAJOR: "major",
    _F.MEDIATED: "mediated",
    _F.MEDIATED_AT_ONCE: "mediated_at_once",
}


def periods_at(today: date) -> tuple[tuple[str, date, date], ...]:
    """The periods of the boards, both days included: today, this month, this year, and the last thirty days."""
    return (
        (TODAY, today, today),
        (MONTH, today.replace(day=1), today),
        (YEAR, today.replace(month=1, day=1), today),
        (DAYS30, today - timedelta(days=WINDOW_DAYS - 1), today),
    )


def kpis(
    sums: DaySums, queue: QueueToday | None, first_day: date, last_day: date, *, area: str = ""
) -> tuple[KpiValue, ...]:
    """All of them in the order of KPIS; those of the queue only with a `queue`, which knows no days but today."""
    of_matters = [_of_matters(kpi, sums, first_day, last_day, area) for kpi in KPIS if kpi.part is not None]
    return (*(_of_queue(queue) if queue else ()), *of_matters)


def share(part: int, whole: int) -> float | None:
    """A share; None of nothing, which is shown as 「—」 and never as 0."""
    return part / whole if whole else None


def rate(kpi: str, counts: DaySums) -> float | None:
    """A share among KPIS by its id."""
    known = BY_ID[kpi]
    return share(count_of(known.part, counts), count_of(known.whole, counts))


def count_of(name: FigureName | None, counts: DaySums) -> int:
    """How many of the counted matters are of a figure."""
    if name is None:
        return 0
    return int(getattr(counts, COUNTED[name]))


def rank_of(spans: Sequence[tuple[int, int]], percent: int) -> int | None:
    """Nearest rank over (value, how often): the smallest value that `percent` of all do not exceed; None of nothing."""
    total = sum(count for _value, count in spans)
    rank, seen = max(1, -(-total * percent // 100)), 0
    for value, count in sorted(spans):
        seen += count
        if seen >= rank:
            return value
    return None


def _of_queue(queue: QueueToday) -> tuple[KpiValue, ...]:
    return (
        KpiValue(kpi="tickets", value=queue.tickets),
        KpiValue(kpi="waiting", value=queue.waiting),
        KpiValue(kpi="mean_wait", value=queue.mean_wait_min),
    )


def _of_matters(kpi: Kpi, sums: DaySums, first: date, last: date, area: str) -> KpiValue:
    def asked(name: FigureName | None, level: str = "") -> FigureAsked | None:
        if name is None:
            return None
        return FigureAsked(name=name, area=area, level=level, first_day=first, last_day=last)

    if kpi.unit is KpiUnit.WORKDAYS:
        return KpiValue(kpi=kpi.id, value=rank_of(sums.spans, kpi.percent), behind=asked(kpi.part))
    part = dict(sums.resolved_at).get(kpi.level, 0) if kpi.level else count_of(kpi.part, sums)
    if kpi.unit is KpiUnit.COUNT:
        return KpiValue(kpi=kpi.id, value=part, behind=asked(kpi.part))
    whole = count_of(kpi.whole, sums)
    return KpiValue(
        kpi=kpi.id,
        value=share(part, whole),
        part=part,
        whole=whole,
        behind=asked(kpi.part, kpi.level),
        behind_whole=asked(kpi.whole),
    )
