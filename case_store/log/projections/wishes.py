"""wish_decided: how the hall answered what citizens wished from the phone."""

import sqlalchemy as sa

from case_store.log.micros import to_us
from case_store.log.schema import wish_decided
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.queue.wish import WishDecided

_DECIDE = upsert(wish_decided).on_conflict_do_nothing()


def fold(connection: sa.Connection, envelope: Envelope, happened: WishDecided) -> None:
    """The first answer stands."""
    row = {
        "stream": envelope.stream,
        "wish_id": happened.wish_id,
        "visit_id": happened.visit_id,
        "kind": happened.kind,
        "granted": int(happened.granted),
        "reason": happened.reason,
        "until_us": None if happened.until is None else to_us(happened.until),
        "at_us": to_us(envelope.at),
    }
    connection.execute(_DECIDE, row)
