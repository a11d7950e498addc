"""A small hall for the rule of calling: it keeps the marks of who was overtaken as the store's projection does."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from cases.policy.hall import HallPolicy
from cases.queue.queue_order import (
    Caller,
    CallsSoFar,
    NextCall,
    Waiting,
    is_for,
    is_overtaken_by,
    is_ready,
    next_call,
)

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass(slots=True)
class Called:
    """A call, and the line as it was before it."""

    ticket: Waiting
    why: str
    by: Caller
    at: datetime
    before: list[Waiting]
    so_far: CallsSoFar


@dataclass(slots=True)
class HallAtWork:
    """Who waits, what was called. Time only goes forward."""

    hall: HallPolicy
    now: datetime = NINE
    waiting: list[Waiting] = field(default_factory=list)
    calls: list[Called] = field(default_factory=list)
    first_calls: dict[str, int] = field(default_factory=dict)
    since_priority: int = 0

    def comes(self, ticket: Waiting) -> None:
        self.waiting.append(ticket)

    def so_far(self) -> CallsSoFar:
        return CallsSoFar(first_calls=dict(self.first_calls), since_priority=self.since_priority)

    def asks(self, caller: Caller, waiting: Sequence[Waiting] | None = None) -> NextCall | None:
        line = self.waiting if waiting is None else waiting
        return next_call(line, caller, self.so_far(), self.hall, self.now)

    def call(self, caller: Caller) -> Called | None:
        chosen = self.asks(caller)
        if chosen is None:
            return None
        called = next(w for w in self.waiting if w.visit_id == chosen.visit_id)
        so_far, before = self.so_far(), list(self.waiting)
        self.waiting = [
            replace(w, overtaken=w.overtaken + self._is_passed(w, called, caller, before))
            for w in before
            if w is not called
        ]
        self.first_calls[called.queue] = self.first_calls.get(called.queue, 0) + 1
        self.since_priority = 0 if called.queue == self.hall.priority_queue else self.since_priority + 1
        self.calls.append(Called(called, chosen.why, caller, self.now, before, so_far))
        return self.calls[-1]

    def after(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    def _is_passed(self, w: Waiting, called: Waiting, caller: Caller, before: list[Waiting]) -> bool:
        ready = is_ready(w, self.so_far(), self.now, before, caller)
        return ready and is_overtaken_by(w, called, caller, self.hall)


def ready_for(call: Called) -> list[Waiting]:
    """Those whose turn might have come at this call."""
    return [
        w
        for w in call.before
        if is_for(w, call.by) and is_ready(w, call.so_far, call.at, call.before, call.by)
    ]
