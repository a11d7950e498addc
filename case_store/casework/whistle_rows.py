"""Rows of whistle calls, for the dispatch screen, the counters, and a unit that is called."""

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.names import code_of
from case_store.log.micros import from_us
from case_store.log.schema import supervision, whistle
from case_store.views.look import Look
from cases.policy.policy import Policy
from cases.supervision.whistle import WhistleState
from cases.views_supervision import WhistleRow

ROWS_MAX = 200
WAITS = whistle.c.state.in_([WhistleState.CALLED.value, WhistleState.CONFIRMED.value])
# Missed and still on the supervision list.
MISSED = sa.and_(
    whistle.c.state == WhistleState.MISSED.value,
    sa.exists().where(
        supervision.c.stream == whistle.c.stream,
        supervision.c.whistle_id == whistle.c.whistle_id,
        supervision.c.unit == whistle.c.unit,
        supervision.c.open == 1,
    ),
)
UNANSWERED = sa.or_(WAITS, MISSED)
_ROWS = sa.select(whistle, code_of(whistle.c.case_id).label("case_code")).where(
    whistle.c.stream.in_(param("s", expanding=True))
)
_UNANSWERED = (
    _ROWS.where(UNANSWERED)
    .order_by(whistle.c.due_at_us.is_not(None), whistle.c.due_at_us, whistle.c.called_at_us)
    .limit(ROWS_MAX)
)
_OF_CASE = (
    sa.select(whistle.c.whistle_id)
    .where(whistle.c.stream == param("s"), whistle.c.case_id == param("c"), whistle.c.due_at_us.is_not(None))
    .distinct()
)


def unanswered(
    look: Look, *where: "sa.ColumnElement[bool]", streams: Collection[str] = ()
) -> tuple[WhistleRow, ...]:
    """Whoever was called and is not here yet, missed ones first: of this store, or of the streams of a screen."""
    query = _UNANSWERED.where(*where) if where else _UNANSWERED
    found = look.connection.execute(query, {"s": [*streams] or [look.stream]})
    return rows_of(found, look.house.policy)


def rows(
    connection: sa.Connection, stream: str, policy: Policy, *where: "sa.ColumnElement[bool]"
) -> tuple[WhistleRow, ...]:
    """Units of calls, the newest first."""
    query = _ROWS.where(*where).order_by(whistle.c.called_at_us.desc(), whistle.c.unit).limit(ROWS_MAX)
    return rows_of(connection.execute(query, {"s": [stream]}), policy)


def rows_of(found: Iterable[Any], policy: Policy) -> tuple[WhistleRow, ...]:
    """With names."""
    return tuple(
        WhistleRow(
            whistle_id=row.whistle_id,
            case_id=row.case_id,
            case_code=row.case_code or "",
            unit=row.unit,
            unit_name=unit.name if (unit := policy.units.of(row.unit)) else row.unit,
            state=row.state,
            called_at=from_us(row.called_at_us),
            arrive_by=from_us(row.arrive_by_us),
            due_at=None if row.due_at_us is None else from_us(row.due_at_us),
            missed=bool(row.missed),
        )
        for row in found
    )


def open_whistles(connection: sa.Connection, stream: str, case_id: str) -> tuple[str, ...]:
    """Ids of the calls of a case that still wait for somebody."""
    return tuple(sorted(connection.execute(_OF_CASE, {"s": stream, "c": case_id}).scalars()))
