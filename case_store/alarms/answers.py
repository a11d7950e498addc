"""What people answered to an alarm whose cause is no row of the tables, such as a machine that is silent."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import from_us_or_none
from case_store.log.prepared import Prepared
from case_store.log.schema import alarm_answer
from case_store.views.look import Look
from cases.alarm.alarm import Alarm

_ANSWER = Prepared(
    sa.select(
        alarm_answer.c.acknowledged_at_us, alarm_answer.c.acknowledged_by, alarm_answer.c.escalated_at_us
    ).where(alarm_answer.c.stream == param("s"), alarm_answer.c.alarm_id == param("i"))
)


def answered(look: Look, alarm: Alarm) -> Alarm:
    """The alarm with it."""
    row = _ANSWER.first(look.connection, {"s": look.stream, "i": alarm.alarm_id})
    if row is None:
        return alarm
    return replace(
        alarm,
        acknowledged_at=from_us_or_none(row[0]),
        acknowledged_by=row[1] or "",
        escalated_at=from_us_or_none(row[2]),
    )
