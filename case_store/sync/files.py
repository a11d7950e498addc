"""Which files of the vault go up and down: those that events name, noted as due when the event is here (issue 7).

Files follow events and never hold one up: each is carried by itself, in pieces, and known by the hash in its event.
Plain functions on the connection of one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.attachments.sealing import sealed_bytes_count
from case_store.attachments.vault import is_name
from case_store.log.micros import to_us
from case_store.log.rows import told_by
from case_store.log.schema import downlink, event, file_cursor, file_due, stream_head
from case_store.log.sql import upsert
from cases.casework.case_additions import AttachmentAdded, PaperIssued
from cases.codec import UnknownEvent

SCANNED_MAX = 2000  # positions of a stream in one transaction
TRIED_MAX = 20
AGAIN_AFTER = timedelta(minutes=1)  # a file that the other side does not have yet
_NAMING = ("attachment_added", "paper_issued")
_BEHIND = (
    sa.select(
        stream_head.c.stream,
        stream_head.c.position,
        sa.func.coalesce(file_cursor.c.position, 0).label("seen"),
    )
    .join(file_cursor, file_cursor.c.stream == stream_head.c.stream, isouter=True)
    .where(stream_head.c.position > sa.func.coalesce(file_cursor.c.position, 0))
)
_NAMED = sa.select(event.c.stream, event.c.id.label("event_id")).where(
    event.c.stream == param("s"),
    event.c.position > param("after"),
    event.c.position <= param("until"),
    event.c.type.in_(_NAMING),
)
_OWE = upsert(file_due).on_conflict_do_nothing()
_SET = upsert(file_cursor)
_MOVE = _SET.on_conflict_do_update(index_elements=["stream"], set_={"position": _SET.excluded["position"]})
_DUE = (
    sa.select(file_due.c.stream, file_due.c.event_id)
    .where(file_due.c.tried_at_us <= param("t"))
    .order_by(file_due.c.tried_at_us)
    .limit(TRIED_MAX)
)
_THIS = sa.and_(file_due.c.stream == param("s"), file_due.c.event_id == param("i"))
_SETTLE = sa.delete(file_due).where(_THIS)
_TRIED = sa.update(file_due).where(_THIS).values(tried_at_us=param("t"))
_EVENT = sa.select(event.c.type, event.c.v, event.c.body).where(
    event.c.stream == param("s"), event.c.id == param("i")
)
_TOLD = sa.select(downlink.c.position).where(
    downlink.c.stream == param("h"), downlink.c.source == param("s"), downlink.c.event_id == param("i")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """A file of the vault, by the event that names it."""

    stream: str
    event_id: str
    file_hash: str
    sealed_bytes: int


def note_due(connection: sa.Connection) -> bool:
    """Look through what is new in every stream; whether there is more to look through."""
    more = False
    for row in connection.execute(_BEHIND).all():
        until = min(row.position, row.seen + SCANNED_MAX)
        more |= until < row.position
        asked = {"s": row.stream, "after": row.seen, "until": until}
        named = [dict(one) for one in connection.execute(_NAMED, asked).mappings()]
        if named:
            connection.execute(_OWE, named)
        connection.execute(_MOVE, {"stream": row.stream, "position": until})
    return more


def due(connection: sa.Connection, now: datetime) -> Sequence[NamedFile]:
    """Those to be tried now. They are tried again after a while, until they are settled.

    One whose event is damaged here waits, too: it may be brought back whole from upstream.
    """
    rows = connection.execute(_DUE, {"t": to_us(now - AGAIN_AFTER)}).all()
    found = []
    for row in rows:
        named = _named(connection, row.stream, row.event_id)
        this = {"s": row.stream, "i": row.event_id}
        if named is None:
            connection.execute(_SETTLE, this)
            continue
        connection.execute(_TRIED, {**this, "t": to_us(now)})
        if isinstance(named, NamedFile):
            found.append(named)
    return found


def settle(connection: sa.Connection, named: NamedFile) -> None:
    """It has been carried."""
    connection.execute(_SETTLE, {"s": named.stream, "i": named.event_id})


def named_file(connection: sa.Connection, stream: str, event_id: str) -> NamedFile | None:
    """The file that an event names; None where there is no such event, it cannot be read, or it names none."""
    named = _named(connection, stream, event_id)
    return named if isinstance(named, NamedFile) else None


def _named(connection: sa.Connection, stream: str, event_id: str) -> NamedFile | UnknownEvent | None:
    row = connection.execute(_EVENT, {"s": stream, "i": event_id}).first()
    if row is None:
        return None
    happened = told_by(row.type, row.v, row.body)
    if isinstance(happened, UnknownEvent):
        return happened
    if not isinstance(happened, AttachmentAdded | PaperIssued) or not is_name(happened.file_hash):
        return None
    return NamedFile(
        stream=stream,
        event_id=event_id,
        file_hash=happened.file_hash,
        sealed_bytes=sealed_bytes_count(happened.bytes_count),
    )


def may_have(connection: sa.Connection, hall: str, stream: str, event_id: str) -> bool:
    """Whether a hall was told the event: then its file is for that hall, too."""
    return connection.execute(_TOLD, {"h": hall, "s": stream, "i": event_id}).first() is not None
