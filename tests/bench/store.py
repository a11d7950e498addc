"""Area store: commits per second of the real append, beside raw sqlcipher3 writing the same rows to the same tables."""

import os
import time
import uuid
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
import sqlcipher3
import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter

from case_store.engine import open_engine
from case_store.log import EventLog, Happened, Work
from case_store.migrations import upgrade
from case_store.schema import event, metadata, node_head, outbox, outcome, queue_day, stream_head, visit
from cases.hall_time import HALL_ZONE, hall_time
from cases.visit import TicketIssued
from tests.bench.measure import Measurement, at_least_ratio, median_of_rounds
from tests.case_store.one_hall import MONDAY, NODE, STREAM

TICKETS = 400
LEAST = 0.4  # issue 3
Writes = list[tuple[str, tuple[Any, ...]]]  # one transaction: SQL and parameters
_SQLITE = sa.create_engine("sqlite://").dialect


def measure() -> list[Measurement]:
    """The goal of issue 3."""
    with TemporaryDirectory(dir=_disk()) as folder:
        recorded = _record(Path(folder) / "recorded.db")
        rounds = iter(range(1000))
        ours = median_of_rounds(lambda: _ours(Path(folder) / f"ours-{next(rounds)}.db"))
        raw = median_of_rounds(lambda: _raw(Path(folder) / f"raw-{next(rounds)}.db", recorded))
    return [at_least_ratio("store.append_commits", ours, "1/s", raw, LEAST)]


def _disk() -> str:
    """Not a memory disk: a commit must reach something."""
    return str(Path(__file__).parents[2])


def _ours(path: Path) -> float:
    log = _log(path)
    started = time.perf_counter()
    _append(log)
    seconds = time.perf_counter() - started
    log.close()
    return TICKETS / seconds


def _append(log: EventLog) -> None:
    answer = TypeAdapter(str)
    for number in range(1, TICKETS + 1):
        at = MONDAY + timedelta(seconds=number)
        issued = _issued(number)

        def act(work: Work, issued: TicketIssued = issued) -> str:
            work.append(
                Happened(aggregate=f"visit:{issued.visit_id}", event=issued, at=work.now, actor="kiosk:k1")
            )
            return issued.ticket_no

        log.decide(uuid.UUID(issued.visit_id), {"take": issued.visit_id}, at, act, answer)


def _issued(number: int) -> TicketIssued:
    at = hall_time(MONDAY) + timedelta(seconds=number)
    return TicketIssued(
        visit_id=str(uuid_v7.uuid7()),
        ticket_no=f"A{number:03d}",
        queue="A",
        business_date=at.astimezone(HALL_ZONE).date(),
        place_at=at,
        leased=False,
        kiosk_id="k1",
        ticket_code_hash=os.urandom(32).hex(),
    )


def _log(path: Path) -> EventLog:
    engine = open_engine(path, os.urandom(32))
    upgrade(engine)
    return EventLog(engine, stream=STREAM, node=NODE, policy_rev="bench", has_upstream=True)


def _record(path: Path) -> list[Writes]:
    """What one run writes, transaction by transaction: a row in four tables, and three counters moved on."""
    log = _log(path)
    _append(log)
    with log.reading() as connection:
        rows = {
            table: connection.execute(sa.select(table).order_by(sa.text("rowid"))).all()
            for table in (event, outbox, visit, outcome)
        }
    log.close()
    inserts = {table: str(sa.insert(table).compile(dialect=_SQLITE)) for table in rows}
    counters = [
        str(sa.update(stream_head).values(position=0).compile(dialect=_SQLITE)),
        str(sa.update(node_head).values(seq=0, hash="", hlc=0).compile(dialect=_SQLITE)),
        str(sa.update(queue_day).values(last_given=0).compile(dialect=_SQLITE)),
    ]
    return [
        [
            *((inserts[table], tuple(rows[table][n])) for table in rows),
            (counters[0], (n + 1,)),
            (counters[1], (rows[event][n].seq, rows[event][n].hash, rows[event][n].hlc)),
            (counters[2], (n + 1,)),
        ]
        for n in range(TICKETS)
    ]


def _raw(path: Path, transactions: Sequence[Writes]) -> float:
    connection = sqlcipher3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{os.urandom(32).hex()}'\"")
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    for table in metadata.sorted_tables:
        connection.execute(str(sa.schema.CreateTable(table).compile(dialect=_SQLITE)))
        for index in sorted(table.indexes, key=lambda i: str(i.name)):
            connection.execute(str(sa.schema.CreateIndex(index).compile(dialect=_SQLITE)))
    connection.execute("INSERT INTO stream_head VALUES ('s', 0)")
    connection.execute("INSERT INTO node_head VALUES ('s', 'n', 1, 0, '', 0)")
    connection.execute("INSERT INTO queue_day (stream, business_date, queue) VALUES ('s', 'd', 'A')")
    started = time.perf_counter()
    for writes in transactions:
        connection.execute("BEGIN IMMEDIATE")
        for statement, parameters in writes:
            connection.execute(statement, parameters)
        connection.execute("COMMIT")
    seconds = time.perf_counter() - started
    connection.close()
    return len(transactions) / seconds
