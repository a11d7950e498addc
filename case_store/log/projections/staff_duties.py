"""duty: attendance, a row per stretch from sign-in to sign-out."""

from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.schema import duty
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.hall_time import hall_date
from cases.queue.staff_duty import DutyEvent, StaffSignedIn, StaffSignedOut

_IN = upsert(duty).on_conflict_do_nothing()
_OUT = (
    sa.update(duty)
    .where(duty.c.stream == param("s"), duty.c.staff_id == param("i"), duty.c.out_at_us.is_(None))
    .values(out_at_us=param("at"), out_reason=param("why"))
)


def fold(connection: sa.Connection, envelope: Envelope, happened: DutyEvent) -> None:
    """One event of somebody's attendance."""
    at_us = to_us(envelope.at)
    match happened:
        case StaffSignedIn():
            row = {
                "stream": envelope.stream,
                "staff_id": happened.staff_id,
                "in_at_us": at_us,
                "business_date": hall_date(envelope.at).isoformat(),
                "role": happened.role,
                "counter_no": happened.counter_no,
            }
            connection.execute(_IN, row)
        case StaffSignedOut():
            this = {"s": envelope.stream, "i": happened.staff_id, "at": at_us, "why": happened.reason}
            connection.execute(_OUT, this)
        case _:
            assert_never(happened)
