"""A day as it comes: arrivals, calls by the hall's own rule, receptions, misses, breaks; a listener looks on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Protocol

from cases.deadlines.work_calendar import Segment
from cases.hall_time import hall_time
from cases.policy.hall import HallPolicy
from cases.queue.queue_line import Line, LineDesk, Standing
from cases.queue.queue_order import Caller, CallsSoFar, Waiting, line_rules
from cases.queue.service_times import ServiceSeen, service_times
from cases.queue.waiting_time import DeskNow, HallLoad, Returning
from tests.simulation.invented_day import AFTERNOON, HOUR, MORNING, InventedDay, Visitor
from tests.simulation.invented_day import Desk as InventedDesk

DAY = hall_time(datetime(2026, 11, 23))
MIDNIGHT = DAY.timestamp()
MISSED_S = 75.0  # three calls, then 过号
PAPERS_S, PAPERS_AWAY_S = 120.0, 1200.0
LAST_SEEN = 300
TURNAROUND_S = 8.0  # from the end of a reception to the next press of 呼叫
SEGMENTS = tuple(
    Segment(DAY + timedelta(seconds=opens), DAY + timedelta(seconds=closes))
    for opens, closes in (MORNING, AFTERNOON)
)


@dataclass(slots=True)
class Ticket:
    """A number of the day and what became of it."""

    number: int
    visitor: Visitor
    standing: Standing
    called_at: float | None = None
    gone: bool = False


@dataclass(slots=True)
class DeskState:
    """A desk as the day goes on. `busy_until` None: free."""

    plan: InventedDesk
    caller: Caller
    line: LineDesk
    pauses: list[tuple[float, float, bool]]
    is_in: bool = False
    ticket: Ticket | None = None
    busy_queue: str | None = None
    busy_since: float = 0.0
    paused_until: float | None = None
    pause_known: bool = False
    asleep: bool = True  # no event of its own is under way: woken by the next arrival


class Listener(Protocol):
    """Looks on at a day."""

    def arrives(self, day: "PlayedDay", ticket: Ticket, now: float) -> None:
        """Before the ticket is in line."""

    def called(self, ticket: Ticket, now: float) -> None:
        """The first call of a ticket."""


@dataclass(slots=True)
class PlayedDay:
    """One day. `tickets` is filled as they come; who was never called has no `called_at`."""

    day: InventedDay
    hall: HallPolicy
    listener: Listener
    tickets: list[Ticket] = field(default_factory=list)
    waiting: dict[str, Ticket] = field(default_factory=dict)
    returning: dict[str, tuple[float, Standing]] = field(default_factory=dict)
    seen: list[ServiceSeen] = field(default_factory=list)
    first_calls: dict[str, int] = field(default_factory=dict)
    since_priority: int = 0
    given: dict[str, int] = field(default_factory=dict)
    desks: list[DeskState] = field(default_factory=list)

    def play(self) -> None:
        """From the first arrival until nobody is in the house."""
        line = Line([], line_rules(self.hall), {}, 0)
        for plan in self.day.desks:
            caller = Caller(counter_no=plan.counter_no, serves=plan.serves, weights=plan.weights)
            desk = LineDesk(plan.counter_no, plan.serves, plan.weights)
            self.desks.append(DeskState(plan, caller, desk, sorted(plan.pauses)))
        events: list[tuple[float, int, str, object]] = [
            (visitor.comes_at, n, "comes", visitor) for n, visitor in enumerate(self.day.visitors)
        ]
        events += [(state.plan.signs_in, -n, "desk", state) for n, state in enumerate(self.desks, 1)]
        heapify(events)
        count = len(events)

        def later(at: float, what: str, whom: object) -> None:
            nonlocal count
            count += 1
            heappush(events, (at, count, what, whom))

        def wake(now: float) -> None:
            for state in self.desks:
                if state.asleep and state.is_in:
                    state.asleep = False
                    later(now, "desk", state)

        while events:
            now, _, what, whom = heappop(events)
            if what == "desk" and isinstance(whom, DeskState):
                self._desk_turns(whom, line, now, later)
            elif what == "comes" and isinstance(whom, Visitor):
                ticket = self._issue(whom, now)
                self.listener.arrives(self, ticket, now)
                self.tickets.append(ticket)
                self.given[whom.queue] = self.given.get(whom.queue, 0) + 1
                self.waiting[ticket.standing.visit_id] = ticket
                line.add(ticket.standing)
                if whom.patience_s is not None:
                    later(now + whom.patience_s, "leaves", ticket)
                wake(now)
            elif what == "leaves" and isinstance(whom, Ticket):
                if whom.called_at is None:
                    line.remove(whom.standing)
                    del self.waiting[whom.standing.visit_id]
                    whom.gone = True
            elif what == "back" and isinstance(whom, Ticket):
                self.returning.pop(whom.standing.visit_id, None)
                self.waiting[whom.standing.visit_id] = whom
                line.add(whom.standing)
                wake(now)

    def _issue(self, visitor: Visitor, now: float) -> Ticket:
        number = len(self.tickets) + 1
        standing = Standing(f"v{number}", f"{visitor.queue}{number:04}", visitor.queue, MIDNIGHT + now)
        return Ticket(number, visitor, standing)

    def _desk_turns(self, state: DeskState, line: Line, now: float, later: "Later") -> None:
        """The desk has ended a visit or a pause, or has seen somebody come."""
        if state.ticket is not None:
            self._ends(state, state.ticket, now, later)
            later(now + TURNAROUND_S, "desk", state)
            return
        state.is_in, state.paused_until = True, None
        if (opens := _opens(now, state.plan.late_after_lunch_s)) > now:
            later(opens, "desk", state)
            return
        if state.pauses and state.pauses[0][0] <= now:
            _, long, state.pause_known = state.pauses.pop(0)
            state.paused_until = now + long
            later(now + long, "desk", state)
            return
        picked = line.pick(state.line, MIDNIGHT + now)
        if picked is None:
            state.asleep = True
            return
        self._calls(state, picked[0], line, now, later)

    def _calls(self, state: DeskState, standing: Standing, line: Line, now: float, later: "Later") -> None:
        line.take(standing, state.line, MIDNIGHT + now)
        ticket = self.waiting.pop(standing.visit_id)
        self.first_calls[standing.queue] = self.first_calls.get(standing.queue, 0) + 1
        self.since_priority = 0 if standing.queue == "Z" else self.since_priority + 1
        state.asleep = False
        state.ticket, state.busy_queue, state.busy_since = ticket, standing.queue, now
        visitor, is_first = ticket.visitor, ticket.called_at is None
        long = visitor.service_s
        if is_first:
            ticket.called_at = now
            self.listener.called(ticket, now)
            if visitor.misses:
                long = MISSED_S
            elif visitor.fetches_papers:
                long = PAPERS_S
        later(now + long, "desk", state)

    def _ends(self, state: DeskState, ticket: Ticket, now: float, later: "Later") -> None:
        visitor = ticket.visitor
        began = DAY + timedelta(seconds=state.busy_since)
        self.seen.append(
            ServiceSeen(visitor.queue, began, now - state.busy_since, True, state.plan.counter_no)
        )
        state.ticket = state.busy_queue = None
        was_first = ticket.standing.eligible == 0 and ticket.standing.for_counter is None
        if not was_first:
            return
        old = ticket.standing
        if visitor.misses and visitor.comes_back_s is not None:
            # three numbers after it asked, as far as this hall counts: from its missed call on
            eligible = self.first_calls[old.queue] + 3
            ticket.standing = Standing(old.visit_id, old.ticket_no, old.queue, old.place, eligible)
            later(now + visitor.comes_back_s, "back", ticket)
        elif visitor.fetches_papers and not visitor.misses:
            counter_no = state.plan.counter_no
            ticket.standing = Standing(old.visit_id, old.ticket_no, old.queue, old.place, 0, counter_no)
            self.returning[old.visit_id] = (now + PAPERS_AWAY_S, ticket.standing)
            later(now + PAPERS_AWAY_S, "back", ticket)

    def load(self, now: float) -> HallLoad:
        """What the hall knows now."""
        at = DAY + timedelta(seconds=now)
        hours = max(0.5, _opened(now) / HOUR)
        going_on = [
            ServiceSeen(
                state.busy_queue,
                DAY + timedelta(seconds=state.busy_since),
                now - state.busy_since,
                ended=False,
                counter_no=state.plan.counter_no,
            )
            for state in self.desks
            if state.busy_queue is not None
        ]
        return HallLoad(
            waiting=[_waiting(t.standing) for t in self.waiting.values()],
            desks=[
                DeskNow(
                    caller=state.caller,
                    busy_queue=state.busy_queue,
                    busy_since=None if state.ticket is None else DAY + timedelta(seconds=state.busy_since),
                    paused=state.paused_until is not None,
                    paused_until=DAY + timedelta(seconds=state.paused_until)
                    if state.paused_until is not None and state.pause_known
                    else None,
                )
                for state in self.desks
                if state.is_in
            ],
            so_far=CallsSoFar(first_calls=self.first_calls, since_priority=self.since_priority),
            services=service_times(self.hall, [*self.seen[-LAST_SEEN:], *going_on], at),
            returning=[
                Returning(ticket=_waiting(standing), back_at=DAY + timedelta(seconds=back))
                for back, standing in self.returning.values()
            ],
            segments=SEGMENTS,
            arrivals_per_hour={queue: n / hours for queue, n in self.given.items()},
        )


class Later(Protocol):
    """Puts an event into the day."""

    def __call__(self, at: float, what: str, whom: object, /) -> None: ...


def hall_of(day: InventedDay, hall: HallPolicy) -> HallPolicy:
    """The shipped hall, with what this day's policy believes about services."""
    queues = tuple(
        q.model_copy(update={"service_mean_minutes": day.prior_minutes[q.letter]}) for q in hall.queues
    )
    return hall.model_copy(update={"queues": queues})


def _opens(now: float, late_s: float) -> float:
    if now < MORNING[0]:
        return MORNING[0]
    if MORNING[1] <= now < AFTERNOON[0] + late_s:
        return AFTERNOON[0] + late_s
    return now


def _opened(now: float) -> float:
    """Open seconds so far."""
    return sum(max(0.0, min(now, closes) - opens) for opens, closes in (MORNING, AFTERNOON))


def _waiting(standing: Standing) -> Waiting:
    return Waiting(
        visit_id=standing.visit_id,
        ticket_no=standing.ticket_no,
        queue=standing.queue,
        place_at=datetime.fromtimestamp(standing.place, DAY.tzinfo),
        eligible_from_call=standing.eligible,
        for_counter=standing.for_counter,
        overtaken=standing.overtaken,
    )
