"""A closed month of the log as a file that stands by itself: signed by the centre, read back before it counts.

Lines of gzipped JSON, one event each as it travels between stores, in the order of chains. The manifest names the
part of each chain that is there and the hash of the file, and is signed. Nothing is dropped from the database by this:
that is a verb of its own (central/dropping.py), which holds the file against the database once more.
"""

import gzip
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson
import psycopg
import structlog
from psycopg.rows import namedtuple_row
from pydantic import BaseModel, ConfigDict

from case_store.backup.manifest import Copied, hash_of, sync_folder, write_through
from case_store.central.months import bounds_of, month_after
from case_store.central.postgres import PATIENT, conninfo
from case_store.central.roles import see_everything
from case_store.errors import StoreError
from case_store.keys import Keys
from case_store.log.rows import envelope_of
from case_store.log.wire import event_hash, from_wire, to_wire
from case_store.secrecy.cipher import is_signed, sign
from cases.hall_time import hall_date

_log = structlog.get_logger(__name__)
_PURPOSE = b"pingan-hall archive 1\n"  # a signature given for anything else is worth nothing here
_EVENTS = (
    "SELECT * FROM event WHERE received_at_us >= %s AND received_at_us < %s ORDER BY stream, node, epoch, seq"
)

DAMAGED = "damaged"  # of a line: its row was so when it was archived, and its body is what stood there
_IS_DROPPED = "SELECT 1 FROM dropped_month WHERE month = %s"


class ArchivedChain(BaseModel):
    """Which part of a node's chain the month holds, and the hash of its last event."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stream: str
    node: str
    epoch: int
    first_seq: int
    last_seq: int
    events: int
    hash: str


class Archive(BaseModel):
    """The manifest of a month."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: int = 1
    month: str
    made_at: datetime
    file: Copied
    chains: tuple[ArchivedChain, ...]

    @property
    def events(self) -> int:
        """How many there are."""
        return sum(chain.events for chain in self.chains)


def archive_month(database_url: str, first: date, into: Path, keys: Keys, now: datetime) -> Archive:
    """Write the month that begins on `first` into a folder, and read it back.

    Raises StoreError `archive.month_open` before it has ended, `archive.month_dropped` when its words are in an archive
    already, `archive.not_written`, `archive.damaged`, `store.database_away`.
    """
    if hall_date(now) < month_after(first):
        raise StoreError("archive.month_open", month=f"{first:%Y-%m}")
    content, manifest = _paths(into, first)
    try:
        with psycopg.connect(conninfo(database_url), row_factory=namedtuple_row) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.execute(PATIENT)
            see_everything(connection)
            if connection.execute(_IS_DROPPED, (f"{first:%Y-%m}",)).fetchone():
                raise StoreError("archive.month_dropped", month=f"{first:%Y-%m}")
            chains = _write(connection, first, content)
        told = Archive(month=f"{first:%Y-%m}", made_at=now, file=hash_of(content), chains=tuple(chains))
        document = told.model_dump_json(indent=1).encode()
        write_through(_signature(manifest), sign(keys.signing, _PURPOSE + document).encode())
        write_through(manifest, document)
        sync_folder(into)
    except psycopg.OperationalError as error:
        raise StoreError("store.database_away", why=type(error).__name__) from error
    except OSError as error:
        raise StoreError("archive.not_written", path=str(into), why=str(error.strerror)) from error
    return check_archive(into, first, keys)


def check_archive(folder: Path, first: date, keys: Keys) -> Archive:
    """The manifest, once signature, file and every event in it hold. Raises StoreError `archive.damaged`."""
    content, manifest = _paths(folder, first)
    try:
        told = _signed(manifest, keys)
        holds = hash_of(content) == told.file and tuple(_chains(read_events(content))) == told.chains
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:  # pydantic's are ValueErrors
        raise StoreError("archive.damaged", path=str(content)) from error
    if not holds:
        raise StoreError("archive.damaged", path=str(content))
    return told


def _signed(manifest: Path, keys: Keys) -> Archive:
    """Raises ValueError when the centre did not say so."""
    document = manifest.read_bytes()
    if not is_signed(keys.signing.public_key(), _PURPOSE + document, _signature(manifest).read_text()):
        raise ValueError("signature")
    return Archive.model_validate_json(document)


def _write(connection: "psycopg.Connection[Any]", first: date, content: Path) -> Iterator[ArchivedChain]:
    write_through(content, b"")  # for its owner alone
    with gzip.open(content, "wb") as file, connection.cursor(name="month") as cursor:
        cursor.execute(_EVENTS, bounds_of(first))
        for row in cursor:
            file.write(orjson.dumps(_line(row)) + b"\n")
    return _chains(read_events(content))


def _line(row: Any) -> dict[str, Any]:
    """A row that a disk has damaged goes along as it is: it holds up no month, and `admin verify` names it."""
    line = {"hash": row.hash, "received_at_us": row.received_at_us}
    with suppress(ValueError):
        envelope = envelope_of(row)
        if event_hash(envelope) == row.hash:
            return {"event": to_wire(envelope), **line}
    _log.error("a damaged row is archived as it is", stream=row.stream, node=row.node, seq=row.seq)
    return {"event": row._asdict(), **line, DAMAGED: True}


def signed_manifest(folder: Path, first: date, keys: Keys) -> tuple[str, str]:
    """The manifest of a month as it was signed, and its signature. Raises StoreError `archive.damaged`."""
    manifest = _paths(folder, first)[1]
    try:
        document, signature = manifest.read_text(), _signature(manifest).read_text()
    except OSError as error:
        raise StoreError("archive.damaged", path=str(manifest)) from error
    if not is_by_us(document, signature, keys):
        raise StoreError("archive.damaged", path=str(manifest))
    return document, signature


def is_by_us(document: str, signature: str, keys: Keys) -> bool:
    """Whether a manifest was signed by this centre."""
    return is_signed(keys.signing.public_key(), _PURPOSE + document.encode(), signature)


def archived_events(folder: Path, first: date) -> Iterator[dict[str, Any]]:
    """Every line of a month's file, in the order of chains: {"event", "hash", "received_at_us"}."""
    return read_events(_paths(folder, first)[0])


def read_events(content: Path) -> Iterator[dict[str, Any]]:
    """Every line. Raises ValueError for an event that is not what its hash says, and was when it was archived."""
    with gzip.open(content, "rb") as file:
        for line in file:
            told: dict[str, Any] = orjson.loads(line)
            if DAMAGED not in told and event_hash(from_wire(told["event"])) != told["hash"]:
                raise ValueError("an event is not what its hash says")
            yield told


def _chains(lines: Iterator[dict[str, Any]]) -> Iterator[ArchivedChain]:
    for (stream, node, epoch), some in groupby(lines, key=_chain_of):
        events = list(some)
        yield ArchivedChain(
            stream=stream,
            node=node,
            epoch=epoch,
            first_seq=events[0]["event"]["seq"],
            last_seq=events[-1]["event"]["seq"],
            events=len(events),
            hash=events[-1]["hash"],
        )


def _chain_of(line: dict[str, Any]) -> tuple[str, str, int]:
    event = line["event"]
    return event["stream"], event["node"], event["epoch"]


def _paths(folder: Path, first: date) -> tuple[Path, Path]:
    return folder / f"events-{first:%Y-%m}.jsonl.gz", folder / f"events-{first:%Y-%m}.json"


def _signature(manifest: Path) -> Path:
    return manifest.with_suffix(".sig")
