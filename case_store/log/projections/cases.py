"""case_, case_folded, clock, dispatch, …: from the events of cases. What is sealed never reaches a table here.

The state is the rule's own (casework.case_folding): each event is folded into the kept `Case`, and the columns are read
off it. A case that another store took over stands under its new holder's stream. Events that come out of their order:
`case_histories`.

`case_search` is forgotten here when a matter is corrected; the hall, which can open seals, writes it anew when it is
next asked for a list (case_store/hall/list_names.py).
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.gathered import put
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.projections import (
    alarms,
    case_accesses,
    case_clock_rows,
    case_marks,
    documents,
    figure_days,
    figure_rows,
)
from case_store.log.projections.kept_cases import Kept, keep, kept_of, let_go, standing_of
from case_store.log.schema import (
    attachment,
    case_,
    case_folded,
    case_search,
    clock,
    dispatch,
    document,
    import_key,
    recounted,
    serial_day,
)
from case_store.log.sql import greater, upsert
from cases.casework.case_additions import AppointmentSet, AttachmentAdded, PaperDrawn, PaperIssued
from cases.casework.case_clocks import answer_by
from cases.casework.case_events import (
    CaseAccepted,
    CaseEvent,
    CaseRegistered,
    CaseRejected,
    ClocksRecounted,
    DeadlinePassed,
    MatterCorrected,
    ReceiptReissued,
    TakenOver,
)
from cases.casework.case_folding import evolve
from cases.casework.case_state import Case
from cases.casework.handling_events import CaseClosed
from cases.casework.next_step import is_over
from cases.envelope import Envelope
from cases.matter.case_code import CaseCode, parse_case_code
from cases.matter.source import Source

_STAFF = "staff:"  # before the id, in an envelope's actor
COUNTER_SOURCE = "counter"  # registered at a desk


_THIS = (case_.c.stream == param("s"), case_.c.case_id == param("i"))
_DECIDED = Prepared(sa.update(case_).where(*_THIS).values(decided_by=param("by")))
_CLOSED = Prepared(sa.update(case_).where(*_THIS).values(closed_at_us=param("at")))
_RECEIPT = Prepared(sa.update(case_).where(*_THIS).values(receipt_code_hash=param("hash")))
_FORGET_NAME = Prepared(
    sa.delete(case_search).where(case_search.c.stream == param("s"), case_search.c.case_id == param("i"))
)
_ASSIGN = Prepared(upsert(dispatch).on_conflict_do_nothing())
_DISPATCH = Prepared(
    sa.update(dispatch)
    .where(dispatch.c.stream == param("s"), dispatch.c.dispatch_id == param("d"))
    .values(state=param("to"), acknowledged_at_us=param("acknowledged"), ended_at_us=param("ended"))
)
_OVER = Prepared(
    sa.update(dispatch)
    .where(dispatch.c.stream == param("s"), dispatch.c.case_id == param("i"))
    .values(over=param("over_"))
)
_MOVED = (case_, case_folded, case_search, clock, recounted, dispatch, attachment, document, import_key)
_MOVE, _FORGET = (
    tuple(
        Prepared(which(table).where(table.c.stream == param("s"), table.c.case_id == param("i")))
        for table in _MOVED
    )
    for which in (lambda table: sa.update(table).values(stream=param("to")), sa.delete)
)
_SERIAL = upsert(serial_day)
_SERIAL_GIVEN = Prepared(
    _SERIAL.on_conflict_do_update(
        index_elements=["stream", "business_date"],
        set_={"last_given": greater(serial_day.c.last_given, _SERIAL.excluded.last_given)},
    )
)


def forget(connection: sa.Connection, case_id: str) -> None:
    """Nothing is kept of the case any more; the log has it all."""
    standing = standing_of(connection, case_id)
    if standing is None:
        return
    let_go(connection, case_id)
    figure_rows.forget(connection, standing.holder, case_id)
    case_accesses.forget(connection, case_id)
    for forgets in _FORGET:
        forgets.run(connection, {"s": standing.holder, "i": case_id})


def fold(connection: sa.Connection, envelope: Envelope, happened: CaseEvent) -> None:
    """One event in its turn. An event of a case that was never registered changes nothing, as in the rule."""
    case_id = envelope.aggregate.removeprefix("case:")
    if isinstance(happened, CaseRegistered):
        _register(connection, envelope, happened)
        return
    kept = kept_of(connection, case_id)
    if kept is None:
        return
    if isinstance(happened, TakenOver) and happened.store != kept.holder:
        let_go(connection, case_id)
        _move(connection, case_id, kept.holder, happened.store)
        kept.holder = happened.store
    before = kept.case
    case = evolve(before, happened, envelope.stream)
    if case is None:
        raise TypeError("a case that was there does not vanish")
    this = {"s": case.holder, "i": case_id}
    owner = ("case", case.holder, case_id)
    if case is not before:
        kept.case, kept.tenure = case, case.tenure
        keep(connection, kept)
    case_accesses.fold(connection, envelope, case_id, happened)
    case_clock_rows.follow(connection, this, before, case, envelope.at)
    _dispatches(connection, this, before, case, envelope.at)
    match happened:
        case MatterCorrected():
            _FORGET_NAME.run(connection, this)
        case CaseAccepted() | CaseRejected():
            put(connection, owner, _DECIDED, {**this, "by": happened.staff_id})
        case CaseClosed():
            put(connection, owner, _CLOSED, {**this, "at": to_us(envelope.at)})
        case ReceiptReissued():
            put(connection, owner, _RECEIPT, {**this, "hash": happened.receipt_code_hash})
        case ClocksRecounted():
            case_clock_rows.moved(connection, this, before, happened, to_us(envelope.at))
        case DeadlinePassed():
            case_clock_rows.passed(connection, this, happened.claimed[0])
        case AttachmentAdded():
            case_marks.attached(connection, this, happened)
        case AppointmentSet():
            alarms.fold_meeting(connection, envelope, case.case_id, happened)
        case PaperDrawn():
            documents.drawn(connection, this, envelope, happened)
        case PaperIssued():
            documents.issued(connection, this, envelope, happened)
        case _:
            pass
    figure_days.follow(connection, envelope, before, case, happened)


def _register(connection: sa.Connection, envelope: Envelope, registered: CaseRegistered) -> None:
    if kept_of(connection, registered.case_id) is not None:
        return  # the first registration stands
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
        "superior_key": int(registered.superior_key),
        "external_id": registered.external_id or None,
    }
    keep(connection, Kept(envelope.stream, case, tenure=case.tenure, registered=row))
    case_accesses.fold(connection, envelope, registered.case_id, registered)
    case_clock_rows.begin(connection, {"s": envelope.stream, "i": registered.case_id}, case.clocks)
    figure_days.register(connection, envelope.stream, case, to_us(registered.confirmed_at))
    code = parse_case_code(registered.case_code)
    case_marks.imported(connection, envelope.stream, registered)
    if registered.source != Source.KIOSK and isinstance(code, CaseCode):  # a kiosk's serial is of its lease
        given = {
            "stream": envelope.stream,
            "business_date": code.day.isoformat(),
            "last_given": code.serial,
        }
        put(connection, ("serial", envelope.stream, given["business_date"]), _SERIAL_GIVEN, given)


def _dispatches(
    connection: sa.Connection, this: dict[str, str], before: Case, case: Case, at: datetime
) -> None:
    if not case.dispatches:
        return
    owner = ("dispatch", this["s"], this["i"])
    were = {one.dispatch_id: one for one in before.dispatches}
    for one in case.dispatches if case.dispatches is not before.dispatches else ():
        if were.get(one.dispatch_id) == one:
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
        if one.dispatch_id not in were:
            put(connection, owner, _ASSIGN, row)
            continue
        change = {
            "s": this["s"],
            "d": one.dispatch_id,
            "to": one.state.value,
            "acknowledged": one.acknowledged_at and to_us(one.acknowledged_at),
            "ended": None if live else to_us(at),
        }
        put(connection, owner, _DISPATCH, change)
    if is_over(case) != is_over(before):
        put(connection, owner, _OVER, {**this, "over_": int(is_over(case))})


def _move(connection: sa.Connection, case_id: str, from_stream: str, to_stream: str) -> None:
    """Everything that is kept of the case goes to its new holder's stream."""
    figure_rows.move(connection, case_id, from_stream, to_stream)
    for moves in _MOVE:
        moves.run(connection, {"s": from_stream, "i": case_id, "to": to_stream})
