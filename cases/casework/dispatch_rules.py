"""分流、交办、签收、退回、收回 (domain.md §1.3 P4, §1.4 O2, §3.4): who answers for a matter next."""

from collections.abc import Iterable
from datetime import datetime

from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.advice.routing import check_escalation
from cases.casework import case_commands as ask
from cases.casework import case_events as done
from cases.casework.by import By
from cases.casework.case_clocks import arm_acknowledge, arm_dispatch_again
from cases.casework.case_events import CaseEvent
from cases.casework.case_state import Case, Dispatch, DispatchKind, DispatchState
from cases.deadlines.case_clock import BudgetUnit, arm
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_time
from cases.policy.policy import Policy
from cases.policy.units import UnitKind
from cases.refusal import Refusal
from cases.roles import Right, may

_TERRITORIAL = frozenset({UnitKind.TERRITORY, UnitKind.CENTRE})  # a banner's centre stands for its place
Answer = list[CaseEvent] | Refusal


def dispatch(case: Case, command: ask.DispatchCase, policy: Policy, now: datetime) -> Answer:
    """分流: units of the registry, none twice; up one level at a time, with a reason; after 会商 when it is owed."""
    refusal = _units_refused(case, command, policy) or _level_refused(case, command, policy)
    if refusal is not None:
        return refusal
    if consultation_owed(case):
        return Refusal("dispatch.consultation_owed", {"case_code": case.case_code})
    led = bool(case.lead_unit)
    return [
        done.CaseDispatched(
            staff_id=command.by.staff_id,
            dispatched_at=now,
            kind=command.kind,
            level=command.level,
            channel=command.channel,
            assigned=tuple(
                done.Assigned(dispatch_id=one.dispatch_id, unit=one.unit, lead=not led and number == 0)
                for number, one in enumerate(command.to)
            ),
            reasons=command.reasons,
            because=command.because,
            clocks=tuple(arm_acknowledge(case, one.dispatch_id, now, policy) for one in command.to),
            stops=_ids(case, ClockKind.DISPATCH),
        )
    ]


def consultation_owed(case: Case) -> bool:
    """Whether 会商 must be recorded before the case may be dispatched again: units gave it back twice (P4)."""
    return len(case.consultations) < case.consultations_due


def acknowledge(case: Case, command: ask.AcknowledgeDispatch, now: datetime) -> Answer:
    """签收, by the unit itself."""
    found = _own(case, command.by, command.dispatch_id)
    if isinstance(found, Refusal):
        return found
    if found.state is not DispatchState.ASSIGNED:
        return Refusal("acknowledge.not_assigned", {"case_code": case.case_code})
    return [
        done.DispatchAcknowledged(
            dispatch_id=found.dispatch_id,
            staff_id=command.by.staff_id,
            unit=found.unit,
            acknowledged_at=now,
            stops=_ids(case, ClockKind.ACKNOWLEDGE, found.dispatch_id),
        )
    ]


def give_back(case: Case, command: ask.ReturnDispatch, policy: Policy, now: datetime) -> Answer:
    """退回 cites a clause of the duty list, and comes in time: within so many working days after 签收."""
    found = _own(case, command.by, command.dispatch_id)
    if isinstance(found, Refusal):
        return found
    if found not in case.live:
        return Refusal("return.not_live", {"case_code": case.case_code})
    if policy.duties.get(command.duty_id) is None:
        return Refusal("return.duty_unknown", {"case_code": case.case_code})
    if found.acknowledged_at is not None and hall_time(now) >= _return_until(found.acknowledged_at, policy):
        return Refusal("return.too_late", {"case_code": case.case_code})
    owed = (case.returns_count + 1) % policy.casework.returns_before_consultation == 0
    alone = case.live == (found,)
    return [
        done.DispatchReturned(
            dispatch_id=found.dispatch_id,
            staff_id=command.by.staff_id,
            unit=found.unit,
            duty_id=command.duty_id,
            because=command.because,
            consultation_owed=owed,
            consultations_before=len(case.consultations),
            clocks=(arm_dispatch_again(case, now, policy),) if alone else (),
            stops=_ids(case, ClockKind.ACKNOWLEDGE, found.dispatch_id),
        )
    ]


def recall(case: Case, command: ask.RecallDispatch, policy: Policy, now: datetime) -> Answer:
    """收回, by the centre."""
    if not may(command.by.role, Right.DISPATCH):
        return Refusal("recall.not_the_centre", {"case_code": case.case_code})
    found = case.dispatch(command.dispatch_id)
    if found is None or found not in case.live:
        return Refusal("recall.not_live", {"case_code": case.case_code})
    alone = case.live == (found,)
    return [
        done.DispatchRecalled(
            dispatch_id=found.dispatch_id,
            staff_id=command.by.staff_id,
            because=command.because,
            clocks=(arm_dispatch_again(case, now, policy),) if alone else (),
            stops=_ids(case, ClockKind.ACKNOWLEDGE, found.dispatch_id),
        )
    ]


def acts_for(by: By, unit: str, policy_unit: str = "centre") -> bool:
    """Whether somebody acts for a unit: their own, or the centre's own desk for the centre's people."""
    return (by.unit or policy_unit) == unit


def _own(case: Case, by: By, dispatch_id: str) -> Dispatch | Refusal:
    found = case.dispatch(dispatch_id)
    if found is None:
        return Refusal("dispatch.unknown", {"case_code": case.case_code})
    if not acts_for(by, found.unit):
        return Refusal("dispatch.another_unit", {"case_code": case.case_code, "unit": found.unit})
    return found


def _units_refused(case: Case, command: ask.DispatchCase, policy: Policy) -> Refusal | None:
    code = {"case_code": case.case_code}
    if not command.to:
        return Refusal("dispatch.no_unit", code)
    units = [one.unit for one in command.to]
    if len(set(units)) < len(units) or {d.unit for d in case.live} & set(units):
        return Refusal("dispatch.unit_twice", code)
    if any(policy.units.of(unit) is None for unit in units):
        return Refusal("dispatch.unit_unknown", code)
    if any(case.dispatch(one.dispatch_id) for one in command.to):
        return Refusal("dispatch.unit_twice", code)
    branches = {*units, *(d.unit for d in (*case.live, *case.reported))}
    if command.kind is DispatchKind.SINGLE and len(branches) != 1:
        return Refusal("dispatch.single_has_one", code)
    if command.kind is DispatchKind.DUAL and not has_both_sides(branches, policy):
        return Refusal("dispatch.dual_has_two", code)
    if command.channel not in set(ResolutionMethod):
        return Refusal("dispatch.channel_unknown", code)
    return None


def has_both_sides(units: Iterable[str], policy: Policy) -> bool:
    """Whether a territory and a line department are among them (属地、部门双交办, domain.md §1.5 U4)."""
    kinds = {unit.kind for one in units if (unit := policy.units.of(one))}
    return UnitKind.DEPARTMENT in kinds and not kinds.isdisjoint(_TERRITORIAL)


def _level_refused(case: Case, command: ask.DispatchCase, policy: Policy) -> Refusal | None:
    if command.level not in set(Level):
        return Refusal("dispatch.level_unknown", {"case_code": case.case_code})
    if not case.level:
        return None
    reason = "given" if command.because is not None else ""
    lead = policy.grading.lead.of(case.grade or CaseGrade.SIMPLE)
    return check_escalation(Level(case.level), Level(command.level), reason, lead_level=lead)


def _return_until(acknowledged_at: datetime, policy: Policy) -> datetime:
    days = policy.deadlines.return_after_acknowledge_workdays
    return arm(ClockKind.ACKNOWLEDGE, BudgetUnit.WORKING_DAYS, days, acknowledged_at, policy).due_at


def _ids(case: Case, kind: ClockKind, subject: str = "") -> tuple[str, ...]:
    return tuple(c.clock_id for c in case.clocks if c.kind is kind and c.subject == subject)
