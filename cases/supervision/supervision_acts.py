"""What people do with a supervision item, in plain words as the counter sends them; the store seals and decides."""

from dataclasses import dataclass
from datetime import datetime

from cases.casework.by import By
from cases.roles import Right
from cases.sealed import Sealed
from cases.supervision import supervision_commands as ask


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseByHand:
    """列入督办 by a person. `responsible` "": the post that heads the unit; `case_id` "": no case belongs to it."""

    unit: str
    reason: str
    responsible: str = ""
    case_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """定责任单位、责任人."""

    unit: str
    responsible: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFor:
    """A leader asks for a rung that has no day of its own."""

    rung: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """A leader approves a drafted paper; `text`: what it says beyond its form."""

    rung: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """A leader drops a draft."""

    rung: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """约谈记录; `calendar_days`: the new limit, None for the usual one."""

    held_at: datetime
    text: str
    calendar_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectified:
    """报告整改情况."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """差评回访."""

    channel: str
    satisfied: bool | None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """对差评申诉."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAppeal:
    """复核申诉."""

    upheld: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """督办办结, with its evidence."""

    evidence: str


ItemAct = Name | AskFor | Approve | Drop | Interview | Rectified | Visited | Appeal | DecideAppeal | Close

ITEM_ACTS: dict[str, tuple[type[ItemAct], Right]] = {
    "name": (Name, Right.ASSIGN),
    "ask-rung": (AskFor, Right.APPROVE),
    "approve": (Approve, Right.APPROVE),
    "drop": (Drop, Right.APPROVE),
    "interview": (Interview, Right.SUPERVISE),
    "rectified": (Rectified, Right.HANDLE),
    "visited": (Visited, Right.FEED_BACK),
    "appeal": (Appeal, Right.HANDLE),
    "decide-appeal": (DecideAppeal, Right.APPROVE),
    "close": (Close, Right.SUPERVISE),
}
"""The path of every act, and the right that it needs."""
NAME_OF = {act: name for name, (act, _right) in ITEM_ACTS.items()}


def text_of(act: ItemAct) -> str:
    """What of an act is sealed."""
    match act:
        case Drop():
            return act.because
        case Close():
            return act.evidence
        case Name() | AskFor():
            return ""
        case _:
            return act.text


def command_of(
    act: ItemAct, by: By, sealed: Sealed | None, *, last_serial: int, settled: bool
) -> ask.ItemCommand:
    """The command of an act; `last_serial` and `settled` are the store's to know."""
    match act:
        case Name():
            return ask.NameResponsible(by=by, unit=act.unit, responsible=act.responsible)
        case AskFor():
            return ask.AskRung(by=by, rung=act.rung)
        case Approve():
            return ask.ApproveRung(by=by, rung=act.rung, last_serial=last_serial, sealed=sealed)
        case Drop():
            return ask.DropRung(by=by, rung=act.rung, sealed=sealed)
        case Interview():
            return ask.HoldInterview(
                by=by, held_at=act.held_at, calendar_days=act.calendar_days, sealed=sealed
            )
        case Rectified():
            return ask.ReportRectification(by=by, sealed=sealed)
        case Visited():
            return ask.VisitRectification(by=by, channel=act.channel, satisfied=act.satisfied, sealed=sealed)
        case Appeal():
            return ask.FileAppeal(by=by, sealed=sealed)
        case DecideAppeal():
            return ask.DecideAppeal(by=by, upheld=act.upheld, sealed=sealed)
        case Close():
            return ask.CloseItem(by=by, settled=settled, sealed=sealed)
