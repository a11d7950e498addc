"""Behind every number its list: the cases or things that it counts, by the page, as far as whoever asks sees."""

from collections.abc import Callable
from dataclasses import replace

from case_store.alarms.devices import device_lines
from case_store.figures import things
from case_store.figures.boards import Boards, area_map
from case_store.figures.case_card import case_card
from case_store.figures.case_lines import CaseLines
from case_store.figures.listed import Listed, page, place_of
from case_store.figures.scope import Scope, scope_of
from case_store.figures.totals import total
from case_store.figures.where import OF_CASES, where
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.micros import to_us
from case_store.views.look import Look
from cases.alarm.device_health import Condition
from cases.figures.figure import Behind, FigureAsked, FigureName
from cases.figures.sight import Sight
from cases.refusal import Refusal
from cases.roles import Right
from cases.views_dispatch import CaseCard, HallLine
from cases.views_figures import AreaMap, BehindPage, ThingLine

Halls = Callable[[Look], tuple[HallLine, ...]]
_FEW = {FigureName.DEVICES_UP, FigureName.DEVICES_DOWN, FigureName.HALLS_BEHIND}
_OF_THE_HALL = {*_FEW, FigureName.DESKS_OPEN}


class BehindDoor:
    """For whoever has the command zone. `halls`: how fresh each hall is, which the service knows."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house
        self._lines = CaseLines()

    def behind(self, who: OnDuty, asked: FigureAsked, after: str, halls: Halls) -> BehindPage | Refusal:
        """A page of the list behind a number, and how long the whole list is."""
        sight = self._sight(who)
        if isinstance(sight, Refusal):
            return sight
        seen = _within(asked, sight)
        if isinstance(seen, Refusal):
            return seen
        with self._runner.past() as past:
            look = Look(past.connection, self._house, past.now)
            if asked.name in _FEW:
                return _few(look, asked, halls)
            scope = scope_of(past.connection, self._house, sight)
            return self._page(look, scope, seen, after)

    def card(self, who: OnDuty, case_id: str) -> CaseCard | Refusal:
        """One case of a list. One outside of what somebody sees is answered as one that is not there."""
        sight = self._sight(who)
        if isinstance(sight, Refusal):
            return sight
        with self._runner.past() as past:
            return case_card(past, self._house, self._lines, (who, sight), case_id)

    def areas(self, who: OnDuty, of: str) -> AreaMap | Refusal:
        """Open and overdue cases by banner, or by the towns of a banner."""
        sight = self._sight(who)
        if isinstance(sight, Refusal):
            return sight
        if of and self._house.policy.places.banner(of) is None:
            return Refusal("figure.area_unknown", {"area": of})
        if of and not (sight.sees(of) or sight.area.startswith(of)):
            return Refusal("figure.area_elsewhere", {"area": of})
        with self._runner.past() as past:
            look = Look(past.connection, self._house, past.now)
            return area_map(look, Boards(sight).counts(look), of)

    def _sight(self, who: OnDuty) -> Sight | Refusal:
        sight = self._house.sight(who)
        return Refusal("auth.right", {"right": Right.COMMAND.value}) if sight is None else sight

    def _page(self, look: Look, scope: Scope, asked: FigureAsked, after: str) -> BehindPage | Refusal:
        policy = self._house.policy
        of_cases = asked.name in OF_CASES
        listed: Listed | Refusal = (
            where(asked, policy, to_us(look.now), self._house.risk.repeated)
            if of_cases
            else things.listed(asked, scope, policy)
        )
        if isinstance(listed, Refusal):
            return listed
        place = place_of(listed, after) if after else None
        if isinstance(place, Refusal):
            return place
        streams = (self._house.stream,) if asked.name in _OF_THE_HALL else scope.streams
        places, further = page(look.connection, listed, streams, place)
        kind = Behind.CASE if of_cases else things.BEHIND[asked.name]
        shown = BehindPage(
            asked=asked,
            behind=kind.value,
            total=total(look.connection, asked, listed, replace(scope, streams=streams)),
            after=further,
            as_of=look.now,
        )
        if of_cases:
            return replace(shown, cases=self._lines.read(look.connection, places, policy, look.now))
        return replace(shown, things=things.lines(look.connection, self._house, asked.name, places, look.now))


def _within(asked: FigureAsked, sight: Sight) -> FigureAsked | Refusal:
    """The question as far as somebody sees: what they do not see is not counted for them."""
    if not sight.area:
        return asked
    if asked.name in _OF_THE_HALL:
        return Refusal("figure.whole_hall", {"figure": asked.name.value})
    if asked.area and not sight.sees(asked.area):
        return Refusal("figure.area_elsewhere", {"area": asked.area})
    return replace(asked, area=asked.area or sight.area)


def _few(look: Look, asked: FigureAsked, halls: Halls) -> BehindPage:
    """Devices and halls: few enough for one page."""
    if asked.name is FigureName.HALLS_BEHIND:
        kind, lines = Behind.HALL, [_hall(line) for line in halls(look) if line.behind]
    else:
        wanted = asked.name is FigureName.DEVICES_DOWN
        found = [one for one in device_lines(look) if (one.condition == Condition.DOWN) is wanted]
        kind = Behind.DEVICE
        lines = [
            ThingLine(
                id=one.device_id,
                name=one.name,
                facts=(
                    ("kind", one.kind),
                    ("condition", one.condition),
                    ("trouble", one.trouble),
                    *one.facts,
                ),
                at=one.seen_at,
            )
            for one in found
        ]
    return BehindPage(asked=asked, behind=kind.value, total=len(lines), things=tuple(lines), as_of=look.now)


def _hall(line: HallLine) -> ThingLine:
    told = (("lag_s", line.lag_s), ("backlog", line.backlog))
    facts = tuple((name, str(value)) for name, value in told if value is not None)
    return ThingLine(id=line.stream, name=line.name, facts=facts, at=line.heard_at)
