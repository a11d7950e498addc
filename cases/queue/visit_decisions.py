"""What follows from a command to a visit (来访), or why not. Source: design.md §2; domain.md §7, §1.3 P7 (首问负责)."""

from datetime import timedelta
from typing import assert_never

from cases.queue import visit_commands as asked
from cases.queue import visit_events as happened
from cases.queue.visit import AT_A_DESK, IN_THE_HOUSE, Visit, VisitState
from cases.refusal import Refusal

Decided = list[happened.VisitEvent] | Refusal


def decide(visit: Visit | None, command: asked.VisitCommand) -> Decided:
    """The events that follow, none when it is so already, or a Refusal."""
    if isinstance(command, asked.IssueTicket):
        return _issue(visit, command)
    if visit is None:
        return Refusal("visit.unknown")
    match command:
        case asked.CallNumber():
            return _call(visit, command)
        case asked.UndoCall():
            return _undo(visit, command)
        case asked.StartService():
            return _start(visit, command)
        case asked.EndVisit():
            return _end(visit, command)
        case asked.MarkNoShow():
            return _no_show(visit, command)
        case asked.ReturnToQueue():
            return _return(visit, command)
        case asked.HoldVisit():
            return _hold(visit, command)
        case asked.EndHold():
            return _end_hold(visit, command)
        case asked.TransferVisit():
            return _transfer(visit, command)
        case asked.AcknowledgeTransfer():
            return _acknowledge(visit, command)
        case asked.TakeBackTransfer():
            return _take_back(visit, command)
        case asked.CheckPriority():
            return _check_priority(visit, command)
        case asked.MergeVisit():
            return _merge(visit, command)
        case asked.LeaveVisit():
            return _leave(visit, command)
        case asked.CancelVisit():
            return _cancel(visit, command)
        case asked.EnterCallByHand():
            return _by_hand(visit, command)
        case asked.SaveDraft():
            return _save_draft(visit, command)
        case asked.LinkCase():
            if visit.case_id is not None:
                return Refusal("visit.has_case", _no(visit))
            return [happened.CaseLinked(case_id=command.case_id)]
        case asked.ReportPaper():
            return [
                happened.PaperReported(
                    paper=command.paper, job_id=command.job_id, result=command.result, reason=command.reason
                )
            ]
        case asked.ReprintTicket():
            return _reprint(visit, command)
        case _:
            assert_never(command)


def _reprint(visit: Visit, command: asked.ReprintTicket) -> Decided:
    """Not for a number whose visit is over: it would be taken for one that is still called."""
    if visit.state not in IN_THE_HOUSE and visit.state is not VisitState.NO_SHOW:
        return Refusal("visit.over", _no(visit))
    return [
        happened.TicketReprinted(
            counter_no=command.counter_no,
            staff_id=command.staff_id,
            job_id=command.job_id,
            ticket_code_hash=command.ticket_code_hash,
        )
    ]


def _issue(visit: Visit | None, command: asked.IssueTicket) -> Decided:
    if visit is None:
        return [
            happened.TicketIssued(
                visit_id=command.visit_id,
                ticket_no=command.ticket_no,
                queue=command.queue,
                business_date=command.business_date,
                place_at=command.place_at,
                leased=command.leased,
                kiosk_id=command.kiosk_id,
                ticket_code_hash=command.ticket_code_hash,
                case_id=command.case_id,
                draft_id=command.draft_id,
                draft=command.draft,
                clock_untrusted=command.clock_untrusted,
                priority=command.priority,
                ordinary_queue=command.ordinary_queue,
                party_count=command.party_count,
                for_counter=command.for_counter,
                appointment_id=command.appointment_id,
                appointment_at=command.appointment_at,
                staff_id=command.staff_id,
                emergency=command.emergency,
                wait_low_s=command.wait_low_s,
                wait_mean_s=command.wait_mean_s,
                wait_high_s=command.wait_high_s,
            )
        ]
    if command.leased and command.ticket_no != visit.ticket_no:
        return [happened.NumberSuperseded(superseded_no=visit.ticket_no, stands_no=command.ticket_no)]
    return []


def _call(visit: Visit, command: asked.CallNumber) -> Decided:
    if visit.state is VisitState.CALLED:
        if (refusal := _not_at(visit, command.counter_no)) is not None:
            return refusal
        if visit.calls_count >= command.calls_count_max:
            return Refusal(
                "visit.called_too_often", {"ticket_no": visit.ticket_no, "calls_count": visit.calls_count}
            )
    elif visit.state is not VisitState.WAITING:
        return Refusal("visit.not_waiting", _no(visit))
    return [
        happened.NumberCalled(
            counter_no=command.counter_no,
            staff_id=command.staff_id,
            call_no=visit.calls_count + 1,
            why=command.why,
            candidates=command.candidates,
            ages_s=command.ages_s,
            serves=command.serves,
            of_priority=command.of_priority,
            called_at=command.called_at,
        )
    ]


def _undo(visit: Visit, command: asked.UndoCall) -> Decided:
    if visit.state is not VisitState.CALLED:
        return Refusal("visit.not_called", _no(visit))
    if (refusal := _not_at(visit, command.counter_no)) is not None:
        return refusal
    on_time = visit.called_at is not None and command.now - visit.called_at <= timedelta(
        seconds=command.within_s
    )
    if visit.calls_count != 1 or not on_time:
        return Refusal("visit.too_late_to_undo", {"ticket_no": visit.ticket_no, "seconds": command.within_s})
    return [happened.CallUndone(counter_no=command.counter_no, staff_id=command.staff_id)]


def _start(visit: Visit, command: asked.StartService) -> Decided:
    if (refusal := _not_at(visit, command.counter_no)) is not None:
        return refusal
    if visit.state is VisitState.SERVING:
        return []
    return [happened.ServiceStarted(counter_no=command.counter_no, staff_id=command.staff_id)]


def _end(visit: Visit, command: asked.EndVisit) -> Decided:
    if visit.state is VisitState.DONE:
        return []
    if visit.state is not VisitState.SERVING:
        return Refusal("visit.not_serving", _no(visit))
    if (refusal := _not_at(visit, command.counter_no)) is not None:
        return refusal
    return [
        happened.VisitEnded(counter_no=command.counter_no, staff_id=command.staff_id, reason=command.reason)
    ]


def _no_show(visit: Visit, command: asked.MarkNoShow) -> Decided:
    if visit.state is not VisitState.CALLED:
        return Refusal("visit.not_called", _no(visit))
    if (refusal := _not_at(visit, command.counter_no)) is not None:
        return refusal
    return [happened.NoShowMarked(counter_no=command.counter_no, staff_id=command.staff_id)]


def _return(visit: Visit, command: asked.ReturnToQueue) -> Decided:
    if visit.state is not VisitState.NO_SHOW:
        return Refusal("visit.not_no_show", _no(visit))
    if visit.returns_count >= command.returns_max:
        return Refusal(
            "visit.returned_too_often", {"ticket_no": visit.ticket_no, "returns_count": visit.returns_count}
        )
    eligible = command.queue_calls_count + command.skip_calls
    return [happened.ReturnedToQueue(eligible_from_call=eligible, staff_id=command.staff_id)]


def _hold(visit: Visit, command: asked.HoldVisit) -> Decided:
    if command.reason == happened.POSTPONED:
        if visit.state is not VisitState.WAITING:
            return Refusal("visit.not_waiting", _no(visit))
        if visit.postponements >= command.postponements_max:
            return Refusal(
                "visit.postponed_too_often", {"ticket_no": visit.ticket_no, "times": visit.postponements}
            )
    elif command.counter_no is None:
        return Refusal("visit.not_at_this_desk", _no(visit))
    elif (refusal := _not_at(visit, command.counter_no)) is not None:
        return refusal
    return [
        happened.PutOnHold(
            reason=command.reason,
            until=command.until,
            counter_no=command.counter_no,
            staff_id=command.staff_id,
        )
    ]


def _end_hold(visit: Visit, command: asked.EndHold) -> Decided:
    if visit.state is not VisitState.ON_HOLD:
        return Refusal("visit.not_on_hold", _no(visit))
    too_early = visit.hold_until is not None and command.now < visit.hold_until
    if command.staff_id is None and too_early:
        return []
    return [happened.HoldEnded(staff_id=command.staff_id)]


def _transfer(visit: Visit, command: asked.TransferVisit) -> Decided:
    if visit.state is not VisitState.SERVING:
        return Refusal("visit.not_serving", _no(visit))
    if (refusal := _not_at(visit, command.counter_no)) is not None:
        return refusal
    if (command.to_counter is None) == (command.to_zone is None) or command.to_counter == command.counter_no:
        return Refusal("visit.transfer_target", _no(visit))
    return [
        happened.VisitTransferred(
            from_counter=command.counter_no,
            staff_id=command.staff_id,
            reason=command.reason,
            to_counter=command.to_counter,
            to_zone=command.to_zone,
        )
    ]


def _acknowledge(visit: Visit, command: asked.AcknowledgeTransfer) -> Decided:
    if visit.state is not VisitState.TRANSFERRED:
        return Refusal("visit.not_transferred", _no(visit))
    if command.counter_no != visit.to_counter and command.zone != visit.to_zone:
        return Refusal("visit.not_transferred_here", _no(visit))
    return [happened.TransferAcknowledged(counter_no=command.counter_no, staff_id=command.staff_id)]


def _take_back(visit: Visit, command: asked.TakeBackTransfer) -> Decided:
    if visit.state is not VisitState.TRANSFERRED:
        return Refusal("visit.not_transferred", _no(visit))
    if visit.counter_no != command.counter_no:
        return Refusal("visit.not_at_this_desk", _no(visit))
    return [happened.TransferTakenBack(counter_no=command.counter_no, staff_id=command.staff_id)]


def _check_priority(visit: Visit, command: asked.CheckPriority) -> Decided:
    if visit.priority is None:
        return Refusal("visit.no_priority", _no(visit))
    if (refusal := _not_at(visit, command.counter_no)) is not None:
        return refusal
    if visit.priority_verified and command.granted:
        return []
    if visit.state is VisitState.SERVING and not command.granted:
        return Refusal("visit.being_served", _no(visit))
    return [
        happened.PriorityChecked(
            granted=command.granted,
            counter_no=command.counter_no,
            staff_id=command.staff_id,
            queue=command.ordinary_queue,
        )
    ]


def _merge(visit: Visit, command: asked.MergeVisit) -> Decided:
    if visit.state not in (VisitState.WAITING, VisitState.ON_HOLD):
        return Refusal("visit.not_waiting", _no(visit))
    if not command.into_is_here or command.into_visit_id == visit.visit_id:
        return Refusal("visit.merge_target", {"ticket_no": visit.ticket_no, "into": command.into_ticket_no})
    return [
        happened.VisitMerged(
            into_visit_id=command.into_visit_id,
            into_ticket_no=command.into_ticket_no,
            staff_id=command.staff_id,
        )
    ]


def _leave(visit: Visit, command: asked.LeaveVisit) -> Decided:
    if visit.state is VisitState.LEFT:
        return []
    if visit.state not in (VisitState.WAITING, VisitState.ON_HOLD, VisitState.CALLED):
        return Refusal("visit.cannot_leave", _no(visit))
    return [happened.VisitLeft(staff_id=command.staff_id)]


def _cancel(visit: Visit, command: asked.CancelVisit) -> Decided:
    if visit.state is VisitState.CANCELLED:
        return []
    by_hall = command.staff_id is None
    may = IN_THE_HOUSE if by_hall else (VisitState.WAITING, VisitState.ON_HOLD)
    if visit.state not in may:
        return Refusal("visit.not_waiting", _no(visit))
    return [happened.VisitCancelled(reason=command.reason, staff_id=command.staff_id)]


def _by_hand(visit: Visit, command: asked.EnterCallByHand) -> Decided:
    """A number that was already called by somebody else is a number taken twice: kept, and shown."""
    return [
        happened.CalledByHand(
            counter_no=command.counter_no,
            staff_id=command.staff_id,
            called_at=command.called_at,
            came=command.came,
            twice=visit.state not in (VisitState.WAITING, VisitState.ON_HOLD),
        )
    ]


def _save_draft(visit: Visit, command: asked.SaveDraft) -> Decided:
    if visit.case_id is not None and command.draft_id != visit.case_id:
        return Refusal(
            "visit.has_case", _no(visit)
        )  # the unsaved form of a case is sealed with the case's own key
    if visit.state is not VisitState.SERVING:
        return Refusal("visit.not_serving", _no(visit))
    if (refusal := _not_at(visit, command.counter_no)) is not None:
        return refusal
    return [happened.DraftSaved(draft_id=command.draft_id, draft=command.draft, staff_id=command.staff_id)]


def _not_at(visit: Visit, counter_no: int) -> Refusal | None:
    if visit.state in AT_A_DESK and visit.counter_no == counter_no:
        return None
    return Refusal("visit.not_at_this_desk", _no(visit))


def _no(visit: Visit) -> dict[str, str | int]:
    return {"ticket_no": visit.ticket_no}
