"""A matter as it was last told: the open part for every counter, the sealed part for the desk that may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.house import House
from case_store.log.event_log import Past
from case_store.log.history import case_name, visit_name
from case_store.log.micros import from_us
from case_store.log.prepared import Prepared
from case_store.log.rows import event_of
from case_store.log.schema import case_, case_key, event, quarantine
from case_store.log.wrapped_keys import WRAPPED, wrapped_key
from case_store.seal import CaseKey, SealError, open_sealed, unwrap
from cases.casework.case_events import CaseRegistered, MatterCorrected
from cases.casework.case_state import CaseState
from cases.codec import Event, UnknownEvent
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.queue.visit_events import DraftSaved, TicketIssued
from cases.sealed import Sealed
from cases.views import MatterView

_KEYS = Prepared(sa.select(*WRAPPED).where(case_key.c.case_id == param("i"), case_key.c.reader == param("r")))
_NEWEST = sa.select(sa.func.max(event.c.hlc)).where(
    event.c.stream == param("s"),
    event.c.aggregate == param("a"),
    event.c.type.in_(param("types", expanding=True)),
)
DRAFT_TYPES = ("draft_saved",)
WRITING_TYPES = ("case_registered", "matter_corrected")
_TELLING = (
    sa.select(event)
    .where(
        event.c.aggregate == param("a"),
        event.c.type.in_(WRITING_TYPES),
        ~sa.exists().where(quarantine.c.stream == event.c.stream, quarantine.c.id == event.c.id),
    )
    .order_by(event.c.tenure, event.c.epoch, event.c.seq)
)
_CASE = sa.select(case_).where(case_.c.stream == param("s"), case_.c.case_id == param("i"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A matter's open part and its sealed one, as last corrected. `key_id` is the case id, also of a draft."""

    key_id: str
    open: OpenMatter
    sealed: Sealed | None


def told_of_case(past: Past, case_id: str) -> Told | None:
    """The matter of a case, whatever holder it had. A damaged row, or one newer than this program, tells nothing."""
    rows = past.connection.execute(_TELLING, {"a": case_name(case_id)}).all()
    return told_in(case_id, (event_of(row)[1] for row in rows))


def told_in(case_id: str, history: Iterable[Event | UnknownEvent]) -> Told | None:
    """The matter by its decisions in their order; a correction without a sealed part leaves the earlier one."""
    told: Told | None = None
    for happened in history:
        match happened:
            case CaseRegistered(matter=matter) if told is None:
                told = Told(key_id=case_id, open=matter.open, sealed=matter.sealed)
            case MatterCorrected() if told is not None:
                told = Told(key_id=case_id, open=happened.open, sealed=happened.sealed or told.sealed)
    return told


def told_of_draft(past: Past, visit_id: str) -> Told | None:
    """The draft as last saved at the counter, else the one that came with the ticket (先取号，到窗口再说)."""
    told: Told | None = None
    for happened in past.past(visit_name(visit_id)):
        match happened:
            case TicketIssued(draft=draft, draft_id=str(draft_id)) if draft is not None:
                told = Told(key_id=draft_id, open=draft.open, sealed=draft.sealed)
            case DraftSaved(draft_id=draft_id, draft=draft):
                told = Told(key_id=draft_id, open=draft.open, sealed=draft.sealed)
    return told


def unsaved_of_case(past: Past, visit_id: str, case_id: str) -> Told | None:
    """What was autosaved for a case after it was last written; None when nothing was."""
    told = told_of_draft(past, visit_id)
    if told is None or told.key_id != case_id:
        return None
    saved = past.connection.execute(_NEWEST, _newest(past, visit_name(visit_id), DRAFT_TYPES)).scalar()
    written = past.connection.execute(_NEWEST, _newest(past, case_name(case_id), WRITING_TYPES)).scalar()
    return told if saved is not None and (written is None or saved > written) else None


def _newest(past: Past, aggregate: str, types: tuple[str, ...]) -> dict[str, object]:
    return {"s": past.stream, "a": aggregate, "types": types}


def key_of(past: Past, house: House, case_id: str) -> CaseKey:
    """The case's key, opened with the hall's own. Raises SealError when there is none that opens."""
    keys = [wrapped_key(row) for row in _KEYS.all(past.connection, {"i": case_id, "r": house.node})]
    return unwrap(case_id, keys, house.node, *house.keys.openers)


def private_of(past: Past, house: House, told: Told) -> PrivateMatter | None:
    """The sealed part; None when it cannot be opened here. Empty when nothing was sealed."""
    if told.sealed is None:
        return PrivateMatter()
    try:
        return open_sealed(key_of(past, house, told.key_id), told.sealed)
    except SealError:
        return None


def view_of_case(past: Past, house: House, case_id: str, *, private: bool) -> MatterView | None:
    """A case's matter. `private` False: whoever asks does not have the citizen in front of the desk."""
    told = told_of_case(past, case_id)
    row = past.connection.execute(_CASE, {"s": past.stream, "i": case_id}).first()
    if told is None or row is None:
        return None
    opened = private_of(past, house, told) if private else None
    waits_for_answer = row.state == CaseState.REGISTERED.value and row.answer_by is not None
    return MatterView(
        case_id=case_id,
        case_code=row.case_code,
        case_state=row.state,
        draft_id=None,
        open=told.open,
        private=opened or PrivateMatter(),
        private_readable=opened is not None,
        registered_at=from_us(row.registered_at_us),
        answer_by=date.fromisoformat(row.answer_by) if waits_for_answer else None,
    )


def view_of_draft(past: Past, house: House, told: Told | None) -> MatterView:
    """A draft's matter, or an empty sheet when the citizen has told nothing yet."""
    opened = private_of(past, house, told) if told else PrivateMatter()
    return MatterView(
        case_id=None,
        case_code=None,
        case_state=None,
        draft_id=told.key_id if told else None,
        open=told.open if told else OpenMatter(),
        private=opened or PrivateMatter(),
        private_readable=opened is not None,
        registered_at=None,
        answer_by=None,
    )
