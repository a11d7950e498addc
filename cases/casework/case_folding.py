"""The case after an event (`evolve`); for a history that arrived in any order: `case_history.fold`.

Decisions change the state, in their order. Additions are sets: in whatever order they come between the decisions, the
same case results. Clocks are kept by what each decision says of them.
"""

from dataclasses import replace
from datetime import datetime

from cases.casework import case_additions as adds
from cases.casework import case_events as done
from cases.casework import forgetting_events as forget
from cases.casework import handling_events as handled
from cases.casework.case_events import CaseEvent
from cases.casework.case_state import (
    Agreement,
    Case,
    CaseState,
    Dispatch,
    DispatchKind,
    DispatchState,
    ExtensionWish,
)
from cases.changed import changed
from cases.deadlines.case_clock import ArmedClock
from cases.deadlines.clock_kinds import MEDIATION_CLOCKS

# Asked several times of each event: a look into a set costs less than thirteen questions.
_ADDITIONS: frozenset[type[CaseEvent]] = frozenset(
    (
        adds.PersonRead,
        adds.HandlingRecorded,
        adds.AttachmentAdded,
        adds.AppointmentSet,
        adds.PaperDrawn,
        adds.PaperIssued,
        adds.ActionAsked,
        adds.CaseReminded,
        adds.CitizenWrote,
        adds.TransferDeclined,
        forget.CaseForgotten,
        forget.HoldPlaced,
        forget.HoldLifted,
    )
)


def is_addition(event: CaseEvent) -> bool:
    """Whether everybody may say it, or only the holder."""
    return type(event) in _ADDITIONS


def evolve(case: Case | None, event: CaseEvent, holder: str) -> Case | None:
    """Fold one event; `holder` is the stream of its envelope."""
    if isinstance(event, done.CaseRegistered):
        return case or _registered(event, holder)
    if case is None:
        return None
    if is_addition(event):
        return _added(case, event)
    return _state(_clocks(case, event), event)


def _registered(event: done.CaseRegistered, holder: str) -> Case:
    return Case(
        case_id=event.case_id,
        case_code=event.case_code,
        holder=holder,
        state=CaseState.REGISTERED,
        open=event.matter.open,
        clocks=event.clocks,
        seen_clocks=frozenset(clock.clock_id for clock in event.clocks),
        source=event.source,
        info_only=event.info_only,
        superior_key=event.superior_key,
    )


def _added(case: Case, event: CaseEvent) -> Case:
    match event:
        case adds.HandlingRecorded():
            consulted = {event.record_id} if event.consultation else set()
            return changed(
                case,
                records=case.records | {event.record_id},
                consultations=case.consultations | consulted,
                handlers=case.handlers | {event.staff_id},
            )
        case adds.AttachmentAdded():
            return changed(case, attachments=case.attachments | {event.attachment_id})
        case adds.CaseReminded():
            last = case.reminded_at
            return changed(case, reminded_at=max(last, event.reminded_at) if last else event.reminded_at)
        case adds.TransferDeclined():
            return changed(case, declined=case.declined | {event.tenure})
        case forget.CaseForgotten():
            return changed(case, forgotten=True)
        case forget.HoldPlaced():
            return changed(case, holds=case.holds | {event.hold_id})
        case forget.HoldLifted():
            return changed(case, holds_lifted=case.holds_lifted | {event.hold_id})
        case adds.ActionAsked() if event.addition_id not in case.answered:
            return changed(case, asked=case.asked | {event.addition_id})
        case _:
            return case


def _clocks(case: Case, event: CaseEvent) -> Case:
    """What a decision says of the clocks, whatever kind it is."""
    armed: tuple[ArmedClock, ...] = getattr(event, "clocks", ())
    stops: tuple[str, ...] = getattr(event, "stops", ())
    if isinstance(event, done.CaseAccepted | done.CaseRejected | handled.CaseWithdrawn | handled.CaseMerged):
        kept: tuple[ArmedClock, ...] = ()  # a new part of its life, or the end of it
    elif not armed and not stops:
        return case
    else:
        gone = {*stops, *(clock.clock_id for clock in armed)}
        kept = tuple(clock for clock in case.clocks if clock.clock_id not in gone)
    clocks, wish = (*kept, *armed), case.extension_wish
    return changed(
        case,
        clocks=clocks,
        seen_clocks=case.seen_clocks | {clock.clock_id for clock in armed},
        extension_wish=wish if wish and any(clock.clock_id == wish.clock_id for clock in clocks) else None,
    )


def _state(case: Case, event: CaseEvent) -> Case:
    match event:
        case done.MatterCorrected():
            anonymous = case.info_only if event.info_only is None else event.info_only
            return changed(case, open=event.open, info_only=anonymous)
        case done.CaseAccepted():
            return changed(case, state=CaseState.ACCEPTED, accepted_at=event.accepted_at)
        case done.CaseRejected():
            return changed(case, state=CaseState.REJECTED)
        case done.CaseGraded():
            moved = CaseState.GRADED if case.state is CaseState.ACCEPTED else case.state
            return changed(
                case,
                state=moved,
                grade=event.grade,
                grade_floor=event.floor,
                major_amount=event.major_amount,
            )
        case done.CaseDispatched():
            return _dispatched(case, event)
        case done.DispatchAcknowledged():
            case = _one(
                case,
                event.dispatch_id,
                DispatchState.ACKNOWLEDGED,
                at=event.acknowledged_at,
                by=event.staff_id,
            )
            return changed(case, state=CaseState.HANDLING, handlers=case.handlers | {event.staff_id})
        case done.DispatchReturned():
            case = _one(case, event.dispatch_id, DispatchState.RETURNED)
            due = event.consultations_before + 1 if event.consultation_owed else 0
            return _without_unit(
                changed(
                    case,
                    returns_count=case.returns_count + 1,
                    consultations_due=max(case.consultations_due, due),
                )
            )
        case done.DispatchRecalled():
            return _without_unit(_one(case, event.dispatch_id, DispatchState.RECALLED))
        case handled.DispatchReported():
            case = _one(case, event.dispatch_id, DispatchState.REPORTED)
            dispatch = case.dispatch(event.dispatch_id)
            leads = dispatch is not None and dispatch.lead
            case = changed(
                case,
                handlers=case.handlers | {event.staff_id},
                proposed=event.result if leads or case.proposed is None else case.proposed,
            )
            return _without_unit(case) if case.lacks_branch else case
        case done.DeadlinePassed():
            return changed(
                case,
                passed=case.passed | {event.claimed},
                overdue_count=case.overdue_count + (event.rung == 0),
            )
        case done.HandedOver():
            return changed(case, handed_to=event.to_store)
        case done.TakenOver():
            return changed(case, holder=event.store, tenure=case.tenure + 1, handed_to="")
        case done.ActionAnswered():
            return changed(
                case,
                asked=case.asked - {event.addition_id},
                answered=case.answered | {event.addition_id},
            )
        case _:
            return _handled(case, event)


def _handled(case: Case, event: CaseEvent) -> Case:
    match event:
        case handled.MediationStarted():
            return changed(case, in_mediation=True)
        case handled.MediationEnded():
            return changed(
                case, in_mediation=False, failed_mediations=case.failed_mediations + (not event.agreed)
            )
        case handled.AgreementMade():
            return changed(case, agreement=Agreement(number=event.number, perform_by=event.perform_by))
        case handled.CaseSuspended():
            return changed(case, state=CaseState.SUSPENDED)
        case handled.CaseResumed():
            return changed(case, state=CaseState.HANDLING)
        case handled.ExtensionAsked():
            wish = ExtensionWish(
                clock_id=event.clock_id, amount=event.amount, asked_by=event.staff_id, asked_at=event.asked_at
            )
            return changed(case, extension_wish=wish)
        case handled.ExtensionDecided():
            return changed(case, extension_wish=None)
        case handled.ResultSubmitted():
            return changed(
                case,
                state=CaseState.RESULT_SUBMITTED,
                proposed=event.result,
                halted=event.halted,
                halted_at=event.submitted_at,
                in_mediation=False,
            )
        case handled.FeedbackGiven():
            return changed(case, state=CaseState.FEEDBACK_GIVEN, feedback_given=True)
        case handled.ContactFailed():
            tried = changed(case, failed_contacts=(*case.failed_contacts, event.tried_at))
            return changed(tried, state=CaseState.FEEDBACK_GIVEN) if event.clocks else tried
        case handled.CaseClosed():
            return changed(case, state=CaseState.CLOSED, close_result=event.result, halted=(), halted_at=None)
        case handled.SentBack():
            return changed(
                _again(case, DispatchState.ACKNOWLEDGED),
                state=CaseState.HANDLING,
                halted=(),
                halted_at=None,
                records_before=frozenset(event.records_before),
                in_mediation=any(clock.kind in MEDIATION_CLOCKS for clock in event.clocks),
            )
        case handled.CaseReopened():
            return changed(
                _again(case, DispatchState.ASSIGNED),
                state=CaseState.REOPENED,
                records_before=frozenset(event.records_before),
                close_result=None,
                visit_dissatisfied=False,
            )
        case handled.CaseArchived():
            return changed(case, state=CaseState.ARCHIVED)
        case handled.CaseWithdrawn():
            return changed(case, state=CaseState.WITHDRAWN)
        case handled.CaseMerged():
            return changed(case, state=CaseState.MERGED, merged_into=event.into_case_id)
        case handled.FollowUpMade():
            return changed(
                case,
                visited=case.visited + 1,
                visit_dissatisfied=event.satisfied is False or event.performed is False,
            )
        case _:
            return case  # ClocksRecounted: only the clocks changed; ReceiptReissued: nothing a rule asks for


def _dispatched(case: Case, event: done.CaseDispatched) -> Case:
    more = tuple(
        Dispatch(
            dispatch_id=one.dispatch_id,
            unit=one.unit,
            lead=one.lead,
            state=DispatchState.ASSIGNED,
            assigned_at=event.dispatched_at,
        )
        for one in event.assigned
    )
    joins = case.state in (CaseState.DISPATCHED, CaseState.HANDLING)
    stays_dual = joins and case.dispatch_kind is DispatchKind.DUAL
    return changed(
        case,
        state=case.state if joins else CaseState.DISPATCHED,
        dispatch_kind=DispatchKind.DUAL if stays_dual else event.kind,
        level=event.level,
        dispatches=(*case.dispatches, *more),
    )


def _one(
    case: Case, dispatch_id: str, state: DispatchState, at: datetime | None = None, by: str = ""
) -> Case:
    """One dispatch in its new state."""
    dispatches = tuple(
        replace(
            d, state=state, acknowledged_at=at or d.acknowledged_at, acknowledged_by=by or d.acknowledged_by
        )
        if d.dispatch_id == dispatch_id
        else d
        for d in case.dispatches
    )
    return changed(case, dispatches=dispatches)


def _without_unit(case: Case) -> Case:
    """When nobody is left whom the case waits for, it is to be dispatched again."""
    if not case.live:
        return changed(case, state=CaseState.GRADED)
    case = _led(case)
    if case.state is CaseState.HANDLING and not case.signed_for:
        return changed(case, state=CaseState.DISPATCHED)  # HANDLING needs a unit that has signed for it (I1)
    return case


def _led(case: Case) -> Case:
    """When the leading unit is gone, the first of the others leads."""
    if case.lead_unit:
        return case
    heir = (*case.reported, *case.live)[0]
    dispatches = tuple(replace(d, lead=True) if d is heir else d for d in case.dispatches)
    return changed(case, dispatches=dispatches)


def _again(case: Case, state: DispatchState) -> Case:
    """The units of the last round go on; feedback is owed anew."""
    unsigned = state is DispatchState.ASSIGNED
    dispatches = tuple(
        replace(
            d,
            state=state,
            acknowledged_at=None if unsigned else d.acknowledged_at,
            acknowledged_by="" if unsigned else d.acknowledged_by,
        )
        if d.state is DispatchState.REPORTED
        else d
        for d in case.dispatches
    )
    return changed(case, dispatches=dispatches, proposed=None, feedback_given=False, failed_contacts=())
