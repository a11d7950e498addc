"""How long a list is, without walking it: from the counts by the day, where they keep that number.

The test of lists turns over every page and holds it against what this says.
"""

from typing import Final

import sqlalchemy as sa

from case_store.figures.listed import Listed, count
from case_store.figures.scope import Scope
from case_store.log.figure_tables import LEVELS
from case_store.log.schema import figure_day
from cases.figures.figure import FigureAsked, FigureName

_F, _D = FigureName, figure_day.c
_KEPT: Final[dict[FigureName, "sa.ColumnElement[int]"]] = {
    _F.RECEIVED: _D.received,
    _F.STEP_RECORDED: _D.received,
    _F.ENDED: _D.ended,
    _F.STEP_SENT: _D.sent,
    _F.STEP_HANDLED: _D.handled,
    _F.STEP_TOLD: _D.told,
    _F.STEP_RATED: _D.rated,
    _F.ACCEPTED: _D.accepted,
    _F.ACCEPTED_OPEN: _D.accepted - _D.closed,
    _F.CLOSED: _D.closed,
    _F.RESOLVED: _D.resolved,
    _F.CLOSED_IN_TIME: _D.closed_in_time,
    _F.EVALUATED: _D.evaluated,
    _F.CONTENT: _D.content,
    _F.MEDIATED: _D.mediated,
    _F.MEDIATED_AT_ONCE: _D.mediated_at_once,
}
_OF_LEVEL: Final = {level: _D[f"resolved_{level}"] for level in LEVELS}


def total(connection: sa.Connection, asked: FigureAsked, listed: Listed, scope: Scope) -> int:
    """The number of lines, kept or counted."""
    kept = _OF_LEVEL.get(asked.level) if asked.level and asked.name is _F.RESOLVED else _KEPT.get(asked.name)
    narrowed = asked.group or asked.unit or asked.key or not (asked.area.isdecimal() or not asked.area)
    if kept is None or narrowed or (asked.level and asked.name is not _F.RESOLVED):
        return count(connection, listed, scope.streams)
    if asked.first_day is None or asked.last_day is None:
        raise TypeError("a list of days has its days")
    days = (_D.day >= asked.first_day.isoformat(), _D.day <= asked.last_day.isoformat())
    there = (_D.stream.in_(scope.streams), _D.axis == asked.area)
    return int(connection.execute(sa.select(sa.func.sum(kept)).where(*there, *days)).scalar() or 0)
