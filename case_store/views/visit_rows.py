"""Visits as the counters' lists show them: no person, only what the table has."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import from_us, from_us_or_none
from case_store.log.schema import case_, visit
from cases.queue_order import Waiting
from cases.views import WaitingRow
from cases.visit import AT_A_DESK, VisitState

_AT_A_DESK = [state.value for state in AT_A_DESK]
_ROW = (
    sa.select(
        visit,
        case_.c.category.label("case_category"),
        case_.c.party_count.label("case_party_count"),
    )
    .join_from(
        visit,
        case_,
        sa.and_(case_.c.stream == visit.c.stream, case_.c.case_id == visit.c.case_id),
        isouter=True,
    )
    .where(visit.c.stream == param("s"))
)
_ONE = _ROW.where(visit.c.visit_id == param("i"))
_DAY = _ROW.where(visit.c.business_date == param("d"))
_IN_STATE = _DAY.where(visit.c.state == param("t")).order_by(visit.c.place_at_us, visit.c.ticket_no)
_WAITING = (
    sa.select(
        visit.c.visit_id,
        visit.c.ticket_no,
        visit.c.queue,
        visit.c.place_at_us,
        visit.c.eligible_from_call,
        visit.c.for_counter,
        visit.c.appointment_at_us,
        visit.c.overtaken,
    )
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.state == VisitState.WAITING.value,
    )
    .order_by(visit.c.place_at_us, visit.c.ticket_no)
)
_AT_DESKS = _DAY.where(visit.c.state.in_(_AT_A_DESK)).order_by(visit.c.counter_no)
_AT_DESK = sa.select(visit.c.visit_id, visit.c.ticket_no, visit.c.case_id).where(
    visit.c.stream == param("s"),
    visit.c.business_date == param("d"),
    visit.c.state.in_(_AT_A_DESK),
    visit.c.counter_no == param("n"),
)


def row_of_visit(connection: sa.Connection, stream: str, visit_id: str) -> WaitingRow:
    """One visit. Raises sqlalchemy.exc.NoResultFound for one that is not there."""
    return _row(connection.execute(_ONE, {"s": stream, "i": visit_id}).one())


def rows_in_state(
    connection: sa.Connection, stream: str, day: date, state: VisitState
) -> tuple[WaitingRow, ...]:
    """The visits of a day in one state, by their place in line."""
    this = {"s": stream, "d": day.isoformat(), "t": state.value}
    return tuple(_row(row) for row in connection.execute(_IN_STATE, this))


def rows_at_desks(connection: sa.Connection, stream: str, day: date) -> tuple[WaitingRow, ...]:
    """The visits that are called or served, by counter."""
    return tuple(_row(row) for row in connection.execute(_AT_DESKS, {"s": stream, "d": day.isoformat()}))


def visit_at_desk(
    connection: sa.Connection, stream: str, day: date, counter_no: int
) -> "sa.Row[Any, Any, Any] | None":
    """(visit_id, ticket_no, case_id) of the visit that a desk has today."""
    return connection.execute(_AT_DESK, {"s": stream, "d": day.isoformat(), "n": counter_no}).first()


def waiting_today(connection: sa.Connection, stream: str, day: date) -> list[Waiting]:
    """Everybody who waits, as the order of calling sees it."""
    return [
        Waiting(
            visit_id=row.visit_id,
            ticket_no=row.ticket_no,
            queue=row.queue,
            place_at=from_us(row.place_at_us),
            eligible_from_call=row.eligible_from_call,
            for_counter=row.for_counter,
            appointment_at=from_us_or_none(row.appointment_at_us),
            overtaken=row.overtaken,
        )
        for row in connection.execute(_WAITING, {"s": stream, "d": day.isoformat()})
    ]


def _row(row: "sa.Row[Any]") -> WaitingRow:
    of_case = row.case_id is not None
    return WaitingRow(
        visit_id=row.visit_id,
        ticket_no=row.ticket_no,
        queue=row.queue,
        visit_state=row.state,
        category=row.case_category if of_case else row.category,
        party_count=row.case_party_count if of_case else row.party_count,
        place_at=from_us(row.place_at_us),
        leased=bool(row.leased),
        has_matter=of_case or row.draft_id is not None,
        counter_no=row.counter_no,
        calls_count=row.calls_count,
        called_at=from_us_or_none(row.called_at_us),
        started_at=from_us_or_none(row.started_at_us),
        case_id=row.case_id,
        draft_id=row.draft_id,
        eligible_from_call=row.eligible_from_call,
        for_counter=row.for_counter,
        appointment_at=from_us_or_none(row.appointment_at_us),
        overtaken=row.overtaken,
        priority=row.priority,
        priority_verified=bool(row.priority_verified),
        hold_reason=row.hold_reason,
        hold_until=from_us_or_none(row.hold_until_us),
        to_counter=row.to_counter,
        to_zone=row.to_zone,
        transfers=row.transfers,
        by_hand=bool(row.by_hand),
        twice=bool(row.twice),
    )
