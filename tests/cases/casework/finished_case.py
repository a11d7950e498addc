"""Whoever has a case can finish it: the next lawful step from any state until it is closed (domain.md §3.4)."""

from datetime import datetime

from cases.advice.grade import CaseGrade, Level
from cases.casework import case_commands as ask
from cases.casework import handling_commands as handle
from cases.casework.by import By
from cases.casework.case_folding import evolve
from cases.casework.case_rules import decide
from cases.casework.case_state import FINISHED, Case, CaseState, CloseResult, DispatchKind, DispatchState
from cases.casework.dispatch_rules import consultation_owed
from cases.policy.policy import Policy
from cases.policy.units import CENTRE
from cases.refusal import Refusal
from tests.cases.casework.invented_commands import MATTERS, PEOPLE, UNITS, WORDS, suggestion

RECEPTION = PEOPLE[0]
LEADER = By(staff_id="lead_2", role="leader")
STEPS_MAX = 30  # the longest way: three units to sign, a record each, a consultation, and the whole road


def finish(case: Case, policy: Policy, now: datetime) -> Case:
    """The case at its end. AssertionError when a step is refused or the way does not end."""
    store = case.holder
    for step in range(STEPS_MAX):
        if case.state in FINISHED:
            return case
        command = next_step(case, policy, now, f"end{step}")
        asked_at = case.handed_to or store
        answer = decide(case, command, policy, now, asked_at)
        assert not isinstance(answer, Refusal), (case.state, command, answer)
        for event in answer:
            after = evolve(case, event, asked_at)
            assert after is not None
            case = after
        store = case.holder
    raise AssertionError(f"no end is reached from {case.state}")


def next_step(case: Case, policy: Policy, now: datetime, new: str) -> ask.CaseCommand:
    """What whoever has the case does next; `new`: an id that nobody has."""
    if case.handed_to:
        return ask.TakeOver(by=LEADER, forced=False, known_epoch=1, known_seq=1)
    match case.state:
        case CaseState.REGISTERED if case.info_only:
            return ask.RejectCase(staff_id="s1", reason_code="out_of_scope", referral_code="court")
        case CaseState.REGISTERED if case.open.category is None and case.open.dispute_type is None:
            return ask.CorrectMatter(open=MATTERS[1], sealed=None, staff_id="s1")
        case CaseState.REGISTERED:
            return ask.AcceptCase(staff_id="s1")
        case CaseState.ACCEPTED:
            return ask.GradeCase(by=RECEPTION, grade=CaseGrade.DIFFICULT, suggestion=suggestion(case, policy))
        case CaseState.GRADED:
            return _dispatched(case, now, new)
        case CaseState.SUSPENDED:
            return handle.ResumeCase(by=RECEPTION)
        case CaseState.RESULT_SUBMITTED:
            return handle.GiveFeedback(by=RECEPTION, channel="phone", said_at=now, sealed=WORDS)
        case CaseState.FEEDBACK_GIVEN:
            return handle.SignOff(by=LEADER)
        case _:
            return _worked_on(case, now, new)


def _dispatched(case: Case, now: datetime, new: str) -> ask.CaseCommand:
    if consultation_owed(case):
        return _record("consultation", now, new)
    reported = {d.unit for d in case.reported}
    dual = case.dispatch_kind is DispatchKind.DUAL
    lacks_place = dual and reported and CENTRE not in reported
    unit = CENTRE if lacks_place else next((unit for unit in UNITS if unit not in reported), UNITS[0])
    kind = (DispatchKind.DUAL if dual else DispatchKind.JOINT) if reported else DispatchKind.SINGLE
    return ask.DispatchCase(
        by=RECEPTION,
        kind=kind,
        level=Level.VILLAGE,
        channel="R02",
        to=(ask.AssignTo(dispatch_id=new, unit=unit),),
    )


def _worked_on(case: Case, now: datetime, new: str) -> ask.CaseCommand:
    if not case.has_record:
        return _record("talk", now, new)
    one = case.live[0]
    by = By(staff_id=f"of_{one.unit}", role="unit_officer", unit=one.unit)
    if one.state is DispatchState.ASSIGNED:
        return ask.AcknowledgeDispatch(by=by, dispatch_id=one.dispatch_id)
    return handle.ReportResult(
        by=by, dispatch_id=one.dispatch_id, result=CloseResult.RESOLVED_ORAL, method="R02", sealed=WORDS
    )


def _record(kind: str, now: datetime, new: str) -> ask.RecordHandling:
    return ask.RecordHandling(by=RECEPTION, record_id=new, kind=kind, done_at=now, sealed=WORDS)
