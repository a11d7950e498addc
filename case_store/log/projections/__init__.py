"""Tables made from events: one module per kind of aggregate, the same for a hall's own events and for pushed ones."""

from typing import assert_never

import sqlalchemy as sa

from case_store.log.projections import (
    alarms,
    appointments,
    case_histories,
    coordination_records,
    desks,
    devices,
    downlinks,
    evaluations,
    help_calls,
    leases,
    notices,
    policy_revisions,
    reviews,
    staff_duties,
    supervisions,
    two_person_requests,
    visits,
    warnings,
    whistles,
    wishes,
)
from case_store.log.projections import cases as cases_
from case_store.log.rows import event_of
from case_store.log.schema import PROJECTIONS, event, fold_cursor, folded_with, stream_head
from cases import data_taken, log_events, notice
from cases.alarm import alarm, wall_notice
from cases.casework import evaluation
from cases.casework.case_events import CaseEvent
from cases.codec import Event, UnknownEvent
from cases.device.device import DeviceEvent
from cases.envelope import Envelope
from cases.people import account, two_person
from cases.policy import policy_revision
from cases.queue import appointment, desk, help_call, lease, staff_duty, visit_events, wish
from cases.risk import warning
from cases.supervision import case_review, coordination, field_inspection, supervision, whistle

REBUILD_STEP = 1000
VERSION = 5  # of the folding below: another number makes the tables anew at the next start
_IN_ORDER = (
    sa.select(event)
    .where(sa.tuple_(event.c.stream, event.c.position) > sa.tuple_(sa.bindparam("s"), sa.bindparam("p")))
    .order_by(event.c.stream, event.c.position)
    .limit(REBUILD_STEP)
)

_ALL_IS_FOLDED = sa.update(fold_cursor).values(
    position=sa.select(stream_head.c.position)
    .where(stream_head.c.stream == fold_cursor.c.stream)
    .scalar_subquery()
)


def project(connection: sa.Connection, envelope: Envelope, happened: Event | UnknownEvent) -> None:
    """Fold one event into the tables, in the transaction that stores it."""
    if isinstance(happened, UnknownEvent):
        cases_.mark_unknown(connection, envelope)  # readable, not decidable here: a newer version rebuilds
        return
    if isinstance(happened, visit_events.VisitEvent):
        visits.fold(connection, envelope, happened)
    elif isinstance(happened, CaseEvent):
        case_histories.fold(connection, envelope, happened)
    elif isinstance(happened, help_call.HelpEvent):
        help_calls.fold(connection, envelope, happened)
    elif isinstance(happened, desk.DeskEvent):
        desks.fold(connection, envelope, happened)
    elif isinstance(happened, staff_duty.DutyEvent):
        staff_duties.fold(connection, envelope, happened)
    elif isinstance(happened, notice.NoticeEvent):
        notices.fold(connection, envelope, happened)
    elif isinstance(happened, lease.LeaseEvent):
        leases.fold(connection, envelope, happened)
    elif isinstance(happened, supervision.ItemEvent):
        supervisions.fold(connection, envelope, happened)
    elif isinstance(happened, whistle.WhistleEvent):
        whistles.fold(connection, envelope, happened)
    elif isinstance(happened, coordination.RecordEvent):
        coordination_records.fold(connection, envelope, happened)
    elif isinstance(happened, case_review.ReviewEvent | field_inspection.InspectionEvent):
        reviews.fold(connection, envelope, happened)
    elif isinstance(happened, evaluation.EvaluationEvent):
        evaluations.fold(connection, envelope, happened)
    elif isinstance(happened, appointment.AppointmentEvent):
        appointments.fold(connection, envelope, happened)
    elif isinstance(happened, policy_revision.PolicyRevised):
        policy_revisions.fold(connection, envelope, happened)
    elif isinstance(happened, wish.WishDecided):
        wishes.fold(connection, envelope, happened)
    elif isinstance(happened, alarm.AlarmEvent):
        alarms.fold(connection, envelope, happened)
    elif isinstance(happened, wall_notice.WallNoticeEvent):
        alarms.fold_wall_notice(connection, envelope, happened)
    elif isinstance(happened, warning.WarningEvent):
        warnings.fold(connection, envelope, happened)
    elif isinstance(happened, DeviceEvent):
        devices.fold(connection, envelope, happened)
    elif isinstance(happened, two_person.TwoPersonEvent):
        two_person_requests.fold(connection, envelope, happened)
    elif isinstance(happened, data_taken.DataTaken | log_events.LogEvent | account.AccountChanged):
        return  # who took what out or gave whom which rights, what became of the log: nobody asks for it by table
    else:
        assert_never(happened)


def is_outdated(connection: sa.Connection) -> bool:
    """Whether these tables were made by another version of the folding."""
    made_with = connection.execute(sa.select(sa.func.min(folded_with.c.version))).scalar()
    return made_with != VERSION


def rebuild(connection: sa.Connection) -> int:
    """Empty every projection and fold the whole log again; answers how many events there were."""
    connection.execute(_ALL_IS_FOLDED)
    for table in PROJECTIONS:
        connection.execute(sa.delete(table))
    done = 0
    after = {"s": "", "p": 0}
    while rows := connection.execute(_IN_ORDER, after).all():
        for row in rows:
            envelope, happened = event_of(row)
            if isinstance(happened, CaseEvent):
                case_histories.rebuild(connection, envelope, happened)
            else:
                project(connection, envelope, happened)
        done += len(rows)
        after = {"s": rows[-1].stream, "p": rows[-1].position}
    downlinks.retell(connection)
    connection.execute(sa.delete(folded_with))
    connection.execute(sa.insert(folded_with), {"stream": "", "version": VERSION})
    return done
