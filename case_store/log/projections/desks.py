"""desk: who sits at which counter."""

from typing import assert_never

import sqlalchemy as sa

from case_store.log.micros import to_us
from case_store.log.schema import desk
from case_store.log.sql import upsert
from cases.desk import DeskClosed, DeskEvent, DeskOpened
from cases.envelope import Envelope

_DESK = upsert(desk)
_SIT = _DESK.on_conflict_do_update(
    index_elements=["stream", "counter_no"],
    set_={name: _DESK.excluded[name] for name in ("staff_id", "since_us")},
)


def fold(connection: sa.Connection, envelope: Envelope, happened: DeskEvent) -> None:
    """One event of a desk."""
    match happened:
        case DeskOpened():
            staff_id: str | None = happened.staff_id
        case DeskClosed():
            staff_id = None
        case _:
            assert_never(happened)
    row = {
        "stream": envelope.stream,
        "counter_no": happened.counter_no,
        "staff_id": staff_id,
        "since_us": to_us(envelope.at),
    }
    connection.execute(_SIT, row)
