"""双人办理: an act that one person asks for and another confirms within a time (guard.toml names which).

The request is an event, and so is what became of it: nobody confirms their own, from whatever device, and nothing is
confirmed twice or too late. What is asked for is named by codes: no person; a text about a case is sealed with its key.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cases.policy.guard import TwoPersonAct, TwoPersonPolicy
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAsked:
    """What somebody wants to be done, as it is said.

    Of a case: its id, and a code of retention.toml (销毁) or `why` in words (强制接管). Of an event that was kept
    apart: its store, its id, and `why` without a person in it (重新收入).
    """

    act: TwoPersonAct
    case_id: str = ""
    reason_code: str = ""
    stream: str = ""
    event_id: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRequested:
    """The first person asked. `because`: why, sealed with the case's key; `why`: where it is about no case."""

    request_id: str
    act: TwoPersonAct
    case_id: str
    staff_id: str
    until: datetime
    reason_code: str = ""
    stream: str = ""
    event_id: str = ""
    why: str = ""
    because: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActConfirmed:
    """The second person said yes: the act happened in the same transaction."""

    request_id: str
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDeclined:
    """The second person said no, or the first one took it back."""

    request_id: str
    staff_id: str


TwoPersonEvent = ActRequested | ActConfirmed | ActDeclined

RIGHT_TO_ASK = {
    TwoPersonAct.FORGET: Right.FORGET,
    TwoPersonAct.READMIT: Right.QUARANTINE,
    TwoPersonAct.TAKE_OVER: Right.TAKE_OVER,
}
"""The second person needs `Right.CONFIRM` beside that their PIN is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it stands."""

    asked: ActRequested
    settled: bool = False


def evolve(request: Request | None, event: TwoPersonEvent) -> Request | None:
    """Fold one event."""
    if isinstance(event, ActRequested):
        return request or Request(asked=event)
    return replace(request, settled=True) if request else None


def ask(request: ActRequested, role: str, policy: TwoPersonPolicy, now: datetime) -> ActRequested | Refusal:
    """The request, with the time until which it stands."""
    right = RIGHT_TO_ASK[request.act]
    if not may(role, right):
        return Refusal("auth.right", {"right": right.value})
    return replace(request, until=now + timedelta(minutes=policy.minutes))


def confirm(
    request: Request | None, request_id: str, staff_id: str, role: str, now: datetime, *, first_role: str
) -> ActConfirmed | Refusal:
    """The second person's yes. `first_role`: what the first one is now, "" for somebody who is gone."""
    open_ = _open(request, now)
    if isinstance(open_, Refusal):
        return open_
    if staff_id == open_.staff_id:
        return Refusal("two_person.same")
    if not may(first_role, RIGHT_TO_ASK[open_.act]):
        return Refusal("two_person.first_gone")
    if not may(role, Right.CONFIRM):
        return Refusal("auth.right", {"right": Right.CONFIRM.value})
    return ActConfirmed(request_id=request_id, staff_id=staff_id)


def decline(
    request: Request | None, request_id: str, staff_id: str, role: str, now: datetime
) -> ActDeclined | Refusal:
    """No, by the second person; or taken back by the first."""
    open_ = _open(request, now)
    if isinstance(open_, Refusal):
        return open_
    if staff_id != open_.staff_id and not may(role, Right.CONFIRM):
        return Refusal("auth.right", {"right": Right.CONFIRM.value})
    return ActDeclined(request_id=request_id, staff_id=staff_id)


def _open(request: Request | None, now: datetime) -> ActRequested | Refusal:
    if request is None:
        return Refusal("two_person.unknown")
    if request.settled:
        return Refusal("two_person.settled")
    if now >= request.asked.until:
        return Refusal("two_person.late")
    return request.asked
