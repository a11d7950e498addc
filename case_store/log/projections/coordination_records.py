"""coordination_record, task: meetings, reports up, coordination, and what their resolutions owe."""

from typing import assert_never

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.projections.document_serials import given
from case_store.log.schema import coordination_record, task
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.supervision.coordination import (
    RecordAnswered,
    RecordEvent,
    RecordMade,
    TaskDone,
    TaskOverdue,
    TaskState,
)

_MAKE = upsert(coordination_record).on_conflict_do_nothing()
_OWE = upsert(task).on_conflict_do_nothing()
_ANSWER = (
    sa.update(coordination_record)
    .where(coordination_record.c.stream == param("s"), coordination_record.c.record_id == param("i"))
    .values(answered=1)
)
_TASK = (
    sa.update(task).where(task.c.stream == param("s"), task.c.task_id == param("i")).values(state=param("to"))
)


def fold(connection: sa.Connection, envelope: Envelope, happened: RecordEvent) -> None:
    """One event of a record."""
    stream = envelope.stream
    match happened:
        case RecordMade():
            row = {
                "stream": stream,
                "record_id": happened.record_id,
                "kind": happened.kind.value,
                "number": happened.number.text,
                "case_id": happened.case_id,
                "staff_id": happened.staff_id,
                "units": orjson.dumps(happened.units).decode(),
                "held_at_us": to_us(happened.held_at),
                "answered": 0,
            }
            connection.execute(_MAKE, row)
            given(connection, stream, happened.number)
            for owed in happened.tasks:
                line = {
                    "stream": stream,
                    "task_id": owed.task_id,
                    "record_id": happened.record_id,
                    "unit": owed.unit,
                    "state": TaskState.OPEN.value,
                    "soon_at_us": to_us(owed.clock.soon_at),
                    "due_at_us": to_us(owed.clock.due_at),
                    "due_date": owed.clock.due_date.isoformat(),
                }
                connection.execute(_OWE, line)
        case RecordAnswered():
            connection.execute(_ANSWER, {"s": stream, "i": envelope.aggregate.removeprefix("record:")})
        case TaskDone():
            connection.execute(_TASK, {"s": stream, "i": happened.task_id, "to": TaskState.DONE.value})
        case TaskOverdue():
            connection.execute(_TASK, {"s": stream, "i": happened.task_id, "to": TaskState.OVERDUE.value})
        case _:
            assert_never(happened)
