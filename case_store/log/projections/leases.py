"""lease: numbers and serials that normal numbering skips."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import lease
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.queue.lease import LeaseEvent, LeasesWithdrawn, NumbersLeased

NUMBERS, SERIALS = "numbers", "serials"
_LEND = Prepared(upsert(lease).on_conflict_do_nothing())

_WITHDRAW = (
    sa.update(lease)
    .where(lease.c.stream == param("s"), lease.c.kiosk_id == param("k"), lease.c.withdrawn_at_us.is_(None))
    .values(withdrawn_at_us=param("at"))
)


def fold(connection: sa.Connection, envelope: Envelope, happened: LeaseEvent) -> None:
    """One lease, or the end of a kiosk's."""
    if isinstance(happened, LeasesWithdrawn):
        whose = {"s": envelope.stream, "k": happened.kiosk_id, "at": to_us(envelope.at)}
        connection.execute(_WITHDRAW, whose)
        return
    row = {
        "stream": envelope.stream,
        "kind": NUMBERS if isinstance(happened, NumbersLeased) else SERIALS,
        "business_date": happened.business_date.isoformat(),
        "queue": happened.queue if isinstance(happened, NumbersLeased) else "",
        "first": happened.first,
        "last": happened.last,
        "kiosk_id": happened.kiosk_id,
    }
    _LEND.run(connection, row)
