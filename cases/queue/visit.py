"""A visit (来访): from the ticket to the end of the reception. Its holder is its hall; it lives for a day.

Here: its state and how events fold into it. The events are in `visit_events`, the commands in `visit_commands`,
what follows from them in `visit_decisions`.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from cases.queue import visit_events as happened


class VisitState(StrEnum):
    """design.md §2."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    DONE = "done"
    NO_SHOW = "no_show"
    ON_HOLD = "on_hold"
    TRANSFERRED = "transferred"
    LEFT = "left"
    MERGED = "merged"
    CANCELLED = "cancelled"


AT_A_DESK = (VisitState.CALLED, VisitState.SERVING)
IN_THE_HOUSE = (VisitState.WAITING, *AT_A_DESK, VisitState.ON_HOLD, VisitState.TRANSFERRED)
"""Somebody who still has to be received today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`place_at` is the first touch of the intent: the place in line counts from it, whatever came later.

    `counter_no`: the desk that has the visit; with TRANSFERRED still the one that gave it away (首问负责).
    """

    visit_id: str
    ticket_no: str
    queue: str
    business_date: date
    place_at: datetime
    leased: bool
    state: VisitState = VisitState.WAITING
    calls_count: int = 0
    called_at: datetime | None = None
    counter_no: int | None = None
    case_id: str | None = None
    eligible_from_call: int = 0  # 过号回队: not before this many calls were made in the queue
    returns_count: int = 0
    for_counter: int | None = None  # only this counter may call it (找人取号, 挂起, 转窗口)
    hold_until: datetime | None = None
    postponements: int = 0  # granted to the citizen (请等我十分钟)
    to_counter: int | None = None  # of an open transfer
    to_zone: str | None = None
    priority: str | None = None  # self-declared category (policy), None when not or not any more
    priority_verified: bool = False
    ordinary_queue: str | None = None
    appointment_at: datetime | None = None


def evolve(visit: Visit | None, event: happened.VisitEvent) -> Visit | None:
    """Fold one event. Events of a visit that was never issued leave nothing."""
    if isinstance(event, happened.TicketIssued):
        return visit or _issued(event)
    if visit is None:
        return None
    match event:
        case happened.NumberSuperseded():
            return replace(visit, ticket_no=event.stands_no, leased=True)
        case happened.NumberCalled():
            return replace(
                visit,
                state=VisitState.CALLED,
                calls_count=visit.calls_count + 1,
                counter_no=event.counter_no,
                called_at=event.called_at,
            )
        case happened.CallUndone():
            return replace(visit, state=VisitState.WAITING, calls_count=0, counter_no=None, called_at=None)
        case happened.ServiceStarted():
            return replace(visit, state=VisitState.SERVING, counter_no=event.counter_no)
        case happened.VisitEnded():
            return replace(visit, state=VisitState.DONE)
        case happened.NoShowMarked():
            return replace(visit, state=VisitState.NO_SHOW, counter_no=None)
        case happened.ReturnedToQueue():
            return replace(
                _waiting_again(visit),
                eligible_from_call=event.eligible_from_call,
                returns_count=visit.returns_count + 1,
            )
        case happened.PutOnHold():
            return replace(
                visit,
                state=VisitState.ON_HOLD,
                for_counter=event.counter_no or visit.for_counter,
                counter_no=None,
                hold_until=event.until,
                postponements=visit.postponements + (event.reason == happened.POSTPONED),
            )
        case happened.HoldEnded():
            return replace(_waiting_again(visit), hold_until=None)
        case happened.VisitTransferred():
            return replace(
                visit,
                state=VisitState.TRANSFERRED,
                counter_no=event.from_counter,
                to_counter=event.to_counter,
                to_zone=event.to_zone,
            )
        case happened.TransferAcknowledged():
            return replace(_waiting_again(visit), for_counter=event.counter_no, to_counter=None, to_zone=None)
        case happened.TransferTakenBack():
            return replace(visit, state=VisitState.SERVING, to_counter=None, to_zone=None)
        case happened.PriorityChecked():
            if event.granted:
                return replace(visit, priority_verified=True)
            return replace(_waiting_again(visit), queue=event.queue, priority=None)
        case happened.VisitMerged():
            return replace(visit, state=VisitState.MERGED, counter_no=None)
        case happened.VisitLeft():
            return replace(visit, state=VisitState.LEFT, counter_no=None)
        case happened.VisitCancelled():
            return replace(visit, state=VisitState.CANCELLED, counter_no=None)
        case happened.CalledByHand():
            state = VisitState.DONE if event.came else VisitState.NO_SHOW
            return visit if event.twice else replace(visit, state=state, counter_no=None)
        case happened.CaseLinked():
            return replace(visit, case_id=event.case_id)
        case happened.PaperReported() | happened.TicketReprinted() | happened.DraftSaved():
            return visit
        case _:
            assert_never(event)


def _issued(event: happened.TicketIssued) -> Visit:
    return Visit(
        visit_id=event.visit_id,
        ticket_no=event.ticket_no,
        queue=event.queue,
        business_date=event.business_date,
        place_at=event.place_at,
        leased=event.leased,
        case_id=event.case_id,
        for_counter=event.for_counter,
        priority=event.priority,
        ordinary_queue=event.ordinary_queue,
        appointment_at=event.appointment_at,
    )


def _waiting_again(visit: Visit) -> Visit:
    return replace(visit, state=VisitState.WAITING, calls_count=0, counter_no=None, called_at=None)
