"""What follows from what is asked of a whistle call, or why not; a call from its events (domain.md §1.3 P3)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from cases.casework.by import By
from cases.casework.dispatch_rules import acts_for
from cases.deadlines.case_clock import BudgetUnit, arm
from cases.deadlines.clock_kinds import ClockKind
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.sealed import Sealed
from cases.supervision import whistle as did
from cases.supervision.whistle import CalledUnit, WhistleCall, WhistleEvent, WhistleState, WhistleStep

Answer = list[WhistleEvent] | Refusal
_OPEN = (WhistleState.CALLED, WhistleState.CONFIRMED, WhistleState.MISSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUnits:
    """`arrive_by`: a time that the call names, None for the usual limit. `unfinished`: the case is still worked on."""

    whistle_id: str
    case_id: str
    by: By
    units: tuple[str, ...]
    arrive_by: datetime | None
    unfinished: bool
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmWhistle:
    """From the unit's own people."""

    by: By
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArriveForWhistle:
    """From the unit's own people."""

    by: By
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWhistle:
    """From the unit's own people, after they came."""

    by: By
    unit: str
    sealed: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissWhistle:
    """Time asks: has this unit missed what is waited for?"""

    unit: str
    item_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelWhistle:
    """From the centre. Without `units`: everybody who has not come yet."""

    by: By
    units: tuple[str, ...]
    sealed: Sealed | None


WhistleCommand = CallUnits | ConfirmWhistle | ArriveForWhistle | ReportWhistle | MissWhistle | CancelWhistle


def evolve(call: WhistleCall | None, event: WhistleEvent) -> WhistleCall | None:
    """Fold one event; what happened to a call that was never made changes nothing."""
    if isinstance(event, did.WhistleCalled):
        return call or WhistleCall(
            whistle_id=event.whistle_id,
            case_id=event.case_id,
            arrive_by=event.arrive_by,
            units=tuple(
                CalledUnit(unit=unit, state=WhistleState.CALLED, due_at=event.respond.due_at)
                for unit in event.units
            ),
        )
    if call is None:
        return None
    match event:
        case did.WhistleConfirmed():
            return _with(call, event.unit, WhistleState.CONFIRMED, call.arrive_by)
        case did.WhistleArrived():
            return _with(call, event.unit, WhistleState.ARRIVED, event.report.due_at, arrived=True)
        case did.WhistleReported():
            return _with(call, event.unit, WhistleState.REPORTED, None)
        case did.WhistleMissed():
            return _with(call, event.unit, WhistleState.MISSED, None, missed=event.step)
        case did.WhistleCancelled():
            for unit in event.units:
                call = _with(call, unit, WhistleState.CANCELLED, None)
            return call
        case _:
            assert_never(event)


def decide(call: WhistleCall | None, command: WhistleCommand, policy: Policy, now: datetime) -> Answer:
    """What follows, or why not."""
    if isinstance(command, CallUnits):
        return [] if call is not None else _call(command, policy, now)
    if call is None:
        return Refusal("whistle.unknown")
    if isinstance(command, CancelWhistle):
        return _cancel(call, command)
    unit = call.of(command.unit)
    if unit is None:
        return Refusal("whistle.unknown")
    if isinstance(command, MissWhistle):
        return _miss(unit, command, now)
    if not acts_for(command.by, command.unit):
        return Refusal("whistle.another_unit", {"unit": command.unit})
    staff_id = command.by.staff_id
    match command:
        case ConfirmWhistle():
            if unit.state is not WhistleState.CALLED:
                return _not_now(unit)
            return [did.WhistleConfirmed(unit=unit.unit, staff_id=staff_id)]
        case ArriveForWhistle():
            if unit.state not in _OPEN or unit.arrived:
                return _not_now(unit)
            days = policy.whistle.report_workdays
            report = arm(
                ClockKind.WHISTLE, BudgetUnit.WORKING_DAYS, days, now, policy, subject=_subject(unit.unit)
            )
            return [did.WhistleArrived(unit=unit.unit, staff_id=staff_id, arrived_at=now, report=report)]
        case ReportWhistle():
            if not unit.arrived or unit.state is WhistleState.REPORTED:
                return _not_now(unit)
            if command.sealed is None:
                return Refusal("whistle.text_missing")
            return [did.WhistleReported(unit=unit.unit, staff_id=staff_id, sealed=command.sealed)]
        case _:
            assert_never(command)


def _call(command: CallUnits, policy: Policy, now: datetime) -> Answer:
    rules = policy.whistle
    units = tuple(dict.fromkeys(command.units))
    if not units or len(units) > rules.units_max:
        return Refusal("whistle.units", {"most": rules.units_max})
    for unit in units:
        if policy.units.of(unit) is None:
            return Refusal("whistle.unit_unknown", {"unit": unit})
    if not command.unfinished:
        return Refusal("whistle.case_finished")
    if command.sealed is None:
        return Refusal("whistle.reason_missing")
    if command.arrive_by is not None and command.arrive_by <= now:
        return Refusal("whistle.arrive_past")
    respond = arm(
        ClockKind.WHISTLE,
        BudgetUnit.OPENING_HOURS,
        rules.respond_opening_hours,
        now,
        policy,
        subject=WhistleStep.RESPOND,
    )
    usual = arm(
        ClockKind.WHISTLE,
        BudgetUnit.WORKING_DAYS,
        rules.arrive_workdays,
        now,
        policy,
        subject=WhistleStep.ARRIVE,
    )
    return [
        did.WhistleCalled(
            whistle_id=command.whistle_id,
            case_id=command.case_id,
            staff_id=command.by.staff_id,
            units=units,
            called_at=now,
            respond=respond,
            arrive=usual if command.arrive_by is None else None,
            arrive_by=command.arrive_by or usual.due_at,
            sealed=command.sealed,
        )
    ]


def _miss(unit: CalledUnit, command: MissWhistle, now: datetime) -> Answer:
    if unit.step is None or unit.due_at is None or now < unit.due_at:
        return []
    missed = did.WhistleMissed(unit=unit.unit, step=unit.step, due_at=unit.due_at, item_id=command.item_id)
    return [missed]


def _cancel(call: WhistleCall, command: CancelWhistle) -> Answer:
    """Who has come is not called off any more."""
    if command.sealed is None:
        return Refusal("whistle.reason_missing")
    asked = command.units or tuple(one.unit for one in call.units)
    units = tuple(u for u in asked if (one := call.of(u)) and one.state in _OPEN and not one.arrived)
    if not units or (command.units and len(units) < len(set(command.units))):
        return Refusal("whistle.nobody_to_cancel")
    return [did.WhistleCancelled(units=units, staff_id=command.by.staff_id, sealed=command.sealed)]


def _not_now(unit: CalledUnit) -> Refusal:
    return Refusal("whistle.not_now", {"unit": unit.unit, "state": unit.state.value})


def _subject(unit: str) -> str:
    return f"{WhistleStep.REPORT.value}:{unit}"


def _with(
    call: WhistleCall,
    unit: str,
    state: WhistleState,
    due_at: datetime | None,
    *,
    arrived: bool = False,
    missed: WhistleStep | None = None,
) -> WhistleCall:
    return replace(
        call,
        units=tuple(
            replace(
                one,
                state=state,
                due_at=due_at,
                arrived=one.arrived or arrived,
                missed=one.missed | {missed} if missed else one.missed,
            )
            if one.unit == unit
            else one
            for one in call.units
        ),
    )
