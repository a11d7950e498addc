"""What happened to an item, a call or a record, line by line, with its sealed texts opened."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.names import STAFF_PREFIX, staff_names
from case_store.casework.sealed_texts import TEXT
from case_store.log.event_log import Past
from case_store.log.micros import from_us
from case_store.log.rows import told_by
from case_store.log.schema import event
from cases.sealed import Sealed
from cases.supervision.document_number import DocumentNumber
from cases.views_supervision import ItemLine

_EVENTS = (
    sa.select(event.c.type, event.c.v, event.c.body, event.c.at_us, event.c.actor)
    .where(event.c.stream == param("s"), event.c.aggregate == param("a"))
    .order_by(event.c.hlc, event.c.position)
)


def lines_of(past: Past, aggregate: str, opened: Callable[[Sealed | None, str], str]) -> tuple[ItemLine, ...]:
    """Oldest first. A damaged row is a line that says that something happened, and no more."""
    names = staff_names(past)
    rows = past.connection.execute(_EVENTS, {"s": past.stream, "a": aggregate})
    return tuple(_line(row, told_by(row.type, row.v, row.body), names, opened) for row in rows)


def _line(
    row: Any, happened: object, names: dict[str, str], opened: Callable[[Sealed | None, str], str]
) -> ItemLine:
    number, sealed = getattr(happened, "number", None), getattr(happened, "sealed", None)
    rung = getattr(happened, "rung", "")
    return ItemLine(
        type=row.type,
        at=from_us(row.at_us),
        by_name=names.get(row.actor.removeprefix(STAFF_PREFIX), ""),
        rung=rung if isinstance(rung, str) else "",
        number=number.text if isinstance(number, DocumentNumber) else "",
        text=opened(sealed, TEXT) if isinstance(sealed, Sealed) else "",
    )
