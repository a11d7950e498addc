"""case_, case_folded, clock, dispatch, serial_day: from the events of cases. What is sealed never reaches a table here.

The state is the rule's own (casework.case_folding): each event is folded into the kept `Case`, and the columns are read
off it. A case that another store took over stands under its new holder's stream.

`case_search` is forgotten here when a matter is corrected; the hall, which can open seals, writes it anew when it is
next asked for a list (case_store/hall/list_names.py).
"""

from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import case_, case_folded, case_search, clock, dispatch, serial_day
from case_store.log.sql import greater, upsert
from cases.casework.case_clocks import answer_by
from cases.casework.case_code import CaseCode, parse_case_code
from cases.casework.case_events import (
    CaseAccepted,
    CaseEvent,
    CaseRegistered,
    CaseRejected,
    DeadlinePassed,
    MatterCorrected,
    TakenOver,
)
from cases.casework.case_folding import evolve
from cases.casework.case_state import FINISHED, Case, CaseState
from cases.casework.handling_events import CaseClosed
from cases.deadlines.case_clock import ArmedClock, Pause
from cases.envelope import Envelope

_STAFF = "staff:"  # before the id, in an envelope's actor
COUNTER_SOURCE = "counter"  # registered at a desk: the serial is the hall's own, not a lease's
_CASE = TypeAdapter(Case)


@dataclass(frozen=True, slots=True)
class _Ledger:
    """What the column `clock.ledger` holds."""

    pauses: tuple[Pause, ...]
    extensions: tuple[int, ...]


_LEDGER = TypeAdapter(_Ledger)
_REGISTER = Prepared(
    upsert(case_).on_conflict_do_nothing(index_elements=["stream", "case_id"]).returning(case_.c.case_id)
)
_THIS = (case_.c.stream == param("s"), case_.c.case_id == param("i"))
_READ = Prepared(
    sa.select(case_folded.c.folded, case_folded.c.unknown, case_folded.c.stream).where(
        case_folded.c.case_id == param("i")
    )
)
_KEEP = Prepared(sa.insert(case_folded))
_CHANGE = Prepared(
    sa.update(case_folded)
    .where(case_folded.c.stream == param("s"), case_folded.c.case_id == param("i"))
    .values(folded=param("folded_"))
)
_UNKNOWN = sa.update(case_folded).where(case_folded.c.case_id == param("i")).values(unknown=1)
_COLUMNS = (
    "state",
    "open",
    "category",
    "town",
    "party_count",
    "amount_fen",
    "dispute_type",
    "grade",
    "major_amount",
    "level",
    "lead_unit",
    "overdue_count",
    "returns_count",
    "close_result",
    "accepted_at_us",
    "soon_at_us",
    "due_at_us",
)
_SHOW = Prepared(sa.update(case_).where(*_THIS).values({name: param(f"{name}_") for name in _COLUMNS}))
_DECIDED = Prepared(sa.update(case_).where(*_THIS).values(decided_by=param("by")))
_CLOSED = Prepared(sa.update(case_).where(*_THIS).values(closed_at_us=param("at")))
_FORGET_NAME = Prepared(
    sa.delete(case_search).where(case_search.c.stream == param("s"), case_search.c.case_id == param("i"))
)
_ARM = upsert(clock)
_ARM_OR_CHANGE = Prepared(
    _ARM.on_conflict_do_update(
        index_elements=["stream", "case_id", "clock_id"],
        set_={
            name: _ARM.excluded[name]
            for name in (
                "ledger",
                "soon_at_us",
                "due_at_us",
                "due_date",
                "calendar_version",
                "provisional",
                "suspended",
                "running",
                "stopped_at_us",
            )
        },
    )
)
_CLOCK = (clock.c.stream == param("s"), clock.c.case_id == param("i"), clock.c.clock_id == param("c"))
_STOP = Prepared(sa.update(clock).where(*_CLOCK).values(running=0, stopped_at_us=param("at")))
_PASS = Prepared(sa.update(clock).where(*_CLOCK).values(passed=1))
_ASSIGN = Prepared(upsert(dispatch).on_conflict_do_nothing())
_DISPATCH = Prepared(
    sa.update(dispatch)
    .where(dispatch.c.stream == param("s"), dispatch.c.dispatch_id == param("d"))
    .values(state=param("to"), acknowledged_at_us=param("acknowledged"), ended_at_us=param("ended"))
)
_MOVED = (case_, case_folded, case_search, clock, dispatch)
_SERIAL = upsert(serial_day)
_SERIAL_GIVEN = _SERIAL.on_conflict_do_update(
    index_elements=["stream", "business_date"],
    set_={"last_given": greater(serial_day.c.last_given, _SERIAL.excluded.last_given)},
)


class CaseNotFoldable(Exception):
    """An event of this case is newer than this program."""


def folded_case(connection: sa.Connection, case_id: str) -> Case | None:
    """The case as it stands. Raises CaseNotFoldable when a newer version's event belongs to it."""
    row = _READ.first(connection, {"i": case_id})
    if row is None:
        return None
    if row[1]:
        raise CaseNotFoldable(case_id)
    case: Case = _CASE.validate_json(row[0])
    return case


def mark_unknown(connection: sa.Connection, envelope: Envelope) -> None:
    """An event that cannot be folded: from now on the case is readable, not decidable here."""
    connection.execute(_UNKNOWN, {"i": envelope.aggregate.removeprefix("case:")})


def fold(connection: sa.Connection, envelope: Envelope, happened: CaseEvent) -> None:
    """One event of a case. An event of a case that was never registered changes nothing, as in the rule."""
    case_id = envelope.aggregate.removeprefix("case:")
    if isinstance(happened, CaseRegistered):
        _register(connection, envelope, happened)
        return
    row = _READ.first(connection, {"i": case_id})
    if row is None:
        return
    if isinstance(happened, TakenOver) and happened.store != row[2]:
        _move(connection, case_id, row[2], happened.store)
    before: Case = _CASE.validate_json(row[0])
    case = evolve(before, happened, envelope.stream)
    if case is None:
        raise TypeError("a case that was there does not vanish")
    this = {"s": case.holder, "i": case_id}
    if case != before:
        _CHANGE.run(connection, {**this, "folded_": _CASE.dump_json(case).decode()})
        _SHOW.run(connection, {**this, **{f"{name}_": value for name, value in _shown(case).items()}})
    _clocks(connection, this, before, case, to_us(envelope.at))
    _dispatches(connection, this, before, case, to_us(envelope.at))
    match happened:
        case MatterCorrected():
            _FORGET_NAME.run(connection, this)
        case CaseAccepted() | CaseRejected():
            _DECIDED.run(connection, {**this, "by": happened.staff_id})
        case CaseClosed():
            _CLOSED.run(connection, {**this, "at": to_us(envelope.at)})
        case DeadlinePassed():
            _PASS.run(connection, {**this, "c": happened.claimed[0]})
        case _:
            pass


def _register(connection: sa.Connection, envelope: Envelope, registered: CaseRegistered) -> None:
    case = evolve(None, registered, envelope.stream)
    if case is None:
        raise TypeError("a registration makes a case")
    until = answer_by(registered.clocks)
    row: dict[str, Any] = {
        "stream": envelope.stream,
        "case_id": registered.case_id,
        "case_code": registered.case_code,
        "source": registered.source,
        "visit_id": registered.visit_id,
        "receipt_code_hash": registered.receipt_code_hash,
        "registered_at_us": to_us(registered.confirmed_at),
        "answer_by": until and until.isoformat(),
        "registered_by": envelope.actor.removeprefix(_STAFF) if envelope.actor.startswith(_STAFF) else None,
        "clock_untrusted": int(registered.clock_untrusted),
        "info_only": int(registered.info_only),
        "superior_key": int(registered.superior_key),
        "external_id": registered.external_id or None,
        **_shown(case),
    }
    if _REGISTER.first(connection, row) is None:
        return  # the first registration stands
    _KEEP.run(
        connection,
        {
            "stream": envelope.stream,
            "case_id": registered.case_id,
            "folded": _CASE.dump_json(case).decode(),
            "unknown": 0,
        },
    )
    _arm(connection, {"s": envelope.stream, "i": registered.case_id}, case.clocks)
    code = parse_case_code(registered.case_code)
    if registered.source == COUNTER_SOURCE and isinstance(code, CaseCode):
        given = {
            "stream": envelope.stream,
            "business_date": code.day.isoformat(),
            "last_given": code.serial,
        }
        connection.execute(_SERIAL_GIVEN, given)


def _shown(case: Case) -> dict[str, Any]:
    """The columns that a list, a figure or a light is read from."""
    is_open = case.state not in FINISHED
    running = [clock for clock in case.clocks if not clock.is_suspended] if is_open else []
    return {
        "state": case.state.value,
        "open": int(is_open),
        "category": case.open.category,
        "town": case.open.town,
        "party_count": case.open.party_count,
        "amount_fen": case.open.amount_fen,
        "dispute_type": case.open.dispute_type,
        "grade": case.grade and case.grade.value,
        "major_amount": int(case.major_amount),
        "level": case.level or None,
        "lead_unit": case.lead_unit or None,
        "overdue_count": case.overdue_count,
        "returns_count": case.returns_count,
        "close_result": _result(case),
        "accepted_at_us": case.accepted_at and to_us(case.accepted_at),
        "soon_at_us": min((to_us(clock.soon_at) for clock in running), default=None),
        "due_at_us": min((to_us(clock.due_at) for clock in running), default=None),
    }


def _result(case: Case) -> str | None:
    """How it ended; a withdrawn matter is a result of its own (domain.md §3.4)."""
    if case.state is CaseState.WITHDRAWN:
        return CaseState.WITHDRAWN.value
    return case.close_result and case.close_result.value


def _clocks(connection: sa.Connection, this: dict[str, str], before: Case, case: Case, at_us: int) -> None:
    """Clocks that began, changed or are gone."""
    known = {clock.clock_id: clock for clock in before.clocks}
    now = {clock.clock_id: clock for clock in case.clocks}
    for gone in known.keys() - now.keys():
        _STOP.run(connection, {**this, "c": gone, "at": at_us})
    _arm(connection, this, tuple(clock for name, clock in now.items() if known.get(name) != clock))


def _arm(connection: sa.Connection, this: dict[str, str], clocks: tuple[ArmedClock, ...]) -> None:
    if clocks:
        _ARM_OR_CHANGE.run_many(connection, [_clock_row(this, armed) for armed in clocks])


def _clock_row(this: dict[str, str], armed: ArmedClock) -> dict[str, Any]:
    return {
        "stream": this["s"],
        "case_id": this["i"],
        "clock_id": armed.clock_id,
        "kind": armed.kind.value,
        "subject": armed.subject,
        "unit": armed.unit.value,
        "amount": armed.amount,
        "started_at_us": to_us(armed.started_at),
        "ledger": ledger_json(armed),
        "soon_at_us": to_us(armed.soon_at),
        "due_at_us": to_us(armed.due_at),
        "due_date": armed.due_date.isoformat(),
        "calendar_version": armed.calendar_version,
        "provisional": int(armed.provisional),
        "suspended": int(armed.is_suspended),
        "running": 1,
        "passed": 0,
        "stopped_at_us": None,
    }


def ledger_json(armed: ArmedClock) -> str:
    """Pauses and extensions as a table keeps them."""
    if not armed.pauses and not armed.extensions:
        return ""
    return orjson.dumps({"pauses": armed.pauses, "extensions": armed.extensions}).decode()


def ledger_from_json(ledger: str) -> tuple[tuple[Pause, ...], tuple[int, ...]]:
    """Pauses and extensions as the rule reads them."""
    if not ledger:
        return (), ()
    kept: _Ledger = _LEDGER.validate_json(ledger)
    return kept.pauses, kept.extensions


def _dispatches(
    connection: sa.Connection, this: dict[str, str], before: Case, case: Case, at_us: int
) -> None:
    known = {one.dispatch_id: one for one in before.dispatches}
    for one in case.dispatches:
        if known.get(one.dispatch_id) == one:
            continue
        live = one in case.live
        row = {
            "stream": this["s"],
            "dispatch_id": one.dispatch_id,
            "case_id": this["i"],
            "unit": one.unit,
            "lead": int(one.lead),
            "state": one.state.value,
            "assigned_at_us": to_us(one.assigned_at),
        }
        if one.dispatch_id not in known:
            _ASSIGN.run(connection, row)
            continue
        _DISPATCH.run(
            connection,
            {
                "s": this["s"],
                "d": one.dispatch_id,
                "to": one.state.value,
                "acknowledged": one.acknowledged_at and to_us(one.acknowledged_at),
                "ended": None if live else at_us,
            },
        )


def _move(connection: sa.Connection, case_id: str, from_stream: str, to_stream: str) -> None:
    """Everything that is kept of the case goes to its new holder's stream."""
    for table in _MOVED:
        connection.execute(
            sa.update(table)
            .where(table.c.stream == from_stream, table.c.case_id == case_id)
            .values(stream=to_stream)
        )
