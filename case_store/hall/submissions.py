"""A kiosk's submission becomes a visit, and a case when the matter was confirmed; nothing of it is ever lost.

Whatever is wrong with its number, its day or its clock: the matter is kept, a number that nobody else has is given,
and staff are told.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import granted
from case_store.hall.appointments_door import keep_with, slot_of
from case_store.hall.emergencies import raise_alarm
from case_store.hall.house import House
from case_store.hall.notices import SYSTEM, raise_notice
from case_store.hall.numbers import case_with_code, draw_case_code, draw_ticket_no, holder_of, is_lent_to
from case_store.hall.submission_times import BelievedTimes, believed
from case_store.hall.ticket_day import day_of_new_ticket
from case_store.hall.ticket_issue import Place, answer_of, evolved, issue, place_of, tell_of_a_group
from case_store.log.event_log import Happened, Work
from case_store.log.history import case_name, case_of, visit_name, visit_of
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import notice, visit
from cases.casework.case_commands import RegisterCase
from cases.casework.case_rules import decide
from cases.hall_time import hall_date
from cases.matter.case_code import CaseCode, parse_case_code
from cases.policy.emergency import EmergencyKind
from cases.queue.submission import Submission, SubmittedCase
from cases.queue.visit import Visit
from cases.queue.visit_commands import CancelVisit, IssueTicket
from cases.queue.visit_decisions import decide as decide_visit
from cases.queue.visit_events import DAY_END
from cases.views import TicketAnswer

KIOSK_SOURCE = "kiosk"
FLOOD = "notice.flood"
_FROM_KIOSK_SINCE = Prepared(
    sa.select(sa.func.count()).where(
        visit.c.stream == param("s"), visit.c.kiosk_id == param("k"), visit.c.issued_at_us > param("t")
    )
)
_NOTICE_SINCE = sa.select(notice.c.facts).where(
    notice.c.stream == param("s"), notice.c.code == param("c"), notice.c.at_us > param("t")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    ticket_no: str
    leased: bool
    day: date
    replaced: str | None = None  # what was printed but could not stand


def submit(work: Work, house: House, submission: Submission) -> TicketAnswer:
    """The number that stands for this visit. Idempotent on `visit_id` too: one visit has one number."""
    times = believed(submission, work.now)
    queue = _queue(house, submission.queue)
    state, place = visit_of(work, submission.visit_id), None
    if state is None:
        state, place = _issue(work, house, submission, queue, times)
        _tell_of_a_flood(work, house, submission.kiosk_id, times.confirmed_at)
    elif submission.leased_ticket_no not in (None, state.ticket_no):
        state = _supersede(work, submission, state)
    told = submission.case or submission.draft
    if told is not None:
        emergencies = told.matter.open.emergencies
        raise_alarm(work, house.policy.emergency, emergencies, state.visit_id, state.ticket_no)
    if submission.without_number:
        raise_notice(
            work,
            "notice.without_number",
            state.visit_id,
            work.now,
            ticket_no=state.ticket_no,
            kiosk_id=submission.kiosk_id,
        )
    return answer_of(work, state, place or place_of(work, house, state))


def _issue(
    work: Work, house: House, submission: Submission, queue: str, times: BelievedTimes
) -> tuple[Visit, Place]:
    number = _number(work, house, submission, queue)
    draft = submission.draft
    kept = keep_with(work, submission, times.confirmed_at)
    hall = house.policy.hall
    command = IssueTicket(
        visit_id=submission.visit_id,
        ticket_no=number.ticket_no,
        queue=queue,
        business_date=number.day,
        place_at=times.place_at,
        leased=number.leased,
        kiosk_id=submission.kiosk_id,
        ticket_code_hash=submission.ticket_code_hash,
        case_id=submission.case.case_id if submission.case else None,
        draft_id=draft.draft_id if draft else None,
        draft=draft.matter if draft else None,
        clock_untrusted=times.untrusted,
        priority=submission.priority if queue == hall.priority_queue else None,
        ordinary_queue=submission.ordinary_queue,
        party_count=submission.party_count,
        for_counter=kept.counter_no if kept else _counter(house, submission.for_counter),
        appointment_id=kept.appointment_id if kept else None,
        appointment_at=slot_of(house, kept, times.confirmed_at),
        emergency=_is_emergency(submission),
    )
    case = submission.case
    state, place = issue(
        work,
        house,
        command,
        at=times.confirmed_at,
        actor=_actor(submission),
        with_it=_register(work, house, submission, case, times) if case is not None else (),
    )
    tell_of_a_group(work, house, state, _persons(submission))
    if number.replaced is not None:
        _tell_replaced(work, submission, number.replaced, number.ticket_no)
    if number.day < hall_date(work.now):
        state = _day_is_over(work, state)
    if number.leased and number.day != hall_date(work.now):
        raise_notice(
            work,
            "notice.other_day",
            command.visit_id,
            work.now,
            ticket_no=number.ticket_no,
            business_date=number.day.isoformat(),
            kiosk_id=submission.kiosk_id,
        )
    return state, place


def _day_is_over(work: Work, state: Visit) -> Visit:
    """A number of a day that has ended before its submission came: nobody will call it (跨日清零)."""
    events = granted(decide_visit(state, CancelVisit(reason=DAY_END)))
    work.record(visit_name(state.visit_id), events, SYSTEM)
    return evolved(state, events)


def _is_emergency(submission: Submission) -> bool:
    told = submission.case or submission.draft
    return told is not None and bool(set(told.matter.open.emergencies) & set(EmergencyKind))


def _persons(submission: Submission) -> int | None:
    """How many came together: what the ticket says, else the matter."""
    told = submission.case or submission.draft
    return submission.party_count or (told.matter.open.party_count if told else None)


def _register(
    work: Work,
    house: House,
    submission: Submission,
    submitted: SubmittedCase,
    times: BelievedTimes,
) -> list[Happened]:
    command = RegisterCase(
        case_id=submitted.case_id,
        case_code=_case_code(work, house, submitted, times),
        visit_id=submission.visit_id,
        source=KIOSK_SOURCE,
        matter=submitted.matter,
        receipt_code_hash=submitted.receipt_code_hash,
        confirmed_at=times.confirmed_at,
        clock_untrusted=times.untrusted,
        info_only=submitted.matter.open.contact_withheld,  # the kiosk asks nobody else's name
    )
    state = case_of(work, submitted.case_id)
    events = granted(decide(state, command, house.policy, work.now, work.stream))
    actor = _actor(submission)
    return [
        Happened(aggregate=case_name(submitted.case_id), event=e, at=times.confirmed_at, actor=actor)
        for e in events
    ]


def _case_code(work: Work, house: House, submitted: SubmittedCase, times: BelievedTimes) -> str:
    """The printed code, or one of the hall's own when that one cannot stand; staff are told."""
    if isinstance(parse_case_code(submitted.case_code), CaseCode):
        holder = case_with_code(work, submitted.case_code)
        if holder in (None, submitted.case_id):
            return submitted.case_code
    drawn = draw_case_code(work, house, hall_date(times.confirmed_at))
    raise_notice(
        work,
        "notice.case_code_replaced",
        submitted.case_id,
        work.now,
        printed=submitted.case_code or "—",
        case_code=drawn,
    )
    return drawn


def _number(work: Work, house: House, submission: Submission, queue: str) -> _Number:
    """A leased number stands when the kiosk was lent it and nobody has it; else the hall gives one of today.

    Of the next open day when today's have run out (收号).
    """
    today = hall_date(work.now)
    printed = submission.leased_ticket_no
    if printed is None:
        day = day_of_new_ticket(work, house, queue)
        return _Number(ticket_no=draw_ticket_no(work, queue, day), leased=False, day=day)
    # A kiosk whose clock cannot be right may have written any date: its lease says which day the number is of.
    days = [submission.business_date, today] if submission.clock_untrusted else [submission.business_date]
    for day in days:
        if _may_stand(work, submission, printed, queue, day):
            return _Number(ticket_no=printed, leased=True, day=day)
    day = day_of_new_ticket(work, house, queue)
    return _Number(ticket_no=draw_ticket_no(work, queue, day), leased=False, day=day, replaced=printed)


def _may_stand(work: Work, submission: Submission, printed: str, queue: str, day: date) -> bool:
    at = believed(submission, work.now).confirmed_at
    is_lent = is_lent_to(work, submission.kiosk_id, (printed, queue, day), at)
    return is_lent and holder_of(work, printed, day) is None


def _supersede(work: Work, submission: Submission, state: Visit) -> Visit:
    """Both the hall and a lease gave a number: the printed one stands, if it may."""
    printed = submission.leased_ticket_no or ""
    if not _may_stand(work, submission, printed, state.queue, state.business_date):
        if holder_of(work, printed, state.business_date) != state.visit_id:
            _tell_replaced(work, submission, printed, state.ticket_no)
        return state
    command = IssueTicket(
        visit_id=state.visit_id,
        ticket_no=printed,
        queue=state.queue,
        business_date=state.business_date,
        place_at=state.place_at,
        leased=True,
        kiosk_id=submission.kiosk_id,
        ticket_code_hash=submission.ticket_code_hash,
    )
    events = granted(decide_visit(state, command))
    work.record(visit_name(state.visit_id), events, _actor(submission))
    return evolved(state, events)


def _actor(submission: Submission) -> str:
    return f"kiosk:{submission.kiosk_id}"


def _tell_replaced(work: Work, submission: Submission, printed: str, ticket_no: str) -> None:
    raise_notice(
        work,
        "notice.number_replaced",
        submission.visit_id,
        work.now,
        printed=printed,
        ticket_no=ticket_no,
        kiosk_id=submission.kiosk_id,
    )


def _tell_of_a_flood(work: Work, house: House, kiosk_id: str, at: datetime) -> None:
    """So many tickets in so few minutes from one kiosk: somebody plays, or something is stuck. Told once a window.

    Counted by 确认, not by arrival: an outage's tickets that come in together are no flood.
    """
    limits = house.policy.kiosk
    since = {"s": work.stream, "t": to_us(at - timedelta(minutes=limits.flood_window_minutes))}
    counted = _FROM_KIOSK_SINCE.first(work.connection, {**since, "k": kiosk_id})
    tickets = int(counted[0]) if counted else 0
    if tickets < limits.flood_tickets:
        return
    told = work.connection.execute(_NOTICE_SINCE, {**since, "c": FLOOD}).scalars()
    if any(f'["kiosk_id","{kiosk_id}"]' in facts for facts in told):
        return
    raise_notice(
        work,
        FLOOD,
        f"{kiosk_id}/{to_us(at)}",
        at,
        kiosk_id=kiosk_id,
        tickets=tickets,
        minutes=limits.flood_window_minutes,
    )


def _queue(house: House, letter: str) -> str:
    """A queue that this hall does not have any more (policy changed): the first one, rather than nowhere."""
    letters = [queue.letter for queue in house.policy.hall.queues]
    return letter if letter in letters else letters[0]


def _counter(house: House, number: int | None) -> int | None:
    """找人取号: only a counter that there is may be waited for."""
    return None if number is None or house.policy.hall.counter(number) is None else number
