"""Notices for staff: raised by the hall in the transaction of what caused them, acknowledged at a counter."""

from datetime import datetime
from uuid import UUID, uuid5

from case_store.errors import granted, passing_over
from case_store.hall.house import AtDesk, OnDuty
from case_store.log.event_log import Work
from case_store.log.history import notice_name, notice_of
from cases import notice
from cases.refusal import Refusal

SYSTEM = "system"
_NAMESPACE = UUID("3f1d7a52-6c0e-5f0b-9a35-0d5f3f2b7c11")  # ours: makes the same id of the same occasion


def raise_notice(work: Work, code: str, occasion: str, at: datetime, **facts: str | int) -> bool:
    """Tell staff, once per occasion: True. `code` names the sentence; `facts` are ids and counts, never a person."""
    notice_id = _id(work, code, occasion)
    command = notice.RaiseNotice(
        notice_id=notice_id, code=code, facts=tuple((name, str(value)) for name, value in facts.items())
    )
    with passing_over():  # one that is damaged was raised
        events = granted(notice.decide(notice_of(work, notice_id), command))
        work.record(notice_name(notice_id), events, SYSTEM, at)
    return True


def settle_notice(work: Work, code: str, occasion: str, staff_id: str) -> None:
    """What it told of is over; nothing for a notice that was never raised or is read already."""
    notice_id = _id(work, code, occasion)
    with passing_over():
        events = notice.decide(notice_of(work, notice_id), notice.AcknowledgeNotice(staff_id=staff_id))
        if not isinstance(events, Refusal):
            work.record(notice_name(notice_id), events, SYSTEM)


def _id(work: Work, code: str, occasion: str) -> str:
    return str(uuid5(_NAMESPACE, f"{work.stream}/{code}/{occasion}"))


def acknowledge(work: Work, who: AtDesk | OnDuty, notice_id: str) -> bool | Refusal:
    """知道了."""
    events = notice.decide(notice_of(work, notice_id), notice.AcknowledgeNotice(staff_id=who.staff_id))
    if isinstance(events, Refusal):
        return events
    work.record(notice_name(notice_id), events, who.actor)
    return True
