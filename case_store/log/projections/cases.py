"""case_, case_folded, clock, dispatch, …: from the events of cases. What is sealed never reaches a table here.

The state is the rule's own (casework.case_folding): each event is folded into the kept `Case`, and the columns are read
off it. A case that another store took over stands under its new holder's stream. Events that come out of their order:
`case_histories`.

`case_search` is forgotten here when a matter is corrected; the hall, which can open seals, writes it anew when it is
next asked for a list (case_store/hall/list_names.py).
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.projections import (
    alarms,
    case_accesses,
    case_clock_rows,
    case_marks,
    documents,
    figure_days,
)
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
    TakenOver,
)
from cases.casework.case_folding import evolve
from cases.casework.case_state import FINISHED, Case, CaseState
from cases.casework.handling_events import CaseClosed
from cases.casework.next_step import holders_turn, is_over
from cases.envelope import Envelope
from cases.matter.case_code import CaseCode, parse_case_code
from cases.matter.source import Source

_STAFF = "staff:"  # before the id, in an envelope's actor
COUNTER_SOURCE = "counter"  # registered at a desk
_CASE = TypeAdapter(Case)


_REGISTER = Prepared(
    upsert(case_).on_conflict_do_nothing(index_elements=["stream", "case_id"]).returning(case_.c.case_id)
)
_THIS = (case_.c.stream == param("s"), case_.c.case_id == param("i"))
_READ = Prepared(
    sa.select(case_folded.c.folded, case_folded.c.unknown, case_folded.c.stream).where(
        case_folded.c.case_id == param("i")
    )
)
_STANDING = Prepared(
    sa.select(case_folded.c.stream, case_folded.c.tenure, case_folded.c.waiting).where(
        case_folded.c.case_id == param("i")
    )
)
_KEEP = Prepared(sa.insert(case_folded))
_CHANGE = Prepared(
    sa.update(case_folded)
    .where(case_folded.c.stream == param("s"), case_folded.c.case_id == param("i"))
    .values(folded=param("folded_"), tenure=param("tenure_"))
)
_UNKNOWN = sa.update(case_folded).where(case_folded.c.case_id == param("i")).values(unknown=1)
_WAITING = sa.update(case_folded).where(case_folded.c.case_id == param("i")).values(waiting=1)
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
    "info_only",
    "overdue_count",
    "returns_count",
    "close_result",
    "accepted_at_us",
    "soon_at_us",
    "due_at_us",
    "turn",
    "asked",
    "handed_to",
)
_SHOW = Prepared(sa.update(case_).where(*_THIS).values({name: param(f"{name}_") for name in _COLUMNS}))
_DECIDED = Prepared(sa.update(case_).where(*_THIS).values(decided_by=param("by")))
_CLOSED = Prepared(sa.update(case_).where(*_THIS).values(closed_at_us=param("at")))
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
_SERIAL = upsert(serial_day)
_SERIAL_GIVEN = _SERIAL.on_conflict_do_update(
    index_elements=["stream", "business_date"],
    set_={"last_given": greater(serial_day.c.last_given, _SERIAL.excluded.last_given)},
)


class CaseNotFoldable(Exception):
    """An event of this case is newer than this program."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who decides on a case, as far as this store knows. `waiting`: a later tenure is here in part."""

    holder: str
    tenure: int
    waiting: bool


def standing_of(connection: sa.Connection, case_id: str) -> Standing | None:
    """None for a case that is not registered here."""
    row = _STANDING.first(connection, {"i": case_id})
    return None if row is None else Standing(row[0], row[1], bool(row[2]))


def folded_case(connection: sa.Connection, case_id: str) -> Case | None:
    """The case as it stands. Raises CaseNotFoldable when a newer version's event belongs to it."""
    row = _READ.first(connection, {"i": case_id})
    if row is None:
        return None
    if row[1]:
        raise CaseNotFoldable(case_id)
    return case_from_json(row[0])


def kept_case(connection: sa.Connection, case_id: str) -> Case | None:
    """The case as far as this version can fold it: to count it, never to decide."""
    row = _READ.first(connection, {"i": case_id})
    return None if row is None else case_from_json(row[0])


def case_from_json(folded: str) -> Case:
    """The case as `case_folded.folded` keeps it."""
    case: Case = _CASE.validate_json(folded)
    return case


def mark_unknown(connection: sa.Connection, envelope: Envelope) -> None:
    """An event that cannot be folded: from now on the case is readable, not decidable here."""
    connection.execute(_UNKNOWN, {"i": envelope.aggregate.removeprefix("case:")})


def mark_waiting(connection: sa.Connection, case_id: str) -> None:
    """Decisions are here that build on others that are not."""
    connection.execute(_WAITING, {"i": case_id})


def forget(connection: sa.Connection, case_id: str) -> None:
    """Nothing is kept of the case any more; the log has it all."""
    standing = standing_of(connection, case_id)
    if standing is None:
        return
    figure_days.forget(connection, standing.holder, case_id)
    case_accesses.forget(connection, case_id)
    for table in _MOVED:
        connection.execute(
            sa.delete(table).where(table.c.stream == standing.holder, table.c.case_id == case_id)
        )


def fold(connection: sa.Connection, envelope: Envelope, happened: CaseEvent) -> None:
    """One event in its turn. An event of a case that was never registered changes nothing, as in the rule."""
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
        kept = {"folded_": _CASE.dump_json(case).decode(), "tenure_": case.tenure}
        _CHANGE.run(connection, {**this, **kept})
        _SHOW.run(connection, {**this, **{f"{name}_": value for name, value in _shown(case).items()}})
    case_accesses.fold(connection, envelope, case_id, happened)
    case_clock_rows.follow(connection, this, before, case, to_us(envelope.at))
    _dispatches(connection, this, before, case, to_us(envelope.at))
    match happened:
        case MatterCorrected():
            _FORGET_NAME.run(connection, this)
        case CaseAccepted() | CaseRejected():
            _DECIDED.run(connection, {**this, "by": happened.staff_id})
        case CaseClosed():
            _CLOSED.run(connection, {**this, "at": to_us(envelope.at)})
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
            "tenure": case.tenure,
            "unknown": 0,
            "waiting": 0,
        },
    )
    case_accesses.fold(connection, envelope, registered.case_id, registered)
    case_clock_rows.arm(connection, {"s": envelope.stream, "i": registered.case_id}, case.clocks)
    figure_days.register(connection, envelope.stream, case, to_us(registered.confirmed_at))
    code = parse_case_code(registered.case_code)
    case_marks.imported(connection, envelope.stream, registered)
    if registered.source != Source.KIOSK and isinstance(code, CaseCode):  # a kiosk's serial is of its lease
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
    turn = holders_turn(case)
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
        "info_only": int(case.info_only),
        "overdue_count": case.overdue_count,
        "returns_count": case.returns_count,
        "close_result": _result(case),
        "accepted_at_us": case.accepted_at and to_us(case.accepted_at),
        "soon_at_us": min((to_us(clock.soon_at) for clock in running), default=None),
        "due_at_us": min((to_us(clock.due_at) for clock in running), default=None),
        "turn": turn and turn.value,
        "asked": len(case.asked),
        "handed_to": case.handed_to or None,
    }


def _result(case: Case) -> str | None:
    """How it ended; a withdrawn matter is a result of its own (domain.md §3.4)."""
    if case.state is CaseState.WITHDRAWN:
        return CaseState.WITHDRAWN.value
    return case.close_result and case.close_result.value


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
    if case.dispatches and is_over(case) != is_over(before):
        _OVER.run(connection, {**this, "over_": int(is_over(case))})


def _move(connection: sa.Connection, case_id: str, from_stream: str, to_stream: str) -> None:
    """Everything that is kept of the case goes to its new holder's stream."""
    figure_days.move(connection, case_id, from_stream, to_stream)
    for table in _MOVED:
        connection.execute(
            sa.update(table)
            .where(table.c.stream == from_stream, table.c.case_id == case_id)
            .values(stream=to_stream)
        )
