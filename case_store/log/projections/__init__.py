"""Tables made from events: one module per kind of aggregate, the same for a hall's own events and for pushed ones."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, assert_never

import sqlalchemy as sa

from case_store.log.gathered import gathered
from case_store.log.projections import (
    alarms,
    appointments,
    case_histories,
    coordination_records,
    desks,
    devices,
    downlinks,
    evaluations,
    figure_rows,
    help_calls,
    kept_cases,
    kept_visits,
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

_CASE, _VISIT = "case:", "visit:"
REBUILD_STEP = 1000
VERSION = 5  # of the folding below: another number makes the tables anew at the next start
_OF_CASES = event.c.aggregate.like(f"{_CASE}%")
_PLACE = (event.c.stream, event.c.position)
_IN_ORDER = (
    sa.select(event)
    .where(~_OF_CASES, sa.tuple_(*_PLACE) > sa.tuple_(*(sa.bindparam(place.name) for place in _PLACE)))
    .order_by(*_PLACE)
    .limit(REBUILD_STEP)
)
_PLACE_IN_CASE = (
    event.c.aggregate,
    event.c.stream,
    event.c.tenure,
    event.c.epoch,
    event.c.seq,
    event.c.position,
)
_BY_CASE = (
    sa.select(event)
    .where(
        _OF_CASES,
        sa.tuple_(*_PLACE_IN_CASE) > sa.tuple_(*(sa.bindparam(place.name) for place in _PLACE_IN_CASE)),
    )
    .order_by(*_PLACE_IN_CASE)
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
        # Its case is readable, not decidable here; a newer version rebuilds.
        kept_cases.mark_unknown(connection, envelope.aggregate.removeprefix(_CASE))
        devices.fold_unread(connection, envelope)
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


def remember(connection: sa.Connection, envelopes: Sequence[Envelope]) -> None:
    """Within `gathered`: read what these events build on, a question for each kind of row."""
    case_ids = {one.aggregate.removeprefix(_CASE) for one in envelopes if one.aggregate.startswith(_CASE)}
    for part in (kept_cases, figure_rows, downlinks):
        part.remember(connection, case_ids)
    visit_ids: dict[str, set[str]] = defaultdict(set)
    for one in envelopes:
        if one.aggregate.startswith(_VISIT):
            visit_ids[one.stream].add(one.aggregate.removeprefix(_VISIT))
    for stream, some in visit_ids.items():
        if len(some) > 1:  # one alone is asked for as dearly when it is needed
            kept_visits.remember(connection, stream, some)


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
    for some in _batches(_by_case(connection)):
        with gathered(connection):
            for rows in some:
                case_histories.fold_whole(connection, rows[0].aggregate.removeprefix(_CASE), rows)
                done += len(rows)
    after: dict[str, Any] = {"stream": "", "position": 0}
    while found := connection.execute(_IN_ORDER, after).all():
        with gathered(connection):
            for row in found:
                envelope, happened = event_of(row)
                if not isinstance(happened, CaseEvent):  # of a case that is none
                    project(connection, envelope, happened)
        done += len(found)
        after = {"stream": found[-1].stream, "position": found[-1].position}
    downlinks.retell(connection)
    connection.execute(sa.delete(folded_with))
    connection.execute(sa.insert(folded_with), {"stream": "", "version": VERSION})
    return done


def _by_case(connection: sa.Connection) -> Iterator[list["sa.Row[Any]"]]:
    """All that the log has of each case."""
    after: dict[str, Any] = {place.name: 0 for place in _PLACE_IN_CASE} | {"aggregate": "", "stream": ""}
    rows: list[sa.Row[Any]] = []
    while found := connection.execute(_BY_CASE, after).all():
        for row in found:
            if rows and rows[0].aggregate != row.aggregate:
                yield rows
                rows = []
            rows.append(row)
        after = {place.name: getattr(found[-1], place.name) for place in _PLACE_IN_CASE}
    if rows:
        yield rows


def _batches(cases: Iterator[list["sa.Row[Any]"]]) -> Iterator[list[list["sa.Row[Any]"]]]:
    """So many cases that they have some thousand events together."""
    some: list[list[sa.Row[Any]]] = []
    count = 0
    for rows in cases:
        some.append(rows)
        count += len(rows)
        if count >= REBUILD_STEP:
            yield some
            some, count = [], 0
    if some:
        yield some
