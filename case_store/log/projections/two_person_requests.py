"""two_person: acts that wait for their second person."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.schema import two_person
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.people.two_person import ActRequested, TwoPersonEvent

_ASK = upsert(two_person).on_conflict_do_nothing()
_SETTLE = (
    sa.update(two_person)
    .where(two_person.c.stream == param("s"), two_person.c.request_id == param("r"))
    .values(settled=1)
)


def fold(connection: sa.Connection, envelope: Envelope, happened: TwoPersonEvent) -> None:
    """One event of a request."""
    if not isinstance(happened, ActRequested):
        connection.execute(_SETTLE, {"s": envelope.stream, "r": happened.request_id})
        return
    row = {
        "stream": envelope.stream,
        "request_id": happened.request_id,
        "act": happened.act.value,
        "case_id": happened.case_id,
        "reason_code": happened.reason_code,
        "asked_by": happened.staff_id,
        "asked_at_us": to_us(envelope.at),
        "until_us": to_us(happened.until),
        "settled": 0,
    }
    connection.execute(_ASK, row)
