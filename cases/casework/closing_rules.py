"""反馈、销号、退回补办、重新办理、归档、回访 (domain.md §1.5 U8, §3.2, §3.4): no matter is closed on paper only."""

from datetime import datetime, timedelta

from cases.casework import handling_commands as handle
from cases.casework import handling_events as handled
from cases.casework.case_clocks import (
    arm_acknowledge,
    arm_close_again,
    arm_sign_off,
    arm_visits,
    going_on,
)
from cases.casework.case_events import CaseEvent
from cases.casework.case_state import Case, CaseState
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_time
from cases.policy.casework import knows
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.roles import Right, may

Answer = list[CaseEvent] | Refusal


def feedback(case: Case, command: handle.GiveFeedback, policy: Policy, now: datetime) -> Answer:
    """反馈 has a channel, a time and a content (I3)."""
    refusal = _contact_refused(case, command.channel, command.said_at, policy, now)
    if refusal is not None:
        return refusal
    if command.sealed is None:
        return Refusal("feedback.no_content", {"case_code": case.case_code})
    return [
        handled.FeedbackGiven(
            staff_id=command.by.staff_id,
            channel=command.channel,
            said_at=command.said_at,
            sealed=command.sealed,
            clocks=(arm_sign_off(case, now, policy),),
            stops=_ids(case, ClockKind.FEEDBACK),
        )
    ]


def log_failed_contact(case: Case, command: handle.LogFailedContact, policy: Policy, now: datetime) -> Answer:
    """A try that failed; so many of them, apart in time, stand for the feedback (I3)."""
    refusal = _contact_refused(case, command.channel, command.tried_at, policy, now)
    if refusal is not None:
        return refusal
    gap, tried_at = timedelta(minutes=policy.casework.failed_contact_gap_minutes), hall_time(command.tried_at)
    if any(abs(tried_at - hall_time(other)) < gap for other in case.failed_contacts):
        return Refusal(
            "feedback.tries_too_close",
            {"case_code": case.case_code, "minutes": policy.casework.failed_contact_gap_minutes},
        )
    last = len(case.failed_contacts) + 1 >= policy.casework.failed_contacts_min
    return [
        handled.ContactFailed(
            staff_id=command.by.staff_id,
            channel=command.channel,
            tried_at=tried_at,
            clocks=(arm_sign_off(case, now, policy),) if last else (),
            stops=_ids(case, ClockKind.FEEDBACK) if last else (),
        )
    ]


def sign_off(case: Case, command: handle.SignOff, policy: Policy, now: datetime) -> Answer:
    """销号: by somebody else than who handled it, on evidence; what is closed is visited."""
    code = {"case_code": case.case_code}
    if not may(command.by.role, Right.SIGN_OFF):
        return Refusal("sign_off.not_allowed", code)
    if command.by.staff_id in case.handlers:
        return Refusal("sign_off.own", code)
    if case.proposed is None:
        return Refusal("sign_off.no_result", code)
    if case.proposed.needs_agreement and case.agreement is None:
        return Refusal("report.no_agreement", code)
    return [
        handled.CaseClosed(
            staff_id=command.by.staff_id,
            result=case.proposed,
            clocks=arm_visits(case, now, policy),
            stops=tuple(c.clock_id for c in case.clocks),
        )
    ]


def send_back(case: Case, command: handle.SendBack, policy: Policy, now: datetime) -> Answer:
    """退回补办: the units go on, and so do the clocks that the result had stopped."""
    code = {"case_code": case.case_code}
    if not may(command.by.role, Right.SIGN_OFF):
        return Refusal("sign_off.not_allowed", code)
    if command.because is None:
        return Refusal("send_back.needs_reason", code)
    if case.halted_at is None or not case.reported:
        return Refusal("send_back.not_now", code)
    halted_at = case.halted_at
    return [
        handled.SentBack(
            staff_id=command.by.staff_id,
            because=command.because,
            clocks=going_on(case, halted_at, now, policy),
            stops=_ids(case, ClockKind.FEEDBACK, ClockKind.SIGN_OFF),
            records_before=tuple(sorted(case.records)),
        )
    ]


def reopen(case: Case, command: handle.ReopenCase, policy: Policy, now: datetime) -> Answer:
    """重新办理: the units of before sign for it again, under a new clock."""
    code = {"case_code": case.case_code}
    if not may(command.by.role, Right.REOPEN):
        return Refusal("reopen.not_allowed", code)
    if not knows(policy.casework.reopen_reasons, command.reason_code):
        return Refusal("reopen.reason_unknown", code)
    again = tuple(arm_acknowledge(case, d.dispatch_id, now, policy) for d in case.reported)
    return [
        handled.CaseReopened(
            staff_id=command.by.staff_id,
            reason_code=command.reason_code,
            because=command.because,
            clocks=(*arm_close_again(case, now, policy), *again),
            stops=tuple(c.clock_id for c in case.clocks),
            records_before=tuple(sorted(case.records)),
        )
    ]


def archive(command: handle.ArchiveCase) -> Answer:
    """归档. A visit that is still owed stays owed."""
    return [handled.CaseArchived(staff_id=command.by.staff_id)]


def follow_up(case: Case, command: handle.MakeFollowUp, policy: Policy, now: datetime) -> Answer:
    """回访: says whether the citizen is content, and of an agreement whether it is performed."""
    refusal = _contact_refused(case, command.channel, command.made_at, policy, now)
    if refusal is not None:
        return refusal
    kinds = [ClockKind.FOLLOW_UP]
    if command.performed is not None:
        kinds.append(ClockKind.PERFORMANCE)
    return [
        handled.FollowUpMade(
            staff_id=command.by.staff_id,
            channel=command.channel,
            made_at=command.made_at,
            satisfied=command.satisfied,
            performed=command.performed,
            sealed=command.sealed,
            stops=_ids(case, *kinds),
        )
    ]


def withdraw(command: handle.WithdrawCase) -> Answer:
    """撤回."""
    return [handled.CaseWithdrawn(staff_id=command.by.staff_id, because=command.because)]


def merge(case: Case, command: handle.MergeCase) -> Answer:
    """并案, into another case that is still worked on: two merged into each other would be nobody's."""
    if command.into_case_id == case.case_id:
        return Refusal("merge.itself", {"case_code": case.case_code})
    if command.into_finished:
        return Refusal("merge.into_finished", {"case_code": case.case_code})
    return [
        handled.CaseMerged(
            staff_id=command.by.staff_id,
            into_case_id=command.into_case_id,
            into_case_code=command.into_case_code,
        )
    ]


def _contact_refused(case: Case, channel: str, at: datetime, policy: Policy, now: datetime) -> Refusal | None:
    code = {"case_code": case.case_code}
    if not knows(policy.casework.contact_channels, channel):
        return Refusal("feedback.channel_unknown", code)
    if hall_time(at) > hall_time(now):
        return Refusal("feedback.future", code)
    if (
        case.state is CaseState.RESULT_SUBMITTED
        and case.halted_at
        and hall_time(at) < hall_time(case.halted_at)
    ):
        return Refusal("feedback.before_result", code)
    return None


def _ids(case: Case, *kinds: ClockKind) -> tuple[str, ...]:
    return tuple(c.clock_id for c in case.clocks if c.kind in kinds)
