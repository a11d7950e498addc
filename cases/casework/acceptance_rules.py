"""登记、受理、不予受理、分级: how a matter comes in (domain.md §3.1, §3.4)."""

from datetime import datetime

from cases.advice.grade import CaseGrade
from cases.advice.grading import is_major
from cases.casework import case_commands as ask
from cases.casework import case_events as done
from cases.casework.case_clocks import (
    REGRADED_CLOCKS,
    arm_accept,
    arm_by_grade,
    arm_grade,
    regraded,
    statutory_clocks,
)
from cases.casework.case_events import CaseEvent
from cases.casework.case_state import Case, CaseState
from cases.deadlines.case_clock import ArmedClock
from cases.deadlines.clock_kinds import ClockKind
from cases.matter.source import Source
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.roles import Right, may

Answer = list[CaseEvent] | Refusal


def register(command: ask.RegisterCase, policy: Policy) -> list[CaseEvent]:
    """登记: whatever comes in becomes a case; the accept clock runs from its confirmation."""
    first_answer = command.source == Source.MESSAGE_BOARD
    return [
        done.CaseRegistered(
            case_id=command.case_id,
            case_code=command.case_code,
            visit_id=command.visit_id,
            source=command.source,
            matter=command.matter,
            receipt_code_hash=command.receipt_code_hash,
            confirmed_at=command.confirmed_at,
            clocks=arm_accept(command.confirmed_at, command.matter.open, policy, first_answer=first_answer),
            clock_untrusted=command.clock_untrusted,
            info_only=command.info_only,
            superior_key=command.superior_key,
            external_id=command.external_id,
            imported=command.imported,
        )
    ]


def correct(case: Case, command: ask.CorrectMatter, policy: Policy) -> list[CaseEvent]:
    """更正: statutory limits follow the type of the matter, and an amount above the floor raises the grade (O4)."""
    clocks, stops = statutory_clocks(case, command.open, policy)
    corrected = done.MatterCorrected(
        open=command.open,
        sealed=command.sealed,
        staff_id=command.staff_id,
        info_only=command.info_only,
        clocks=clocks,
        stops=stops,
    )
    if case.grade is None or case.major_amount or not is_major(command.open.amount_fen, policy.grading):
        return [corrected]
    floor = CaseGrade.DIFFICULT
    raised = done.CaseGraded(
        staff_id=command.staff_id,
        grade=floor,
        suggested=floor,
        floor=floor,
        major_amount=True,
        reasons=(("grade.major_amount", ()),),
        because=None,
        clocks=regraded(case, floor, policy),
        stops=_running(case, *REGRADED_CLOCKS),
    )
    return [corrected, raised]


def accept(case: Case, command: ask.AcceptCase, policy: Policy, now: datetime) -> Answer:
    """受理 needs a category. What nobody can be answered for stays information (INFO_ONLY)."""
    if case.info_only:
        return Refusal("case.info_only", {"case_code": case.case_code})
    if case.open.category is None and case.open.dispute_type is None:
        return Refusal("case.category_missing", {"case_code": case.case_code})
    return [done.CaseAccepted(staff_id=command.staff_id, accepted_at=now, clocks=(arm_grade(now, policy),))]


def reject(command: ask.RejectCase, policy: Policy) -> Answer:
    """不予受理 always says where to go instead."""
    if command.reason_code not in policy.acceptance.reasons:
        return Refusal("case.reason_unknown", {"reason_code": command.reason_code})
    if command.referral_code not in policy.acceptance.referrals:
        return Refusal("case.referral_unknown", {"referral_code": command.referral_code})
    return [
        done.CaseRejected(
            staff_id=command.staff_id,
            reason_code=command.reason_code,
            referral_code=command.referral_code,
            remark=command.remark,
        )
    ]


def grade(case: Case, command: ask.GradeCase, policy: Policy) -> Answer:
    """分级: raised freely; lowered, or set below the criteria, by a supervisor with a reason; never below the floor.

    Again with the same grade nothing happens.
    """
    to, suggestion = command.grade, command.suggestion
    major = suggestion.major_amount or is_major(case.open.amount_fen, policy.grading)
    floor = CaseGrade.DIFFICULT if major else suggestion.floor
    if to.rank < floor.rank:
        return Refusal("grade.below_floor", {"case_code": case.case_code})
    lowers = to.rank < suggestion.grade.rank or (case.grade is not None and to.rank < case.grade.rank)
    if lowers and not may(command.by.role, Right.LOWER_GRADE):
        return Refusal("grade.lower_needs_supervisor", {"case_code": case.case_code})
    if lowers and command.because is None:
        return Refusal("grade.lower_needs_reason", {"case_code": case.case_code})
    if case.grade is to and major == case.major_amount:
        return []
    clocks: tuple[ArmedClock, ...] = ()
    stopped: tuple[ClockKind, ...] = ()
    if case.state is CaseState.ACCEPTED:
        clocks, stopped = arm_by_grade(case, to, policy), (ClockKind.GRADE,)
    elif case.grade is not to:
        clocks, stopped = regraded(case, to, policy), tuple(REGRADED_CLOCKS)
    return [
        done.CaseGraded(
            staff_id=command.by.staff_id,
            grade=to,
            suggested=suggestion.grade,
            floor=floor,
            major_amount=major,
            reasons=tuple(
                (r.code, tuple(sorted((k, str(v)) for k, v in r.facts.items()))) for r in suggestion.reasons
            ),
            because=command.because,
            clocks=clocks,
            stops=_running(case, *stopped),
        )
    ]


def _running(case: Case, *kinds: ClockKind) -> tuple[str, ...]:
    return tuple(clock.clock_id for clock in case.clocks if clock.kind in kinds)
