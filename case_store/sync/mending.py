"""Holes of a store's own log, filled with what upstream has: each event at its own place, the head stays."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy import bindparam as param

from case_store.log.placed import Placed
from case_store.log.placing import place
from case_store.log.projections.case_histories import refold
from case_store.log.schema import event, outbox
from case_store.log.wire import from_wire, keys_from_wire
from case_store.trouble import is_machine_trouble

_log = structlog.get_logger(__name__)

_CASE = "case:"
_AT = sa.select(event.c.hash, event.c.position).where(
    event.c.stream == param("s"),
    event.c.node == param("n"),
    event.c.epoch == param("e"),
    event.c.seq == param("q"),
)
_CONFIRMED = sa.delete(outbox).where(outbox.c.stream == param("s"), outbox.c.position == param("p"))


def put_back(connection: sa.Connection, stream: str, node: str, items: Iterable[Any], now: datetime) -> int:
    """Items {"event": …, "keys": […]} of this node; answers how many are in the log and confirmed now.

    What cannot be read or placed is left out: the next comparison finds it again.
    """
    return sum(_put_back(connection, stream, node, raw, now) for raw in items)


def _put_back(connection: sa.Connection, stream: str, node: str, raw: Any, now: datetime) -> bool:
    try:
        one = Placed.of(from_wire(raw["event"]), keys_from_wire(raw["keys"]))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):  # pydantic's are ValueErrors
        return False
    envelope = one.envelope
    if (envelope.stream, envelope.node) != (stream, node):
        return False
    this = {"s": stream, "n": node, "e": envelope.epoch, "q": envelope.seq}
    here = connection.execute(_AT, this).first()
    if here is not None:  # upstream had kept it apart, and a person took it in: it is confirmed now
        connection.execute(_CONFIRMED, {"s": stream, "p": here.position})
        return bool(here.hash == one.hash)
    try:
        with connection.begin_nested():
            place(connection, stream, [one], now, push_on=False, chained=False)
    except Exception as error:
        if is_machine_trouble(error):
            raise
        _log.warning("event not placeable", id=envelope.id, error=type(error).__name__)
        return False
    if envelope.aggregate.startswith(_CASE):
        refold(connection, envelope.aggregate.removeprefix(_CASE))
    return True
