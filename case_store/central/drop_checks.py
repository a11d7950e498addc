"""What must be so before a month of the log is dropped: asked within the transaction that drops it.

Of a month whose archive was held against the database: it is older than what policy keeps, every case that it speaks of
is laid down and not held (保全), it is folded, signed by the centre, carried, and told to the store above.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row
from pydantic import TypeAdapter

from case_store.central.archive import Archive, archived_events
from case_store.central.months import bounds_of
from case_store.errors import StoreError
from case_store.log.micros import from_us
from cases.casework.case_state import Case
from cases.casework.log_retention import LAID_DOWN, oldest_kept

Raw = psycopg.Connection[Any]
_CASE = TypeAdapter(Case)
_IN_MONTH = "received_at_us >= %(low)s AND received_at_us < %(high)s"
_SHOWN = 5  # codes in a sentence
_EVENTS = (
    "SELECT stream, node, epoch, seq, hash, received_at_us FROM event"  # noqa: S608  our own words
    f" WHERE {_IN_MONTH} ORDER BY stream, node, epoch, seq"
)
_OF_MONTH = (
    f"WITH told AS (SELECT DISTINCT substr(aggregate, 6) AS case_id FROM event WHERE {_IN_MONTH}"  # noqa: S608
    " AND starts_with(aggregate, 'case:')) "
)
_OPEN = (
    f"{_OF_MONTH} SELECT coalesce(c.case_code, told.case_id) FROM told LEFT JOIN case_ c USING (case_id)"  # noqa: S608
    " WHERE c.state IS NULL OR c.state <> ALL (%(done)s) ORDER BY 1"
)
_MAYBE_HELD = (
    f"{_OF_MONTH} SELECT f.folded FROM told JOIN case_folded f USING (case_id)"  # noqa: S608
    " WHERE f.folded::jsonb -> 'holds' <> '[]'::jsonb"
)
_NOT_FOLDED = (
    f"SELECT e.stream FROM event e JOIN fold_cursor f USING (stream) WHERE {_IN_MONTH}"  # noqa: S608
    " AND e.position > f.position LIMIT 1"
)
_NOT_TOLD = f"SELECT e.stream FROM event e JOIN outbox o USING (stream, position) WHERE {_IN_MONTH} LIMIT 1"  # noqa: S608
_NOT_CARRIED = (
    f"SELECT e.stream FROM event e JOIN file_due d ON d.stream = e.stream AND d.event_id = e.id"  # noqa: S608
    f" WHERE {_IN_MONTH} LIMIT 1"
)
_SIGNED_TO = (
    "SELECT DISTINCT ON (stream, node) stream, node, epoch, seq FROM countersign"
    " ORDER BY stream, node, epoch DESC, seq DESC"
)


def refuse_unless_ready(
    connection: Raw, archive: Archive, folder: Path, *, now: datetime, months_kept: int
) -> None:
    """Raises StoreError: `drop.too_young`, `drop.differs`, `drop.cases_open`, `drop.cases_held`, `drop.not_ready`."""
    month, first = archive.month, date.fromisoformat(f"{archive.month}-01")
    asked = dict(zip(("low", "high"), bounds_of(first), strict=True))
    _old_enough(connection, first, now, months_kept)
    hold_against(connection, first, folder)
    found = connection.execute(_OPEN, {**asked, "done": sorted(LAID_DOWN)}).fetchall()
    _none("drop.cases_open", month, [row[0] for row in found])
    _none("drop.cases_held", month, sorted(_held(connection, asked)))
    for why, question in (("fold", _NOT_FOLDED), ("upstream", _NOT_TOLD), ("files", _NOT_CARRIED)):
        if (row := connection.execute(question.encode(), asked).fetchone()) is not None:
            raise StoreError("drop.not_ready", month=month, stream=row[0], why=why)
    signed = {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(_SIGNED_TO)}
    for chain in archive.chains:
        if signed.get((chain.stream, chain.node), (0, 0)) < (chain.epoch, chain.last_seq):
            raise StoreError("drop.not_ready", month=month, stream=chain.stream, why="countersign")


def hold_against(connection: Raw, first: date, folder: Path) -> int:
    """How many events a month has: one by one those of its archive, by place and hash.

    Raises StoreError `drop.differs`, `archive.damaged`.
    """
    count = 0
    with connection.cursor(name="held_against", row_factory=namedtuple_row) as cursor:
        cursor.execute(_EVENTS.encode(), dict(zip(("low", "high"), bounds_of(first), strict=True)))
        for row, line in zip_longest(cursor, _lines(folder, first)):
            if row is None or line is None or tuple(row) != line:
                stream, place = (row or line)[0], (row or line)[3]
                raise StoreError("drop.differs", month=f"{first:%Y-%m}", stream=stream, seq=place)
            count += 1
    return count


def _lines(folder: Path, first: date) -> Iterator[tuple[Any, ...]]:
    try:
        for line in archived_events(folder, first):
            told = line["event"]
            place = (told["stream"], told["node"], told["epoch"], told["seq"])
            yield (*place, line["hash"], line["received_at_us"])
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise StoreError("archive.damaged", path=str(folder)) from error


def _old_enough(connection: Raw, first: date, now: datetime, months_kept: int) -> None:
    row = connection.execute("SELECT max(received_at_us) FROM event").fetchone()
    newest = from_us(row[0]) if row is not None and row[0] is not None else now
    kept = oldest_kept(newest, now, months_kept)
    if first >= kept:
        raise StoreError("drop.too_young", month=f"{first:%Y-%m}", kept=f"{kept:%Y-%m}", months=months_kept)


def _held(connection: Raw, asked: dict[str, Any]) -> Iterator[str]:
    for (folded,) in connection.execute(_MAYBE_HELD.encode(), asked):
        case = _CASE.validate_json(folded)
        if case.held:
            yield case.case_code


def _none(code: str, month: str, cases: list[str]) -> None:
    if cases:
        shown = ", ".join(cases[:_SHOWN])
        raise StoreError(code, month=month, count=len(cases), cases=shown)
