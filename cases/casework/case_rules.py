"""What follows from what is asked of a case, or why not (domain.md §3.4): the door to the rules of each part.

Only the holder decides (design.md §2); everybody else adds. What somebody elsewhere asked as an addition is settled
here with the same rules.
"""

from datetime import datetime
from typing import assert_never

from cases.casework import case_additions as adds
from cases.casework import case_commands as ask
from cases.casework import case_events as done
from cases.casework import handling_commands as handle
from cases.casework.acceptance_rules import accept, correct, grade, register, reject
from cases.casework.case_commands import CaseCommand, DecideCommand
from cases.casework.case_events import CaseEvent
from cases.casework.case_folding import evolve
from cases.casework.case_moves import not_now
from cases.casework.case_state import Case
from cases.casework.closing_rules import (
    archive,
    feedback,
    follow_up,
    log_failed_contact,
    merge,
    reopen,
    send_back,
    sign_off,
    withdraw,
)
from cases.casework.dispatch_rules import acknowledge, dispatch, give_back, recall
from cases.casework.forgetting import lift_hold, place_hold
from cases.casework.handling_rules import (
    ask_extension,
    attach,
    decide_extension,
    end_mediation,
    make_agreement,
    record,
    report,
    resume,
    set_appointment,
    start_mediation,
    suspend,
)
from cases.casework.holder_rules import decline, hand_over, pass_deadline, recount, take_over
from cases.hall_time import hall_time
from cases.paper.paper_rules import draw, issue
from cases.paper.receipt_rules import reissue
from cases.policy.policy import Policy
from cases.refusal import Refusal

Answer = list[CaseEvent] | Refusal


def decide(case: Case | None, command: CaseCommand, policy: Policy, now: datetime, store: str) -> Answer:
    """What follows, or why not. `store` is the stream that is asked: only the holder decides, others add.

    `now` without offset is hall time, as everywhere.
    """
    now = hall_time(now)
    if isinstance(command, ask.RegisterCase):
        return [] if case is not None else register(command, policy)
    if case is None:
        return Refusal("case.unknown")
    if isinstance(command, ask.AddCommand):
        return add(case, command, policy, now)
    if isinstance(command, ask.TakeOver):
        return take_over(case, command, store)
    if isinstance(command, ask.DeclineTransfer):
        return decline(case, command, store)
    if case.holder != store or case.handed_to:
        return Refusal(
            "case.not_holder", {"case_code": case.case_code, "holder": case.handed_to or case.holder}
        )
    if isinstance(command, ask.ReissueReceipt):
        return reissue(case, command)
    return not_now(case, command) or _decide(case, command, policy, now)


def in_turn(
    case: Case | None, commands: tuple[CaseCommand, ...], policy: Policy, now: datetime, store: str
) -> Answer:
    """Several commands of one moment, each on what the one before made; the first that is refused refuses all."""
    events: list[CaseEvent] = []
    for command in commands:
        answer = decide(case, command, policy, now, store)
        if isinstance(answer, Refusal):
            return answer
        for event in answer:
            case = evolve(case, event, store)
        events += answer
    return events


def settle(case: Case, asked: adds.ActionAsked, policy: Policy, now: datetime, store: str) -> Answer:
    """The holder's answer to what somebody elsewhere asked: what follows, or that it was refused and why."""
    if asked.addition_id in case.answered:
        return []
    if asked.command is None:
        return Refusal("store.upgrade_first", {"type": "action_asked", "v": 1})
    answer = decide(case, asked.command, policy, now, store)
    if isinstance(answer, Refusal):
        if answer.code == "case.not_holder":
            return answer
        return [done.ActionAnswered(addition_id=asked.addition_id, granted=False, code=answer.code)]
    return [*answer, done.ActionAnswered(addition_id=asked.addition_id, granted=True)]


def add(case: Case, command: ask.AddCommand, policy: Policy, now: datetime) -> Answer:
    """Additions: facts from whoever may see the case, in every state."""
    match command:
        case ask.ReadPerson():
            return [adds.PersonRead(staff_id=command.staff_id, purpose=command.purpose)]
        case ask.RecordHandling():
            return record(case, command, policy)
        case ask.SetAppointment():
            return set_appointment(command, policy)
        case ask.AddAttachment():
            return attach(case, command, policy)
        case ask.DrawPaper():
            return draw(command, policy, now)
        case ask.IssuePaper():
            return issue(command)
        case ask.PlaceHold():
            return place_hold(case, command, policy.retention)
        case ask.LiftHold():
            return lift_hold(case, command)
        case _:
            assert_never(command)


def _decide(case: Case, command: DecideCommand, policy: Policy, now: datetime) -> Answer:
    match command:
        case ask.CorrectMatter():
            return correct(case, command, policy)
        case ask.AcceptCase():
            return accept(case, command, policy, now)
        case ask.RejectCase():
            return reject(command, policy)
        case ask.GradeCase():
            return grade(case, command, policy)
        case ask.DispatchCase():
            return dispatch(case, command, policy, now)
        case ask.AcknowledgeDispatch():
            return acknowledge(case, command, now)
        case ask.ReturnDispatch():
            return give_back(case, command, policy, now)
        case ask.RecallDispatch():
            return recall(case, command, policy, now)
        case handle.StartMediation():
            return start_mediation(case, command, policy, now)
        case handle.EndMediation():
            return end_mediation(case, command)
        case handle.MakeAgreement():
            return make_agreement(case, command, now)
        case handle.SuspendCase():
            return suspend(case, command, policy, now)
        case handle.ResumeCase():
            return resume(case, command, policy, now)
        case handle.AskExtension():
            return ask_extension(case, command, policy, now)
        case handle.DecideExtension():
            return decide_extension(case, command, policy)
        case handle.ReportResult():
            return report(case, command, policy, now)
        case handle.GiveFeedback():
            return feedback(case, command, policy, now)
        case handle.LogFailedContact():
            return log_failed_contact(case, command, policy, now)
        case handle.SignOff():
            return sign_off(case, command, policy, now)
        case handle.SendBack():
            return send_back(case, command, policy, now)
        case handle.ReopenCase():
            return reopen(case, command, policy, now)
        case handle.ArchiveCase():
            return archive(command)
        case handle.WithdrawCase():
            return withdraw(command)
        case handle.MergeCase():
            return merge(case, command)
        case handle.MakeFollowUp():
            return follow_up(case, command, policy, now)
        case ask.RecountClocks():
            return recount(case, command)
        case ask.PassDeadline():
            return pass_deadline(case, command, now)
        case ask.HandOver():
            return hand_over(case, command)
        case _:
            assert_never(command)
