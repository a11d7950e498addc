"""The matter at a desk: opened, registered from a draft, corrected, accepted or rejected (domain.md §3.4).

Persons are for the desk that has the citizen in front of it; reading them is an event. The answers of these commands
are ids only: what was sealed is never kept in an outcome.
"""

import os
from dataclasses import dataclass, replace
from datetime import datetime

import uuid_utils.compat as uuid_v7

from case_store.errors import granted
from case_store.hall.emergencies import raise_alarm
from case_store.hall.house import AtDesk, House
from case_store.hall.matters import (
    Told,
    key_of,
    private_of,
    told_of_case,
    told_of_draft,
    unsaved_of_case,
    view_of_case,
    view_of_draft,
)
from case_store.hall.numbers import draw_case_code
from case_store.log.event_log import Happened, Past, Work
from case_store.log.history import case_name, case_of, visit_name, visit_of
from case_store.log.projections.cases import COUNTER_SOURCE
from case_store.seal import REMARK, CaseKey, SealError, new_case_key, seal, seal_field, wrap
from case_store.views.visit_rows import visit_at_desk
from cases.advice.emergency import with_emergencies
from cases.casework.case_additions import PersonRead
from cases.casework.case_commands import (
    AcceptCase,
    CaseCommand,
    CorrectMatter,
    RegisterCase,
    RejectCase,
)
from cases.casework.case_rules import decide
from cases.codec import Event
from cases.hall_time import hall_date
from cases.matter.lookup_code import lookup_code
from cases.matter.matter import OpenMatter, PrivateMatter, SealedMatter, is_info_only
from cases.queue import visit_commands, visit_decisions
from cases.queue.visit import AT_A_DESK, Visit
from cases.refusal import Refusal
from cases.sealed import WrappedKey
from cases.views import MatterView

AT_THE_DESK = "serving_at_desk"  # purpose of a reading
_RANDOM_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDone:
    """The case that a command was about: its outcome."""

    case_id: str


def open_matter(work: Work, house: House, at_desk: AtDesk, visit_id: str) -> MatterView | Refusal:
    """The matter of the visit at this desk."""
    state = visit_here(work, visit_id, at_desk)
    if isinstance(state, Refusal):
        return state
    if state.case_id is not None:
        _note_reading(work, at_desk, state.case_id)
        view = view_of_case(work, house, state.case_id, private=True)
        return with_unsaved(work, house, visit_id, view) if view else Refusal("case.unknown")
    told = told_of_draft(work, visit_id)
    if told is not None:
        _note_reading(work, at_desk, told.key_id)
    return view_of_draft(work, house, told)


def with_unsaved(past: Past, house: House, visit_id: str, view: MatterView) -> MatterView:
    """The view with what was typed for its case and not written yet."""
    told = unsaved_of_case(past, visit_id, view.case_id) if view.case_id else None
    private = private_of(past, house, told) if told else None
    if told is None or private is None:
        return view
    return replace(view, unsaved_open=told.open, unsaved_private=private)


def register(
    work: Work, house: House, at_desk: AtDesk, visit_id: str, matter: tuple[OpenMatter, PrivateMatter]
) -> CaseDone | Refusal:
    """登记 at the counter: the draft, or what was told only now, becomes a case."""
    state = visit_here(work, visit_id, at_desk)
    if isinstance(state, Refusal):
        return state
    told = told_of_draft(work, visit_id)
    key, keys = key_for(work, house, told)
    linked = visit_decisions.decide(state, visit_commands.LinkCase(case_id=key.case_id))
    if isinstance(linked, Refusal):
        return linked
    open_part, private = matter
    open_part = with_emergencies(open_part, private, house.policy.emergency)
    private = with_lookup_code(private, private_of(work, house, told) if told else None)
    case_code = draw_case_code(work, house, hall_date(work.now))
    command = RegisterCase(
        case_id=key.case_id,
        case_code=case_code,
        visit_id=visit_id,
        source=COUNTER_SOURCE,
        matter=SealedMatter(open=open_part, sealed=seal(key, private), keys=keys),
        receipt_code_hash="",
        confirmed_at=work.now,
        info_only=is_info_only(open_part, private),
    )
    registered = granted(decide(None, command, house.policy, work.now, work.stream))
    work.append(
        *(_by(at_desk, case_name(key.case_id), event, work.now) for event in registered),
        *(_by(at_desk, visit_name(visit_id), event, work.now) for event in linked),
    )
    raise_alarm(work, house.policy.emergency, open_part.emergencies, key.case_id, case_code)
    return CaseDone(case_id=key.case_id)


def correct(
    work: Work, house: House, at_desk: AtDesk, case_id: str, matter: tuple[OpenMatter, PrivateMatter]
) -> CaseDone | Refusal:
    """The desk that has the citizen corrects the matter; the citizen's own words stay in the log."""
    told = told_of_case(work, case_id)
    if told is None:
        return Refusal("case.unknown")
    if not may_see_person(work, at_desk, case_id):
        return Refusal("case.not_at_this_desk")
    try:
        key = key_of(work, house, case_id)
    except SealError:
        return Refusal("case.seal_broken")
    open_part, private = matter
    open_part = with_emergencies(open_part, private, house.policy.emergency)
    private = with_lookup_code(private, private_of(work, house, told))
    command = CorrectMatter(
        open=open_part,
        sealed=seal(key, private),
        staff_id=at_desk.staff_id,
        info_only=is_info_only(open_part, private),
    )
    done = _decide(work, house, at_desk, case_id, command)
    case = case_of(work, case_id)
    if case is not None and not isinstance(done, Refusal):
        new = set(open_part.emergencies) - set(told.open.emergencies)
        raise_alarm(work, house.policy.emergency, new, case_id, case.case_code)
    return done


def accept(work: Work, house: House, at_desk: AtDesk, case_id: str) -> CaseDone | Refusal:
    """受理."""
    return _decide(work, house, at_desk, case_id, AcceptCase(staff_id=at_desk.staff_id))


def reject(
    work: Work, house: House, at_desk: AtDesk, case_id: str, reason: tuple[str, str, str]
) -> CaseDone | Refusal:
    """不予受理: (reason code, referral code, remark). The remark is free text, so it is sealed."""
    reason_code, referral_code, remark = reason
    sealed = None
    if remark:
        try:
            sealed = seal_field(key_of(work, house, case_id), REMARK, {"text": remark})
        except SealError:
            known = told_of_case(work, case_id) is not None
            return Refusal("case.seal_broken" if known else "case.unknown")
    command = RejectCase(
        staff_id=at_desk.staff_id, reason_code=reason_code, referral_code=referral_code, remark=sealed
    )
    return _decide(work, house, at_desk, case_id, command)


def view_after(past: Past, house: House, at_desk: AtDesk, case_id: str) -> MatterView | Refusal:
    """What the counter shows after a command; the person only to the desk that has the visit."""
    view = view_of_case(past, house, case_id, private=may_see_person(past, at_desk, case_id))
    return view or Refusal("case.unknown")


def may_see_person(past: Past, at_desk: AtDesk, case_id: str) -> bool:
    """Whether the citizen of this case is at this desk now."""
    has = visit_at_desk(past.connection, past.stream, hall_date(past.now), at_desk.counter_no)
    return has is not None and has.case_id == case_id


def _decide(
    work: Work, house: House, at_desk: AtDesk, case_id: str, command: CaseCommand
) -> CaseDone | Refusal:
    events = decide(case_of(work, case_id), command, house.policy, work.now, work.stream)
    if isinstance(events, Refusal):
        return events
    work.record(case_name(case_id), events, at_desk.actor)
    return CaseDone(case_id=case_id)


def visit_here(past: Past, visit_id: str, at_desk: AtDesk) -> Visit | Refusal:
    """The visit, if it is at this desk."""
    state = visit_of(past, visit_id)
    if state is None:
        return Refusal("visit.unknown")
    if state.state not in AT_A_DESK or state.counter_no != at_desk.counter_no:
        return Refusal("visit.not_at_this_desk", {"ticket_no": state.ticket_no})
    return state


def _note_reading(work: Work, at_desk: AtDesk, case_id: str) -> None:
    """An addition, in every state; a draft is read under the case id that it would get."""
    read = PersonRead(staff_id=at_desk.staff_id, purpose=AT_THE_DESK)
    work.record(case_name(case_id), [read], at_desk.actor)


def key_for(work: Past, house: House, told: Told | None) -> tuple[CaseKey, tuple[WrappedKey, ...]]:
    """The draft's own key when it opens here, so that the case keeps it; else a new one under a new id."""
    if told is not None:
        try:
            return key_of(work, house, told.key_id), ()
        except SealError:
            pass  # sealed for another hall, or torn: the citizen tells it again
    key = new_case_key(str(uuid_v7.uuid7()), house.keys.suite)
    return key, wrap(key, house.keys.readers_of(house.stream))


def with_lookup_code(private: PrivateMatter, earlier: PrivateMatter | None) -> PrivateMatter:
    """查询码 is not the counter's to change: the earlier one stays, a matter without one gets one."""
    code = earlier.lookup_code if earlier else ""
    return replace(private, lookup_code=code or lookup_code(os.urandom(_RANDOM_BYTES)))


def _by(at_desk: AtDesk, aggregate: str, event: Event, at: datetime) -> Happened:
    return Happened(aggregate=aggregate, event=event, at=at, actor=at_desk.actor)
