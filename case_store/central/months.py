"""The log of a centre in PostgreSQL lies in months, by when the centre received an event, so that one can be put away.

What is unique is unique in its month by an index, and across months by what gives the numbers out: a position and a
place in a node's chain (epoch, seq) come from heads that are locked and only grow, and what lies behind a head is
looked up in every month before anything is placed. An id is the sender's own promise: its log refuses it twice; the
centre refuses it twice within a month. A row that no month is there for goes into `event_rest`: nothing is refused.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import CreateColumn, CreateIndex

from case_store.log.micros import to_us
from case_store.log.schema import event
from cases.hall_time import hall_date, hall_time

REST = "event_rest"
MAKE_MONTH = "pingan_make_month"
AHEAD = 2  # months that are made before they begin
_A_MONTH = timedelta(days=32)
_MONTHS = sa.text(
    "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
    " WHERE i.inhparent = 'event'::regclass ORDER BY c.relname"
)
_SIZES = sa.text(
    "SELECT c.relname, pg_total_relation_size(c.oid) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
    " WHERE i.inhparent = 'event'::regclass ORDER BY c.relname"
)


def tables_of_log(dialect: sa.Dialect) -> list[str]:
    """The statements that make an empty log in months."""
    columns = ", ".join(str(CreateColumn(column).compile(dialect=dialect)) for column in event.columns)
    indexes = sorted(event.indexes, key=lambda index: str(index.name))
    return [
        f"CREATE TABLE event ({columns}) PARTITION BY RANGE (received_at_us)",
        *(str(CreateIndex(index).compile(dialect=dialect)) for index in indexes),
        f"CREATE TABLE {REST} PARTITION OF event DEFAULT",
        *_uniques(REST),
    ]


def keep_ahead(connection: sa.Connection, now: datetime) -> list[str]:
    """Make the months that are missing: this one and the next ones; answers their tables. In a write transaction."""
    there = set(connection.execute(_MONTHS).scalars())
    made = [first for first in _months_from(hall_date(now)) if table_of(first) not in there]
    return [table_of(first) for first in made if _make(connection, first)]


def make_months(connection: sa.Connection, instants: Iterable[datetime]) -> None:
    """Make the months of these instants that are missing: for events that another centre received."""
    there = set(connection.execute(_MONTHS).scalars())
    for first in sorted({hall_date(instant).replace(day=1) for instant in instants}):
        if table_of(first) not in there:
            _make(connection, first)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthHere:
    """A month's table, with its indexes."""

    month: str
    bytes_count: int


def months_here(connection: sa.Connection) -> list[MonthHere]:
    """Every month that has a table, the oldest first."""
    rows = connection.execute(_SIZES).all()
    return [
        MonthHere(month=row[0].removeprefix("event_").replace("_", "-"), bytes_count=int(row[1]))
        for row in rows
        if row[0] != REST
    ]


def table_of(first: date) -> str:
    """The table of the month that begins on this day."""
    return f"event_{first:%Y_%m}"


def bounds_of(first: date) -> tuple[int, int]:
    """From when until before when a month's events are received, in microseconds."""
    begins = hall_time(datetime.combine(first, datetime.min.time()))
    ends = hall_time(datetime.combine(month_after(first), datetime.min.time()))
    return to_us(begins), to_us(ends)


def month_after(first: date) -> date:
    """The first day of the next month."""
    return (first + _A_MONTH).replace(day=1)


def _months_from(day: date) -> Iterator[date]:
    first = day.replace(day=1)
    for _ in range(1 + AHEAD):
        yield first
        first = month_after(first)


def _make(connection: sa.Connection, first: date) -> bool:
    """False where events of the month lie in the rest already: there they stay."""
    low, high = bounds_of(first)
    driver: Any = connection.connection.driver_connection
    if driver.by_roles:  # the owner's work, in a function of theirs (central/roles.py)
        made = sa.text(f"SELECT {MAKE_MONTH}(:name, :low, :high)")
        return bool(connection.scalar(made, {"name": table_of(first), "low": low, "high": high}))
    in_rest = sa.text(f"SELECT 1 FROM {REST} WHERE received_at_us >= :low AND received_at_us < :high LIMIT 1")  # noqa: S608
    if connection.execute(in_rest, {"low": low, "high": high}).first() is not None:
        return False
    name = table_of(first)
    # Made apart and attached: nobody who writes meanwhile waits for it.
    connection.exec_driver_sql(f"CREATE TABLE {name} (LIKE event INCLUDING DEFAULTS)")
    for statement in _uniques(name):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        f"ALTER TABLE event ATTACH PARTITION {name} FOR VALUES FROM ({low}) TO ({high})"
    )
    return True


def _uniques(name: str) -> list[str]:
    return [
        f"ALTER TABLE {name} ADD CONSTRAINT pk_{name} PRIMARY KEY (stream, position)",
        f"ALTER TABLE {name} ADD CONSTRAINT uq_{name}_id UNIQUE (stream, id)",
        f"ALTER TABLE {name} ADD CONSTRAINT uq_{name}_place UNIQUE (stream, node, epoch, seq)",
    ]
