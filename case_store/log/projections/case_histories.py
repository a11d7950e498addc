"""A case in the order that the rule gives its history, whatever order it arrives in (casework.case_history).

Almost every event comes in its turn and is folded into what is kept. Where a tenure begins, or a decision comes out of
its turn, everything that the log has of the case is folded again. What is late then is set aside for a person.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.projections import cases, forgotten_cases
from case_store.log.rows import event_of
from case_store.log.schema import event, fold_cursor, quarantine
from case_store.log.sql import upsert
from case_store.log.wire import to_wire
from cases.casework.case_events import CaseEvent, CaseRegistered, TakenOver
from cases.casework.case_folding import is_addition
from cases.casework.case_history import Placed
from cases.casework.case_history import fold as fold_history
from cases.casework.forgetting_events import CaseForgotten
from cases.codec import UnknownEvent, decode
from cases.envelope import Envelope

OLD_TENURE: Final = "old_tenure"  # the reason in quarantine
_CASE = "case:"
_HISTORY = (
    sa.select(event, fold_cursor.c.position.label("folded"))
    .outerjoin(fold_cursor, fold_cursor.c.stream == event.c.stream)
    .where(event.c.aggregate == param("a"))
    .order_by(event.c.stream, event.c.tenure, event.c.epoch, event.c.seq)
)
_ELSEWHERE = Prepared(
    sa.select(event.c.id).where(event.c.aggregate == param("a"), event.c.stream != param("s")).limit(1)
)
_TAKEN_OVER = "taken_over"
_TAKEN = sa.select(event.c.aggregate, event.c.tenure, event.c.body).where(
    event.c.aggregate.in_(param("aggregates", expanding=True)),
    sa.text(f"event.type = '{_TAKEN_OVER}'"),  # in the words of the partial index
)
Takings = Mapping[tuple[str, int], Sequence[TakenOver]]
"""{(aggregate, tenure that began): how it was taken}."""
_SET_ASIDE = upsert(quarantine).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True)
class _Known:
    """An event of the case with its envelope."""

    envelope: Envelope
    placed: Placed


def fold(connection: sa.Connection, envelope: Envelope, happened: CaseEvent) -> None:
    """One event of a case, as it arrives."""
    if isinstance(happened, CaseForgotten):
        forgotten_cases.fold(connection, envelope)
    if _is_in_turn(connection, envelope, happened):
        cases.fold(connection, envelope, happened)
    elif isinstance(happened, CaseRegistered) or cases.standing_of(connection, _id(envelope)) is not None:
        refold(connection, _id(envelope), envelope)


def rebuild(connection: sa.Connection, envelope: Envelope, happened: CaseEvent) -> None:
    """The same when everything is in the log already: a case is folded whole, where its registration stands."""
    if isinstance(happened, CaseForgotten):
        forgotten_cases.fold(connection, envelope)
    if isinstance(happened, CaseRegistered) and cases.standing_of(connection, _id(envelope)) is None:
        refold(connection, _id(envelope))


def takings(connection: sa.Connection, aggregates: Collection[str]) -> Takings:
    """Who took which of these cases over, of all that is in the log, whether it is folded yet or not."""
    found: dict[tuple[str, int], list[TakenOver]] = defaultdict(list)
    for row in connection.execute(_TAKEN, {"aggregates": list(aggregates)}) if aggregates else ():
        taken = decode(_TAKEN_OVER, 1, orjson.loads(row.body))
        if isinstance(taken, TakenOver):
            found[row.aggregate, row.tenure].append(taken)
    return found


def is_late(envelope: Envelope, happened: CaseEvent, taken: Takings) -> bool:
    """Whether this is a decision of a tenure that has ended here, and its successor did not know of it."""
    if is_addition(happened):
        return False
    heirs = taken.get((envelope.aggregate, envelope.tenure + 1), ())
    return any(
        (envelope.epoch, envelope.seq) > (heir.known_epoch, heir.known_seq)
        for heir in heirs
        if heir.from_store == envelope.stream
    )


def refold(connection: sa.Connection, case_id: str, newest: Envelope | None = None) -> None:
    """Everything of the case anew. What stands behind `newest` in its stream comes in its turn."""
    known, unknown = _history(connection, case_id, newest)
    folded = fold_history(one.placed for one in known)
    apart = {id(one) for one in (*folded.late, *folded.waiting)}
    cases.forget(connection, case_id)
    for one in _in_order(known):
        if id(one.placed) not in apart:
            cases.fold(connection, one.envelope, one.placed.event)
    if folded.waiting:
        cases.mark_waiting(connection, case_id)
    if unknown is not None:
        cases.mark_unknown(connection, unknown)
    late = {id(one) for one in folded.late}
    for one in known:
        if id(one.placed) in late:
            _set_aside(connection, one.envelope)


def _is_in_turn(connection: sa.Connection, envelope: Envelope, happened: CaseEvent) -> bool:
    standing = cases.standing_of(connection, _id(envelope))
    if is_addition(happened):  # it may be the last thing that a later tenure waits for
        return standing is None or not standing.waiting
    if isinstance(happened, CaseRegistered):
        elsewhere = {"a": envelope.aggregate, "s": envelope.stream}
        return standing is None and _ELSEWHERE.first(connection, elsewhere) is None
    if standing is None or standing.waiting or isinstance(happened, TakenOver):
        return False
    return (standing.holder, standing.tenure) == (envelope.stream, envelope.tenure)


def _history(
    connection: sa.Connection, case_id: str, newest: Envelope | None
) -> tuple[list[_Known], Envelope | None]:
    """What is known of the case, and an event that this version does not know, if there is one."""
    known: list[_Known] = []
    unknown: Envelope | None = None
    for row in connection.execute(_HISTORY, {"a": f"{_CASE}{case_id}"}):
        if newest and row.stream == newest.stream:
            if (row.epoch, row.seq) > (newest.epoch, newest.seq):
                continue
        elif row.folded is not None and row.position > row.folded:
            continue  # placed and not folded yet: it comes in its turn, too (fold_later.py)
        envelope, happened = event_of(row)
        if isinstance(happened, UnknownEvent):
            unknown = envelope
        elif isinstance(happened, CaseEvent):
            placed = Placed(
                tenure=envelope.tenure,
                epoch=envelope.epoch,
                seq=envelope.seq,
                store=envelope.stream,
                event=happened,
            )
            known.append(_Known(envelope, placed))
    return known, unknown


def _in_order(known: list[_Known]) -> list[_Known]:
    """Decisions in their order, then what was added: a set."""
    return sorted(known, key=lambda one: (is_addition(one.placed.event), one.placed.place))


def _set_aside(connection: sa.Connection, envelope: Envelope) -> None:
    row = {
        "stream": envelope.stream,
        "id": str(envelope.id),
        "node": envelope.node,
        "reason": OLD_TENURE,
        "received_at_us": to_us(envelope.at),
        "event": orjson.dumps({"event": to_wire(envelope), "keys": []}).decode(),
    }
    connection.execute(_SET_ASIDE, row)


def _id(envelope: Envelope) -> str:
    return envelope.aggregate.removeprefix(_CASE)
