"""alarm_answer and wall_notice: what people of the command zone did; meeting: which rooms are taken."""

from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import alarm_answer, meeting, wall_notice
from case_store.log.sql import upsert
from cases.alarm.alarm import AlarmAcknowledged, AlarmEscalated, AlarmEvent
from cases.alarm.wall_notice import WallNoticeEvent, WallNoticeShown, WallNoticeTakenDown
from cases.casework.case_additions import AppointmentSet
from cases.envelope import Envelope

_KNOWN = Prepared(upsert(alarm_answer).on_conflict_do_nothing())
_THIS = (alarm_answer.c.stream == param("s"), alarm_answer.c.alarm_id == param("i"))
_FIRST = sa.update(alarm_answer).where(*_THIS, alarm_answer.c.acknowledged_at_us.is_(None))
_ACKNOWLEDGE = Prepared(_FIRST.values(acknowledged_at_us=param("at"), acknowledged_by=param("by")))
_ESCALATE = Prepared(sa.update(alarm_answer).where(*_THIS).values(escalated_at_us=param("at")))
_SHOW = upsert(wall_notice).on_conflict_do_nothing()
_MEET = Prepared(upsert(meeting).on_conflict_do_nothing())
_TAKE_DOWN = (
    sa.update(wall_notice)
    .where(wall_notice.c.stream == param("s"), wall_notice.c.notice_id == param("i"))
    .values(taken_down=1)
)


def fold(connection: sa.Connection, envelope: Envelope, happened: AlarmEvent) -> None:
    """One answer to alarms; the first acknowledgement stands."""
    ids = (happened.alarm_id, *happened.also)
    known = [{"stream": envelope.stream, "alarm_id": id_, "kind": happened.kind} for id_ in ids]
    these = [{"s": envelope.stream, "i": id_, "at": to_us(envelope.at)} for id_ in ids]
    _KNOWN.run_many(connection, known)
    match happened:
        case AlarmAcknowledged():
            _ACKNOWLEDGE.run_many(connection, [this | {"by": happened.staff_id} for this in these])
        case AlarmEscalated():
            _ESCALATE.run_many(connection, these)
        case _:
            assert_never(happened)


def fold_wall_notice(connection: sa.Connection, envelope: Envelope, happened: WallNoticeEvent) -> None:
    """A notice goes up, or is taken down."""
    match happened:
        case WallNoticeShown():
            row = {
                "stream": envelope.stream,
                "notice_id": happened.notice_id,
                "text": happened.text,
                "template": happened.template,
                "staff_id": happened.staff_id,
                "at_us": to_us(envelope.at),
                "until_us": to_us(happened.until),
                "taken_down": 0,
            }
            connection.execute(_SHOW, row)
        case WallNoticeTakenDown():
            notice_id = envelope.aggregate.removeprefix("wall_notice:")
            connection.execute(_TAKE_DOWN, {"s": envelope.stream, "i": notice_id})
        case _:
            assert_never(happened)


def fold_meeting(
    connection: sa.Connection, envelope: Envelope, case_id: str, happened: AppointmentSet
) -> None:
    """Somebody is met in a room. It stays in the stream of whoever arranged it, whoever holds the case."""
    row = {
        "stream": envelope.stream,
        "appointment_id": happened.appointment_id,
        "case_id": case_id,
        "room": happened.room,
        "meet_at_us": to_us(happened.meet_at),
    }
    _MEET.run(connection, row)
