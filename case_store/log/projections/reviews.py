"""review, reviewed_case, field_inspection, slow_reminder: how matters were handled, and which places are slow."""

from typing import assert_never

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.projections.document_serials import given
from case_store.log.schema import field_inspection, review, reviewed_case, slow_reminder
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.supervision.case_review import CaseReviewed, ReviewDrawn, ReviewEvent
from cases.supervision.field_inspection import InspectionEvent, InspectionMade, SlowReminderSent

_DRAW = upsert(review).on_conflict_do_nothing()
_DRAWN = upsert(reviewed_case).on_conflict_do_nothing()
_REVIEWED = (
    sa.update(reviewed_case)
    .where(
        reviewed_case.c.stream == param("s"),
        reviewed_case.c.period == param("p"),
        reviewed_case.c.case_id == param("c"),
    )
    .values(
        staff_id=param("by"),
        total=param("points"),
        passed=param("good"),
        reopening_asked=param("again"),
        at_us=param("at"),
    )
)
_INSPECT = upsert(field_inspection).on_conflict_do_nothing()
_REMIND = upsert(slow_reminder).on_conflict_do_nothing()


def fold(connection: sa.Connection, envelope: Envelope, happened: ReviewEvent | InspectionEvent) -> None:
    """One event."""
    stream, at_us = envelope.stream, to_us(envelope.at)
    match happened:
        case ReviewDrawn():
            row = {
                "stream": stream,
                "period": happened.period,
                "staff_id": happened.staff_id,
                "seed": happened.seed,
                "closed": happened.closed,
                "drawn_at_us": at_us,
            }
            connection.execute(_DRAW, row)
            for place, case_id in enumerate(happened.case_ids):
                line = {"stream": stream, "period": happened.period, "case_id": case_id, "place": place}
                connection.execute(_DRAWN, line)
        case CaseReviewed():
            reviewed = {
                "s": stream,
                "p": envelope.aggregate.removeprefix("review:"),
                "c": happened.case_id,
                "by": happened.staff_id,
                "points": happened.total,
                "good": int(happened.passed),
                "again": int(happened.reopening_asked),
                "at": at_us,
            }
            connection.execute(_REVIEWED, reviewed)
        case InspectionMade():
            made = {
                "stream": stream,
                "inspection_id": happened.inspection_id,
                "kind": happened.kind.value,
                "area": happened.area,
                "finding": happened.finding.value,
                "staff_id": happened.staff_id,
                "inspected_at_us": to_us(happened.inspected_at),
            }
            connection.execute(_INSPECT, made)
        case SlowReminderSent():
            sent = {
                "stream": stream,
                "reminder_id": happened.reminder_id,
                "kind": happened.kind.value,
                "area": happened.area,
                "number": happened.number.text,
                "open": happened.open,
                "overdue": happened.overdue,
                "median_workdays": happened.median_workdays,
                "staff_id": happened.staff_id,
                "at_us": at_us,
            }
            connection.execute(_REMIND, sent)
            given(connection, stream, happened.number)
        case _:
            assert_never(happened)
