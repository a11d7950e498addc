"""The state of an aggregate, folded from its events in the transaction that decides on it."""

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import StoreError
from case_store.log.dropped import words_away
from case_store.log.event_log import Past
from case_store.log.projections.kept_cases import CaseNotFoldable, folded_case
from case_store.log.schema import event
from cases import notice
from cases.casework import evaluation
from cases.casework.case_state import Case
from cases.codec import UnknownEvent, decode
from cases.device import device
from cases.people import two_person
from cases.queue import appointment, desk, help_call, staff_duty, visit
from cases.queue.visit_events import VisitEvent
from cases.supervision import (
    case_review,
    coordination,
    supervision,
    supervision_folding,
    whistle,
    whistle_rules,
)

_IS_SAID = sa.select(event.c.id).where(event.c.stream == param("s"), event.c.aggregate == param("a")).limit(1)
_SAID = sa.select(event.c.type, event.c.v, event.c.body).where(event.c.aggregate == param("a"))


def visit_of(past: Past, visit_id: str) -> visit.Visit | None:
    """A visit as it stands."""
    state: visit.Visit | None = None
    for happened in past.past(visit_name(visit_id)):
        if isinstance(happened, VisitEvent):
            state = visit.evolve(state, happened)
    return state


def case_of(past: Past, case_id: str) -> Case | None:
    """A case as it stands. Raises StoreError when it is not known here, with the reason of `_why_not`."""
    try:
        return folded_case(past.connection, case_id)
    except CaseNotFoldable as error:
        raise _why_not(past.connection, case_name(case_id)) from error


def _why_not(connection: sa.Connection, name: str) -> StoreError:
    """Why a case could not be folded: `archive.words_away`, `event.damaged`, `store.upgrade_first`.

    `rebuild.needed` where all of it can be read again, but could not when the tables were made.
    """
    if (away := words_away(connection, name)) is not None:
        return away
    for row in connection.execute(_SAID, {"a": name}):
        try:
            happened = decode(row.type, row.v, orjson.loads(row.body))
        except ValueError:  # orjson's and pydantic's are such
            return StoreError("event.damaged", type=row.type)
        if isinstance(happened, UnknownEvent):
            return StoreError("store.upgrade_first", type=row.type, v=row.v)
    return StoreError("rebuild.needed")


def help_of(past: Past, help_id: str) -> help_call.HelpCall | None:
    """A call for help as it stands."""
    state: help_call.HelpCall | None = None
    for happened in past.past(help_name(help_id)):
        if isinstance(happened, help_call.HelpEvent):
            state = help_call.evolve(state, happened)
    return state


def notice_of(past: Past, notice_id: str) -> notice.Notice | None:
    """A notice as it stands."""
    state: notice.Notice | None = None
    for happened in past.past(notice_name(notice_id)):
        if isinstance(happened, notice.NoticeEvent):
            state = notice.evolve(state, happened)
    return state


def desk_of(past: Past, counter_no: int) -> desk.Desk | None:
    """A desk as it stands; a damaged row of long ago closes no counter, as who sits there is told anew each time."""
    state: desk.Desk | None = None
    for happened in past.past(desk_name(counter_no), gaps=True):
        if isinstance(happened, desk.DeskEvent):
            state = desk.evolve(state, happened)
    return state


def duty_of(past: Past, staff_id: str) -> staff_duty.Duty | None:
    """Somebody's attendance as it stands; a damaged row of long ago keeps nobody out, as for a desk."""
    state: staff_duty.Duty | None = None
    for happened in past.past(staff_name(staff_id), gaps=True):
        if isinstance(happened, staff_duty.DutyEvent):
            state = staff_duty.evolve(state, happened)
    return state


def appointment_of(past: Past, appointment_id: str) -> appointment.Appointment | None:
    """An appointment as it stands."""
    state: appointment.Appointment | None = None
    for happened in past.past(appointment_name(appointment_id)):
        if isinstance(happened, appointment.AppointmentEvent):
            state = appointment.evolve(state, happened)
    return state


def evaluation_of(past: Past, subject: str, subject_id: str) -> evaluation.Evaluation | None:
    """What was said of a visit or a matter, if anything."""
    state: evaluation.Evaluation | None = None
    for happened in past.past(evaluation_name(subject, subject_id)):
        if isinstance(happened, evaluation.EvaluationEvent):
            state = evaluation.evolve(state, happened)
    return state


def is_evaluated(past: Past, subject: str, subject_id: str) -> bool:
    """Whether anything was said of it; what is damaged, or in an archive, was said."""
    this = {"s": past.stream, "a": evaluation_name(subject, subject_id)}
    return past.connection.execute(_IS_SAID, this).first() is not None


def item_of(past: Past, item_id: str) -> supervision.SupervisionItem | None:
    """A supervision item as it stands."""
    state: supervision.SupervisionItem | None = None
    for happened in past.past(item_name(item_id)):
        if isinstance(happened, supervision.ItemEvent):
            state = supervision_folding.evolve(state, happened)
    return state


def whistle_of(past: Past, whistle_id: str) -> whistle.WhistleCall | None:
    """A whistle call as it stands."""
    state: whistle.WhistleCall | None = None
    for happened in past.past(whistle_name(whistle_id)):
        if isinstance(happened, whistle.WhistleEvent):
            state = whistle_rules.evolve(state, happened)
    return state


def record_of(past: Past, record_id: str) -> coordination.CoordinationRecord | None:
    """A record of coordination as it stands."""
    state: coordination.CoordinationRecord | None = None
    for happened in past.past(record_name(record_id)):
        if isinstance(happened, coordination.RecordEvent):
            state = coordination.evolve(state, happened)
    return state


def review_of(past: Past, period: str) -> case_review.Review | None:
    """A month's review as it stands."""
    state: case_review.Review | None = None
    for happened in past.past(review_name(period)):
        if isinstance(happened, case_review.ReviewEvent):
            state = case_review.evolve(state, happened)
    return state


def device_of(past: Past, device_id: str) -> device.Device | None:
    """A device as it stands."""
    state: device.Device | None = None
    for happened in past.past(device_name(device_id)):
        if isinstance(happened, device.DeviceEvent):
            state = device.evolve(state, happened)
    return state


def request_of(past: Past, request_id: str) -> two_person.Request | None:
    """A request for an act of two persons as it stands."""
    state: two_person.Request | None = None
    for happened in past.past(request_name(request_id)):
        if isinstance(happened, two_person.TwoPersonEvent):
            state = two_person.evolve(state, happened)
    return state


def visit_name(visit_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"visit:{visit_id}"


def case_name(case_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"case:{case_id}"


def help_name(help_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"help:{help_id}"


def notice_name(notice_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"notice:{notice_id}"


def desk_name(counter_no: int) -> str:
    """The aggregate's name in the envelope."""
    return f"desk:{counter_no}"


def staff_name(staff_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"staff:{staff_id}"


def appointment_name(appointment_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"appointment:{appointment_id}"


def evaluation_name(subject: str, subject_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"evaluation:{subject}:{subject_id}"


def item_name(item_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"supervision:{item_id}"


def whistle_name(whistle_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"whistle:{whistle_id}"


def record_name(record_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"record:{record_id}"


def review_name(period: str) -> str:
    """The aggregate's name in the envelope."""
    return f"review:{period}"


def device_name(device_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"device:{device_id}"


def kiosk_name(kiosk_id: str) -> str:
    """The aggregate's name in the envelope: what a kiosk was lent."""
    return f"kiosk:{kiosk_id}"


def inspection_name(inspection_id: str) -> str:
    """The aggregate's name in the envelope; work reminders to slow places are kept beside them."""
    return f"inspection:{inspection_id}"


def request_name(request_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"two_person:{request_id}"
