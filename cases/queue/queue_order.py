"""Who is called next (叫号顺序): fair by rule, bounded, and with the reason kept.

For a desk that serves certain queues, in this order:
1. an ordinary number that was overtaken as often as policy allows (`overtaking_max`); if another of its queue has
   an earlier place, that one first;
2. priority (优先) that has waited `priority_after_minutes`, or whose share (one of `priority_one_of` calls) is due;
3. an appointment (预约) whose slot has come;
4. ordinary numbers by first touch; between the queues of a desk a waited minute counts by the desk's weight;
5. priority when nobody else is there; then an appointment before its slot, rather than nobody.
A number that is reserved for a counter may be called there only, whatever queues that counter serves. One that came
back (过号回队) lets the numbers go before it that it owes its queue; when nobody of its queue is there to go, its turn
may come.

An ordinary number is overtaken when a desk that could have taken it calls a later place. At the bound it is next, or
somebody with an earlier place, so nobody is overtaken more than `overtaking_max` times; and as every call of such a
desk either overtakes or serves an earlier place, nobody starves. The bound is stronger than priority: where a hundred
ordinary numbers wait, six of priority may pass them and the seventh waits until they are served. A hall that wants
more sets the bound higher. Source: domain.md §7; design.md §2. The rule itself is played in `queue_line`.

A ticket with emergency words (domain.md §3.4) stands outside the line: any desk that calls next takes it first, and
its call overtakes nobody, as an ambulance does not. The bound above is of the line alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cases.policy.hall import CounterPolicy, HallPolicy
from cases.queue.queue_line import Line, LineDesk, LineRules, Standing


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
    emergency: bool = False


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
WHY_EMERGENCY = "why.emergency"


def caller_of(counter: CounterPolicy) -> Caller:
    """A counter of the policy as the rule sees it."""
    return Caller(counter_no=counter.number, serves=counter.serves, weights=counter.weights)


def next_call(
    waiting: Sequence[Waiting], caller: Caller, so_far: CallsSoFar, hall: HallPolicy, now: datetime
) -> NextCall | None:
    """The next ticket of this desk and why. None when nobody waits for it."""
    shown, whys = _first_calls(waiting, caller, so_far, hall, now)
    if not shown:
        return None
    return NextCall(
        visit_id=shown[0].visit_id,
        ticket_no=shown[0].ticket_no,
        queue=shown[0].queue,
        why=whys[0],
        candidates=tuple(w.ticket_no for w in shown),
        ages_s=tuple(max(0, int((now - w.place_at).total_seconds())) for w in shown),
    )


def in_order(
    waiting: Sequence[Waiting], caller: Caller, so_far: CallsSoFar, hall: HallPolicy, now: datetime
) -> list[Waiting]:
    """The tickets that this desk may call: the first ones as it would call them one after the other, then by place."""
    shown, _whys = _first_calls(waiting, caller, so_far, hall, now)
    first = {w.visit_id for w in shown}
    return shown + sorted((w for w in waiting if is_for(w, caller) and w.visit_id not in first), key=_place)


def is_for(ticket: Waiting, caller: Caller) -> bool:
    """Whether this desk may call the ticket at all: one reserved for it always, another's never; an emergency too."""
    if ticket.emergency:
        return True
    if ticket.for_counter is not None:
        return ticket.for_counter == caller.counter_no
    return ticket.queue in caller.serves


def is_ready(
    ticket: Waiting,
    so_far: CallsSoFar,
    now: datetime,
    waiting: Sequence[Waiting] = (),
    caller: Caller | None = None,
) -> bool:
    """Whether its turn may come: an appointment from its slot on, a returned one after its numbers.

    With `waiting` and `caller`: also a returned one whose queue has nobody else whose turn may come at that desk.
    """
    if ticket.appointment_at is not None and ticket.appointment_at > now:
        return False
    if ticket.eligible_from_call <= so_far.first_calls.get(ticket.queue, 0):
        return True
    return caller is not None and not any(
        w.queue == ticket.queue and is_for(w, caller) and is_ready(w, so_far, now) for w in waiting
    )


def is_overtaken_by(ready: Waiting, called: Waiting, caller: Caller, hall: HallPolicy) -> bool:
    """Whether calling `called` here passes over an ordinary ticket that waits `is_ready` with an earlier place."""
    return ready.queue != hall.priority_queue and is_for(ready, caller) and _place(ready) < _place(called)


def line_rules(hall: HallPolicy) -> LineRules:
    """What the order takes from policy."""
    return LineRules(
        priority_queue=hall.priority_queue,
        overtaking_max=hall.calling.overtaking_max,
        priority_one_of=hall.calling.priority_one_of,
        priority_after_s=hall.calling.priority_after_minutes * 60.0,
    )


def standing(ticket: Waiting) -> Standing:
    """A ticket as the line keeps it."""
    return Standing(
        ticket.visit_id,
        ticket.ticket_no,
        ticket.queue,
        ticket.place_at.timestamp(),
        ticket.eligible_from_call,
        ticket.for_counter,
        None if ticket.appointment_at is None else ticket.appointment_at.timestamp(),
        ticket.overtaken,
    )


def line_desk(caller: Caller) -> LineDesk:
    """A desk as the line sees it."""
    return LineDesk(caller.counter_no, caller.serves, caller.weights)


def _first_calls(
    waiting: Sequence[Waiting], caller: Caller, so_far: CallsSoFar, hall: HallPolicy, now: datetime
) -> tuple[list[Waiting], list[str]]:
    mine = {w.visit_id: w for w in waiting if is_for(w, caller) and not w.emergency}
    line = Line(
        [standing(w) for w in mine.values()], line_rules(hall), so_far.first_calls, so_far.since_priority
    )
    desk, at = line_desk(caller), now.timestamp()
    shown = sorted((w for w in waiting if w.emergency), key=_place)[:SHOWN_CANDIDATES]
    whys = [WHY_EMERGENCY] * len(shown)
    while len(shown) < SHOWN_CANDIDATES and (picked := line.pick(desk, at)) is not None:
        ticket, why = picked
        line.take(ticket, desk, at)
        shown.append(mine[ticket.visit_id])
        whys.append(why)
    return shown, whys


def _place(ticket: Waiting) -> tuple[datetime, str, str]:
    return ticket.place_at, ticket.ticket_no, ticket.visit_id
