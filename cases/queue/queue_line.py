"""The line of waiting tickets that the rule of calling is played on (the rule in words: `queue_order`).

One implementation for two uses: the call of a desk, and the expected wait, which plays the whole line forward in
milliseconds. Times are seconds since the epoch as floats. Tickets stand in lanes, one for each queue and reservation,
by place; so a call looks at the heads only, and whoever is overtaken is a beginning of a lane.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

_Key = tuple[float, str, str]
_by_key = attrgetter("key")


@dataclass(frozen=True, slots=True)
class LineRules:
    """The policy of calling. `priority_queue` is None in a hall without one."""

    priority_queue: str | None
    overtaking_max: int
    priority_one_of: int
    priority_after_s: float


class Standing:
    """One ticket in the line. Its key is its place, then its number: no two are equal."""

    __slots__ = (
        "appointment",
        "eligible",
        "for_counter",
        "key",
        "overtaken",
        "place",
        "queue",
        "ticket_no",
        "visit_id",
    )

    def __init__(  # noqa: PLR0917  a row of the waiting list, made by the hundred in a millisecond
        self,
        visit_id: str,
        ticket_no: str,
        queue: str,
        place: float,
        eligible: int = 0,
        for_counter: int | None = None,
        appointment: float | None = None,
        overtaken: int = 0,
    ) -> None:
        self.visit_id = visit_id
        self.ticket_no = ticket_no
        self.queue = queue
        self.place = place
        self.eligible = eligible
        self.for_counter = for_counter
        self.appointment = appointment
        self.overtaken = overtaken
        self.key: _Key = (place, ticket_no, visit_id)


class _Lane:
    """Tickets of one queue and one reservation whose turn may come, by place. `at_bound`: how many are at the bound."""

    __slots__ = ("at_bound", "is_appointments", "queue", "tickets")

    def __init__(self, queue: str, is_appointments: bool) -> None:
        self.queue = queue
        self.is_appointments = is_appointments
        self.tickets: list[Standing] = []
        self.at_bound = 0


class LineDesk:
    """A desk of the line: its counter, its queues, its weights, and the lanes that it may call from."""

    __slots__ = ("counter_no", "lanes", "lanes_known", "priority_lanes", "serves", "weights")

    def __init__(self, counter_no: int, serves: Iterable[str], weights: Mapping[str, float]) -> None:
        self.counter_no = counter_no
        self.serves = frozenset(serves)
        self.weights = weights
        self.lanes: list[_Lane] = []  # ordinary ones
        self.priority_lanes: list[_Lane] = []
        self.lanes_known = -1


class Line:
    """Everybody who waits, and what the day remembers of its calls. A desk belongs to one line only."""

    def __init__(
        self,
        tickets: Iterable[Standing],
        rules: LineRules,
        first_calls: Mapping[str, int],
        since_priority: int,
    ) -> None:
        self._rules = rules
        self._first_calls = dict(first_calls)
        self._since_priority = since_priority
        self._lanes: dict[tuple[str, int | None, bool], _Lane] = {}
        self._bound = 0  # how many are at the bound
        self._slots = 0  # appointments whose slot has come
        self._early: list[Standing] = []  # appointments, the next slot last
        self._returned: list[Standing] = []  # 过号回队, not yet ready
        for ticket in sorted(tickets, key=_by_key):
            self._enter(ticket, last=True)
        self._early.sort(key=_by_slot, reverse=True)

    def add(self, ticket: Standing) -> None:
        """Somebody more in the line."""
        self._enter(ticket, last=False)
        self._early.sort(key=_by_slot, reverse=True)

    def pick(self, desk: LineDesk, now: float) -> tuple[Standing, str] | None:
        """Whom this desk calls next, and why (a text key). `now` never goes back from one pick to the next."""
        while self._early and self._early[-1].appointment is not None and self._early[-1].appointment <= now:
            self._stand(self._early.pop(), last=False)
        if desk.lanes_known != len(self._lanes):
            self._find_lanes(desk)
        rules = self._rules
        priority = [lane.tickets[0] for lane in desk.priority_lanes if lane.tickets]
        let_in: list[Standing] = []
        if self._returned:
            for ticket in self._let_in(desk, now):
                (priority if ticket.queue == rules.priority_queue else let_in).append(ticket)
        if self._bound or let_in:
            held_up = self._at_bound(desk, let_in)
            if held_up is not None:
                return held_up, "why.bound"
        if priority:
            oldest = min(priority, key=_by_key) if len(priority) > 1 else priority[0]
            if now - oldest.place >= rules.priority_after_s:
                return oldest, "why.priority_waited"
            if self._since_priority >= rules.priority_one_of - 1:
                return oldest, "why.priority_share"
        if self._slots:
            slots = [t for lane in desk.lanes if lane.is_appointments for t in lane.tickets]
            if slots:
                return min(slots, key=_by_slot), "why.appointment"
        heads = [lane.tickets[0] for lane in desk.lanes if lane.tickets]
        heads += let_in
        if heads:
            first, why = _by_weight(heads, desk, now)
            return first, "why.nobody_else" if first in let_in else why
        if priority:
            return oldest, "why.priority_alone"
        mine = [t for t in self._early if _is_for(t, desk)]
        return (min(mine, key=_by_slot), "why.nobody_else") if mine else None

    def take(self, ticket: Standing, desk: LineDesk, now: float) -> None:
        """The desk has called whom it picked: who was passed over is marked, the day's calls are counted."""
        self._overtake(ticket, desk, now)
        self.remove(ticket)
        if ticket.queue == self._rules.priority_queue:
            self._since_priority = 0
        else:
            self._since_priority += 1
        self._first_calls[ticket.queue] = self._first_calls.get(ticket.queue, 0) + 1
        if self._returned:
            self._come_back(ticket.queue)

    def remove(self, ticket: Standing) -> None:
        """It is not in the line any more, as if it had never been there."""
        lane = self._lanes.get((ticket.queue, ticket.for_counter, ticket.appointment is not None))
        if lane is not None and lane.tickets:
            tickets = lane.tickets
            at = 0 if tickets[0] is ticket else bisect_left(tickets, ticket.key, key=_by_key)
            if at < len(tickets) and tickets[at] is ticket:
                del tickets[at]
                self._slots -= lane.is_appointments
                if ticket.overtaken >= self._rules.overtaking_max and lane.at_bound:
                    lane.at_bound -= 1
                    self._bound -= 1
                return
        (self._returned if ticket in self._returned else self._early).remove(ticket)

    def _at_bound(self, desk: LineDesk, let_in: list[Standing]) -> Standing | None:
        """Who has to be next here: of the queue of the first one at the bound, whoever has the earliest place."""
        bound = self._rules.overtaking_max
        held_up = [t for t in let_in if t.overtaken >= bound]
        if self._bound:
            held_up += [
                next(t for t in lane.tickets if t.overtaken >= bound) for lane in desk.lanes if lane.at_bound
            ]
        if not held_up:
            return None
        queue = min(held_up, key=_by_key).queue
        same = [t for t in let_in if t.queue == queue]
        same += [lane.tickets[0] for lane in desk.lanes if lane.queue == queue and lane.tickets]
        return min(same, key=_by_key)

    def _enter(self, ticket: Standing, *, last: bool) -> None:
        if ticket.eligible > self._first_calls.get(ticket.queue, 0):
            self._returned.append(ticket)
        elif ticket.appointment is not None:
            self._early.append(ticket)
        else:
            self._stand(ticket, last=last)

    def _stand(self, ticket: Standing, *, last: bool) -> None:
        key = (ticket.queue, ticket.for_counter, ticket.appointment is not None)
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = _Lane(ticket.queue, key[2])
        self._slots += lane.is_appointments
        if ticket.overtaken >= self._rules.overtaking_max and lane.queue != self._rules.priority_queue:
            lane.at_bound += 1
            self._bound += 1
        if last:
            lane.tickets.append(ticket)
        else:
            insort(lane.tickets, ticket, key=_by_key)

    def _come_back(self, queue: str) -> None:
        """Those whose numbers were called by now are in line like everybody."""
        calls = self._first_calls.get(queue, 0)
        for ticket in [t for t in self._returned if t.queue == queue and t.eligible <= calls]:
            self._returned.remove(ticket)
            self._enter(ticket, last=False)
        self._early.sort(key=_by_slot, reverse=True)

    def _let_in(self, desk: LineDesk, now: float) -> list[Standing]:
        """Returned ones that this desk may call all the same: nobody of their queue is there to go first."""
        held_up = {lane.queue for lane in (*desk.lanes, *desk.priority_lanes) if lane.tickets}
        return [
            t
            for t in self._returned
            if t.queue not in held_up and _is_for(t, desk) and (t.appointment is None or t.appointment <= now)
        ]

    def _overtake(self, called: Standing, desk: LineDesk, now: float) -> None:
        bound, key = self._rules.overtaking_max, called.key
        for lane in desk.lanes:
            for ticket in lane.tickets:
                if ticket.key >= key:
                    break
                ticket.overtaken += 1
                if ticket.overtaken == bound:
                    lane.at_bound += 1
                    self._bound += 1
        if self._returned:
            for ticket in self._let_in(desk, now):
                if ticket.queue != self._rules.priority_queue and ticket.key < key:
                    ticket.overtaken += 1

    def _find_lanes(self, desk: LineDesk) -> None:
        desk.lanes, desk.priority_lanes = [], []
        for (queue, for_counter, _), lane in self._lanes.items():
            if for_counter == desk.counter_no or (for_counter is None and queue in desk.serves):
                of = desk.priority_lanes if queue == self._rules.priority_queue else desk.lanes
                of.append(lane)
        desk.lanes_known = len(self._lanes)


def _by_weight(heads: list[Standing], desk: LineDesk, now: float) -> tuple[Standing, str]:
    """The most weighted minutes; where they are equal (a place in the future counts as now) the earlier place."""
    earliest = min(heads, key=_by_key) if len(heads) > 1 else heads[0]
    first = earliest
    if len(heads) > 1 and desk.weights:
        weights = desk.weights
        first = min(heads, key=lambda t: (-max(0.0, now - t.place) * weights.get(t.queue, 1.0), t.key))
    if first is not earliest:
        return first, "why.weight"
    if first.for_counter is not None:
        return first, "why.for_this_counter"
    return first, "why.returned" if first.eligible else "why.first_touch"


def _by_slot(ticket: Standing) -> tuple[float, _Key]:
    return (0.0 if ticket.appointment is None else ticket.appointment), ticket.key


def _is_for(ticket: Standing, desk: LineDesk) -> bool:
    if ticket.for_counter is not None:
        return ticket.for_counter == desk.counter_no
    return ticket.queue in desk.serves
