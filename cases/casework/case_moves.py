"""In which states what may be asked: the table of domain.md §3.4, and the refusal that names the rule otherwise.

The drawing in docs/casework.md is made from this table and `case_folding`, so that it cannot grow old.
"""

from dataclasses import dataclass

from cases.casework import case_commands as ask
from cases.casework import handling_commands as handle
from cases.casework.case_state import FINISHED, Case, CaseState
from cases.refusal import Refusal

_S = CaseState
_OPEN = frozenset(CaseState) - FINISHED
_AT_WORK = frozenset({_S.DISPATCHED, _S.HANDLING, _S.REOPENED})
_BEFORE_RESULT = frozenset({_S.ACCEPTED, _S.GRADED, _S.DISPATCHED, _S.HANDLING, _S.SUSPENDED, _S.REOPENED})
_OVER = frozenset({_S.CLOSED, _S.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Move:
    """`states`: where it may be asked. `code`: the refusal elsewhere."""

    states: frozenset[CaseState]
    code: str


MOVES: dict[type[ask.DecideCommand], Move] = {
    ask.CorrectMatter: Move(_OPEN, "case.finished"),
    ask.AcceptCase: Move(frozenset({_S.REGISTERED}), "case.not_registered"),
    ask.RejectCase: Move(frozenset({_S.REGISTERED}), "case.not_registered"),
    ask.GradeCase: Move(_BEFORE_RESULT, "grade.not_now"),
    ask.DispatchCase: Move(frozenset({_S.GRADED, _S.DISPATCHED, _S.HANDLING}), "dispatch.not_now"),
    ask.AcknowledgeDispatch: Move(_AT_WORK, "acknowledge.not_now"),
    ask.ReturnDispatch: Move(_AT_WORK, "return.not_now"),
    ask.RecallDispatch: Move(_AT_WORK, "recall.not_now"),
    handle.StartMediation: Move(frozenset({_S.HANDLING}), "mediation.not_now"),
    handle.EndMediation: Move(frozenset({_S.HANDLING}), "mediation.not_now"),
    handle.MakeAgreement: Move(frozenset({_S.HANDLING}), "agreement.not_now"),
    handle.SuspendCase: Move(frozenset({_S.HANDLING}), "suspend.not_now"),
    handle.ResumeCase: Move(frozenset({_S.SUSPENDED}), "resume.not_now"),
    handle.AskExtension: Move(frozenset({_S.DISPATCHED, _S.HANDLING, _S.REOPENED}), "extension.not_now"),
    handle.DecideExtension: Move(_OPEN, "extension.not_now"),
    handle.ReportResult: Move(frozenset({_S.HANDLING}), "report.not_now"),
    handle.GiveFeedback: Move(frozenset({_S.RESULT_SUBMITTED}), "feedback.not_now"),
    handle.LogFailedContact: Move(frozenset({_S.RESULT_SUBMITTED}), "feedback.not_now"),
    handle.SignOff: Move(frozenset({_S.FEEDBACK_GIVEN}), "sign_off.not_now"),
    handle.SendBack: Move(frozenset({_S.RESULT_SUBMITTED, _S.FEEDBACK_GIVEN}), "send_back.not_now"),
    handle.ReopenCase: Move(_OVER, "reopen.not_now"),
    handle.ArchiveCase: Move(frozenset({_S.CLOSED}), "archive.not_now"),
    handle.WithdrawCase: Move(_OPEN, "case.finished"),
    handle.MergeCase: Move(_OPEN, "case.finished"),
    handle.MakeFollowUp: Move(_OVER, "follow_up.not_now"),
    ask.RecountClocks: Move(frozenset(CaseState), "case.finished"),
    ask.PassDeadline: Move(frozenset(CaseState), "case.finished"),
    ask.HandOver: Move(_OPEN, "case.finished"),
}


def not_now(case: Case, command: ask.DecideCommand) -> Refusal | None:
    """The rule that says no in this state; None where it may be asked."""
    move = MOVES[type(command)]
    return None if case.state in move.states else Refusal(move.code, {"case_code": case.case_code})
