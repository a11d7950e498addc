"""办理: records, appointments, mediation, agreement, suspension, extension, report (domain.md §1.4 O5, §3.2–§3.5)."""

from dataclasses import replace
from datetime import datetime, timedelta

from cases.advice.resolution_method import ResolutionMethod
from cases.casework import case_additions as adds
from cases.casework import case_commands as ask
from cases.casework import handling_commands as handle
from cases.casework import handling_events as handled
from cases.casework.case_clocks import HANDLING_CLOCKS, arm_dispatch_again, arm_feedback, arm_mediation
from cases.casework.case_events import CaseEvent
from cases.casework.case_state import DUAL_BRANCHES, Case, DispatchKind, DispatchState
from cases.casework.dispatch_rules import acts_for
from cases.deadlines.case_clock import ArmedClock, extended, resumed, suspended
from cases.deadlines.clock_kinds import MEDIATION_CLOCKS, ClockKind
from cases.hall_time import hall_date, hall_time
from cases.policy.casework import knows
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.roles import Right, may

Answer = list[CaseEvent] | Refusal
_EXTENDABLE = HANDLING_CLOCKS


def record(case: Case, command: ask.RecordHandling, policy: Policy) -> Answer:
    """A record of a kind that policy knows. Said again it is the same record."""
    if command.record_id in case.records:
        return []
    kind = policy.casework.record_kind(command.kind)
    if kind is None:
        return Refusal("record.kind_unknown", {"case_code": case.case_code})
    return [
        adds.HandlingRecorded(
            record_id=command.record_id,
            kind=command.kind,
            staff_id=command.by.staff_id,
            unit=command.by.unit,
            done_at=command.done_at,
            zone=command.zone,
            room=command.room,
            consultation=kind.consultation,
            sealed=command.sealed,
        )
    ]


def attach(case: Case, command: ask.AddAttachment, policy: Policy) -> Answer:
    """材料: once, and not without end."""
    if command.attachment_id in case.attachments:
        return []
    most = policy.attachments.per_case_max
    if len(case.attachments) >= most:
        return Refusal("attachment.too_many", {"most": most})
    if command.signs and command.signs not in command.issued:
        return Refusal("signature.paper_changed")
    return [
        adds.AttachmentAdded(
            attachment_id=command.attachment_id,
            kind=command.kind,
            media_type=command.media_type,
            bytes_count=command.bytes_count,
            file_hash=command.file_hash,
            staff_id=command.by.staff_id,
            sealed=command.sealed,
            signs=command.signs,
        )
    ]


def set_appointment(command: ask.SetAppointment, policy: Policy) -> Answer:
    """预约: the two dates differ by at least so many calendar days (§3.5 f), or it is overridden with a reason."""
    if not knows(policy.casework.appointment_kinds, command.kind):
        return Refusal("appointment.kind_unknown")
    noticed_on, meet_on = hall_date(command.noticed_at), hall_date(command.meet_at)
    days = policy.deadlines.appointment_notice_calendar_days
    if hall_time(command.meet_at) <= hall_time(command.noticed_at):
        return Refusal("appointment.before_notice")
    if meet_on - noticed_on < timedelta(days=days) and command.override is None:
        return Refusal("appointment.notice_short", {"days": days})
    return [
        adds.AppointmentSet(
            appointment_id=command.appointment_id,
            staff_id=command.by.staff_id,
            kind=command.kind,
            meet_at=command.meet_at,
            noticed_at=command.noticed_at,
            zone=command.zone,
            room=command.room,
            sealed=command.sealed,
            override=command.override,
        )
    ]


def start_mediation(case: Case, command: handle.StartMediation, policy: Policy, now: datetime) -> Answer:
    """调解开始, by a mediation organisation of the registry."""
    if case.in_mediation:
        return Refusal("mediation.running", {"case_code": case.case_code})
    if policy.units.of(command.org) is None:
        return Refusal("dispatch.unit_unknown", {"case_code": case.case_code})
    clock = arm_mediation(case, now, policy, by_court=command.by_court)
    return [
        handled.MediationStarted(
            staff_id=command.by.staff_id, org=command.org, by_court=command.by_court, clocks=(clock,)
        )
    ]


def end_mediation(case: Case, command: handle.EndMediation) -> Answer:
    """调解结束; one that failed counts for the grade (§3.1)."""
    if not case.in_mediation:
        return Refusal("mediation.not_running", {"case_code": case.case_code})
    stops = tuple(c.clock_id for c in case.clocks if c.kind in MEDIATION_CLOCKS)
    return [handled.MediationEnded(staff_id=command.by.staff_id, agreed=command.agreed, stops=stops)]


def make_agreement(case: Case, command: handle.MakeAgreement, now: datetime) -> Answer:
    """调解协议. It cannot be performed before it was made."""
    if command.perform_by is not None and command.perform_by < hall_date(now):
        return Refusal("agreement.perform_past", {"case_code": case.case_code})
    return [
        handled.AgreementMade(
            staff_id=command.by.staff_id,
            number=command.number,
            perform_by=command.perform_by,
            sealed=command.sealed,
        )
    ]


def suspend(case: Case, command: handle.SuspendCase, policy: Policy, now: datetime) -> Answer:
    """中止, with a reason of the list: the clocks that policy names stand still; a statutory limit goes on."""
    if not knows(policy.casework.suspend_reasons, command.reason_code):
        return Refusal("suspend.reason_unknown", {"case_code": case.case_code})
    named = policy.casework.suspendable_clocks
    clocks = tuple(
        suspended(c, now, command.reason_code, policy)
        for c in case.clocks
        if c.kind in named and not c.is_suspended
    )
    return [
        handled.CaseSuspended(
            staff_id=command.by.staff_id,
            reason_code=command.reason_code,
            because=command.because,
            clocks=clocks,
        )
    ]


def resume(case: Case, command: handle.ResumeCase, policy: Policy, now: datetime) -> Answer:
    """恢复: what stood still runs on."""
    clocks = tuple(resumed(c, now, policy) for c in case.clocks if c.is_suspended)
    return [handled.CaseResumed(staff_id=command.by.staff_id, clocks=clocks)]


def ask_extension(case: Case, command: handle.AskExtension, policy: Policy, now: datetime) -> Answer:
    """延期 (§3.2): once, no longer than the limit itself, asked in time, for a clock of handling."""
    code = {"case_code": case.case_code}
    clock = next((c for c in case.clocks if c.clock_id == command.clock_id), None)
    if clock is None or clock.kind not in _EXTENDABLE:
        return Refusal("extension.clock_unknown", code)
    if case.extension_wish is not None:
        return Refusal("extension.asked_already", code)
    if len(clock.extensions) >= policy.deadlines.extensions_max:
        return Refusal(
            "extension.used_up", {"case_code": case.case_code, "times": policy.deadlines.extensions_max}
        )
    longest = extension_max(clock, policy)
    if not 1 <= command.amount <= longest:
        return Refusal("extension.too_long", {"case_code": case.case_code, "longest": longest})
    if command.because is None:
        return Refusal("extension.needs_reason", code)
    ahead = policy.deadlines.extension_ask_before_due_workdays
    left = policy.calendar.working_days_between(hall_date(now), clock.due_date)
    if hall_time(now) >= clock.due_at or left < ahead:
        return Refusal("extension.too_late", {"case_code": case.case_code, "days": ahead})
    return [
        handled.ExtensionAsked(
            staff_id=command.by.staff_id,
            clock_id=clock.clock_id,
            amount=command.amount,
            asked_at=now,
            because=command.because,
        )
    ]


def extension_max(clock: ArmedClock, policy: Policy) -> int:
    """The longest extension of a clock, in its unit: its own length, or what the statute says."""
    limits = policy.deadlines
    statutory = {
        ClockKind.COURT_MEDIATION: limits.court_mediation_extension_calendar_days,
        ClockKind.PETITION_CLOSE: limits.petition_extension_calendar_days,
    }
    return statutory.get(clock.kind, clock.amount)


def decide_extension(case: Case, command: handle.DecideExtension, policy: Policy) -> Answer:
    """The approver is not the one who asked, nor anybody who handles the case."""
    code = {"case_code": case.case_code}
    wish = case.extension_wish
    if wish is None:
        return Refusal("extension.none_asked", code)
    if not may(command.by.role, Right.APPROVE):
        return Refusal("extension.not_an_approver", code)
    if command.by.staff_id == wish.asked_by or command.by.staff_id in case.handlers:
        return Refusal("extension.own", code)
    clock = next((c for c in case.clocks if c.clock_id == wish.clock_id), None)
    granted = command.grant and clock is not None
    clocks = (extended(clock, wish.amount, policy),) if granted and clock else ()
    return [handled.ExtensionDecided(staff_id=command.by.staff_id, granted=granted, clocks=clocks)]


def report(case: Case, command: handle.ReportResult, policy: Policy, now: datetime) -> Answer:
    """报结: needs a record of handling (I2); the last report that is waited for submits the result (I5)."""
    code = {"case_code": case.case_code}
    found = case.dispatch(command.dispatch_id)
    if found is None or not acts_for(command.by, found.unit):
        return Refusal(
            "dispatch.another_unit", {"case_code": case.case_code, "unit": found.unit if found else ""}
        )
    if found.state is not DispatchState.ACKNOWLEDGED:
        return Refusal("report.not_acknowledged", code)
    if not case.has_record:
        return Refusal("report.no_record", code)
    if command.method not in set(ResolutionMethod):
        return Refusal("dispatch.channel_unknown", code)
    if command.result.needs_agreement and case.agreement is None:
        return Refusal("report.no_agreement", code)
    reported = handled.DispatchReported(
        dispatch_id=found.dispatch_id,
        staff_id=command.by.staff_id,
        unit=found.unit,
        result=command.result,
        method=command.method,
        sealed=command.sealed,
    )
    if case.live != (found,):
        return [reported]
    branches = {d.unit for d in case.reported} | {found.unit}
    if case.dispatch_kind is DispatchKind.DUAL and len(branches) < DUAL_BRANCHES:
        return [replace(reported, clocks=(arm_dispatch_again(case, now, policy),))]
    halted = tuple(c for c in case.clocks if c.kind in HANDLING_CLOCKS)
    return [
        reported,
        handled.ResultSubmitted(
            result=command.result if found.lead or case.proposed is None else case.proposed,
            method=command.method,
            submitted_at=now,
            clocks=(arm_feedback(case, now, policy),),
            stops=tuple(c.clock_id for c in halted),
            halted=halted,
        ),
    ]
