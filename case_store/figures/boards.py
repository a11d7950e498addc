"""What the command zone is shown of figures: every number with the question that its list is asked for with."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.figures.case_lines import CaseLines
from case_store.figures.counts import Counts, Flow
from case_store.figures.durations import Durations
from case_store.figures.listed import Listed, page
from case_store.figures.scope import HALL_SOURCE, Scope, scope_of
from case_store.figures.where import in_area
from case_store.log.prepared import Prepared
from case_store.log.schema import case_day, case_figure, visit
from case_store.views.look import Look
from cases.figures.day_sums import QueueToday
from cases.figures.figure import AND_GROUP, NO_AREA, NO_GROUP, FigureAsked, FigureName
from cases.figures.kpis import TODAY, WINDOW_DAYS, kpis, periods_at
from cases.figures.sight import Sight
from cases.figures.type_groups import group_of
from cases.hall_time import whole_minute
from cases.people.place import BANNER_DIGITS
from cases.policy.policy import Policy
from cases.queue.visit import VisitState
from cases.views import LightsView
from cases.views_figures import (
    AreaLine,
    AreaMap,
    CaseLine,
    CountLine,
    KpiBoard,
    PeriodKpis,
    StepsView,
    TopTypes,
    TrendDay,
    TrendView,
)

TOP = 10
STREAM_LINES = 50
_NO_FLOW = Flow()
_SECOND_US, _MINUTE_S = 1_000_000, 60
_GIVEN = Prepared(
    sa.select(
        sa.func.count(),
        sa.func.sum(sa.case((visit.c.state == VisitState.WAITING.value, 1), else_=0)),
    ).where(visit.c.stream == param("s"), visit.c.business_date == param("d"))
)
_WAITED = Prepared(  # VisitRecord.wait_s: not by hand, and by a clock that can be believed
    sa.select(
        sa.func.avg(
            sa.case(
                (
                    visit.c.first_called_at_us > visit.c.place_at_us,
                    visit.c.first_called_at_us - visit.c.place_at_us,
                ),
                else_=0,
            )
        )
    ).where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.first_called_at_us.is_not(None),
        visit.c.by_hand == 0,
        visit.c.clock_untrusted == 0,
    )
)


class Boards:
    """The sections of one sight."""

    def __init__(self, sight: Sight) -> None:
        self._sight, self._durations, self._lines = sight, Durations(), CaseLines()
        self._looked: tuple[Look, Counts] | None = None

    def sections(self) -> Mapping[str, Callable[[Look], Any]]:
        """By the names of DispatchView."""
        return {
            "stream": self.stream,
            "steps": self.steps,
            "kpis": self.kpis,
            "types": self.types,
            "trend": self.trend,
            "areas": self.areas,
            "lights": self.lights,  # after what asks for them ahead
        }

    def counts(self, look: Look) -> Counts:
        """The counts of one look, whichever of its sections asks."""
        if self._looked is None or self._looked[0] is not look:
            scope = scope_of(look.connection, look.house, self._sight)
            self._looked = look, Counts(look.connection, scope, look.house.policy, look.now_us)
        return self._looked[1]

    def lights(self, look: Look) -> LightsView:
        """Open cases by their worst running clock."""
        opened, running, turned, overdue = self.counts(look).lights()
        return LightsView(
            normal=running - turned,
            soon=turned - overdue,
            overdue=overdue,
            stopped=opened - running,
            as_of=as_of(look),
        )

    def steps(self, look: Look) -> StepsView:
        """Today's five steps."""
        today = self._ahead(look).flows(_window(look)).get(look.today.isoformat(), _NO_FLOW)
        return StepsView(day=look.today, counts=today.steps, as_of=as_of(look))

    def kpis(self, look: Look) -> KpiBoard:
        """All periods of figures.kpis."""
        counts = self._ahead(look)
        periods = periods_at(look.today)
        summed = counts.sums([(first, last) for _, first, last in periods], self._durations)
        return KpiBoard(
            periods=tuple(
                PeriodKpis(
                    period=period,
                    first_day=first,
                    last_day=last,
                    values=kpis(
                        sums,
                        _queue(look, counts.scope) if period == TODAY else None,
                        first,
                        last,
                        area=self._sight.area,
                    ),
                )
                for (period, first, last), sums in zip(periods, summed, strict=True)
            ),
            source=counts.scope.source,
            as_of=as_of(look),
        )

    def types(self, look: Look) -> TopTypes:
        """高频类型 of the last thirty days, by what was registered."""
        days = _window(look)
        groups = groups_received(self._ahead(look), days)
        most = sorted(groups.items(), key=lambda one: (-one[1], one[0]))
        first, last = days
        area = self._sight.area
        lines = tuple(
            CountLine(
                key=group,
                name=group_name(group, look),
                count=count,
                behind=FigureAsked(
                    name=FigureName.RECEIVED, area=area, group=group, first_day=first, last_day=last
                ),
            )
            for group, count in most[:TOP]
        )
        others = AND_GROUP.join(sorted(group for group, _ in most[TOP:]))
        rest = FigureAsked(name=FigureName.RECEIVED, area=area, group=others, first_day=first, last_day=last)
        return TopTypes(
            first_day=first,
            last_day=last,
            lines=lines,
            rest=sum(count for _, count in most[TOP:]),
            rest_behind=rest if others else None,
            total=groups.total(),
            as_of=as_of(look),
        )

    def trend(self, look: Look) -> TrendView:
        """The last thirty days; the stock is counted back from what is open now."""
        counts, (first, last) = self._ahead(look), _window(look)
        flows, stock, days = counts.flows((first, last)), counts.open, list[TrendDay]()
        day = last
        while day >= first:
            flow = flows.get(day.isoformat(), _NO_FLOW)
            days.append(
                TrendDay(
                    day=day,
                    received=flow.received,
                    ended=flow.ended,
                    stock=stock,
                    worsened=flow.worsened,
                )
            )
            stock += flow.ended - flow.received
            day -= timedelta(days=1)
        return TrendView(days=tuple(reversed(days)), as_of=as_of(look))

    def _ahead(self, look: Look) -> Counts:
        """Sections of figures change together: the first that asks has asked for all."""
        counts, periods = self.counts(look), [(first, last) for _, first, last in periods_at(look.today)]
        counts.ask_ahead(periods, _window(look))
        return counts

    def areas(self, look: Look) -> AreaMap:
        """By banner; for whoever sees one banner alone, by its towns."""
        return area_map(look, self.counts(look), self._sight.area[:BANNER_DIGITS])

    def stream(self, look: Look) -> tuple[CaseLine, ...]:
        """案件流: the newest open cases, the newest first."""
        scope, policy = self.counts(look).scope, look.house.policy
        places, _ = page(look.connection, _newest_open(scope.area, policy), scope.streams, None, STREAM_LINES)
        lines = self._lines.read(look.connection, places, policy, look.now)
        return tuple(sorted(lines, key=lambda line: line.registered_at, reverse=True))


def area_map(look: Look, counts: Counts, of: str) -> AreaMap:
    """Open and overdue cases by banner (`of` ""), or by the towns of a banner. A line for each, 0 included."""
    policy = look.house.policy
    opened, overdue = _by_area(counts.standing, of, policy), _by_area(counts.overdue_by_town, of, policy)
    lines = [
        AreaLine(area=area, name=name, open=opened.pop(area, 0), overdue=overdue.pop(area, 0))
        for area, name in area_names(look, of)
        if not counts.scope.area or area.startswith(counts.scope.area)
    ]
    return AreaMap(
        of=of,
        lines=tuple(lines),
        total_open=sum(line.open or 0 for line in lines),
        total_overdue=sum(line.overdue or 0 for line in lines),
        as_of=as_of(look),
    )


def area_names(look: Look, of: str) -> list[tuple[str, str]]:
    """(area, name) of every line of a map, the one without a place last."""
    places = look.house.policy.places
    banner = places.banner(of)
    named = [(one.code, one.name) for one in (banner.towns if banner else places.banners)]
    return [*named, (of + NO_AREA, look.house.texts.get("figures.no_area"))]


def _by_area(towns: Counter[str], of: str, policy: Policy) -> Counter[str]:
    banner = policy.places.banner(of)
    known = {one.code for one in (banner.towns if banner else policy.places.banners)}
    found: Counter[str] = Counter()
    for town, count in towns.items():
        if not town.startswith(of):
            continue
        area = town if of else town[:BANNER_DIGITS]
        found[area if area in known else of + NO_AREA] += count
    return found


def groups_received(counts: Counts, days: tuple[date, date]) -> Counter[str]:
    """Registered in some days, by group of types."""
    categories = counts.policy.categories
    groups: Counter[str] = Counter()
    for key, count in counts.received_by_type(days).items():
        groups[group_of(key, categories)] += count
    return groups


def group_name(group: str, look: Look) -> str:
    """A group in words."""
    if group == NO_GROUP:
        return look.house.texts.get("figures.no_group")
    kind = look.house.policy.dispute_types.get(group)
    return kind.name if kind else group


def as_of(look: Look) -> datetime:
    """The minute, so that a board that is unchanged is told once in it."""
    return whole_minute(look.now)


def _newest_open(area: str, policy: Policy) -> Listed:
    received, case = case_day.c, case_figure.c
    of_case = sa.and_(case.stream == received.stream, case.case_id == received.case_id)
    return Listed(
        source=case_day.join(case_figure, of_case),
        where=(received.flow == "received", case.due_us.is_not(None), *in_area(area, policy)),
        stream=received.stream,
        order=received.day,
        id=received.case_id,
        newest_first=True,
    )


def _window(look: Look) -> tuple[date, date]:
    return look.today - timedelta(days=WINDOW_DAYS - 1), look.today


def _queue(look: Look, scope: Scope) -> QueueToday | None:
    """A hall's own day, whole."""
    if scope.source != HALL_SOURCE or scope.area:
        return None
    today = {"s": look.stream, "d": look.today.isoformat()}
    given, waited = _GIVEN.first(look.connection, today), _WAITED.first(look.connection, today)
    if given is None or waited is None:
        raise TypeError("a sum is always answered")
    mean = None if waited[0] is None else round(waited[0] / _SECOND_US / _MINUTE_S, 1)
    return QueueToday(tickets=given[0], waiting=given[1] or 0, mean_wait_min=mean)
