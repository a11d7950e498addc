"""desk: who sits at which counter, and whether they are away for a while."""

from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.schema import desk
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.queue.desk import DeskClosed, DeskEvent, DeskOpened, DeskPaused, DeskResumed

_DESK = upsert(desk)
_SIT = _DESK.on_conflict_do_update(
    index_elements=["stream", "counter_no"],
    set_={name: _DESK.excluded[name] for name in ("staff_id", "since_us", "paused", "paused_until_us")},
)
_PAUSE = (
    sa.update(desk)
    .where(desk.c.stream == param("s"), desk.c.counter_no == param("n"))
    .values(paused=param("paused"), paused_until_us=param("until"))
)


def fold(connection: sa.Connection, envelope: Envelope, happened: DeskEvent) -> None:
    """One event of a desk."""
    match happened:
        case DeskOpened():
            _sit(connection, envelope, happened.counter_no, happened.staff_id)
        case DeskClosed():
            _sit(connection, envelope, happened.counter_no, None)
        case DeskPaused():
            until = None if happened.until is None else to_us(happened.until)
            row = {"s": envelope.stream, "n": happened.counter_no, "paused": 1, "until": until}
            connection.execute(_PAUSE, row)
        case DeskResumed():
            row = {"s": envelope.stream, "n": happened.counter_no, "paused": 0, "until": None}
            connection.execute(_PAUSE, row)
        case _:
            assert_never(happened)


def _sit(connection: sa.Connection, envelope: Envelope, counter_no: int, staff_id: str | None) -> None:
    row = {
        "stream": envelope.stream,
        "counter_no": counter_no,
        "staff_id": staff_id,
        "since_us": to_us(envelope.at),
        "paused": 0,
        "paused_until_us": None,
    }
    connection.execute(_SIT, row)
