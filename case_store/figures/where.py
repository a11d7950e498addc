"""The one place that says which cases a number counts: of a `FigureAsked` the condition of its list, as SQL.

Lists, their totals and the slow counts are made of it; the quick counts (figures.counts) are held against it by a test.
"""

from collections.abc import Collection
from datetime import date
from typing import Final

import sqlalchemy as sa

from case_store.figures.listed import Condition, Listed
from case_store.log.figure_tables import NEVER
from case_store.log.schema import case_, case_day, case_figure
from cases.advice.grade import CaseGrade
from cases.casework.evaluation import Level
from cases.figures.figure import AND_GROUP, NO_AREA, NO_GROUP, FigureAsked, FigureName, RiskPart
from cases.figures.type_groups import TOLD, keys_of, keys_with_group
from cases.people.place import BANNER_DIGITS
from cases.policy.policy import Policy
from cases.policy.risk import SeverityPolicy
from cases.refusal import Refusal

_F = FigureName
_C = case_figure.c
_LATER = case_day.alias("later")
_ACCEPTED: Final[dict[FigureName, tuple[Condition, ...]]] = {  # of the cases accepted in the days
    _F.ACCEPTED: (),
    _F.ACCEPTED_OPEN: (_C.closed == 0,),
    _F.CLOSED: (_C.closed == 1,),
    _F.RESOLVED: (_C.resolved == 1,),
    _F.CLOSED_IN_TIME: (_C.closed_in_time == 1,),
    _F.EVALUATED: (_C.evaluated == 1,),
    _F.CONTENT: (_C.content == 1,),
    _F.MEDIATED: (_C.mediated == 1,),
    _F.MEDIATED_AT_ONCE: (_C.mediated_at_once == 1,),
    _F.MAJOR: (),
    _F.ACCEPTED_RED: (),  # a clock of it runs: it is not closed
}
_FLOW: Final = {  # the flow in case_day
    _F.RECEIVED: "received",
    _F.STEP_RECORDED: "received",
    _F.ENDED: "ended",
    _F.WORSENED: "worsened",
    _F.STEP_SENT: "sent",
    _F.STEP_HANDLED: "handled",
    _F.STEP_TOLD: "told",
    _F.STEP_RATED: "rated",
}
_NOW: Final = frozenset({_F.OPEN, _F.NORMAL, _F.SOON, _F.OVERDUE, _F.STOPPED, _F.DUAL_WAITING})
OF_CASES: Final = frozenset({*_ACCEPTED, *_FLOW, *_NOW})
"""The figures that count cases."""


def where(
    asked: FigureAsked, policy: Policy, now_us: int, repeated: Collection[str] = ()
) -> Listed | Refusal:
    """The list behind a number of cases; what is asked wrongly is refused. `repeated`: risk_held.RiskHeld."""
    if asked.name not in OF_CASES:
        return Refusal("figure.no_cases", {"figure": asked.name.value})
    facets = (*in_area(asked.area, policy), *_in_group(asked.group, policy), *_of_unit(asked.unit))
    if asked.name in _NOW:
        return Listed(
            source=case_figure,
            where=(_C.due_us.is_not(None), *_now(asked.name, now_us), *facets),
            stream=_C.stream,
            order=_C.due_us,
            id=_C.case_id,
            newest_first=False,
        )
    days = _days(asked)
    if isinstance(days, Refusal):
        return days
    if asked.name in _FLOW:
        return _flow(_FLOW[asked.name], days, (*facets, *_of_risk(asked, policy, repeated)))
    level = () if not asked.level else (_C.level == asked.level,)
    on: sa.ColumnElement[str] = _C.accepted_day
    few: tuple[Condition, ...] = ()
    if asked.name is _F.MAJOR:
        few = (_C.amount_fen.is_not(None), _C.amount_fen >= policy.grading.major_amount_fen)
    if asked.name is _F.ACCEPTED_RED:
        few = (_C.due_us.is_not(None), _C.due_us <= now_us)
    if few:
        on = on + ""  # they have an index of their own, and that of the days is not meant
    return Listed(
        source=case_figure,
        where=(
            _C.accepted_day.is_not(None),
            on.between(*days),
            *_ACCEPTED[asked.name],
            *few,
            *level,
            *facets,
        ),
        stream=_C.stream,
        order=on,
        id=_C.case_id,
        newest_first=True,
    )


def in_area(
    area: str, policy: Policy, town: "sa.ColumnElement[str]" = case_figure.c.town
) -> tuple[Condition, ...]:
    """Of a banner (6 digits), a town (9); NO_AREA: of no banner of ours; behind a banner: of it, but of no town of its.

    A matter may name no place, or one that policy does not know.
    """
    banner = sa.func.substr(town, 1, BANNER_DIGITS)
    if not area:
        return ()
    if area == NO_AREA:
        return (banner.not_in([one.code for one in policy.places.banners]),)
    if area.endswith(NO_AREA):
        known = policy.places.banner(area.removesuffix(NO_AREA))
        towns = [one.code for one in known.towns] if known else []
        return (banner == area.removesuffix(NO_AREA), town.not_in(towns))
    return (banner == area,) if len(area) == BANNER_DIGITS else (town == area,)


def is_overdue(now_us: int) -> tuple[Condition, ...]:
    """■."""
    return (_C.due_us.is_not(None), _C.due_us <= now_us)


def _now(name: FigureName, now_us: int) -> tuple[Condition, ...]:
    match name:
        case _F.NORMAL:
            return (_C.due_us < NEVER, _C.soon_us > now_us)
        case _F.SOON:
            return (_C.due_us > now_us, _C.due_us < NEVER, _C.soon_us <= now_us)
        case _F.OVERDUE:
            return (_C.due_us <= now_us,)
        case _F.STOPPED:
            return (_C.due_us == NEVER,)
        case _F.DUAL_WAITING:
            return (_C.dual == 1,)
        case _:
            return ()


def _in_group(group: str, policy: Policy) -> tuple[Condition, ...]:
    if not group:
        return ()
    if AND_GROUP in group:
        each = (sa.and_(*_in_group(one, policy)) for one in group.split(AND_GROUP) if one)
        return (sa.or_(sa.false(), *each),)
    if group == NO_GROUP:
        known = keys_with_group(policy.categories)
        told = sa.and_(sa.func.substr(_C.type_key, 1, 1) == TOLD, _C.type_key.not_in(known))
        return (sa.or_(_C.type_key == "", told),)
    return (_C.type_key.in_(keys_of(group, policy.categories)),)


def _of_unit(unit: str) -> tuple[Condition, ...]:
    return (_C.unit == unit,) if unit else ()


def _of_risk(asked: FigureAsked, policy: Policy, repeated: Collection[str]) -> tuple[Condition, ...]:
    """The part of a list that a term of the risk index counts; a key that it does not have holds nothing."""
    if not asked.key:
        return ()
    if asked.name is _F.STEP_RATED and asked.key == RiskPart.DISSATISFIED:
        return (_C.rating <= Level.DISSATISFIED,)
    if asked.name is not _F.RECEIVED:
        return (sa.false(),)
    match asked.key:
        case RiskPart.REPEATED:
            return (_C.case_id.in_(repeated),)
        case RiskPart.DIFFICULT:
            return (_weighs(policy.risk.severity, difficult=True),)
        case RiskPart.ORDINARY:
            severity = policy.risk.severity
            return (_weighs(severity, difficult=False), ~_weighs(severity, difficult=True))
        case _:
            return (sa.false(),)


def _weighs(severity: SeverityPolicy, *, difficult: bool) -> Condition:
    """SeverityPolicy.of, at least so much."""
    grade = CaseGrade.DIFFICULT if difficult else CaseGrade.ORDINARY
    parties = severity.difficult_parties if difficult else severity.ordinary_parties
    so_much = sa.or_(case_.c.grade == grade.value, case_.c.party_count >= parties)
    return sa.exists().where(case_.c.stream == _C.stream, case_.c.case_id == _C.case_id, so_much)


def _days(asked: FigureAsked) -> tuple[str, str] | Refusal:
    first, last = asked.first_day, asked.last_day
    if first is None or last is None or last < first:
        return Refusal("figure.days", {"figure": asked.name.value})
    return _iso(first), _iso(last)


def _iso(day: date) -> str:
    return day.isoformat()


def _flow(flow: str, days: tuple[str, str], facets: tuple[Condition, ...]) -> Listed:
    """A case on the last of the days on which it happened; it can get worse on several."""
    day = case_day.c
    once: tuple[Condition, ...] = ()
    if flow == "worsened" and days[0] != days[1]:
        it_is = _LATER.c.flow == sa.literal_column("'worsened'")  # in the words of the partial index
        later = (it_is, _LATER.c.day > day.day, _LATER.c.day <= days[1])
        of_it = (_LATER.c.stream == day.stream, _LATER.c.case_id == day.case_id)
        once = (~sa.exists().where(*of_it, *later),)
    of_case = sa.and_(_C.stream == day.stream, _C.case_id == day.case_id)
    return Listed(
        source=case_day.join(case_figure, of_case) if facets else case_day,
        where=(day.flow == flow, day.day.between(*days), *facets),
        stream=day.stream,
        order=day.day,
        id=day.case_id,
        newest_first=True,
        once=once,
    )
