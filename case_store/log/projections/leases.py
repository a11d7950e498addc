"""lease: numbers and serials that normal numbering skips."""

import sqlalchemy as sa

from case_store.log.schema import lease
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.queue.lease import LeaseEvent, NumbersLeased

NUMBERS, SERIALS = "numbers", "serials"
_LEND = upsert(lease).on_conflict_do_nothing()


def fold(connection: sa.Connection, envelope: Envelope, happened: LeaseEvent) -> None:
    """One lease."""
    row = {
        "stream": envelope.stream,
        "kind": NUMBERS if isinstance(happened, NumbersLeased) else SERIALS,
        "business_date": happened.business_date.isoformat(),
        "queue": happened.queue if isinstance(happened, NumbersLeased) else "",
        "first": happened.first,
        "last": happened.last,
        "kiosk_id": happened.kiosk_id,
    }
    connection.execute(_LEND, row)
