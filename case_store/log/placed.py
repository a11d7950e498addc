"""An event on its way into the log, and the wrapped keys that travel beside it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from case_store.log.wire import KEY_FIELDS, event_hash
from cases.casework.case_events import CaseRegistered
from cases.casework.evaluation import EvaluationGiven
from cases.codec import Event, UnknownEvent, decode
from cases.envelope import Envelope
from cases.matter.matter import SealedMatter
from cases.queue.visit_events import DraftSaved, TicketIssued
from cases.sealed import Sealed, WrappedKey
from cases.supervision.coordination import RecordMade
from cases.supervision.field_inspection import InspectionMade
from cases.supervision.supervision import SupervisionRaised


class Placed(NamedTuple):
    """An event on its way into the log. `keys` are the wrapped case keys that travel beside it."""

    envelope: Envelope
    happened: Event | UnknownEvent
    hash: str
    keys: tuple[WrappedKey, ...] = ()

    @classmethod
    def of(cls, envelope: Envelope, keys: tuple[WrappedKey, ...] = ()) -> "Placed":
        """From an envelope alone. Raises pydantic.ValidationError when the body is not of its type."""
        happened = decode(envelope.type, envelope.v, envelope.body)
        return cls(envelope=envelope, happened=happened, hash=event_hash(envelope), keys=keys)


def without_keys(happened: Event) -> tuple[Event, tuple[WrappedKey, ...]]:
    """The event as it is stored for ever, and the wrapped keys that must not be in it."""
    match happened:
        case TicketIssued(draft=SealedMatter() as draft) if draft.keys:
            return replace(happened, draft=replace(draft, keys=())), draft.keys
        case DraftSaved(draft=draft) if draft.keys:
            return replace(happened, draft=replace(draft, keys=())), draft.keys
        case CaseRegistered(matter=matter) if matter.keys:
            return replace(happened, matter=replace(matter, keys=())), matter.keys
        case SupervisionRaised() | RecordMade() | InspectionMade() if happened.keys:
            return replace(happened, keys=()), happened.keys
        case EvaluationGiven() if happened.keys:
            return replace(happened, keys=()), happened.keys
        case _:
            return happened, ()


def key_id(happened: Event | UnknownEvent) -> str | None:
    """The case, or record without one, whose key an event brings along: its keys travel beside it to the centre."""
    match happened:
        case TicketIssued(draft=SealedMatter()):
            return happened.draft_id
        case DraftSaved():
            return happened.draft_id
        case CaseRegistered():
            return happened.case_id
        case EvaluationGiven(text=Sealed() as text):
            return text.key_id
        case SupervisionRaised(case_id=""):
            return happened.item_id
        case RecordMade(case_id=""):
            return happened.record_id
        case InspectionMade():
            return happened.inspection_id
        case _:
            return None


def key_rows(stream: str, happened: Event | UnknownEvent, keys: Iterable[WrappedKey]) -> list[dict[str, str]]:
    """Rows of case_key: the wrapped keys that came beside an event."""
    case_id = key_id(happened)
    if case_id is None:
        return []
    return [
        {"stream": stream, "case_id": case_id, **{name: getattr(key, name) for name in KEY_FIELDS}}
        for key in keys
    ]
