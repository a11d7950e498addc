"""From what staff say (`acts`) to what the rules decide (`case_commands`): texts sealed, ids given, grades proposed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from cases.advice.grade import CaseGrade, Level
from cases.advice.grading import GradeFacts, GradeSuggestion, suggest_grade
from cases.casework import acts
from cases.casework import case_commands as ask
from cases.casework import handling_commands as handle
from cases.casework.by import By
from cases.casework.case_state import Case, DispatchKind, DispatchState
from cases.casework.dispatch_rules import acts_for
from cases.matter.matter import OpenMatter
from cases.policy.policy import Policy
from cases.policy.units import CENTRE
from cases.sealed import Sealed

ON_THE_SPOT = "talk"  # the kind of record that 一表办 makes
IN_PERSON = "in_person"
_BANNER_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Who acts on which case. `seal`: a text with the case's key, None for an empty one; `new_id`: one that nobody has.

    `target`: (case_id, case_code) of the case that a merge names, None when there is none.
    """

    case: Case
    by: By
    policy: Policy
    now: datetime
    seal: Callable[[str], Sealed | None]
    new_id: Callable[[], str]
    target: tuple[str, str] | None = None
    target_finished: bool = False  # nobody works on that case any more
    known: tuple[int, int] = (1, 0)  # (epoch, seq) of the case's last decision that this store has


def grade_facts(case: Case, policy: Policy) -> GradeFacts:
    """What the criteria look at, as far as the case knows it (domain.md §3.1)."""
    units = {d.unit for d in (*case.live, *case.reported)}
    areas = [unit.area for one in units if (unit := policy.units.of(one)) and unit.area]
    banners = {place[:_BANNER_DIGITS] for place in (*areas, case.open.town or "") if place}
    return GradeFacts(
        amount_fen=case.open.amount_fen,
        party_count=case.open.party_count,
        unit_count=len(units) or None,
        cross_banner=len(banners) > 1 if units else None,
        gb_code=gb_code_of(case, policy),
        prior_final_ruling=case.open.prior_ruling,
        failed_mediations=case.failed_mediations,
        superior_key=case.superior_key,
        overdue_before=case.overdue_count,
    )


def tags_of(matter: OpenMatter, policy: Policy) -> frozenset[str]:
    """What the counter tagged it with; before that what the citizen's category stands for."""
    known = policy.categories.get(matter.category) if matter.category else None
    return frozenset(matter.tags or (known.tags if known else ()))


def gb_code_of(case: Case, policy: Policy) -> str | None:
    """The type that the counter gave; before that the only one that the citizen's category can mean."""
    if case.open.dispute_type:
        return case.open.dispute_type
    known = policy.categories.get(case.open.category) if case.open.category else None
    return known.gb_codes[0] if known and len(known.gb_codes) == 1 else None


def grade_suggestion(case: Case, policy: Policy) -> GradeSuggestion:
    """The suggestion that is shown, and that a confirmed grade is measured by."""
    return suggest_grade(grade_facts(case, policy), policy.grading)


def commands_of(act: acts.Act, on: Acting) -> tuple[ask.CaseCommand, ...]:
    """The commands of one act, in their order; most have one."""
    match act:
        case acts.SettleNow():
            return _settled(act, on)
        case acts.Agree():
            terms = (_agreement(act.terms, act.perform_by, on),)
            return (*terms, handle.EndMediation(by=on.by, agreed=True)) if on.case.in_mediation else terms
        case _:
            return (_command(act, on),)


def _command(act: acts.Act, on: Acting) -> ask.CaseCommand:
    by, seal, now = on.by, on.seal, on.now
    match act:
        case acts.Accept():
            return ask.AcceptCase(staff_id=by.staff_id)
        case acts.Reject():
            return ask.RejectCase(
                staff_id=by.staff_id,
                reason_code=act.reason_code,
                referral_code=act.referral_code,
                remark=seal(act.remark),
            )
        case acts.Grade():
            return ask.GradeCase(
                by=by,
                grade=act.grade,
                suggestion=grade_suggestion(on.case, on.policy),
                because=seal(act.because),
            )
        case acts.SendTo():
            return ask.DispatchCase(
                by=by,
                kind=act.kind,
                level=act.level,
                channel=act.channel,
                to=tuple(ask.AssignTo(dispatch_id=on.new_id(), unit=unit) for unit in act.units),
                because=seal(act.because),
            )
        case acts.Acknowledge():
            return ask.AcknowledgeDispatch(by=by, dispatch_id=act.dispatch_id or _own_assigned(on))
        case acts.GiveBack():
            return ask.ReturnDispatch(
                by=by, dispatch_id=act.dispatch_id, duty_id=act.duty_id, because=seal(act.because)
            )
        case acts.Recall():
            return ask.RecallDispatch(by=by, dispatch_id=act.dispatch_id, because=seal(act.because))
        case acts.Record():
            return ask.RecordHandling(
                by=by,
                record_id=on.new_id(),
                kind=act.kind,
                done_at=act.done_at or now,
                zone=act.zone,
                room=act.room,
                sealed=seal(act.text),
            )
        case acts.Appoint():
            return ask.SetAppointment(
                by=by,
                appointment_id=on.new_id(),
                kind=act.kind,
                meet_at=act.meet_at,
                noticed_at=now,
                zone=act.zone,
                room=act.room,
                sealed=seal(act.text),
                override=seal(act.override),
            )
        case acts.BeginMediation():
            return handle.StartMediation(by=by, org=act.org, by_court=act.by_court)
        case acts.FinishMediation():
            return handle.EndMediation(by=by, agreed=act.agreed)
        case acts.Agree():
            return _agreement(act.terms, act.perform_by, on)
        case acts.Suspend():
            return handle.SuspendCase(by=by, reason_code=act.reason_code, because=seal(act.because))
        case acts.Resume():
            return handle.ResumeCase(by=by)
        case acts.AskLonger():
            return handle.AskExtension(
                by=by, clock_id=act.clock_id, amount=act.amount, because=seal(act.because)
            )
        case acts.DecideLonger():
            return handle.DecideExtension(by=by, grant=act.grant)
        case acts.Report():
            return handle.ReportResult(
                by=by,
                dispatch_id=act.dispatch_id,
                result=act.result,
                method=act.method,
                sealed=seal(act.text),
            )
        case _:
            return _closing_command(act, on)


def _own_assigned(on: Acting) -> str:
    """The dispatch that waits to be signed for by the unit of whoever acts; "" when none does."""
    waiting = (d for d in on.case.dispatches if d.state is DispatchState.ASSIGNED and acts_for(on.by, d.unit))
    return next((d.dispatch_id for d in waiting), "")


def _closing_command(act: acts.Act, on: Acting) -> ask.CaseCommand:
    by, seal, now = on.by, on.seal, on.now
    match act:
        case acts.Tell():
            return handle.GiveFeedback(
                by=by, channel=act.channel, said_at=act.said_at or now, sealed=seal(act.text)
            )
        case acts.NotReached():
            return handle.LogFailedContact(by=by, channel=act.channel, tried_at=act.tried_at or now)
        case acts.SignOff():
            return handle.SignOff(by=by)
        case acts.SendBack():
            return handle.SendBack(by=by, because=seal(act.because))
        case acts.Reopen():
            return handle.ReopenCase(by=by, reason_code=act.reason_code, because=seal(act.because))
        case acts.Archive():
            return handle.ArchiveCase(by=by)
        case acts.Withdraw():
            return handle.WithdrawCase(by=by, because=seal(act.because))
        case acts.Merge():
            case_id, case_code = on.target or ("", act.into_case_code)
            return handle.MergeCase(
                by=by,
                into_case_id=case_id,
                into_case_code=case_code,
                into_finished=on.target_finished,
            )
        case acts.FollowUp():
            return handle.MakeFollowUp(
                by=by,
                channel=act.channel,
                made_at=act.made_at or now,
                satisfied=act.satisfied,
                performed=act.performed,
                sealed=seal(act.text),
            )
        case acts.HandOver():
            return ask.HandOver(by=by, to_store=act.to_store, because=seal(act.because))
        case acts.TakeOver():
            epoch, seq = on.known
            return ask.TakeOver(
                by=by, forced=act.forced, known_epoch=epoch, known_seq=seq, because=seal(act.because)
            )
        case acts.Decline():
            return ask.DeclineTransfer(by=by, because=seal(act.because))
        case acts.Hold():
            return ask.PlaceHold(by=by, hold_id=on.new_id(), reason_code=act.reason_code)
        case acts.LiftHold():
            return ask.LiftHold(by=by, hold_id=act.hold_id)
        case _:
            raise TypeError(f"nobody turns {type(act).__name__} into a command")


def _agreement(terms: str, perform_by: date | None, on: Acting) -> handle.MakeAgreement:
    return handle.MakeAgreement(
        by=on.by,
        number=on.case.case_code,
        perform_by=perform_by,
        sealed=on.seal(terms),
    )


def _settled(act: acts.SettleNow, on: Acting) -> tuple[ask.CaseCommand, ...]:
    """简易一表办 (issue 5): all steps of one moment by the centre's own desk; the sign-off is somebody else's."""
    dispatch_id = on.new_id()
    desk = By(staff_id=on.by.staff_id, role=on.by.role)
    suggestion, centre = grade_suggestion(on.case, on.policy), on.policy.units.of(CENTRE)
    steps: list[ask.CaseCommand] = []
    if on.case.accepted_at is None:
        steps.append(ask.AcceptCase(staff_id=desk.staff_id))
    if on.case.grade is None:
        steps.append(ask.GradeCase(by=desk, grade=CaseGrade.SIMPLE, suggestion=suggestion))
    steps += [
        ask.DispatchCase(
            by=desk,
            kind=DispatchKind.SINGLE,
            level=centre.level if centre else Level.BANNER,
            channel=act.method,
            to=(ask.AssignTo(dispatch_id=dispatch_id, unit=CENTRE),),
        ),
        ask.AcknowledgeDispatch(by=desk, dispatch_id=dispatch_id),
        ask.RecordHandling(
            by=desk, record_id=on.new_id(), kind=ON_THE_SPOT, done_at=on.now, sealed=on.seal(act.done)
        ),
    ]
    if act.terms:
        steps.append(_agreement(act.terms, act.perform_by, on))
    steps += [
        handle.ReportResult(
            by=desk, dispatch_id=dispatch_id, result=act.result, method=act.method, sealed=on.seal(act.done)
        ),
        handle.GiveFeedback(by=desk, channel=IN_PERSON, said_at=on.now, sealed=on.seal(act.told)),
    ]
    return tuple(steps)
