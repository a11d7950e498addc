"""月报、年报: a month or a year out of the counts that are kept by the day, a few small steps each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.figures.boards import area_names, group_name, groups_received
from case_store.figures.counts import Counts, Flow
from case_store.figures.durations import Durations
from case_store.figures.scope import HALL_SOURCE, Scope, scope_of
from case_store.hall.house import House
from case_store.hall.report_door import Period
from case_store.hall.runner import Runner
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import supervision, supervision_rung
from case_store.views.look import Look
from cases.figures.day_sums import DaySums
from cases.figures.figure import NO_GROUP
from cases.figures.kpis import kpis
from cases.figures.periodic_report import (
    AreaPart,
    PeriodicReport,
    Periods,
    Span,
    by_day,
    by_month,
    lines,
    periods_of,
)
from cases.figures.sight import Sight
from cases.figures.type_groups import GROUP_DIGITS
from cases.hall_time import hall_date, midnight_after
from cases.people.place import BANNER_DIGITS
from cases.policy.supervision import Trigger
from cases.refusal import Refusal
from cases.supervision.supervision import RungState
from cases.views_figures import KpiValue, TrendDay

_S, _R = supervision.c, supervision_rung.c
_TRIGGERS = Prepared(
    sa.select(_S.trigger, sa.func.count())
    .where(_S.stream == param("s"), _S.raised_at_us >= param("a"), _S.raised_at_us < param("z"))
    .group_by(_S.trigger)
)
_RUNGS = Prepared(
    sa.select(_R.rung, sa.func.count())
    .where(
        _R.stream == param("s"),
        _R.at_us >= param("a"),
        _R.at_us < param("z"),
        sa.or_(_R.state == RungState.SENT.value, _R.state == RungState.APPROVED.value),
    )
    .group_by(_R.rung)
)
_NO_FLOW = Flow()


@dataclass(slots=True)
class Read:
    """What the steps have found so far."""

    kpis: tuple[tuple[KpiValue, ...], ...] = ()
    areas: list[AreaPart] = field(default_factory=list)


class PeriodicReportDoor:
    """For whoever may see reports."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house, self._durations = runner, house, Durations()

    def periods(self, span: Span, day: date) -> Periods | Refusal:
        """The month or year of a day. One that has not begun is refused."""
        periods = periods_of(span, day, hall_date(self._runner.clock_now()))
        return periods or Refusal("report.not_begun", {"day": day.isoformat()})

    def areas(self) -> tuple[tuple[str, str], ...]:
        """(area, name): the banners; at a hall the towns of its own banner, too."""
        with self._runner.reading() as connection:
            look = self._look(connection)
            home = self._house.policy.hall.home_banner
            own = scope_of(connection, self._house, Sight()).source == HALL_SOURCE
            places = [*area_names(look, "")[:-1], *(area_names(look, home)[:-1] if own else ())]
        return tuple(places)

    def count_durations(self, stream: str, days: Period) -> None:
        """办理天数 of a month, which are remembered: what takes long when a year is read for the first time."""
        with self._runner.reading() as connection:
            look = self._look(connection)
            counts = Counts(connection, Scope((stream,)), self._house.policy, look.now_us)
            counts.sums([(days.first_day, days.last_day)], self._durations)

    def read_kpis(self, periods: Periods) -> tuple[tuple[KpiValue, ...], ...]:
        """The KPIs of the three periods."""
        with self._runner.reading() as connection:
            summed = self._counts(self._look(connection), "").sums(periods.each(), self._durations)
        return tuple(
            kpis(sums, None, first, last) for sums, (first, last) in zip(summed, periods.each(), strict=True)
        )

    def read_area(self, periods: Periods, area: tuple[str, str]) -> AreaPart | None:
        """One area; None where nothing was accepted in any of the periods."""
        with self._runner.reading() as connection:
            summed = self._counts(self._look(connection), area[0]).sums(periods.each(), self._durations)
        this, *_ = summed
        accepted = (summed[0].accepted, summed[1].accepted, summed[2].accepted)
        return _area(area, this, accepted) if any(accepted) else None

    def finish(self, span: Span, periods: Periods, read: Read) -> PeriodicReport:
        """The rest, and the whole."""
        with self._runner.reading() as connection:
            look = self._look(connection)
            counts = self._counts(look, "")
            days = _trend(counts, periods.this, look.today)
            received = [groups_received(counts, one) for one in periods.each()]
            raised = [self._tally(_TRIGGERS, counts.scope, connection, one) for one in periods.each()]
            taken = [self._tally(_RUNGS, counts.scope, connection, one) for one in periods.each()]
            groups = [code for code in look.house.policy.dispute_types if len(code) == GROUP_DIGITS]
            names = {group: group_name(group, look) for group in (*groups, NO_GROUP)}
            elsewhere = _elsewhere(area_names(look, "")[-1], read)
        texts = self._house.texts
        rungs = [rung.rung for rung in self._house.policy.deadlines.ladder]
        return PeriodicReport(
            span=span,
            periods=periods,
            as_of=self._runner.clock_now(),
            source=counts.scope.source,
            kpis=read.kpis,
            types=lines(received, names),
            areas=(*read.areas, *((elsewhere,) if any(elsewhere.accepted) else ())),
            trend=by_month(days) if span is Span.YEAR else by_day(days),
            triggers=lines(raised, {one.value: texts.get(f"supervision.trigger.{one}") for one in Trigger}),
            rungs=lines(taken, {rung: texts.get(f"supervision.rung.{rung}") for rung in rungs}),
        )

    def _look(self, connection: sa.Connection) -> Look:
        return Look(connection, self._house, self._runner.clock_now())

    def _counts(self, look: Look, area: str) -> Counts:
        scope = scope_of(look.connection, self._house, Sight(area))
        return Counts(look.connection, scope, self._house.policy, look.now_us)

    def _tally(
        self, query: Prepared, scope: Scope, connection: sa.Connection, days: tuple[date, date]
    ) -> Counter[str]:
        first, last = days
        these = {"a": to_us(midnight_after(first - timedelta(days=1))), "z": to_us(midnight_after(last))}
        found: Counter[str] = Counter()
        for stream in scope.streams:
            found.update(dict(query.all(connection, {"s": stream, **these})))
        return found


def months_of(periods: Periods) -> Iterator[Period]:
    """The days of all periods, month by month, as durations are remembered."""
    for first, last in dict.fromkeys(periods.each()):
        day = first
        while day <= last:
            end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            yield Period(day, min(end, last))
            day = end + timedelta(days=1)


def _area(area: tuple[str, str], this: DaySums, accepted: tuple[int, int, int]) -> AreaPart:
    code, name = area
    return AreaPart(
        area=code,
        name=name,
        accepted=accepted,
        closed=this.closed,
        resolved=this.resolved,
        open_red=this.open_red,
    )


def _elsewhere(area: tuple[str, str], read: Read) -> AreaPart:
    """What names no place of ours: the whole less the banners."""
    banners = [one for one in read.areas if len(one.area) == BANNER_DIGITS]
    this, before, year_ago = ({value.kpi: value for value in values} for values in read.kpis)

    def less(kpi: str, found: list[int], values: dict[str, KpiValue]) -> int:
        value = values[kpi]
        return (int(value.value or 0) if value.part is None else value.part) - sum(found)

    return AreaPart(
        area=area[0],
        name=area[1],
        accepted=(
            less("accepted", [one.accepted[0] for one in banners], this),
            less("accepted", [one.accepted[1] for one in banners], before),
            less("accepted", [one.accepted[2] for one in banners], year_ago),
        ),
        closed=less("closing_rate", [one.closed for one in banners], this),
        resolved=less("resolved", [one.resolved for one in banners], this),
        open_red=less("overdue_rate", [one.open_red for one in banners], this),
    )


def _trend(counts: Counts, days: tuple[date, date], today: date) -> list[TrendDay]:
    """Oldest first; the stock is counted back from what is open now."""
    first, last = days
    flows, stock, day, told = counts.flows((first, today)), counts.open, today, list[TrendDay]()
    while day >= first:
        flow = flows.get(day.isoformat(), _NO_FLOW)
        if day <= last:
            told.append(
                TrendDay(
                    day=day, received=flow.received, ended=flow.ended, stock=stock, worsened=flow.worsened
                )
            )
        stock += flow.ended - flow.received
        day -= timedelta(days=1)
    return told[::-1]
