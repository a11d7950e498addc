"""risk_level and warning: the levels of the last assessment, and what became of each warning."""

from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.projections.document_serials import given
from case_store.log.schema import risk_level, warning
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.risk.warning import (
    RiskAssessed,
    WarningApproved,
    WarningCrossedAgain,
    WarningDrafted,
    WarningDropped,
    WarningEdited,
    WarningEvent,
    WarningState,
)

_FORGET = sa.delete(risk_level).where(risk_level.c.stream == param("s"))
_DRAFT = upsert(warning).on_conflict_do_nothing()
_DECIDE = (
    sa.update(warning)
    .where(warning.c.stream == param("s"), warning.c.warning_id == param("i"))
    .values(state=param("to"), number=param("no"), decided_at_us=param("at"), decided_by=param("by"))
)


def fold(connection: sa.Connection, envelope: Envelope, happened: WarningEvent) -> None:
    """One assessment, or one step of a warning."""
    stream, at_us = envelope.stream, to_us(envelope.at)
    this = {"s": stream, "i": envelope.aggregate.removeprefix("warning:"), "at": at_us}
    match happened:
        case RiskAssessed():
            connection.execute(_FORGET, {"s": stream})
            rows = [
                {
                    "stream": stream,
                    "area": area,
                    "type_group": group,
                    "day": happened.day.isoformat(),
                    "level": level,
                    "index_tenths": round(index * 10),
                }
                for area, group, index, level in happened.levels
            ]
            if rows:
                connection.execute(sa.insert(risk_level), rows)
        case WarningDrafted():
            row = {
                "stream": stream,
                "warning_id": happened.warning_id,
                "area": happened.area,
                "type_group": happened.group,
                "level": happened.level,
                "index_tenths": round(happened.index * 10),
                "day": happened.day.isoformat(),
                "state": WarningState.DRAFTED.value,
                "number": "",
                "drafted_at_us": at_us,
            }
            connection.execute(_DRAFT, row)
        case WarningApproved():
            to = {"to": WarningState.APPROVED.value, "no": happened.number.text, "by": happened.staff_id}
            connection.execute(_DECIDE, this | to)
            given(connection, stream, happened.number)
        case WarningDropped():
            to = {"to": WarningState.DROPPED.value, "no": "", "by": happened.staff_id}
            connection.execute(_DECIDE, this | to)
        case WarningEdited() | WarningCrossedAgain():
            return  # words and notes are read from the log
        case _:
            assert_never(happened)
