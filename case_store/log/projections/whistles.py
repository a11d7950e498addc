"""whistle: each unit of each call, with the step that is waited for and until when."""

from typing import Any, assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.projections import case_accesses
from case_store.log.schema import whistle
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.supervision import whistle as did
from cases.supervision.whistle import WhistleEvent, WhistleState

_CALL = upsert(whistle).on_conflict_do_nothing()
_UNIT = (whistle.c.stream == param("s"), whistle.c.whistle_id == param("w"), whistle.c.unit == param("u"))
_BY = sa.select(whistle.c.arrive_by_us).where(*_UNIT)


def fold(connection: sa.Connection, envelope: Envelope, happened: WhistleEvent) -> None:
    """One event of a call."""
    whistle_id = envelope.aggregate.removeprefix("whistle:")

    def change(unit: str, state: WhistleState, due_at_us: int | None, **more: Any) -> None:
        values = {"state": state.value, "due_at_us": due_at_us, **more}
        this = {"s": envelope.stream, "w": whistle_id, "u": unit}
        connection.execute(sa.update(whistle).where(*_UNIT).values(**values), this)

    match happened:
        case did.WhistleCalled():
            row = {
                "stream": envelope.stream,
                "whistle_id": happened.whistle_id,
                "case_id": happened.case_id,
                "state": WhistleState.CALLED.value,
                "called_at_us": to_us(happened.called_at),
                "arrive_by_us": to_us(happened.arrive_by),
                "due_at_us": to_us(happened.respond.due_at),
                "missed": 0,
            }
            connection.execute(_CALL, [{**row, "unit": unit} for unit in happened.units])
            case_accesses.fold_whistle(connection, envelope, happened)
        case did.WhistleConfirmed():
            this = {"s": envelope.stream, "w": whistle_id, "u": happened.unit}
            change(happened.unit, WhistleState.CONFIRMED, connection.execute(_BY, this).scalar())
        case did.WhistleArrived():
            change(happened.unit, WhistleState.ARRIVED, to_us(happened.report.due_at))
        case did.WhistleReported():
            change(happened.unit, WhistleState.REPORTED, None)
        case did.WhistleMissed():
            change(happened.unit, WhistleState.MISSED, None, missed=1)
        case did.WhistleCancelled():
            for unit in happened.units:
                change(unit, WhistleState.CANCELLED, None)
            case_accesses.fold_whistle(connection, envelope, happened)
        case _:
            assert_never(happened)
