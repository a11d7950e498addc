"""What people do with a whistle call, in plain words as the counter sends them."""

from dataclasses import dataclass
from datetime import datetime

from cases.casework.by import By
from cases.policy.units import CENTRE
from cases.roles import Right
from cases.sealed import Sealed
from cases.supervision import whistle_rules as ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Whistle:
    """吹哨. `arrive_by` None: the usual limit."""

    case_id: str
    units: tuple[str, ...]
    reason: str
    arrive_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """应哨."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrive:
    """报到."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBack:
    """报告结果."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOff:
    """撤哨. Without `units`: everybody who has not come yet."""

    reason: str
    units: tuple[str, ...] = ()


WhistleAct = Confirm | Arrive | ReportBack | CallOff
WHISTLE_ACTS: dict[str, tuple[type[WhistleAct], Right]] = {
    "confirm": (Confirm, Right.HANDLE),
    "arrive": (Arrive, Right.HANDLE),
    "report": (ReportBack, Right.HANDLE),
    "cancel": (CallOff, Right.WHISTLE),
}
"""The path of every act, and the right that it needs."""
NAME_OF = {act: name for name, (act, _right) in WHISTLE_ACTS.items()}


def text_of(act: WhistleAct) -> str:
    """What of an act is sealed."""
    match act:
        case ReportBack():
            return act.text
        case CallOff():
            return act.reason
        case Confirm() | Arrive():
            return ""


def command_of(act: WhistleAct, by: By, sealed: Sealed | None) -> ask.WhistleCommand:
    """The command of an act; a unit acts for itself, the centre's people for the centre's desk."""
    unit = by.unit or CENTRE
    match act:
        case Confirm():
            return ask.ConfirmWhistle(by=by, unit=unit)
        case Arrive():
            return ask.ArriveForWhistle(by=by, unit=unit)
        case ReportBack():
            return ask.ReportWhistle(by=by, unit=unit, sealed=sealed)
        case CallOff():
            return ask.CancelWhistle(by=by, units=act.units, sealed=sealed)
