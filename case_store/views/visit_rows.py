"""Visits as the counters' lists show them: no person, only what the table has."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import from_us, from_us_or_none
from case_store.log.prepared import Prepared
from case_store.log.schema import IS_LIVE, case_, visit
from cases.queue.queue_order import Waiting
from cases.queue.visit import AT_A_DESK, IN_THE_HOUSE, VisitState
from cases.views import WaitingRow

_STATES_AT_A_DESK = sa.or_(*(visit.c.state == state.value for state in AT_A_DESK))
_OF_A_DESK = sa.or_(_STATES_AT_A_DESK, visit.c.state == VisitState.TRANSFERRED.value)
_SELECTED = (
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
_COLUMNS = tuple(column.name for column in _SELECTED.selected_columns)
_DAY = _SELECTED.where(visit.c.business_date == param("d"))
_BY_PLACE = (visit.c.place_at_us, visit.c.ticket_no)
_ONE = Prepared(_SELECTED.where(visit.c.visit_id == param("i")))
_IN_STATE = Prepared(_DAY.where(visit.c.state == param("t")).order_by(*_BY_PLACE))
# `IS_LIVE` in the house: read by the partial index, so that a day's finished visits are not looked at.
_LIVE_IN_STATE = Prepared(_DAY.where(IS_LIVE, visit.c.state == param("t")).order_by(*_BY_PLACE))
_AT_DESKS = Prepared(_DAY.where(IS_LIVE, _STATES_AT_A_DESK).order_by(visit.c.counter_no))
_LIVE_TODAY = sa.and_(visit.c.stream == param("s"), visit.c.business_date == param("d"), IS_LIVE)
_PLACE_COLUMNS = (
    visit.c.visit_id,
    visit.c.ticket_no,
    visit.c.queue,
    visit.c.place_at_us,
    visit.c.eligible_from_call,
    visit.c.for_counter,
    visit.c.appointment_at_us,
    visit.c.overtaken,
    visit.c.emergency,
)
_WAITING = Prepared(
    sa.select(*_PLACE_COLUMNS)
    .where(_LIVE_TODAY, visit.c.state == VisitState.WAITING.value)
    .order_by(*_BY_PLACE)
)
_HELD = Prepared(
    sa.select(*_PLACE_COLUMNS, visit.c.hold_until_us).where(
        _LIVE_TODAY, visit.c.state == VisitState.ON_HOLD.value, visit.c.hold_until_us.is_not(None)
    )
)
_AT_DESK = Prepared(
    sa.select(visit.c.visit_id, visit.c.ticket_no, visit.c.case_id).where(
        _LIVE_TODAY, _STATES_AT_A_DESK, visit.c.counter_no == param("n")
    )
)
_OWNED = Prepared(
    sa.select(visit.c.ticket_no)
    .where(_LIVE_TODAY, _OF_A_DESK, visit.c.counter_no == param("n"))
    .order_by(visit.c.called_at_us.desc())
)


class AtDeskNow(NamedTuple):
    """The visit that a desk has in front of it."""

    visit_id: str
    ticket_no: str
    case_id: str | None


def row_of_visit(connection: sa.Connection, stream: str, visit_id: str) -> WaitingRow:
    """One visit. Raises KeyError for one that is not there."""
    found = _ONE.first(connection, {"s": stream, "i": visit_id})
    if found is None:
        raise KeyError(visit_id)
    return _row(found)


def rows_in_state(
    connection: sa.Connection, stream: str, day: date, state: VisitState
) -> tuple[WaitingRow, ...]:
    """The visits of a day in one state, by their place in line."""
    this = {"s": stream, "d": day.isoformat(), "t": state.value}
    query = _LIVE_IN_STATE if state in IN_THE_HOUSE else _IN_STATE
    return tuple(_row(row) for row in query.all(connection, this))


def rows_at_desks(connection: sa.Connection, stream: str, day: date) -> tuple[WaitingRow, ...]:
    """The visits that are called or served, by counter."""
    return tuple(_row(row) for row in _AT_DESKS.all(connection, {"s": stream, "d": day.isoformat()}))


def visit_at_desk(connection: sa.Connection, stream: str, day: date, counter_no: int) -> AtDeskNow | None:
    """The visit that a desk has in front of it today."""
    found = _AT_DESK.first(connection, {"s": stream, "d": day.isoformat(), "n": counter_no})
    return AtDeskNow(*found) if found else None


def visit_of_desk(connection: sa.Connection, stream: str, day: date, counter_no: int) -> str | None:
    """The number that a desk answers for today, also one handed over that nobody has acknowledged (首问负责)."""
    found = _OWNED.first(connection, {"s": stream, "d": day.isoformat(), "n": counter_no})
    return str(found[0]) if found else None


def waiting_today(connection: sa.Connection, stream: str, day: date) -> list[Waiting]:
    """Everybody who waits, as the order of calling sees it."""
    return [_place(row) for row in _WAITING.all(connection, {"s": stream, "d": day.isoformat()})]


def held_today(connection: sa.Connection, stream: str, day: date) -> list[tuple[Waiting, datetime]]:
    """Everybody who is on hold, and until when."""
    rows = _HELD.all(connection, {"s": stream, "d": day.isoformat()})
    return [(_place(row[:-1]), from_us(row[-1])) for row in rows]


def _place(row: Sequence[Any]) -> Waiting:
    visit_id, ticket_no, queue, place_at_us, from_call, for_counter, slot_us, overtaken, emergency = row
    return Waiting(
        visit_id=visit_id,
        ticket_no=ticket_no,
        queue=queue,
        place_at=from_us(place_at_us),
        eligible_from_call=from_call,
        for_counter=for_counter,
        appointment_at=from_us_or_none(slot_us),
        overtaken=overtaken,
        emergency=bool(emergency),
    )


def _row(found: Sequence[Any]) -> WaitingRow:
    row = dict(zip(_COLUMNS, found, strict=True))
    of_case = row["case_id"] is not None
    return WaitingRow(
        visit_id=row["visit_id"],
        ticket_no=row["ticket_no"],
        queue=row["queue"],
        visit_state=row["state"],
        category=row["case_category"] if of_case else row["category"],
        party_count=row["case_party_count"] if of_case else row["party_count"],
        place_at=from_us(row["place_at_us"]),
        leased=bool(row["leased"]),
        has_matter=of_case or row["draft_id"] is not None,
        counter_no=row["counter_no"],
        calls_count=row["calls_count"],
        called_at=from_us_or_none(row["called_at_us"]),
        started_at=from_us_or_none(row["started_at_us"]),
        case_id=row["case_id"],
        draft_id=row["draft_id"],
        eligible_from_call=row["eligible_from_call"],
        for_counter=row["for_counter"],
        appointment_at=from_us_or_none(row["appointment_at_us"]),
        overtaken=row["overtaken"],
        priority=row["priority"],
        priority_verified=bool(row["priority_verified"]),
        hold_reason=row["hold_reason"],
        hold_until=from_us_or_none(row["hold_until_us"]),
        to_counter=row["to_counter"],
        to_zone=row["to_zone"],
        transfers=row["transfers"],
        emergency=bool(row["emergency"]),
        by_hand=bool(row["by_hand"]),
        twice=bool(row["twice"]),
    )
