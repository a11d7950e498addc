"""case_, clock, serial_day: from the events of cases. What is sealed never reaches a table here.

`case_search` is forgotten here when a matter is corrected; the hall, which can open seals, writes it anew when it is
next asked for a list (case_store/hall/list_names.py).
"""

from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import case_, case_search, clock, serial_day
from case_store.log.sql import greater, upsert
from cases.casework.case import (
    CaseAccepted,
    CaseEvent,
    CaseRegistered,
    CaseRejected,
    CaseState,
    DeadlinePassed,
    MatterCorrected,
    PersonRead,
)
from cases.casework.case_code import CaseCode, parse_case_code
from cases.casework.matter import OpenMatter
from cases.deadlines.case_clock import ArmedClock, answer_by
from cases.envelope import Envelope

_STAFF = "staff:"  # before the id, in an envelope's actor
COUNTER_SOURCE = "counter"  # registered at a desk: the serial is the hall's own, not a lease's
_REGISTER = Prepared(
    upsert(case_).on_conflict_do_nothing(index_elements=["stream", "case_id"]).returning(case_.c.case_id)
)
_THIS = (case_.c.stream == param("s"), case_.c.case_id == param("i"))
_CORRECT = (
    sa.update(case_)
    .where(*_THIS)
    .values(
        category=param("category_"),
        town=param("town_"),
        party_count=param("party_count_"),
        amount_fen=param("amount_fen_"),
    )
)
_DECIDE = (
    sa.update(case_)
    .where(*_THIS)
    .values(
        state=param("to"),
        open=param("is_open"),
        soon_at_us=param("soon"),
        due_at_us=param("due"),
        decided_by=param("by"),
    )
)
_FORGET_NAME = Prepared(
    sa.delete(case_search).where(case_search.c.stream == param("s"), case_search.c.case_id == param("i"))
)
_ARM = Prepared(upsert(clock).on_conflict_do_nothing())
_CLOCKS = (clock.c.stream == param("s"), clock.c.case_id == param("i"), clock.c.running == 1)
_STOP = sa.update(clock).where(*_CLOCKS).values(running=0)
_PASS = sa.update(clock).where(*_CLOCKS, clock.c.kind == param("k")).values(passed=1)
_SERIAL = upsert(serial_day)
_SERIAL_GIVEN = _SERIAL.on_conflict_do_update(
    index_elements=["stream", "business_date"],
    set_={"last_given": greater(serial_day.c.last_given, _SERIAL.excluded.last_given)},
)


def fold(connection: sa.Connection, envelope: Envelope, happened: CaseEvent) -> None:
    """One event of a case. An event of a case that was never registered changes nothing, as in `case.evolve`."""
    this = {"s": envelope.stream, "i": envelope.aggregate.removeprefix("case:")}
    match happened:
        case CaseRegistered():
            _register(connection, envelope, happened)
        case MatterCorrected():
            values = {f"{name}_": value for name, value in _open_columns(happened.open).items()}
            connection.execute(_CORRECT, {**this, **values})
            _FORGET_NAME.run(connection, this)
        case CaseAccepted():
            _decide(connection, this, CaseState.ACCEPTED, happened.clocks, happened.staff_id)
        case CaseRejected():
            _decide(connection, this, CaseState.REJECTED, (), happened.staff_id)
        case DeadlinePassed():
            connection.execute(_PASS, {**this, "k": happened.clock.value})
        case PersonRead():
            pass  # the log itself is the audit
        case _:
            assert_never(happened)


def _register(connection: sa.Connection, envelope: Envelope, registered: CaseRegistered) -> None:
    until = answer_by(registered.clocks)
    row = {
        "stream": envelope.stream,
        "case_id": registered.case_id,
        "case_code": registered.case_code,
        "state": CaseState.REGISTERED.value,
        "open": 1,
        "source": registered.source,
        "visit_id": registered.visit_id,
        **_open_columns(registered.matter.open),
        "receipt_code_hash": registered.receipt_code_hash,
        "registered_at_us": to_us(registered.confirmed_at),
        "answer_by": until and until.isoformat(),
        "registered_by": envelope.actor.removeprefix(_STAFF) if envelope.actor.startswith(_STAFF) else None,
        **_earliest(registered.clocks),
        "clock_untrusted": int(registered.clock_untrusted),
    }
    if _REGISTER.first(connection, row) is None:
        return  # the first registration stands
    _arm(connection, envelope.stream, registered.case_id, registered.clocks)
    code = parse_case_code(registered.case_code)
    if registered.source == COUNTER_SOURCE and isinstance(code, CaseCode):
        given = {
            "stream": envelope.stream,
            "business_date": code.day.isoformat(),
            "last_given": code.serial,
        }
        connection.execute(_SERIAL_GIVEN, given)


def _decide(
    connection: sa.Connection,
    this: dict[str, str],
    state: CaseState,
    clocks: tuple[ArmedClock, ...],
    staff_id: str,
) -> None:
    earliest = _earliest(clocks)
    values = {
        "to": state.value,
        "is_open": int(state is not CaseState.REJECTED),
        "soon": earliest["soon_at_us"],
        "due": earliest["due_at_us"],
        "by": staff_id,
    }
    if connection.execute(_DECIDE, {**this, **values}).rowcount:
        connection.execute(_STOP, this)
        _arm(connection, this["s"], this["i"], clocks)


def _arm(connection: sa.Connection, stream: str, case_id: str, clocks: tuple[ArmedClock, ...]) -> None:
    if clocks:
        _ARM.run_many(connection, [_clock_row(stream, case_id, armed) for armed in clocks])


def _clock_row(stream: str, case_id: str, armed: ArmedClock) -> dict[str, str | int]:
    return {
        "stream": stream,
        "case_id": case_id,
        "kind": armed.kind.value,
        "started_at_us": to_us(armed.started_at),
        "unit": armed.unit.value,
        "amount": armed.amount,
        "soon_at_us": to_us(armed.soon_at),
        "due_at_us": to_us(armed.due_at),
        "due_date": armed.due_date.isoformat(),
        "running": 1,
        "passed": 0,
    }


def _earliest(clocks: tuple[ArmedClock, ...]) -> dict[str, int | None]:
    """The case shows its worst running clock."""
    return {
        "soon_at_us": min((to_us(armed.soon_at) for armed in clocks), default=None),
        "due_at_us": min((to_us(armed.due_at) for armed in clocks), default=None),
    }


def _open_columns(matter: OpenMatter) -> dict[str, str | int | None]:
    return {
        "category": matter.category,
        "town": matter.town,
        "party_count": matter.party_count,
        "amount_fen": matter.amount_fen,
    }
