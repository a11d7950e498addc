"""appointment: slots that the hall holds."""

from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.schema import appointment
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.hall_time import hall_date
from cases.queue.appointment import AppointmentCancelled, AppointmentEvent, AppointmentKept, AppointmentMade

_MAKE = upsert(appointment).on_conflict_do_nothing()
_THIS = sa.update(appointment).where(
    appointment.c.stream == param("s"), appointment.c.appointment_id == param("i")
)
_KEEP = _THIS.values(visit_id=param("visit"))
_CANCEL = _THIS.values(cancelled=1)


def fold(connection: sa.Connection, envelope: Envelope, happened: AppointmentEvent) -> None:
    """One event of an appointment."""
    this = {"s": envelope.stream, "i": envelope.aggregate.removeprefix("appointment:")}
    match happened:
        case AppointmentMade():
            row = {
                "stream": envelope.stream,
                "appointment_id": happened.appointment_id,
                "counter_no": happened.counter_no,
                "slot_at_us": to_us(happened.at),
                "business_date": hall_date(happened.at).isoformat(),
                "code": happened.code,
                "case_id": happened.case_id,
                "cancelled": 0,
            }
            connection.execute(_MAKE, row)
        case AppointmentKept():
            connection.execute(_KEEP, {**this, "visit": happened.visit_id})
        case AppointmentCancelled():
            connection.execute(_CANCEL, this)
        case _:
            assert_never(happened)
