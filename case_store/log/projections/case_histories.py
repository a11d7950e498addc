"""A case in the order that the rule gives its history, whatever order it arrives in (casework.case_history).

Almost every event comes in its turn and is folded into what is kept. Where a tenure begins, or a decision comes out of
its turn, everything that the log has of the case is folded again. What is late then is set aside for a person.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
import sqlalchemy as sa
import structlog
from sqlalchemy import bindparam as param

from case_store.log.dropped import DROPPED
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.projections import cases, figure_days, forgotten_cases
from case_store.log.projections.kept_cases import mark_unknown, mark_waiting, remember_none, standing_of
from case_store.log.rows import event_of, told_by
from case_store.log.schema import event, fold_cursor, quarantine
from case_store.log.sql import listed, upsert
from case_store.log.wire import to_wire
from cases.casework.case_events import CaseEvent, CaseRegistered, TakenOver
from cases.casework.case_folding import is_addition
from cases.casework.case_history import Placed, sift
from cases.casework.forgetting_events import CaseForgotten
from cases.codec import UnknownEvent
from cases.envelope import Envelope

_log = structlog.get_logger(__name__)

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
_TAKEN = Prepared(
    sa.select(event.c.aggregate, event.c.tenure, event.c.body).where(
        listed(event.c.aggregate, param("aggregates")),
        sa.text(f"event.type = '{_TAKEN_OVER}'"),  # in the words of the partial index
    )
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
    elif isinstance(happened, CaseRegistered) or standing_of(connection, _id(envelope)) is not None:
        refold(connection, _id(envelope), envelope)


def fold_whole(connection: sa.Connection, case_id: str, rows: Sequence["sa.Row[Any]"]) -> None:
    """All that the log has of a case, of which the tables know nothing, within `gathered`."""
    remember_none(connection, case_id)
    figure_days.remember_unrated(connection, case_id)
    known, unknown = _told(rows)
    if any(isinstance(one.placed.event, CaseRegistered) for one in known):
        _fold_all(connection, case_id, known, is_whole=not unknown)
    for one in known:
        if isinstance(one.placed.event, CaseForgotten):
            forgotten_cases.fold(connection, one.envelope)


def takings(connection: sa.Connection, aggregates: Collection[str]) -> Takings:
    """Who took which of these cases over, of all that is in the log, whether it is folded yet or not."""
    found: dict[tuple[str, int], list[TakenOver]] = defaultdict(list)
    if not aggregates:
        return found
    names = orjson.dumps(list(aggregates)).decode()
    for aggregate, tenure, body in _TAKEN.all(connection, {"aggregates": names}):
        taken = told_by(_TAKEN_OVER, 1, body)  # a damaged one tells nothing, and holds up nothing
        if isinstance(taken, TakenOver):
            found[aggregate, tenure].append(taken)
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
    """Everything of the case anew. What stands behind `newest` in its stream comes in its turn.

    Where a part of it is in an archive alone, nothing is folded: half a history would be another case.
    """
    rows = list(_history(connection, case_id, newest))
    if any(row.body == DROPPED for row in rows):
        _log.error("a case of a dropped month is decided on again: bring the month back", case_id=case_id)
        mark_unknown(connection, case_id)  # what is known of it stays as it is, and is not decided on
        return
    known, unknown = _told(rows)
    cases.forget(connection, case_id)
    _fold_all(connection, case_id, known, is_whole=not unknown)


def _fold_all(connection: sa.Connection, case_id: str, known: Sequence[_Known], *, is_whole: bool) -> None:
    envelopes = {id(one.placed): one.envelope for one in known}
    sifted = sift(one.placed for one in known)
    for one in sifted.counts:
        cases.fold(connection, envelopes[id(one)], one.event)
    if sifted.waiting:
        mark_waiting(connection, case_id)
    if not is_whole:
        mark_unknown(connection, case_id)
    for one in sifted.late:
        _set_aside(connection, envelopes[id(one)])


def _is_in_turn(connection: sa.Connection, envelope: Envelope, happened: CaseEvent) -> bool:
    standing = standing_of(connection, _id(envelope))
    if is_addition(happened):  # it may be the last thing that a later tenure waits for
        return standing is None or not standing.waiting
    if isinstance(happened, CaseRegistered):
        elsewhere = {"a": envelope.aggregate, "s": envelope.stream}
        return standing is None and _ELSEWHERE.first(connection, elsewhere) is None
    if standing is None or standing.waiting or isinstance(happened, TakenOver):
        return False
    return (standing.holder, standing.tenure) == (envelope.stream, envelope.tenure)


def _history(connection: sa.Connection, case_id: str, newest: Envelope | None) -> Iterator["sa.Row[Any]"]:
    """What the tables are to know of the case."""
    for row in connection.execute(_HISTORY, {"a": f"{_CASE}{case_id}"}):
        if newest and row.stream == newest.stream:
            if (row.epoch, row.seq) > (newest.epoch, newest.seq):
                continue
        elif row.folded is not None and row.position > row.folded:
            continue  # placed and not folded yet: it comes in its turn, too (fold_later.py)
        yield row


def _told(rows: Iterable["sa.Row[Any]"]) -> tuple[list[_Known], int]:
    """What is known of the case, and how many events there are that this version does not know."""
    known: list[_Known] = []
    unknown = 0
    for row in rows:
        envelope, happened = event_of(row)
        if isinstance(happened, UnknownEvent):
            unknown += 1
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
