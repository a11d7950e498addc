"""取号 inside the hall: a ticket with what was promised at its issue, the answer about it, and who hears of groups."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import granted
from case_store.hall.house import House
from case_store.hall.notices import raise_notice
from case_store.hall.waits import people_ahead
from case_store.log.event_log import Happened, Work
from case_store.log.history import visit_name
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import case_
from cases.hall_time import hall_date
from cases.queue.visit import Visit, evolve
from cases.queue.visit_commands import IssueTicket
from cases.queue.visit_decisions import decide
from cases.queue.visit_events import VisitEvent
from cases.queue.waiting_time import Wait
from cases.views import TicketAnswer

GROUP = "notice.group_arrived"
_ANSWER_BY = Prepared(
    sa.select(case_.c.answer_by).where(case_.c.stream == param("s"), case_.c.case_id == param("i"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in line: how many wait before it, and about how long; no range while nothing honest can be said."""

    ahead: int
    wait: Wait | None


def issue(
    work: Work,
    house: House,
    command: IssueTicket,
    *,
    at: datetime,
    actor: str,
    with_it: Sequence[Happened] = (),
) -> tuple[Visit, Place]:
    """A new visit. `with_it` happens in the same append: the case of a confirmed matter."""
    place = place_of(work, house, command)
    if (wait := place.wait) is not None:
        command = replace(
            command,
            wait_low_s=round(wait.low_s),
            wait_mean_s=round(wait.mean_s),
            wait_high_s=round(wait.high_s),
        )
    events = granted(decide(None, command))
    name = visit_name(command.visit_id)
    work.append(*(Happened(aggregate=name, event=e, at=at, actor=actor) for e in events), *with_it)
    return evolved(None, events), place


def evolved(state: Visit | None, events: Sequence[VisitEvent]) -> Visit:
    """A visit after its newest events. TypeError when it was never issued."""
    for event in events:
        state = evolve(state, event)
    if state is None:
        raise TypeError("an issued visit is there")
    return state


def tell_of_a_group(work: Work, house: House, state: Visit, persons: int | None) -> None:
    """So many persons at once are told to staff at once (domain.md §1.3 P6), once per visit."""
    if persons is not None and persons >= house.policy.hall.groups.announce_from:
        raise_notice(work, GROUP, state.visit_id, work.now, ticket_no=state.ticket_no, persons=persons)


def place_of(work: Work, house: House, ticket: Visit | IssueTicket) -> Place:
    """Where a ticket stands; one of another day waits for nobody yet."""
    day = ticket.business_date
    ahead = people_ahead(
        work.connection,
        work.stream,
        day,
        queue=ticket.queue,
        place_at_us=to_us(ticket.place_at),
        ticket_no=ticket.ticket_no,
    )
    if day != hall_date(work.now):
        return Place(ahead=ahead, wait=None)
    waits = house.waits.read(work.connection, work.stream, house.policy, work.now, may_lag=True)
    wait = waits.of(ticket.visit_id) or waits.newcomer(
        ticket.queue, for_counter=ticket.for_counter, appointment_at=ticket.appointment_at
    )
    return Place(ahead=ahead, wait=wait)


def answer_of(work: Work, state: Visit, place: Place) -> TicketAnswer:
    """The number, who is before it, about how long it will be, and which day it is for."""
    shown = place.wait.range() if place.wait else None
    until = None
    if state.case_id is not None:
        row = _ANSWER_BY.first(work.connection, {"s": work.stream, "i": state.case_id})
        until = row[0] if row else None
    return TicketAnswer(
        visit_id=state.visit_id,
        ticket_no=state.ticket_no,
        queue=state.queue,
        people_ahead=place.ahead,
        wait_low_min=shown.low_min if shown else None,
        wait_high_min=shown.high_min if shown else None,
        leased=state.leased,
        answer_by=date.fromisoformat(until) if until else None,
        business_date=state.business_date,
    )
