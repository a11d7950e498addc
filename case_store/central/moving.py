"""A hall leaves for another cluster: its stream as a sealed folder, and from then on a sentence instead of a welcome.

What moves is the hall's own stream: its events at their places, what of it is kept apart, the keys of its cases (our
copy opened and wrapped for the other centre), the wishes of its citizens, the files that its events name. What others
said of its cases stays here and with the hall. Its device is ended first: what it says meanwhile waits in its own
outbox, and whatever the copy lacks the other centre asks of it. Here everything stays as it is and can be read, until
it is removed (central/removing.py).
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.attachments.vault import is_name, vault_folder
from case_store.backup.attachments_copy import copy_some, remove
from case_store.backup.log_read import heads_of
from case_store.backup.manifest import sync_folder
from case_store.central.card import Card
from case_store.central.move_file import (
    ATTACHMENTS,
    Moved,
    Row,
    moved_hash,
    sealed_file,
    write_moved,
    write_rows,
)
from case_store.central.postgres import open_beside
from case_store.config import StoreConfig
from case_store.errors import StoreError
from case_store.keys import CENTRE, Keys, hall_reader
from case_store.log.countersign import tampered
from case_store.log.dropped import DROPPED
from case_store.log.micros import to_us
from case_store.log.rows import told_by
from case_store.log.schema import (
    case_folded,
    case_key,
    device,
    event,
    hall_moved,
    quarantine,
    stream_head,
    wish,
)
from case_store.log.sql import upsert
from case_store.log.verify import verify
from case_store.log.wrapped_keys import wrapped_key
from case_store.migrations import newest
from case_store.seal import SealError, unwrap, wrap
from cases.casework.case_additions import AttachmentAdded, PaperIssued
from cases.device.device import Standing

TABLES: tuple[sa.Table, ...] = (event, quarantine, case_key, wish)
"""In the order in which they travel."""
_BEFORE, _AT_ONCE = ".part", 1000
_STANDING = sa.select(device.c.standing).where(device.c.device_id == param("d"))
_HAS = sa.select(stream_head.c.position).where(stream_head.c.stream == param("s"))
_ONE_DROPPED = (
    sa.select(event.c.position).where(event.c.stream == param("s"), event.c.body == DROPPED).limit(1)
)
_FROM_OTHERS = (
    sa.select(sa.func.count())
    .select_from(case_folded)
    .where(
        case_folded.c.stream == param("s"),
        sa.exists().where(
            event.c.aggregate == sa.literal("case:") + case_folded.c.case_id, event.c.stream != param("s")
        ),
    )
)
_NAMING = sa.select(event.c.type, event.c.v, event.c.body).where(
    event.c.stream == param("s"), event.c.type.in_(("attachment_added", "paper_issued"))
)
_MARK = upsert(hall_moved)
_MOVED = _MARK.on_conflict_do_update(
    index_elements=["stream"],
    set_={name: _MARK.excluded[name] for name in ("moved_at_us", "to_name", "manifest_hash")},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """`shared`: cases that the hall holds and of which others said something, which stays here.

    `closed`: cases whose key could not be opened here, so that the other centre cannot either.
    """

    folder: Path
    moved: Moved
    shared: int
    closed: int
    files_missing: int


def export_hall(
    config: StoreConfig, keys: Keys, stream: str, to: Card, into: Path, *, database_url: str, now: datetime
) -> Exported:
    """A new folder for the other centre, in `into`.

    Raises StoreError `move.unknown_hall`, `move.not_ended`, `move.not_whole`, `move.months_away`, `move.not_written`.
    """
    folder = into / f"hall-{stream}-{now:%Y%m%dT%H%M%S}"
    part = folder.with_name(folder.name + _BEFORE)
    engine = open_beside(database_url)
    try:
        (part / ATTACHMENTS).mkdir(mode=0o700, parents=True)
        with engine.begin() as connection:
            _refuse_unless_ended(connection, keys, stream)
            _refuse_unless_whole(connection, keys, stream)
            leaving = _Leaving(connection, keys, stream, to)
            key_id, key = write_rows(part, leaving.rows(), keys, to)
            named = sorted(set(_named_by(connection, stream)))
            files = copy_some(vault_folder(config.database), part / ATTACHMENTS, named)
            moved = Moved(
                stream=stream,
                made_at=now,
                schema_version=newest(),
                heads=heads_of(connection, stream),
                rows=leaving.counted,
                file=sealed_file(part),
                key_id=key_id,
                key=key,
                attachments={name: size for name, size in files.items() if size},
            )
            write_moved(part, moved, keys)
            shared = int(connection.scalar(_FROM_OTHERS, {"s": stream}) or 0)
            mark = {"stream": stream, "moved_at_us": to_us(now), "to_name": to.name}
            connection.execute(_MOVED, {**mark, "manifest_hash": moved_hash(part)})
            part.rename(folder)
            sync_folder(into)
    except OSError as error:
        remove(part)
        raise StoreError("move.not_written", path=str(into), why=error.strerror or "") from error
    except BaseException:
        remove(part)
        raise
    finally:
        engine.dispose()
    missing = sum(not size for size in files.values())
    return Exported(folder=folder, moved=moved, shared=shared, closed=leaving.closed, files_missing=missing)


class _Leaving:
    """The rows of one hall, as they are read."""

    def __init__(self, connection: sa.Connection, keys: Keys, stream: str, to: Card) -> None:
        self._connection, self._keys, self._stream, self._to = connection, keys, stream, to
        self.counted: dict[str, int] = {table.name: 0 for table in TABLES}
        self.closed = 0

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Every table, each in the order of its key."""
        for table in TABLES:
            names = [str(column.name) for column in table.columns]  # SQLAlchemy's own kind of text is no JSON
            chosen = sa.select(table).where(table.c.stream == self._stream).order_by(*table.primary_key)
            with self._connection.execute(chosen.execution_options(yield_per=_AT_ONCE)) as found:
                for values in found:
                    row = dict(zip(names, values, strict=True))
                    given = self._for_them(row) if table is case_key else row
                    if given is not None:
                        self.counted[table.name] += 1
                        yield table.name, given

    def _for_them(self, row: Row) -> Row | None:
        """Our copy of a case's key as theirs; the copies of halls as they are."""
        if row["reader"] != CENTRE:
            return row
        ours = wrapped_key([row[name] for name in ("reader", "ephemeral", "nonce", "ciphertext", "suite")])
        try:
            key = unwrap(row["case_id"], [ours], CENTRE, *self._keys.openers)
        except SealError:
            self.closed += 1
            return None
        (theirs,) = wrap(key, {CENTRE: self._to.reader_key})
        return {**row, **asdict(theirs), "reader_key": ""}


def _refuse_unless_ended(connection: sa.Connection, keys: Keys, stream: str) -> None:
    """Frozen first: what it says from now on waits at the hall."""
    if connection.scalar(_HAS, {"s": stream}) is None:
        raise StoreError("move.unknown_hall", stream=stream)
    standing = connection.scalar(_STANDING, {"d": hall_reader(stream)})
    if standing == Standing.IN_USE or (standing is None and hall_reader(stream) in keys.signers):
        raise StoreError("move.not_ended", stream=stream, device=hall_reader(stream))


def _refuse_unless_whole(connection: sa.Connection, keys: Keys, stream: str) -> None:
    if connection.scalar(_ONE_DROPPED, {"s": stream}) is not None:
        raise StoreError("move.months_away", stream=stream)
    if tampered(connection, keys.signers, stream) or verify(connection, stream):
        raise StoreError("move.not_whole", stream=stream)


def _named_by(connection: sa.Connection, stream: str) -> Iterator[str]:
    """Hashes of the files that the hall's events name."""
    for row in connection.execute(_NAMING, {"s": stream}).all():
        happened = told_by(row.type, row.v, row.body)
        if isinstance(happened, AttachmentAdded | PaperIssued) and is_name(happened.file_hash):
            yield happened.file_hash
