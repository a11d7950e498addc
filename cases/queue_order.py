"""Who is called next (叫号顺序): fair by rule, bounded, and with the reason kept.

For a desk that serves certain queues, in this order:
1. an ordinary number that was overtaken as often as policy allows (`overtaking_max`): the one with the earliest place;
2. an appointment whose slot has come;
3. priority (优先) that has waited `priority_after_minutes`, or whose share (one of `priority_one_of` calls) is due;
4. ordinary numbers by first touch; between the queues of a desk a waited minute counts by the desk's weight;
5. priority when nobody else is there; then who came back (过号回队) before their turn, rather than nobody.
An ordinary number is overtaken when a desk that could have taken it calls a later place. At the bound it is next, so
nobody is overtaken more than `overtaking_max` times. Source: domain.md §7; design.md §2.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cases.policy_hall import HallPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One waiting ticket as the order sees it. `overtaken`: how often that has happened to it."""

    visit_id: str
    ticket_no: str
    queue: str
    place_at: datetime
    eligible_from_call: int = 0
    for_counter: int | None = None
    appointment_at: datetime | None = None
    overtaken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsSoFar:
    """What the order remembers of today: first calls per queue, and calls since the last one of priority."""

    first_calls: Mapping[str, int] = field(default_factory=dict)
    since_priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCall:
    """`why` is a text key; `candidates` are the first five in order, their ages in whole seconds."""

    visit_id: str
    ticket_no: str
    queue: str
    why: str
    candidates: tuple[str, ...]
    ages_s: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The desk that calls: its counter, the queues that it serves, and their weights."""

    counter_no: int
    serves: tuple[str, ...]
    weights: Mapping[str, float] = field(default_factory=dict)


SHOWN_CANDIDATES = 5


def next_call(
    waiting: Sequence[Waiting], caller: Caller, so_far: CallsSoFar, hall: HallPolicy, now: datetime
) -> NextCall | None:
    """The next ticket of this desk and why. None when nobody waits for it."""
    order = in_order(waiting, caller, so_far, hall, now)
    if not order:
        return None
    _first, why = _pick(waiting, caller, so_far, hall, now)
    shown = order[:SHOWN_CANDIDATES]
    return NextCall(
        visit_id=shown[0].visit_id,
        ticket_no=shown[0].ticket_no,
        queue=shown[0].queue,
        why=why,
        candidates=tuple(w.ticket_no for w in shown),
        ages_s=tuple(max(0, int((now - w.place_at).total_seconds())) for w in shown),
    )


def in_order(
    waiting: Sequence[Waiting], caller: Caller, so_far: CallsSoFar, hall: HallPolicy, now: datetime
) -> list[Waiting]:
    """The tickets that this desk may call: the first ones as it would call them one after the other, then by place."""
    left = [w for w in waiting if is_for(w, caller)]
    order: list[Waiting] = []
    since_priority = so_far.since_priority
    while left and len(order) < SHOWN_CANDIDATES:
        then = CallsSoFar(first_calls=so_far.first_calls, since_priority=since_priority)
        chosen, _why = _pick(left, caller, then, hall, now)
        order.append(chosen)
        left.remove(chosen)
        since_priority = 0 if chosen.queue == hall.priority_queue else since_priority + 1
    return order + sorted(left, key=_place)


def is_for(ticket: Waiting, caller: Caller) -> bool:
    """Whether this desk may call the ticket at all."""
    return ticket.queue in caller.serves and ticket.for_counter in (None, caller.counter_no)


def is_ready(ticket: Waiting, so_far: CallsSoFar, now: datetime) -> bool:
    """Whether its turn may come: a returned one after its numbers, an appointment from its slot on."""
    back = ticket.eligible_from_call <= so_far.first_calls.get(ticket.queue, 0)
    return back and (ticket.appointment_at is None or ticket.appointment_at <= now)


def is_overtaken_by(ready: Waiting, called: Waiting, caller: Caller, hall: HallPolicy) -> bool:
    """Whether calling `called` here passes over an ordinary ticket that waits `is_ready` with an earlier place."""
    return ready.queue != hall.priority_queue and is_for(ready, caller) and _place(ready) < _place(called)


def _pick(
    waiting: Sequence[Waiting], caller: Caller, so_far: CallsSoFar, hall: HallPolicy, now: datetime
) -> tuple[Waiting, str]:
    """The next one of a list that is not empty."""
    mine = [w for w in waiting if is_for(w, caller)]
    ready = [w for w in mine if is_ready(w, so_far, now)]
    priority = [w for w in ready if w.queue == hall.priority_queue]
    ordinary = [w for w in ready if w.queue != hall.priority_queue]
    rules = hall.calling
    if at_bound := [w for w in ordinary if w.overtaken >= rules.overtaking_max]:
        return min(at_bound, key=_place), "why.bound"
    if slots := [w for w in ordinary if w.appointment_at is not None]:
        return min(slots, key=lambda w: (w.appointment_at, w.ticket_no)), "why.appointment"
    if priority:
        oldest = min(priority, key=_place)
        if now - oldest.place_at >= timedelta(minutes=rules.priority_after_minutes):
            return oldest, "why.priority_waited"
        if so_far.since_priority >= rules.priority_one_of - 1:
            return oldest, "why.priority_share"
    if ordinary:
        first = min(ordinary, key=lambda w: (-_weighted_age(w, caller, now), w.ticket_no))
        if first.for_counter is not None:
            return first, "why.for_this_counter"
        if first.eligible_from_call:
            return first, "why.returned"
        by_weight = first != min(ordinary, key=_place)
        return first, "why.weight" if by_weight else "why.first_touch"
    if priority:
        return min(priority, key=_place), "why.priority_alone"
    return min(mine, key=_place), "why.nobody_else"


def _place(ticket: Waiting) -> tuple[datetime, str]:
    return ticket.place_at, ticket.ticket_no


def _weighted_age(ticket: Waiting, caller: Caller, now: datetime) -> float:
    return (now - ticket.place_at).total_seconds() * caller.weights.get(ticket.queue, 1.0)
