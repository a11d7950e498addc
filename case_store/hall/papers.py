"""What came out of a printer. A paper that did not come, or that nobody can vouch for, is told to staff.

A notice goes by itself once its paper came after all (补打 at the kiosk), or once somebody prints it at a counter.
"""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.counter_tickets import ticket_code
from case_store.hall.house import House, OnDuty
from case_store.hall.notices import SYSTEM, raise_notice, settle_notice
from case_store.hall.ticket_issue import answer_of, place_of
from case_store.log.event_log import Work
from case_store.log.history import visit_name, visit_of
from case_store.log.schema import paper, visit
from cases.matter.citizen_code import code_hash
from cases.queue.visit_commands import ReportPaper, ReprintTicket
from cases.queue.visit_decisions import decide
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views import TicketAnswer

QUEUE_TICKET, RECEIPT = "queue_ticket", "receipt"

# A notice's code names its sentence; the paper is part of the sentence, not a fact that somebody must translate.
_NOT_THERE = {QUEUE_TICKET: "notice.paper_voided", RECEIPT: "notice.receipt_voided"}
_TELLS_NOBODY = (PaperState.PRINTED, PaperState.SHOWN)
_KIOSK = sa.select(visit.c.kiosk_id).where(visit.c.stream == param("s"), visit.c.visit_id == param("i"))
_NOT_PRINTED = sa.select(paper.c.job_id).where(
    paper.c.stream == param("s"),
    paper.c.visit_id == param("i"),
    paper.c.paper == param("p"),
    paper.c.result.not_in([state.value for state in _TELLS_NOBODY]),
)


def report(work: Work, visit_id: str, command: ReportPaper, who: OnDuty | None = None) -> bool | Refusal:
    """Kept with the visit. Refused for a visit that is not here (yet). `who`: at a counter; None: a kiosk."""
    if command.paper not in _NOT_THERE:
        return Refusal("paper.unknown", {"paper": command.paper})
    state = visit_of(work, visit_id)
    events = decide(state, command)
    if isinstance(events, Refusal) or state is None:
        return Refusal("visit.unknown")
    kiosk_id = str(work.connection.execute(_KIOSK, {"s": work.stream, "i": visit_id}).scalar_one())
    work.record(visit_name(visit_id), events, who.actor if who is not None else f"kiosk:{kiosk_id}")
    if command.result is PaperState.PRINTED:
        settle(work, visit_id, command.paper, SYSTEM)
    elif command.result not in _TELLS_NOBODY and who is None:  # at a counter staff see it themselves
        raise_notice(
            work,
            _NOT_THERE[command.paper],
            command.job_id,
            work.now,
            ticket_no=state.ticket_no,
            kiosk_id=kiosk_id,
        )
    return True


def counter_job(visit_id: str, reprint_id: UUID, kind: str = QUEUE_TICKET) -> str:
    """The print job of a paper that is made anew: one of the attempts at that paper, and no kiosk's."""
    return f"{visit_id}/{kind}~{reprint_id.hex}"


def reprint(work: Work, house: House, who: OnDuty, command_id: UUID, visit_id: str) -> TicketAnswer | Refusal:
    """补打: the ticket made anew, with where it stands in the line now."""
    state = visit_of(work, visit_id)
    events = decide(
        state,
        ReprintTicket(
            counter_no=who.counter_no,
            staff_id=who.staff_id,
            job_id=counter_job(visit_id, command_id),
            ticket_code_hash=code_hash(ticket_code(house, command_id)),
        ),
    )
    if isinstance(events, Refusal):
        return events
    if state is None:
        return Refusal("visit.unknown")
    work.record(visit_name(visit_id), events, who.actor)
    settle(work, visit_id, QUEUE_TICKET, who.staff_id)
    return answer_of(work, state, place_of(work, house, state))


def settle(work: Work, visit_id: str, kind: str, staff_id: str) -> None:
    """Nobody needs to go there any more."""
    jobs = work.connection.execute(_NOT_PRINTED, {"s": work.stream, "i": visit_id, "p": kind}).scalars().all()
    for job_id in jobs:
        settle_notice(work, _NOT_THERE[kind], job_id, staff_id)
