"""visit, superseded_number, queue_day, call_day, paper: from the events of visits."""

from typing import Any, assert_never

import sqlalchemy as sa

from case_store.log.micros import to_us
from case_store.log.projections import desk_stints, kept_visits, visit_days
from case_store.log.schema import paper, superseded_number
from case_store.log.sql import upsert
from cases.envelope import Envelope
from cases.queue import visit_events as events
from cases.queue.visit import VisitState

_SUPERSEDED = upsert(superseded_number).on_conflict_do_nothing()
_PAPER = upsert(paper)
_PAPER_AGAIN = _PAPER.on_conflict_do_update(
    index_elements=["stream", "visit_id", "paper", "job_id"],
    set_={name: _PAPER.excluded[name] for name in ("result", "reason", "at_us")},
)
_AWAY = {"calls_count": 0, "counter_no": None, "called_at_us": None}  # back in line: the call is over


def fold(connection: sa.Connection, envelope: Envelope, happened: events.VisitEvent) -> None:
    """One event of a visit. An event of a visit that was never issued changes nothing, as in `visit.evolve`."""
    if isinstance(happened, events.TicketIssued):
        _issue(connection, envelope, happened)
        return
    this = {"s": envelope.stream, "i": envelope.aggregate.removeprefix("visit:")}
    if isinstance(happened, events.PaperReported):
        _report_paper(connection, envelope, happened, this["i"])
        return
    kept = kept_visits.kept_visit(connection, this)
    if kept is None:
        return
    before = kept.copy()
    kept_visits.change(connection, this, kept, _values(happened, before, to_us(envelope.at)))
    _beside(connection, envelope, happened, before)
    desk_stints.fold(connection, envelope, happened, before)


def _values(happened: events.VisitEvent, before: dict[str, Any], at_us: int) -> dict[str, Any]:
    """The columns that an event changes; the same as `cases.queue.visit.evolve` says of the state."""
    match happened:
        case events.NumberSuperseded():
            return {"ticket_no": happened.stands_no, "leased": 1}
        case events.NumberCalled():
            return {
                "state": VisitState.CALLED.value,
                "calls_count": before["calls_count"] + 1,
                "counter_no": happened.counter_no,
                "called_to": happened.counter_no,
                "call_no": happened.call_no,
                "called_at_us": at_us,
                "first_called_at_us": before["first_called_at_us"] or at_us,
                "staff_id": happened.staff_id,
            }
        case events.CallUndone():
            return {
                "state": VisitState.WAITING.value,
                **_AWAY,
                "called_to": None,
                "called_at_us": None,
                "first_called_at_us": None,
            }
        case events.ServiceStarted():
            return {
                "state": VisitState.SERVING.value,
                "counter_no": happened.counter_no,
                "started_at_us": at_us,
                "staff_id": happened.staff_id,
            }
        case events.VisitEnded():
            return {
                "state": VisitState.DONE.value,
                "ended_at_us": at_us,
                "end_reason": happened.reason or None,
            }
        case events.NoShowMarked():
            return {"state": VisitState.NO_SHOW.value, "counter_no": None}
        case events.ReturnedToQueue():
            return {
                "state": VisitState.WAITING.value,
                **_AWAY,
                "eligible_from_call": happened.eligible_from_call,
                "returns_count": before["returns_count"] + 1,
            }
        case events.PutOnHold():
            held: dict[str, Any] = {
                "state": VisitState.ON_HOLD.value,
                "counter_no": None,
                "hold_reason": happened.reason,
                "hold_until_us": to_us(happened.until),
                "postponements": before["postponements"] + (happened.reason == events.POSTPONED),
            }
            return held if happened.counter_no is None else {**held, "for_counter": happened.counter_no}
        case events.HoldEnded():
            return {
                "state": VisitState.WAITING.value,
                **_AWAY,
                "hold_reason": None,
                "hold_until_us": None,
            }
        case events.VisitTransferred():
            return {
                "state": VisitState.TRANSFERRED.value,
                "to_counter": happened.to_counter,
                "to_zone": happened.to_zone,
                "transfers": before["transfers"] + 1,
            }
        case events.TransferAcknowledged():
            return {
                "state": VisitState.WAITING.value,
                **_AWAY,
                "for_counter": happened.counter_no,
                "to_counter": None,
                "to_zone": None,
            }
        case events.TransferTakenBack():
            return {"state": VisitState.SERVING.value, "to_counter": None, "to_zone": None}
        case events.PriorityChecked(granted=True):
            return {"priority_verified": 1}
        case events.PriorityChecked():
            return {"state": VisitState.WAITING.value, **_AWAY, "queue": happened.queue, "priority": None}
        case events.VisitMerged():
            return {"state": VisitState.MERGED.value, "counter_no": None, "ended_at_us": at_us}
        case events.VisitLeft():
            return {"state": VisitState.LEFT.value, "counter_no": None, "ended_at_us": at_us}
        case events.VisitCancelled():
            return {
                "state": VisitState.CANCELLED.value,
                "counter_no": None,
                "ended_at_us": at_us,
                "end_reason": happened.reason,
            }
        case events.CalledByHand(twice=True):
            return {"twice": 1}
        case events.CalledByHand():
            called_us = to_us(happened.called_at)
            return {
                "state": (VisitState.DONE if happened.came else VisitState.NO_SHOW).value,
                "counter_no": None,
                "called_to": happened.counter_no,
                "call_no": 1,
                "called_at_us": called_us,
                "first_called_at_us": before["first_called_at_us"] or called_us,
                "staff_id": happened.staff_id,
                "ended_at_us": called_us if happened.came else None,
                "by_hand": 1,
            }
        case events.DraftSaved():
            draft = happened.draft.open
            return {
                "draft_id": happened.draft_id,
                "category": draft.category,
                "party_count": draft.party_count,
            }
        case events.CaseLinked():
            return {"case_id": happened.case_id}
        case events.TicketReprinted():
            return {"ticket_code_hash": happened.ticket_code_hash}
        case events.TicketIssued() | events.PaperReported():
            return {}
        case _:
            assert_never(happened)


def _beside(
    connection: sa.Connection, envelope: Envelope, happened: events.VisitEvent, before: dict[str, Any]
) -> None:
    """What an event changes in the other tables."""
    day, queue = before["business_date"], before["queue"]
    match happened:
        case events.NumberSuperseded():
            row = {
                "stream": envelope.stream,
                "business_date": day,
                "ticket_no": happened.superseded_no,
                "visit_id": envelope.aggregate.removeprefix("visit:"),
                "stands_no": happened.stands_no,
                "at_us": to_us(envelope.at),
            }
            connection.execute(_SUPERSEDED, row)
        case events.NumberCalled(call_no=1):
            visit_days.called(connection, envelope.stream, happened, before)
        case events.CallUndone():
            visit_days.undone(connection, envelope.stream, day, queue)
        case events.VisitEnded(reason="") if before["started_at_us"] is not None:
            spent = max(0, to_us(envelope.at) - before["started_at_us"])
            visit_days.served(connection, envelope.stream, happened, before, spent)
        case _:
            return


def _report_paper(
    connection: sa.Connection, envelope: Envelope, happened: events.PaperReported, visit_id: str
) -> None:
    row = {
        "stream": envelope.stream,
        "visit_id": visit_id,
        "paper": happened.paper,
        "job_id": happened.job_id,
        "result": happened.result.value,
        "reason": happened.reason,
        "at_us": to_us(envelope.at),
    }
    connection.execute(_PAPER_AGAIN, row)


def _issue(connection: sa.Connection, envelope: Envelope, issued: events.TicketIssued) -> None:
    draft = issued.draft.open if issued.draft else None
    row = {
        "stream": envelope.stream,
        "visit_id": issued.visit_id,
        "business_date": issued.business_date.isoformat(),
        "ticket_no": issued.ticket_no,
        "queue": issued.queue,
        "state": VisitState.WAITING.value,
        "place_at_us": to_us(issued.place_at),
        "issued_at_us": to_us(envelope.at),
        "leased": int(issued.leased),
        "clock_untrusted": int(issued.clock_untrusted),
        "kiosk_id": issued.kiosk_id,
        "ticket_code_hash": issued.ticket_code_hash,
        "case_id": issued.case_id,
        "draft_id": issued.draft_id,
        "category": draft and draft.category,
        "party_count": issued.party_count or (draft and draft.party_count),
        "for_counter": issued.for_counter,
        "priority": issued.priority,
        "appointment_at_us": None if issued.appointment_at is None else to_us(issued.appointment_at),
        "emergency": int(issued.emergency),
        "wait_low_s": issued.wait_low_s,
        "wait_mean_s": issued.wait_mean_s,
        "wait_high_s": issued.wait_high_s,
    }
    kept_visits.issue(connection, {"s": envelope.stream, "i": issued.visit_id}, row)
    if not issued.leased:
        day, number = row["business_date"], int(issued.ticket_no[1:])
        visit_days.given(connection, envelope.stream, str(day), issued.queue, number)
