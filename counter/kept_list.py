"""What a counter keeps for the day that the hall's store is down: the last waiting list (numbers, no persons), and the
calls that were made from it by hand. In a small private file too, so that a counter that was restarted still has it.
"""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pydantic
from pydantic_core import to_json

from cases.policy.policy import Policy
from cases.queue.queue_order import CallsSoFar, NextCall, Waiting, in_order, next_call
from cases.views import CounterView
from counter.waiting import as_waiting, caller_at

FILE = "kept-list.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNumber:
    """A waiting number: what the rule of calling needs, and nothing that says whose it is or what about."""

    visit_id: str
    ticket_no: str
    queue: str
    place_at: datetime
    eligible_from_call: int = 0
    for_counter: int | None = None
    appointment_at: datetime | None = None
    overtaken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandCall:
    """A number called by hand. `came` None: not known yet.

    `entered`, "" as long as the hall was not told: "once", "twice" (another counter had called it as well), or the
    sentence of a refusal.
    """

    ticket_no: str
    queue: str
    called_at: datetime
    command_id: str
    came: bool | None = None
    entered: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptList:
    """`heard_at`: this machine's time when the hall said it."""

    heard_at: datetime
    day: date
    numbers: tuple[KeptNumber, ...] = ()
    first_calls: tuple[tuple[str, int], ...] = ()
    since_priority: int = 0
    calls: tuple[HandCall, ...] = ()

    @property
    def to_enter(self) -> tuple[HandCall, ...]:
        """Calls that the hall has not heard of."""
        return tuple(call for call in self.calls if not call.entered)


def kept_of(view: CounterView, heard_at: datetime, day: date, calls: Sequence[HandCall]) -> KeptList:
    """What is kept of a view."""
    return KeptList(
        heard_at=heard_at,
        day=day,
        numbers=tuple(_number(as_waiting(row)) for row in view.waiting),
        first_calls=view.calls_count,
        since_priority=view.since_priority,
        calls=tuple(calls),
    )


def still_waiting(kept: KeptList) -> tuple[Waiting, ...]:
    """The numbers that nobody here has called by hand since."""
    called = {call.ticket_no for call in kept.calls if call.called_at >= kept.heard_at or not call.entered}
    return tuple(_waiting(number) for number in kept.numbers if number.ticket_no not in called)


def next_by_hand(kept: KeptList, counter_no: int, policy: Policy, now: datetime) -> NextCall | None:
    """The next number by the same rule as the hall's own; hand calls count like calls."""
    caller = caller_at(counter_no, policy)
    if caller is None:
        return None
    return next_call(still_waiting(kept), caller, _so_far(kept, policy), policy.hall, now)


def order_by_hand(kept: KeptList, counter_no: int, policy: Policy, now: datetime) -> tuple[Waiting, ...]:
    """Everybody whom this counter may call, in order."""
    caller = caller_at(counter_no, policy)
    if caller is None:
        return ()
    return tuple(in_order(still_waiting(kept), caller, _so_far(kept, policy), policy.hall, now))


def with_call(kept: KeptList, following: NextCall, called_at: datetime, command_id: str) -> KeptList:
    """The same list with one more call. Whoever was called before and is not said to be absent has come."""
    call = HandCall(
        ticket_no=following.ticket_no,
        queue=following.queue,
        called_at=max(called_at, kept.heard_at),
        command_id=command_id,
    )
    return replace(kept, calls=(*(settled(earlier) for earlier in kept.calls), call))


def settled(call: HandCall) -> HandCall:
    """Who was not said to be absent has come."""
    return replace(call, came=True) if call.came is None else call


class KeptFile:
    """One file of mode 0600, replaced as a whole. Not for the UI thread."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def read(self) -> KeptList | None:
        """What was kept last; None if nothing was, or if it cannot be read."""
        try:
            return _KEPT.validate_json(self._path.read_bytes())
        except (OSError, pydantic.ValidationError):
            return None

    def write(self, kept: KeptList) -> None:
        """Durable when it returns. Raises OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = self._path.with_suffix(f".{secrets.token_hex(4)}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(to_json(kept))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        finally:
            beside.unlink(missing_ok=True)


_KEPT = pydantic.TypeAdapter(KeptList)


def _so_far(kept: KeptList, policy: Policy) -> CallsSoFar:
    """The hall's counts, and on top of them the calls by hand."""
    first = dict(kept.first_calls)
    since = kept.since_priority
    for call in kept.calls:
        if call.called_at >= kept.heard_at:
            first[call.queue] = first.get(call.queue, 0) + 1
            since = 0 if call.queue == policy.hall.priority_queue else since + 1
    return CallsSoFar(first_calls=first, since_priority=since)


def _number(waiting: Waiting) -> KeptNumber:
    return KeptNumber(
        visit_id=waiting.visit_id,
        ticket_no=waiting.ticket_no,
        queue=waiting.queue,
        place_at=waiting.place_at,
        eligible_from_call=waiting.eligible_from_call,
        for_counter=waiting.for_counter,
        appointment_at=waiting.appointment_at,
        overtaken=waiting.overtaken,
    )


def _waiting(number: KeptNumber) -> Waiting:
    return Waiting(
        visit_id=number.visit_id,
        ticket_no=number.ticket_no,
        queue=number.queue,
        place_at=number.place_at,
        eligible_from_call=number.eligible_from_call,
        for_counter=number.for_counter,
        appointment_at=number.appointment_at,
        overtaken=number.overtaken,
    )
