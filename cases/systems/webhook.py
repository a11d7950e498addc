"""What a receiver is told when something happens to a case: ids and codes, no person and no text of anybody."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from cases.casework import case_events, handling_events
from cases.codec import Event
from cases.refusal import Refusal


class Kind(StrEnum):
    """Which events can be subscribed to; each value is the event's own name (cases.codec)."""

    REGISTERED = "case_registered"
    ACCEPTED = "case_accepted"
    REJECTED = "case_rejected"
    GRADED = "case_graded"
    DISPATCHED = "case_dispatched"
    ACKNOWLEDGED = "dispatch_acknowledged"
    RETURNED = "dispatch_returned"
    OVERDUE = "deadline_passed"
    SUSPENDED = "case_suspended"
    RESUMED = "case_resumed"
    CLOSED = "case_closed"
    REOPENED = "case_reopened"
    WITHDRAWN = "case_withdrawn"
    MERGED = "case_merged"
    HANDED_OVER = "handed_over"
    TAKEN_OVER = "taken_over"


# Which fields of an event are told beside the case: written down one by one, so that a new field of an event, which
# might say something of a person, is not told by itself.
_TOLD: dict[type[Any], tuple[str, ...]] = {
    case_events.CaseRegistered: ("source",),
    case_events.CaseAccepted: (),
    case_events.CaseRejected: ("reason_code", "referral_code"),
    case_events.CaseGraded: ("grade",),
    case_events.CaseDispatched: ("kind", "level"),
    case_events.DispatchAcknowledged: ("dispatch_id", "unit"),
    case_events.DispatchReturned: ("dispatch_id", "unit", "duty_id"),
    case_events.DeadlinePassed: ("clock", "rung", "due_at"),
    handling_events.CaseSuspended: ("reason_code",),
    handling_events.CaseResumed: (),
    handling_events.CaseClosed: ("result",),
    handling_events.CaseReopened: ("reason_code",),
    handling_events.CaseWithdrawn: (),
    handling_events.CaseMerged: ("into_case_code",),
    case_events.HandedOver: ("to_store",),
    case_events.TakenOver: ("store",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The body of a delivery. `id` is the event's: sent twice, it is the same one."""

    id: str
    kind: Kind
    at: datetime
    store: str
    case_id: str
    case_code: str
    facts: dict[str, str | int | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRow:
    """A receiver as an administrator sees it. `waiting` is still tried; `dead` was given up."""

    webhook_id: str
    name: str
    url: str
    kinds: tuple[Kind, ...]
    made_by: str
    made_at: datetime
    ended_at: datetime | None
    waiting: int
    dead: int
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWebhook:
    """Shown once. `secret`: what the receiver checks signatures with."""

    row: WebhookRow
    secret: str = field(repr=False)


def facts_of(event: Event) -> dict[str, str | int | list[str]]:
    """What is told of an event beside the case."""
    told: dict[str, str | int | list[str]] = {}
    for name in _TOLD[type(event)]:
        value = getattr(event, name)
        if value not in (None, ""):
            told[name] = _plain(value)
    if isinstance(event, case_events.CaseDispatched):
        told["units"] = [one.unit for one in event.assigned]
    return told


def check_kinds(kinds: tuple[Kind, ...]) -> Refusal | None:
    """At least one."""
    return None if kinds else Refusal("webhook.no_kind")


def told_fields() -> dict[str, frozenset[str]]:
    """{event's class: fields of it that are told}, for whoever checks that they exist and are harmless."""
    return {kind.__name__: frozenset(names) & {f.name for f in fields(kind)} for kind, names in _TOLD.items()}


def _plain(value: Any) -> str | int:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)
