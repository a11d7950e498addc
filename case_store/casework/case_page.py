"""The case page as one frozen view: state, clocks with lights, units, what happened, and what may be done next."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.holds import holds_of
from case_store.casework.names import name_of
from case_store.casework.sealed_texts import NOTE, opener
from case_store.casework.supervision_rows import open_items
from case_store.casework.timeline import Line, history_of, timeline
from case_store.casework.whistle_rows import open_whistles
from case_store.hall.house import House
from case_store.hall.matters import private_of, told_in
from case_store.log.event_log import Past
from case_store.log.micros import from_us
from case_store.log.prepared import Prepared
from case_store.log.schema import case_
from cases.advice.emergency import find_emergency
from cases.advice.routing import RouteSuggestion, RoutingFacts, suggest_routes
from cases.advice.scope import check_scope
from cases.casework import case_additions as adds
from cases.casework.acting import gb_code_of, grade_suggestion, tags_of
from cases.casework.by import By
from cases.casework.case_state import Case, CaseState
from cases.casework.dispatch_rules import acts_for, consultation_owed
from cases.casework.handling_rules import extension_max
from cases.casework.next_step import possible_acts, primary_act, waits_for
from cases.deadlines.case_clock import ArmedClock
from cases.deadlines.deadline_light import deadline_light
from cases.hall_time import hall_date
from cases.matter.matter import PrivateMatter
from cases.paper.paper_rules import is_void
from cases.policy.policy import Policy
from cases.policy.roster import units_on
from cases.views_casework import AttachmentView, CaseView, ClockView, DispatchView, PaperView

_ROW = Prepared(
    sa.select(case_.c.registered_at_us, case_.c.registered_by).where(
        case_.c.stream == param("s"), case_.c.case_id == param("i")
    )
)
_SUGGESTS_ROUTES = (CaseState.GRADED, CaseState.DISPATCHED, CaseState.HANDLING)
_SUGGESTS_GRADE = (CaseState.ACCEPTED, CaseState.GRADED, CaseState.DISPATCHED, CaseState.HANDLING)


def _registered(past: Past, case: Case) -> tuple[int, str]:
    """When it was registered, and by whom."""
    row = _ROW.first(past.connection, {"s": case.holder, "i": case.case_id})
    return (row[0], row[1] or "") if row else (0, "")


def case_view(past: Past, house: House, case: Case, by: By) -> CaseView:
    """The page for whoever may see the case, with its persons."""
    policy = house.policy
    history = history_of(past, case.case_id)
    told = told_in(case.case_id, (line.event for line in sorted(history, key=lambda line: line.place)))
    private = private_of(past, house, told) if told else None
    registered_at_us, first_asked = _registered(past, case)
    suggests_grade = case.state in _SUGGESTS_GRADE
    advised = case.state is CaseState.REGISTERED
    wish = case.extension_wish
    waiting = waits_for(case)
    return CaseView(
        case_id=case.case_id,
        case_code=case.case_code,
        state=case.state.value,
        holder=case.holder,
        held_here=case.holder == past.stream and not case.handed_to,
        source=case.source,
        info_only=case.info_only,
        superior_key=case.superior_key,
        registered_at=from_us(registered_at_us),
        accepted_at=case.accepted_at,
        grade=case.grade and case.grade.value,
        major_amount=case.major_amount,
        level=case.level,
        dispatch_kind=case.dispatch_kind.value,
        open=case.open,
        private=private or PrivateMatter(),
        private_readable=private is not None,
        clocks=tuple(sorted((clock_view(c, policy, past.now) for c in case.clocks), key=_worst_first)),
        dispatches=_dispatches(case, by, policy),
        timeline=timeline(past, house, history, opener(past, house, case.case_id)),
        attachments=_attachments(past, house, case.case_id, history),
        papers=_papers(history, policy, past.now),
        grade_suggestion=grade_suggestion(case, policy) if suggests_grade else None,
        routes=_routes(past, case, policy) if case.state in _SUGGESTS_ROUTES else (),
        scope=check_scope(
            gb_code_of(case, policy), case.open.category, frozenset(), anonymous=case.info_only, policy=policy
        )
        if advised
        else None,
        emergencies=tuple(hit.kind.value for hit in find_emergency(_said(private), policy.emergency)),
        consultation_owed=consultation_owed(case),
        extension=(wish.clock_id, wish.amount, wish.asked_by) if wish else None,
        proposed=case.proposed and case.proposed.value,
        close_result=case.close_result and case.close_result.value,
        agreement_number=case.agreement.number if case.agreement else "",
        acts=possible_acts(case, by, past.stream),
        primary=primary_act(case, by, past.stream),
        waits_for=waiting.value if waiting else "",
        whistles=open_whistles(past.connection, case.holder, case.case_id),
        items=open_items(past.connection, case.holder, case.case_id),
        forgotten=case.forgotten,
        holds=holds_of(past, case, history),
        first_asked="" if case.signed_for else name_of(past, first_asked),
    )


def clock_view(clock: ArmedClock, policy: Policy, now: datetime) -> ClockView:
    """One clock with its light and the time left."""
    state = deadline_light(clock.ledger(), policy.calendar, policy.deadlines.lights, now)
    if state.left is None:
        raise TypeError("a clock of a case has not stopped")
    return ClockView(
        clock_id=clock.clock_id,
        kind=clock.kind.value,
        subject=clock.subject,
        light=state.light.value,
        left=state.left.amount,
        left_unit=state.left.unit.value,
        past=state.left.past,
        started_at=clock.started_at,
        due_at=state.due.due_at,
        due_date=state.due.due_date,
        provisional=state.due.provisional,
        suspended=clock.is_suspended,
        unit=clock.unit.value,
        amount=clock.amount,
        extensions=clock.extensions,
        longest_extension=extension_max(clock, policy),
        pauses=clock.pauses,
    )


def _worst_first(clock: ClockView) -> tuple[bool, datetime]:
    return (clock.suspended, clock.due_at)


def _dispatches(case: Case, by: By, policy: Policy) -> tuple[DispatchView, ...]:
    def name(unit_id: str) -> str:
        unit = policy.units.of(unit_id)
        return unit.name if unit else unit_id

    return tuple(
        DispatchView(
            dispatch_id=d.dispatch_id,
            unit=d.unit,
            unit_name=name(d.unit),
            lead=d.lead,
            state=d.state.value,
            assigned_at=d.assigned_at,
            acknowledged_at=d.acknowledged_at,
            own=acts_for(by, d.unit),
        )
        for d in case.dispatches
    )


def _routes(past: Past, case: Case, policy: Policy) -> tuple[RouteSuggestion, ...]:
    """分流建议, best first."""
    day = hall_date(past.now)
    facts = RoutingFacts(
        gb_code=gb_code_of(case, policy),
        category=case.open.category,
        town=case.open.town,
        tags=tags_of(case.open, policy),
        grade=case.grade or grade_suggestion(case, policy).grade,
        amount_fen=case.open.amount_fen,
        party_count=case.open.party_count,
        superior=case.superior_key,
        returned_by=frozenset(d.unit for d in case.dispatches if d.state.value == "returned"),
    )
    return suggest_routes(facts, policy, units_on(day, policy.hall, policy.roster, policy.calendar))


def _attachments(
    past: Past, house: House, case_id: str, history: tuple[Line, ...]
) -> tuple[AttachmentView, ...]:
    opened = opener(past, house, case_id)
    return tuple(
        AttachmentView(
            attachment_id=e.attachment_id,
            kind=e.kind,
            media_type=e.media_type,
            bytes_count=e.bytes_count,
            name=opened(e.sealed, NOTE),
            at=line.at,
            signs=e.signs,
        )
        for line in history
        if isinstance(e := line.event, adds.AttachmentAdded)
    )


def _papers(history: tuple[Line, ...], policy: Policy, now: datetime) -> tuple[PaperView, ...]:
    issued = {e.paper_id: e for line in history if isinstance(e := line.event, adds.PaperIssued)}
    return tuple(
        PaperView(
            paper_id=e.paper_id,
            kind=e.kind,
            number=e.number.text,
            pages=issued[e.paper_id].pages if e.paper_id in issued else 0,
            at=line.at,
            issued=e.paper_id in issued,
            print_hash=issued[e.paper_id].print_hash if e.paper_id in issued else "",
            void=e.paper_id not in issued and is_void(line.at, now, policy.papers),
        )
        for line in history
        if isinstance(e := line.event, adds.PaperDrawn)
    )


def _said(private: PrivateMatter | None) -> str:
    if private is None:
        return ""
    return f"{private.story}\n{private.summary}\n{private.demand}"
