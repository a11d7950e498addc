"""Months whose words are in their archive alone: what this store still says of them, and what it may be held against.

Plain functions on the connection of one transaction. How a month is dropped and comes back: central/dropping.py,
central/restoring.py; a store on SQLite has none.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import StoreError
from case_store.log.micros import from_us
from case_store.log.rows import object_in
from case_store.log.schema import dropped_month, event
from cases.hall_time import hall_time

DROPPED = ""
"""The body of an event whose words are in the archive of its month alone."""
_HOLLOW = (
    sa.select(event.c.received_at_us)
    .where(event.c.aggregate == param("a"), event.c.body == DROPPED)
    .distinct()
)
_ALL = sa.select(dropped_month).order_by(dropped_month.c.month)


def dropped_months(connection: sa.Connection) -> list[Any]:
    """Rows of `dropped_month`, the oldest first."""
    return list(connection.execute(_ALL))


def month_of(received_at_us: int) -> str:
    """The month of the log in which an event lies: 2026-11."""
    return f"{hall_time(from_us(received_at_us)):%Y-%m}"


def is_away(connection: sa.Connection, received_at_us: int) -> bool:
    """Whether the month of an event was dropped here; an empty body of another month is a damaged one."""
    return month_of(received_at_us) in {row.month for row in dropped_months(connection)}


def refuse_where_dropped(connection: sa.Connection) -> None:
    """Tables are made anew of the whole log or not at all. Raises StoreError `rebuild.months_away`."""
    if months := [row.month for row in dropped_months(connection)]:
        raise StoreError("rebuild.months_away", months=", ".join(months))


def words_away(connection: sa.Connection, aggregate: str) -> StoreError | None:
    """`archive.words_away` with the months that have to come back before somebody decides on this; None for none."""
    hollow = connection.scalars(_HOLLOW, {"a": aggregate}).all()
    months = sorted({month_of(at_us) for at_us in hollow if is_away(connection, at_us)})
    return StoreError("archive.words_away", months=", ".join(months)) if months else None


class Away:
    """The signed word of the archives on the chains of dropped months."""

    def __init__(self, connection: sa.Connection) -> None:
        self._ends: dict[str, dict[tuple[str, str, int, int], str]] = {
            row.month: {
                (chain["stream"], chain["node"], chain["epoch"], chain["last_seq"]): chain["hash"]
                for chain in (object_in(row.manifest) or {}).get("chains", ())
            }
            for row in dropped_months(connection)
        }

    def has(self, row: Any) -> bool:
        """Whether this event's words are rightly not here."""
        return row.body == DROPPED and month_of(row.received_at_us) in self._ends

    def says_otherwise(self, row: Any) -> bool:
        """Whether the archive names another hash at this place; of places within a chain the chain itself tells."""
        place = (row.stream, row.node, row.epoch, row.seq)
        return bool(self._ends[month_of(row.received_at_us)].get(place, row.hash) != row.hash)
