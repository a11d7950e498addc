"""吹哨报到: units answer, come and report by themselves; what is missed is missed once, at its limit."""

from dataclasses import replace
from datetime import datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from cases.casework.by import By
from cases.hall_time import hall_time
from cases.refusal import Refusal
from cases.sealed import Sealed
from cases.supervision.whistle import WhistleCall, WhistleMissed, WhistleState, WhistleStep
from cases.supervision.whistle_rules import (
    ArriveForWhistle,
    CallUnits,
    CancelWhistle,
    ConfirmWhistle,
    MissWhistle,
    ReportWhistle,
    WhistleCommand,
    decide,
    evolve,
)
from tests.cases.casework.test_case import POLICY

SEALED = Sealed(key_id="c1", nonce="", ciphertext="")
MONDAY = hall_time(datetime(2026, 11, 23, 10))
CALLER = By(staff_id="disp", role="dispatcher")
HOUSING = By(staff_id="c1", role="unit_officer", unit="housing")
JUSTICE = By(staff_id="c2", role="unit_officer", unit="justice")
UNITS = ("housing", "justice", "centre")
CALL = CallUnits(
    whistle_id="w1",
    case_id="c1",
    by=CALLER,
    units=("housing", "justice"),
    arrive_by=None,
    unfinished=True,
    sealed=SEALED,
)


def step(call: WhistleCall | None, command: WhistleCommand, now: datetime = MONDAY) -> WhistleCall:
    events = decide(call, command, POLICY, now)
    assert not isinstance(events, Refusal), events
    for event in events:
        call = evolve(call, event)
    assert call is not None
    return call


def refused(call: WhistleCall | None, command: WhistleCommand, now: datetime = MONDAY) -> str:
    answer = decide(call, command, POLICY, now)
    assert isinstance(answer, Refusal), answer
    return answer.code


def states(call: WhistleCall) -> dict[str, str]:
    return {one.unit: one.state.value for one in call.units}


def test_two_units_are_called_at_once_and_each_goes_its_own_way() -> None:
    call = step(None, CALL)
    assert {one.due_at for one in call.units} == {MONDAY + timedelta(hours=2)}
    call = step(call, ConfirmWhistle(by=HOUSING, unit="housing"))
    assert states(call) == {"housing": "confirmed", "justice": "called"}
    housing = call.of("housing")
    assert housing is not None
    assert housing.due_at == hall_time(datetime(2026, 11, 25))  # one working day after Monday
    call = step(call, ArriveForWhistle(by=HOUSING, unit="housing"))
    call = step(call, ReportWhistle(by=HOUSING, unit="housing", sealed=SEALED))
    call = step(call, ArriveForWhistle(by=JUSTICE, unit="justice"))  # who comes at once need not confirm
    assert states(call) == {"housing": "reported", "justice": "arrived"}


def test_a_unit_acts_by_its_own_people_only() -> None:
    call = step(None, CALL)
    for by in (JUSTICE, CALLER):
        assert refused(call, ConfirmWhistle(by=by, unit="housing")) == "whistle.another_unit"
    assert refused(call, ConfirmWhistle(by=CALLER, unit="centre")) == "whistle.unknown"
    with_centre = step(None, replace(CALL, units=("centre",)))
    assert states(step(with_centre, ConfirmWhistle(by=CALLER, unit="centre"))) == {"centre": "confirmed"}


def test_a_step_is_missed_at_its_limit_once_and_who_comes_late_still_comes() -> None:
    call = step(None, CALL)
    miss = MissWhistle(unit="housing", item_id="i1")
    due = MONDAY + timedelta(hours=2)
    assert step(call, miss, due - timedelta(seconds=1)) == call
    (event,) = [e for e in _events(call, miss, due) if isinstance(e, WhistleMissed)]
    assert (event.step, event.due_at, event.item_id) == (WhistleStep.RESPOND, due, "i1")
    call = step(call, miss, due)
    assert step(call, miss, due + timedelta(days=9)) == call
    assert refused(call, ConfirmWhistle(by=HOUSING, unit="housing"), due) == "whistle.not_now"
    call = step(call, ArriveForWhistle(by=HOUSING, unit="housing"), due + timedelta(hours=4))
    housing = call.of("housing")
    assert housing is not None
    assert (housing.state, housing.missed) == (WhistleState.ARRIVED, frozenset({WhistleStep.RESPOND}))


def _events(call: WhistleCall, command: WhistleCommand, now: datetime) -> list[object]:
    events = decide(call, command, POLICY, now)
    assert not isinstance(events, Refusal)
    return list(events)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"units": ()}, "whistle.units"),
        ({"units": tuple(f"centre_{n}" for n in range(11))}, "whistle.units"),
        ({"units": ("circus",)}, "whistle.unit_unknown"),
        ({"unfinished": False}, "whistle.case_finished"),
        ({"sealed": None}, "whistle.reason_missing"),
        ({"arrive_by": MONDAY}, "whistle.arrive_past"),
    ],
)
def test_a_call_needs_units_a_reason_and_a_time_that_comes(changed: dict[str, object], code: str) -> None:
    assert refused(None, replace(CALL, **changed)) == code  # type: ignore[arg-type]


def test_a_call_may_name_its_own_time() -> None:
    at = MONDAY + timedelta(hours=5)
    call = step(step(None, replace(CALL, arrive_by=at)), ConfirmWhistle(by=HOUSING, unit="housing"))
    housing = call.of("housing")
    assert housing is not None
    assert housing.due_at == at


def test_who_has_come_is_not_called_off() -> None:
    call = step(step(None, CALL), ArriveForWhistle(by=HOUSING, unit="housing"))
    cancel = CancelWhistle(by=CALLER, units=(), sealed=SEALED)
    assert refused(call, replace(cancel, sealed=None)) == "whistle.reason_missing"
    assert refused(call, replace(cancel, units=("housing",))) == "whistle.nobody_to_cancel"
    assert states(step(call, cancel)) == {"housing": "arrived", "justice": "cancelled"}
    assert refused(step(call, cancel), cancel) == "whistle.nobody_to_cancel"


class Whistles(RuleBasedStateMachine):
    """Any order of people and time."""

    @initialize()
    def begin(self) -> None:
        self.now = MONDAY
        self.call = step(None, CALL, self.now)
        self.missed: list[tuple[str, WhistleStep]] = []
        self.cancelled: set[str] = set()
        self.arrived: set[str] = set()

    def do(self, command: WhistleCommand) -> None:
        answer = decide(self.call, command, POLICY, self.now)
        for event in () if isinstance(answer, Refusal) else answer:
            if isinstance(event, WhistleMissed):
                assert event.due_at <= self.now
                self.missed.append((event.unit, event.step))
            self.call = evolve(self.call, event) or self.call

    @rule(minutes=st.integers(1, 3 * 24 * 60))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(unit=st.sampled_from(UNITS))
    def miss(self, unit: str) -> None:
        self.do(MissWhistle(unit=unit, item_id="i1"))

    @rule(by=st.sampled_from((HOUSING, JUSTICE, CALLER)), unit=st.sampled_from(UNITS))
    def confirm(self, by: By, unit: str) -> None:
        self.do(ConfirmWhistle(by=by, unit=unit))

    @rule(by=st.sampled_from((HOUSING, JUSTICE, CALLER)), unit=st.sampled_from(UNITS))
    def arrive(self, by: By, unit: str) -> None:
        before = self.call
        self.do(ArriveForWhistle(by=by, unit=unit))
        assert self.call == before or by.unit == unit

    @rule(by=st.sampled_from((HOUSING, JUSTICE)), unit=st.sampled_from(UNITS))
    def report(self, by: By, unit: str) -> None:
        before = self.call.of(unit)
        self.do(ReportWhistle(by=by, unit=unit, sealed=SEALED))
        after = self.call.of(unit)
        assert after == before or (before is not None and before.arrived)

    @rule(units=st.sets(st.sampled_from(UNITS[:2])))
    def cancel(self, units: set[str]) -> None:
        self.do(CancelWhistle(by=CALLER, units=tuple(sorted(units)), sealed=SEALED))

    @invariant()
    def each_step_is_missed_once_and_what_waits_has_a_limit(self) -> None:
        assert len(set(self.missed)) == len(self.missed)
        for one in self.call.units:
            assert (one.due_at is None) == (one.step is None)
            assert one.missed == {step for unit, step in self.missed if unit == one.unit}
            if one.state is WhistleState.REPORTED:
                assert one.arrived
            if one.state is WhistleState.CANCELLED:
                assert not one.arrived


TestWhistles = Whistles.TestCase
TestWhistles.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
