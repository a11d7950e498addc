"""Folded with others, who is in line and how often a queue was called is known in memory (kept_visits): the same."""

from pathlib import Path

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7

from case_store.log.event_log import EventLog
from case_store.log.gathered import gathered
from case_store.log.projections import visits
from case_store.log.rows import event_of
from case_store.log.schema import call_day, desk_day, desk_stint, event, queue_day, visit
from cases.queue.visit_events import VisitEvent
from tests.case_store.on_postgres import fresh_file

BATCH = 7  # events folded together


def told_in_batches_the_line_is_the_same(log: EventLog, folder: Path) -> None:
    """Every visit of the log is told once more, into a file of its own."""
    with log.reading() as connection:
        rows = connection.execute(sa.select(event).order_by(event.c.stream, event.c.position)).all()
        line = _of_the_line(connection)
    engine = fresh_file(folder / f"{uuid_v7.uuid7()}.db", b"k" * 32, "")
    with engine.begin() as connection:
        for first in range(0, len(rows), BATCH):
            with gathered(connection):
                for row in rows[first : first + BATCH]:
                    envelope, happened = event_of(row)
                    if isinstance(happened, VisitEvent):
                        visits.fold(connection, envelope, happened)
        assert _of_the_line(connection) == line
    engine.dispose()


def _of_the_line(connection: sa.Connection) -> list[list[tuple[object, ...]]]:
    tables = (visit, queue_day, call_day, desk_day, desk_stint)
    return [sorted(map(tuple, connection.execute(sa.select(table))), key=repr) for table in tables]
