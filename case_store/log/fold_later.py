"""What other stores pushed is durable at once and folded a little later where folding is dear: on PostgreSQL.

There a batch is one COPY and a handful of questions, while folding an event asks eight; so ingest only places, and
whoever follows (central/follower.py) folds in the order of positions, behind a cursor per stream that moves in the
transaction of what it folded. On SQLite, and for what the store decides itself, folding is part of placing.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
import sqlalchemy as sa
import structlog
from sqlalchemy import bindparam as param
from sqlalchemy.dialects.postgresql import ARRAY

from case_store.log.gathered import gathered
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.projections import project, remember
from case_store.log.projections.downlinks import tell_down
from case_store.log.rows import event_of
from case_store.log.schema import event, fold_cursor, quarantine, stream_head
from case_store.log.sql import upsert
from case_store.log.wire import event_hash, to_wire
from case_store.trouble import is_machine_trouble
from cases.codec import Event, UnknownEvent
from cases.envelope import Envelope
from cases.views_quarantine import ApartReason

_log = structlog.get_logger(__name__)

NOT_FOLDABLE: ApartReason = "not_placeable"  # the same reason as where folding and placing are one
_BEGIN = Prepared(upsert(fold_cursor).on_conflict_do_nothing())
_MOVE = Prepared(sa.update(fold_cursor).where(fold_cursor.c.stream == param("s")).values(position=param("p")))
_AT = Prepared(sa.select(fold_cursor.c.position).where(fold_cursor.c.stream == param("s")).with_for_update())
_NEXT = (
    sa.select(event)
    .where(event.c.stream == param("s"), event.c.position > param("p"), event.c.position < param("before"))
    .order_by(event.c.position)
    .limit(param("n"))
)
# Of each of these streams so many; a list of streams is one parameter, whatever its length.
_CURSORS = (
    sa.select(fold_cursor.c.stream, fold_cursor.c.position)
    .where(fold_cursor.c.stream == sa.func.any(param("streams", type_=ARRAY(sa.Text))))
    .order_by(fold_cursor.c.stream)
    .with_for_update()
)
_WAITING = (
    sa.select(event)
    .where(event.c.stream == fold_cursor.c.stream, event.c.position > fold_cursor.c.position)
    .order_by(event.c.position)
    .limit(param("each"))
    .lateral()
)
_NEXT_OF_ALL = (
    sa.select(*_WAITING.c)
    .select_from(fold_cursor)
    .join(_WAITING, sa.true())
    .where(fold_cursor.c.stream == sa.func.any(param("streams", type_=ARRAY(sa.Text))))
    .order_by(_WAITING.c.stream, _WAITING.c.position)
)
_BEHIND = (
    sa.select(fold_cursor.c.stream, (stream_head.c.position - fold_cursor.c.position).label("events"))
    .join(stream_head, stream_head.c.stream == fold_cursor.c.stream)
    .where(stream_head.c.position > fold_cursor.c.position)
    .order_by(fold_cursor.c.stream)
)
IS_FOLDED = ~sa.exists().where(
    fold_cursor.c.stream == event.c.stream, fold_cursor.c.position < event.c.position
)
"""Of rows of the log: what this store's tables know already."""
_SET_ASIDE = upsert(quarantine).on_conflict_do_nothing()
_MANY, _NO_POSITION = 2**31 - 1, 2**62
_Read = tuple[Envelope, Event | UnknownEvent]
"""What a row says; a damaged one says nothing, as where tables are made anew."""


@dataclass(slots=True)
class Folding:
    """Whether whoever follows gets on. `stands_since`: from then on every step failed, None: the last one did not."""

    stands_since: datetime | None = None


def folds_later(connection: sa.Connection, stream: str) -> bool:
    """Whether events of this stream are only placed here, for whoever follows."""
    if connection.dialect.name != "postgresql":
        return False
    return bool(stream != connection.get_execution_options().get("own_stream"))


def begin_cursor(connection: sa.Connection, stream: str) -> None:
    """The stream's first events are being placed: nothing of it is folded yet."""
    _BEGIN.run(connection, {"stream": stream, "position": 0})


def behind(connection: sa.Connection) -> dict[str, int]:
    """{stream: how many of its events are placed and not folded}."""
    return {row.stream: row.events for row in connection.execute(_BEHIND)}


def fold_waiting(
    connection: sa.Connection, stream: str, at_most: int = _MANY, before: int = _NO_POSITION
) -> int:
    """Fold what waits of a stream, the oldest first, in the caller's transaction; answers how many events.

    `before`: only what stands before this position.
    An event that cannot be folded stays in the log and is set aside for a person; the next ones are folded.
    """
    at = _AT.first(connection, {"s": stream})
    if at is None:
        return 0
    rows = connection.execute(_NEXT, {"s": stream, "p": int(at[0]), "n": at_most, "before": before}).all()
    if not rows:
        return 0
    _fold(connection, [event_of(row) for row in rows])
    move_cursor(connection, stream, rows[-1].position)
    return len(rows)


def fold_together(connection: sa.Connection, streams: Sequence[str], each: int) -> tuple[int, set[str]]:
    """Fold what waits of several streams at once, at most so many events of each; on PostgreSQL.

    Answers how many events that were, and of which streams more may wait. Nothing that two of them tell of is folded
    together: where a case goes from store to store, each cursor must stand where its stream has been folded
    (case_histories.refold).
    """
    asked = {"streams": list(streams)}
    connection.execute(_CURSORS, asked)  # whoever follows, too, waits here
    told_by: dict[str, str] = {}
    runs: dict[str, list[_Read]] = defaultdict(list)
    ends: dict[str, int] = {}
    more: set[str] = set()
    for row in connection.execute(_NEXT_OF_ALL, {**asked, "each": each}):
        if row.stream in more or told_by.setdefault(row.aggregate, row.stream) != row.stream:
            more.add(row.stream)
            continue
        runs[row.stream].append(event_of(row))
        ends[row.stream] = row.position
    more |= {stream for stream, run in runs.items() if len(run) == each}
    if runs:
        _fold_runs(connection, list(runs.values()))
        _MOVE.run_many(connection, [{"s": stream, "p": position} for stream, position in ends.items()])
    return sum(map(len, runs.values())), more


def _fold_runs(connection: sa.Connection, runs: Sequence[Sequence[_Read]]) -> None:
    """All streams at once; when that cannot be done, one by one, to find which."""
    try:
        _fold_at_once(connection, [one for run in runs for one in run])
    except Exception as error:
        if is_machine_trouble(error):
            raise
        for run in runs:
            _fold(connection, run)


def move_cursor(connection: sa.Connection, stream: str, position: int) -> None:
    """Everything up to this position is folded."""
    _MOVE.run(connection, {"s": stream, "p": position})


def _fold(connection: sa.Connection, run: Sequence[_Read]) -> None:
    """All at once; when one of them cannot be folded, one by one, to find it."""
    try:
        _fold_at_once(connection, run)
    except Exception as error:
        if is_machine_trouble(error):
            raise
        if len(run) > 1:
            for one in run:
                _fold(connection, [one])
            return
        ((envelope, _happened),) = run
        _log.warning("event not foldable", stream=envelope.stream, error=type(error).__name__)
        _set_aside(connection, envelope)


def _fold_at_once(connection: sa.Connection, run: Sequence[_Read]) -> None:
    with connection.begin_nested(), gathered(connection):
        remember(connection, [envelope for envelope, _happened in run])
        for envelope, happened in run:
            project(connection, envelope, happened)
            tell_down(connection, envelope, happened)


def _set_aside(connection: sa.Connection, envelope: Envelope) -> None:
    row = {
        "stream": envelope.stream,
        "id": envelope.id,
        "node": envelope.node,
        "reason": NOT_FOLDABLE,
        "received_at_us": to_us(envelope.at),
        "event": orjson.dumps({"event": to_wire(envelope), "keys": []}).decode(),
        "epoch": envelope.epoch,
        "seq": envelope.seq,
        "hash": event_hash(envelope),
    }
    connection.execute(_SET_ASIDE, row)
