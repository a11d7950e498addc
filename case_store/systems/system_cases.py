"""The cases of one unit, page by page, for a system of that unit: facts of the case, no person."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.runner import Runner
from case_store.log.micros import from_us, from_us_or_none, to_us
from case_store.log.schema import case_, dispatch
from cases.systems.api_key import System
from cases.systems.system_views import SystemCase, SystemCases

PAGE_MAX = 200
_PAGE = (
    sa.select(case_, sa.func.max(dispatch.c.dispatch_id).label("newest"))
    .join_from(
        dispatch,
        case_,
        sa.and_(case_.c.stream == dispatch.c.stream, case_.c.case_id == dispatch.c.case_id),
    )
    .where(dispatch.c.unit == param("u"), dispatch.c.case_id > param("after"))
    .group_by(*case_.primary_key.columns)
    .order_by(case_.c.case_id)
    .limit(param("n"))
)
_OPEN = _PAGE.where(case_.c.open == 1)
_STATE = sa.select(dispatch.c.state).where(
    dispatch.c.stream == param("s"), dispatch.c.dispatch_id == param("d")
)


def cases_of_unit(runner: Runner, system: System, after: str, limit: int, *, only_open: bool) -> SystemCases:
    """Those that were ever given to the unit; a case stands once, with the unit's newest dispatch."""
    now = runner.clock_now()
    asked = {"u": system.unit, "after": after, "n": limit}
    with runner.reading() as connection:
        rows = connection.execute(_OPEN if only_open else _PAGE, asked).all()
        states = [connection.execute(_STATE, {"s": row.stream, "d": row.newest}).scalar_one() for row in rows]
    now_us = to_us(now)
    cases = tuple(
        SystemCase(
            case_id=row.case_id,
            case_code=row.case_code,
            state=row.state,
            open=bool(row.open),
            source=row.source,
            category=row.category,
            dispute_type=row.dispute_type,
            town=row.town,
            grade=row.grade,
            lead_unit=row.lead_unit or None,
            dispatch_state=state,
            registered_at=from_us(row.registered_at_us),
            due_at=from_us_or_none(row.due_at_us),
            overdue=row.due_at_us is not None and row.due_at_us <= now_us,
            overdue_count=row.overdue_count,
            closed_at=from_us_or_none(row.closed_at_us),
            close_result=row.close_result,
        )
        for row, state in zip(rows, states, strict=True)
    )
    return SystemCases(cases=cases, after=cases[-1].case_id if len(cases) == limit else "", as_of=now)
