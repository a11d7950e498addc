"""desk_stint: how long each call kept its desk busy, from the call until the desk was free for the next (过号 too)."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.gathered import put
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.sql import upsert
from case_store.log.visit_tables import desk_stint
from cases.envelope import Envelope
from cases.queue import visit_events as events

_BEGIN = Prepared(upsert(desk_stint).on_conflict_do_nothing())
_OPEN = (
    desk_stint.c.stream == param("s"),
    desk_stint.c.visit_id == param("i"),
    desk_stint.c.freed_at_us.is_(None),
)
_FREE = Prepared(sa.update(desk_stint).where(*_OPEN).values(freed_at_us=param("at")))
_UNDO = Prepared(sa.delete(desk_stint).where(*_OPEN))


def fold(
    connection: sa.Connection, envelope: Envelope, happened: events.VisitEvent, before: dict[str, Any]
) -> None:
    """One event of a visit; most change nothing here."""
    visit_id, at_us = envelope.aggregate.removeprefix("visit:"), to_us(envelope.at)
    this, owner = {"s": envelope.stream, "i": visit_id}, ("stint", envelope.stream, visit_id)
    match happened:
        case events.NumberCalled(call_no=1) | events.TransferTakenBack():
            row = {
                "stream": envelope.stream,
                "visit_id": visit_id,
                "called_at_us": at_us,
                "business_date": before["business_date"],
                "counter_no": happened.counter_no,
                "queue": before["queue"],
                "freed_at_us": None,
            }
            put(connection, owner, _BEGIN, row)
        case events.CallUndone():
            put(connection, owner, _UNDO, this)
        case (
            events.VisitEnded()
            | events.NoShowMarked()
            | events.PutOnHold()
            | events.VisitTransferred()
            | events.PriorityChecked(granted=False)
            | events.VisitMerged()
            | events.VisitLeft()
            | events.VisitCancelled()
        ):
            put(connection, owner, _FREE, {**this, "at": at_us})
