"""吹哨报到: units that are called to a difficult matter, and how each answers (domain.md §1.3 P3).

Each unit goes its own way: CALLED → CONFIRMED → ARRIVED → REPORTED, or MISSED, which owes a supervision item in the
same transaction. Who was late may still come and report: it is a fact, and that a step was missed stays.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cases.deadlines.case_clock import ArmedClock
from cases.sealed import Sealed


class WhistleState(StrEnum):
    """Of one unit."""

    CALLED = "called"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    REPORTED = "reported"
    MISSED = "missed"
    CANCELLED = "cancelled"


class WhistleStep(StrEnum):
    """What is waited for."""

    RESPOND = "respond"
    ARRIVE = "arrive"
    REPORT = "report"


STEP_AFTER = {
    WhistleState.CALLED: WhistleStep.RESPOND,
    WhistleState.CONFIRMED: WhistleStep.ARRIVE,
    WhistleState.ARRIVED: WhistleStep.REPORT,
}
"""Which step a unit's state waits for; the other states wait for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleCalled:
    """吹哨. `arrive_by`: the time that the call names, else the end of `arrive`."""

    whistle_id: str
    case_id: str
    staff_id: str
    units: tuple[str, ...]
    called_at: datetime
    respond: ArmedClock
    arrive: ArmedClock | None
    arrive_by: datetime
    sealed: Sealed  # why


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleConfirmed:
    """应哨: the unit comes."""

    unit: str
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleArrived:
    """报到. `report`: until when the unit says what came out."""

    unit: str
    staff_id: str
    arrived_at: datetime
    report: ArmedClock


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleReported:
    """The unit's result."""

    unit: str
    staff_id: str
    sealed: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleMissed:
    """A step passed its limit. `item_id`: the supervision item that it owes."""

    unit: str
    step: WhistleStep
    due_at: datetime
    item_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleCancelled:
    """The call is off for these units, with a reason."""

    units: tuple[str, ...]
    staff_id: str
    sealed: Sealed


WhistleEvent = (
    WhistleCalled | WhistleConfirmed | WhistleArrived | WhistleReported | WhistleMissed | WhistleCancelled
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledUnit:
    """One unit of a call. `due_at`: when the step that is waited for has to be done; None when nothing is."""

    unit: str
    state: WhistleState
    due_at: datetime | None
    arrived: bool = False
    missed: frozenset[WhistleStep] = frozenset()

    @property
    def step(self) -> WhistleStep | None:
        """What is waited for."""
        return STEP_AFTER.get(self.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleCall:
    """A call as it stands."""

    whistle_id: str
    case_id: str
    arrive_by: datetime
    units: tuple[CalledUnit, ...]

    def of(self, unit: str) -> CalledUnit | None:
        """One unit's way."""
        return next((one for one in self.units if one.unit == unit), None)
