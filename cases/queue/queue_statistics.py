"""Statistics of the queue (统计): waits, service, who left, priority, and how true the promised waits were.

Pure: rows in, figures out. What a figure counts stands at its field; the page and the PDF say the same in words.
Percentiles are nearest-rank: P90 is the smallest value that at least 90 % of the values do not exceed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import fmean

from cases.hall_time import hall_time
from cases.queue.visit import VisitState
from cases.queue.visit_events import DAY_END


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecord:
    """One ticket of a day that is told about. `counter_no` and `staff_id`: of the last call."""

    day: date
    queue: str
    state: str
    place_at: datetime
    issued_at: datetime
    first_called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    counter_no: int | None = None
    staff_id: str | None = None
    transfers: int = 0
    returns: int = 0
    overtaken: int = 0
    priority: str | None = None
    priority_verified: bool = False
    end_reason: str = ""
    by_hand: bool = False
    clock_untrusted: bool = False
    has_appointment: bool = False
    wait_low_s: int | None = None
    wait_mean_s: int | None = None
    wait_high_s: int | None = None

    @property
    def wait_s(self) -> float | None:
        """From the place in line to the first call, never negative.

        None for a ticket that was not called, that was called by hand (a person wrote the minute down later), or
        whose times come from a clock that could not be right.
        """
        if self.first_called_at is None or self.by_hand or self.clock_untrusted:
            return None
        return max(0.0, (self.first_called_at - self.place_at).total_seconds())

    @property
    def service_s(self) -> float | None:
        """From 开始办理 to 结束接待 at the desk that ended it.

        None for a visit that did not end so: called by hand, closed by midnight, or with no beginning.
        """
        if self.state != VisitState.DONE or self.by_hand or self.end_reason:
            return None
        if self.started_at is None or self.ended_at is None:
            return None
        return max(0.0, (self.ended_at - self.started_at).total_seconds())

    @property
    def left_over(self) -> bool:
        """Closed by the hall at midnight before any service. Who waits on a day that still runs is none of these."""
        return self.end_reason == DAY_END and self.started_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateFigures:
    """The promised wait against the true one, from the ticket's issue to the first call.

    Over tickets with a promise and a known wait. Left out: appointments (their wait is their slot), tickets that were
    never called (nobody knows how long they would have waited), and those of VisitRecord.wait_s.
    """

    promised: int = 0  # tickets that it is told of
    below_low: int = 0  # true wait < promised P10; 10 % would be right
    above_high: int = 0  # true wait > promised P90; 10 % would be right
    mae_s: float | None = None  # mean of |promised mean − true|
    bias_s: float | None = None  # mean of (promised mean − true): positive means that we promised too long

    @property
    def within(self) -> int:
        """Tickets whose true wait lay in the promised range, both ends included."""
        return self.promised - self.below_low - self.above_high


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is said of any group of tickets; seconds. A percentile of nothing is None."""

    tickets: int = 0  # every number given out
    called: int = 0  # tickets that were called at least once
    waits: int = 0  # those among them whose wait is known (VisitRecord.wait_s)
    wait_p50_s: float | None = None  # over `waits`
    wait_p90_s: float | None = None
    served: int = 0  # visits that ended with 结束接待, those called by hand included
    services: int = 0  # those among them whose service time is known (VisitRecord.service_s)
    service_p50_s: float | None = None  # over `services`
    service_p90_s: float | None = None
    service_mean_s: float | None = None
    no_shows: int = 0  # tickets whose last state is 过号; who came back and was served is not among them
    returned: int = 0  # tickets that came back after 过号 at least once
    transferred: int = 0  # tickets that were handed to another desk at least once
    left: int = 0  # 中途离开
    left_over: int = 0  # not received when the day ended (VisitRecord.left_over)
    cancelled: int = 0  # 取消 by staff
    priority: int = 0  # tickets with 优先 that was not refused at the counter
    by_hand: int = 0  # called while the store was away
    estimate: EstimateFigures = field(default_factory=EstimateFigures)

    @property
    def abandoned_share(self) -> float | None:
        """(left + left over) ÷ tickets."""
        return (self.left + self.left_over) / self.tickets if self.tickets else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The figures of one group: `key` is a day or the Monday of a week (ISO), an hour, a queue or a counter."""

    key: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityFigures:
    """Use of 优先, and what it cost the others."""

    declared: int = 0  # tickets with a category that was not refused
    verified: int = 0  # those that the counter has checked
    by_category: tuple[tuple[str, int], ...] = ()  # (key of hall.toml, tickets), the most first
    wait_p50_s: float | None = None
    wait_p90_s: float | None = None
    ordinary_wait_p50_s: float | None = None
    ordinary_wait_p90_s: float | None = None
    overtaking_bound: int = 0  # of the policy
    overtaken_max: int = 0  # the most that a later one was called before an ordinary ticket
    at_bound: int = 0  # ordinary tickets that reached the bound, and so were next


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueReport:
    """Everything of some days. Cuts are in order of their keys; an hour is that of the place in line."""

    first_day: date
    last_day: date
    total: Figures = field(default_factory=Figures)
    by_day: tuple[Cut, ...] = ()
    by_week: tuple[Cut, ...] = ()
    by_hour: tuple[Cut, ...] = ()
    by_queue: tuple[Cut, ...] = ()
    by_desk: tuple[Cut, ...] = ()
    priority: PriorityFigures = field(default_factory=PriorityFigures)


def queue_report(
    records: Sequence[VisitRecord], first_day: date, last_day: date, overtaking_bound: int
) -> QueueReport:
    """The report of the records' days; what lies outside of first to last day is left out."""
    told = [record for record in records if first_day <= record.day <= last_day]
    return QueueReport(
        first_day=first_day,
        last_day=last_day,
        total=figures(told),
        by_day=_cuts(told, lambda r: r.day.isoformat()),
        by_week=_cuts(told, lambda r: monday_of(r.day).isoformat()),
        by_hour=_cuts(told, lambda r: f"{hall_time(r.place_at).hour:02}"),
        by_queue=_cuts(told, lambda r: r.queue),
        by_desk=_cuts(told, lambda r: "" if r.counter_no is None else f"{r.counter_no:02}"),
        priority=priority_figures(told, overtaking_bound),
    )


def figures(records: Sequence[VisitRecord]) -> Figures:
    """The figures of a group of tickets."""
    waits = [wait for r in records if (wait := r.wait_s) is not None]
    services = [service for r in records if (service := r.service_s) is not None]
    return Figures(
        tickets=len(records),
        called=sum(r.first_called_at is not None for r in records),
        waits=len(waits),
        wait_p50_s=percentile(waits, 50),
        wait_p90_s=percentile(waits, 90),
        served=sum(r.state == VisitState.DONE and not r.end_reason for r in records),
        services=len(services),
        service_p50_s=percentile(services, 50),
        service_p90_s=percentile(services, 90),
        service_mean_s=fmean(services) if services else None,
        no_shows=sum(r.state == VisitState.NO_SHOW for r in records),
        returned=sum(r.returns > 0 for r in records),
        transferred=sum(r.transfers > 0 for r in records),
        left=sum(r.state == VisitState.LEFT for r in records),
        left_over=sum(r.left_over for r in records),
        cancelled=sum(r.state == VisitState.CANCELLED and r.end_reason != DAY_END for r in records),
        priority=sum(r.priority is not None for r in records),
        by_hand=sum(r.by_hand for r in records),
        estimate=estimate_figures(records),
    )


def estimate_figures(records: Iterable[VisitRecord]) -> EstimateFigures:
    """How true the promised waits were."""
    promised = below = above = 0
    errors: list[float] = []
    for record in records:
        low, mean, high = record.wait_low_s, record.wait_mean_s, record.wait_high_s
        if low is None or mean is None or high is None or record.has_appointment:
            continue
        if record.wait_s is None or record.first_called_at is None:
            continue
        true = max(0.0, (record.first_called_at - record.issued_at).total_seconds())
        promised += 1
        below += true < low
        above += true > high
        errors.append(mean - true)
    return EstimateFigures(
        promised=promised,
        below_low=below,
        above_high=above,
        mae_s=fmean(abs(error) for error in errors) if errors else None,
        bias_s=fmean(errors) if errors else None,
    )


def priority_figures(records: Sequence[VisitRecord], bound: int) -> PriorityFigures:
    """Use of 优先 beside what the others waited."""
    declared = [r for r in records if r.priority is not None]
    ordinary = [r for r in records if r.priority is None]
    counts: dict[str, int] = {}
    for record in declared:
        counts[record.priority or ""] = counts.get(record.priority or "", 0) + 1
    waits = [wait for r in declared if (wait := r.wait_s) is not None]
    others = [wait for r in ordinary if (wait := r.wait_s) is not None]
    return PriorityFigures(
        declared=len(declared),
        verified=sum(r.priority_verified for r in declared),
        by_category=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        wait_p50_s=percentile(waits, 50),
        wait_p90_s=percentile(waits, 90),
        ordinary_wait_p50_s=percentile(others, 50),
        ordinary_wait_p90_s=percentile(others, 90),
        overtaking_bound=bound,
        overtaken_max=max((r.overtaken for r in ordinary), default=0),
        at_bound=sum(r.overtaken >= bound for r in ordinary),
    )


def percentile(values: Sequence[float], percent: int) -> float | None:
    """Nearest rank; None of nothing."""
    if not values:
        return None
    rank = max(1, -(-len(values) * percent // 100))
    return sorted(values)[rank - 1]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return date.fromordinal(day.toordinal() - day.weekday())


def _cuts(records: Iterable[VisitRecord], key: Callable[[VisitRecord], str]) -> tuple[Cut, ...]:
    groups: dict[str, list[VisitRecord]] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return tuple(Cut(key=name, figures=figures(groups[name])) for name in sorted(groups))
