"""What came out of a kiosk's printer; a paper that did not come, or that nobody can vouch for, is told to staff."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.notices import raise_notice
from case_store.log.event_log import Work
from case_store.log.history import visit_name, visit_of
from case_store.log.schema import visit
from cases.queue.visit_commands import ReportPaper
from cases.queue.visit_decisions import decide
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal

# A notice's code names its sentence; the paper is part of the sentence, not a fact that somebody must translate.
_NOT_THERE = {"queue_ticket": "notice.paper_voided", "receipt": "notice.receipt_voided"}
_KIOSK = sa.select(visit.c.kiosk_id).where(visit.c.stream == param("s"), visit.c.visit_id == param("i"))


def report(work: Work, visit_id: str, command: ReportPaper) -> bool | Refusal:
    """Kept with the visit. Refused for a visit that is not here (yet)."""
    if command.paper not in _NOT_THERE:
        return Refusal("paper.unknown", {"paper": command.paper})
    state = visit_of(work, visit_id)
    events = decide(state, command)
    if isinstance(events, Refusal) or state is None:
        return Refusal("visit.unknown")
    kiosk_id = str(work.connection.execute(_KIOSK, {"s": work.stream, "i": visit_id}).scalar_one())
    work.record(visit_name(visit_id), events, f"kiosk:{kiosk_id}")
    if command.result is not PaperState.PRINTED:
        raise_notice(
            work,
            _NOT_THERE[command.paper],
            command.job_id,
            work.now,
            ticket_no=state.ticket_no,
            kiosk_id=kiosk_id,
        )
    return True
