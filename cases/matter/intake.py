"""One citizen's intake as the kiosk hands it over, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cases.matter.matter import OpenMatter, PrivateMatter
from cases.policy.hall import HallPolicy
from cases.refusal import Refusal


class Intent(StrEnum):
    """What brings the citizen (domain.md §1.2 S3)."""

    DISPUTE = "dispute"  # 我要反映纠纷: queue A
    CONSULT = "consult"  # 咨询: queue B
    MEET = "meet"  # 找人取号: a queue of the counter that is looked for


QUEUE_OF = {Intent.DISPUTE: "A", Intent.CONSULT: "B"}  # the queues that everybody may come into


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """`confirmed` False is 「先取号，到窗口再说」: a ticket now, with what is filled as a draft."""

    intent: Intent
    touched_at: datetime  # first touch of the intent: the place in line
    confirmed: bool
    open: OpenMatter
    private: PrivateMatter
    priority: str | None = None  # self-declared category of hall.toml; checked at the counter
    for_counter: int | None = None  # 找人取号
    appointment_id: str | None = None
    appointment_at: datetime | None = None  # the slot that is held; None when it is too late for it


def kiosk_queues(hall: HallPolicy) -> tuple[str, ...]:
    """The queues that a kiosk gives numbers of, in the policy's order; it holds leases of each."""
    wanted = {*QUEUE_OF.values(), hall.priority_queue, hall.appointments.queue}
    wanted |= {queue_of_counter(hall, counter.number) for counter in hall.counters}
    return tuple(queue.letter for queue in hall.queues if queue.letter in wanted)


def queue_of(intake: Intake, hall: HallPolicy) -> str:
    """The queue of an intake: an appointment's, 优先 where it was declared, else that of the intent."""
    if intake.appointment_id is not None:
        return hall.appointments.queue
    if intake.priority is not None and hall.priority_queue is not None:
        return hall.priority_queue
    if intake.intent is Intent.MEET and intake.for_counter is not None:
        return queue_of_counter(hall, intake.for_counter)
    return QUEUE_OF.get(intake.intent, QUEUE_OF[Intent.CONSULT])


def queue_of_counter(hall: HallPolicy, counter_no: int) -> str:
    """The first ordinary queue that a counter serves; that of 咨询 for one that has none."""
    counter = hall.counter(counter_no)
    served = counter.serves if counter is not None else ()
    ordinary = (letter for letter in served if letter != hall.priority_queue)
    return next(ordinary, QUEUE_OF[Intent.CONSULT])


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the done page and the papers say. Nothing in it names a person or the matter.

    `ticket_no` None: the matter is kept, but the citizen must ask 导办台 for a number; `refusal` then says why.
    """

    visit_id: str
    queue: str
    ticket_no: str | None
    leased: bool
    people_ahead: int | None
    wait_low_min: int | None
    wait_high_min: int | None
    taken_at: datetime
    ticket_url: str
    case_code: str | None = None
    lookup_code: str | None = None
    receipt_url: str | None = None
    answer_by: date | None = None
    refusal: Refusal | None = None
    business_date: date | None = None  # None: today's; else the next open day's, today's numbers have run out
    priority: bool = False
    for_counter: int | None = None
    info_only: bool = False  # registered without name and phone: nobody can be answered
