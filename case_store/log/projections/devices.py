"""device and device_key: who may come in, and every key that ever did."""

from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.schema import device, device_key
from case_store.log.sql import upsert
from cases.device.device import DeviceDoubled, DeviceEnrolled, DeviceEvent, DeviceRevoked, Standing
from cases.envelope import Envelope

_LET_IN = upsert(device)
_ENROL = _LET_IN.on_conflict_do_update(
    index_elements=["stream", "device_id"],
    set_={
        name: _LET_IN.excluded[name]
        for name in (
            *("role", "name", "epoch", "public_key", "reader_key", "standing"),
            *("enrolled_at_us", "enrolled_by", "ended_at_us", "ended_by", "ended_why"),
        )
    },
)
_KNOW = upsert(device_key).on_conflict_do_nothing()
_END = (
    sa.update(device)
    .where(device.c.stream == param("s"), device.c.device_id == param("i"))
    .values(standing=param("to"), ended_at_us=param("at"), ended_by=param("by"), ended_why=param("why"))
)
_ENDS = ("device_revoked", "device_doubled")
NOBODY = "system"


def fold_unread(connection: sa.Connection, envelope: Envelope) -> None:
    """Its end, of which a disk has damaged the words: it stays out until a person has looked."""
    if envelope.type in _ENDS:
        this = {"s": envelope.stream, "i": envelope.aggregate.removeprefix("device:")}
        to = {"to": Standing.DOUBLED.value, "at": to_us(envelope.at), "by": NOBODY, "why": ""}
        connection.execute(_END, this | to)


def fold(connection: sa.Connection, envelope: Envelope, happened: DeviceEvent) -> None:
    """One event of a device."""
    stream, at_us = envelope.stream, to_us(envelope.at)
    this = {"s": stream, "i": envelope.aggregate.removeprefix("device:"), "at": at_us}
    match happened:
        case DeviceEnrolled():
            row = {
                "stream": stream,
                "device_id": happened.device_id,
                "role": happened.role.value,
                "name": happened.name,
                "epoch": happened.epoch,
                "public_key": happened.public_key,
                "reader_key": happened.reader_key,
                "standing": Standing.IN_USE.value,
                "enrolled_at_us": at_us,
                "enrolled_by": happened.staff_id,
                "ended_at_us": None,
                "ended_by": None,
                "ended_why": None,
            }
            connection.execute(_ENROL, row)
            key = {name: row[name] for name in ("stream", "public_key", "device_id", "epoch")}
            connection.execute(_KNOW, key)
        case DeviceRevoked():
            to = {"to": Standing.REVOKED.value, "by": happened.staff_id, "why": happened.why}
            connection.execute(_END, this | to)
        case DeviceDoubled():
            to = {"to": Standing.DOUBLED.value, "by": NOBODY, "why": ""}
            connection.execute(_END, this | to)
        case _:
            assert_never(happened)
