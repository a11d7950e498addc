"""领着取号: a visit without a kiosk. Staff give the number at the counter, and print or tell it."""

import hmac
from dataclasses import dataclass, field
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.hall.house import House, OnDuty
from case_store.hall.numbers import draw_ticket_no
from case_store.hall.ticket_day import day_of_new_ticket
from case_store.hall.ticket_issue import answer_of, issue, tell_of_a_group
from case_store.log.event_log import Work
from cases.matter.citizen_code import CODE_BYTES, CitizenPage, citizen_code, citizen_url, code_hash
from cases.queue.visit_commands import IssueTicket
from cases.refusal import Refusal
from cases.views import TicketAnswer

_PURPOSE = b"counter-ticket-code:"


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterTicket:
    """What is asked for. `queue` is the ordinary one; a declared priority puts the ticket into 优先."""

    queue: str
    priority: str | None = None
    party_count: int | None = None
    for_counter: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedTicket:
    """The number, and what its QR says. The code in the URL is nowhere stored."""

    answer: TicketAnswer
    ticket_url: str = field(repr=False)


def issue_at_counter(
    work: Work, house: House, who: OnDuty, command_id: UUID, wanted: CounterTicket
) -> TicketAnswer | Refusal:
    """A number of today, or of the next open day when today's have run out."""
    hall = house.policy.hall
    if wanted.queue not in {queue.letter for queue in hall.queues}:
        return Refusal("queue.unknown_queue", {"queue": wanted.queue})
    if wanted.priority is not None and wanted.priority not in {c.key for c in hall.priority_categories}:
        return Refusal("queue.unknown_reason", {"reason": wanted.priority})
    if wanted.party_count is not None and not 1 <= wanted.party_count <= hall.groups.persons_max:
        return Refusal("queue.group_too_large", {"persons_max": hall.groups.persons_max})
    if wanted.for_counter is not None and hall.counter(wanted.for_counter) is None:
        return Refusal("desk.unknown_counter", {"counter_no": wanted.for_counter})
    priority_queue = hall.priority_queue if wanted.priority is not None else None
    queue = priority_queue or wanted.queue
    day = day_of_new_ticket(work, house, queue)
    state, place = issue(
        work,
        house,
        IssueTicket(
            visit_id=str(uuid_v7.uuid7()),
            ticket_no=draw_ticket_no(work, queue, day),
            queue=queue,
            business_date=day,
            place_at=work.now,
            leased=False,
            kiosk_id="counter" if who.counter_no is None else f"counter-{who.counter_no}",
            ticket_code_hash=code_hash(ticket_code(house, command_id)),
            priority=wanted.priority,
            ordinary_queue=wanted.queue if priority_queue is not None else None,
            party_count=wanted.party_count,
            for_counter=wanted.for_counter,
            staff_id=who.staff_id,
        ),
        at=work.now,
        actor=who.actor,
    )
    tell_of_a_group(work, house, state, wanted.party_count)
    return answer_of(work, state, place)


def with_url(house: House, command_id: UUID, answer: TicketAnswer) -> IssuedTicket:
    """The ticket as it is printed; the same command has the same code, however often it is asked."""
    url = citizen_url(
        house.policy.hall.citizen_base_url, CitizenPage.PLACE_IN_LINE, ticket_code(house, command_id)
    )
    return IssuedTicket(answer=answer, ticket_url=url)


def ticket_code(house: House, command_id: UUID) -> str:
    """Derived from the command with a secret of this hall: nothing has to be kept to print it again."""
    key = house.keys.database_key
    return citizen_code(hmac.digest(key, _PURPOSE + command_id.bytes, "sha256")[:CODE_BYTES])
