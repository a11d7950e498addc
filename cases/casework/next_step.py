"""What may be done next with a case, by whom, and the one thing that this person should do (one primary action a page).

Only what the state and the role allow; whether it is granted in the end is the rule's own affair.
"""

from cases.casework import acts
from cases.casework import case_commands as ask
from cases.casework import handling_commands as handle
from cases.casework.acts import ACTS, NAME_OF, Act
from cases.casework.by import By
from cases.casework.case_moves import MOVES
from cases.casework.case_state import FINISHED, Case, CaseState, DispatchState
from cases.casework.dispatch_rules import acts_for
from cases.roles import Right, may

# The command that decides whether an act is possible in a state; an act without one is possible in every state.
_GATE: dict[type[Act], type[ask.DecideCommand]] = {
    acts.Accept: ask.AcceptCase,
    acts.Reject: ask.RejectCase,
    acts.Grade: ask.GradeCase,
    acts.SendTo: ask.DispatchCase,
    acts.Acknowledge: ask.AcknowledgeDispatch,
    acts.GiveBack: ask.ReturnDispatch,
    acts.Recall: ask.RecallDispatch,
    acts.BeginMediation: handle.StartMediation,
    acts.FinishMediation: handle.EndMediation,
    acts.Agree: handle.MakeAgreement,
    acts.Suspend: handle.SuspendCase,
    acts.Resume: handle.ResumeCase,
    acts.AskLonger: handle.AskExtension,
    acts.DecideLonger: handle.DecideExtension,
    acts.Report: handle.ReportResult,
    acts.Tell: handle.GiveFeedback,
    acts.NotReached: handle.LogFailedContact,
    acts.SignOff: handle.SignOff,
    acts.SendBack: handle.SendBack,
    acts.Reopen: handle.ReopenCase,
    acts.Archive: handle.ArchiveCase,
    acts.Withdraw: handle.WithdrawCase,
    acts.Merge: handle.MergeCase,
    acts.FollowUp: handle.MakeFollowUp,
    acts.HandOver: ask.HandOver,
}
_OWN_DISPATCH = frozenset({acts.Acknowledge, acts.GiveBack, acts.Report})
# What may be asked of the store that holds the case, where somebody works at another one (casework.asking).
_ASKED = frozenset({acts.Acknowledge, acts.GiveBack, acts.Report, acts.AskLonger, acts.SignOff})
# What a state waits for, the first that this person may do.
_WAITS_FOR: dict[CaseState, tuple[type[Act], ...]] = {
    CaseState.REGISTERED: (acts.Accept,),
    CaseState.ACCEPTED: (acts.Grade,),
    CaseState.GRADED: (acts.SendTo,),
    CaseState.DISPATCHED: (acts.Acknowledge,),
    CaseState.REOPENED: (acts.Acknowledge,),
    CaseState.HANDLING: (acts.DecideLonger, acts.Report, acts.Record),
    CaseState.SUSPENDED: (acts.Resume,),
    CaseState.RESULT_SUBMITTED: (acts.Tell,),
    CaseState.FEEDBACK_GIVEN: (acts.SignOff,),
    CaseState.CLOSED: (acts.FollowUp, acts.Archive),
}


def possible_acts(case: Case, by: By, store: str) -> tuple[str, ...]:
    """The names of all that this person may try now, in the table's order."""
    return tuple(
        name
        for name, (act, right) in ACTS.items()
        if may(by.role, right) and _is_possible(case, act, by, store)
    )


def primary_act(case: Case, by: By, store: str) -> str:
    """What the case waits for from this person; "" when it waits for somebody else, or for an answer."""
    if case.handed_to == store and not case.is_declined:
        return NAME_OF[acts.TakeOver] if may(by.role, Right.TAKE_OVER) else ""
    if case.holder != store and case.asked:
        return ""
    for act in _WAITS_FOR.get(case.state, ()):
        if act is acts.Record and (case.has_record or not any(acts_for(by, d.unit) for d in case.live)):
            continue
        if act is acts.Report and not case.has_record:
            continue
        if act is acts.FollowUp and case.visited:
            continue
        name = NAME_OF[act]
        if may(by.role, ACTS[name][1]) and _is_possible(case, act, by, store):
            return name
    return ""


def waits_for(case: Case) -> Right | None:
    """Whose turn it is, as the right that the next step needs; None when nothing is waited for."""
    first = next(iter(_WAITS_FOR.get(case.state, ())), None)
    if case.state is CaseState.HANDLING:
        first = acts.DecideLonger if case.extension_wish else acts.Report
    return ACTS[NAME_OF[first]][1] if first else None


TURNS = frozenset(
    {
        Right.REGISTER,
        Right.GRADE,
        Right.DISPATCH,
        Right.HANDLE,
        Right.APPROVE,
        Right.FEED_BACK,
        Right.SIGN_OFF,
    }
)
"""All that `holders_turn` may answer."""


def holders_turn(case: Case) -> Right | None:
    """The right that the next step needs at the store that holds the case; None while its units are at work."""
    if case.state in (CaseState.DISPATCHED, CaseState.REOPENED):
        return None
    if case.state is CaseState.HANDLING:
        return Right.APPROVE if case.extension_wish else None
    if case.state is CaseState.CLOSED:
        return Right.SIGN_OFF if case.visited else Right.FEED_BACK
    return waits_for(case)


def is_over(case: Case) -> bool:
    """Whether nothing is left to do for the units that had the case: it has ended, and nobody is to be visited."""
    unvisited = case.state is CaseState.CLOSED and not case.visited
    return case.state in FINISHED and not unvisited


def _is_possible(case: Case, act: type[Act], by: By, store: str) -> bool:
    here = case.holder == store and not case.handed_to
    if act is acts.TakeOver:
        if case.holder == store:
            return bool(case.handed_to)  # and never taken: it may be taken back
        return not (case.is_declined and case.handed_to == store)
    if act is acts.Decline:
        return case.handed_to == store and not case.is_declined
    if act is acts.Hold:
        return not case.forgotten
    if act is acts.LiftHold:
        return bool(case.held)
    if act in (acts.Record, acts.Appoint):
        return case.state in (
            CaseState.HANDLING,
            CaseState.DISPATCHED,
            CaseState.SUSPENDED,
            CaseState.REOPENED,
        )
    if act is acts.SettleNow:
        return here and case.state in (CaseState.REGISTERED, CaseState.ACCEPTED, CaseState.GRADED)
    asks = case.holder != store and not case.handed_to and act in _ASKED
    if not (here or asks) or case.state not in MOVES[_GATE[act]].states:
        return False
    if act in _OWN_DISPATCH:
        return any(_is_ready(act, d.state) and acts_for(by, d.unit) for d in case.dispatches)
    if act is acts.DecideLonger:
        return case.extension_wish is not None
    if act is acts.FinishMediation:
        return case.in_mediation
    if act is acts.BeginMediation:
        return not case.in_mediation
    if act is acts.SignOff:
        return by.staff_id not in case.handlers
    return True


def _is_ready(act: type[Act], state: DispatchState) -> bool:
    if act is acts.GiveBack:
        return state in (DispatchState.ASSIGNED, DispatchState.ACKNOWLEDGED)
    return state is (DispatchState.ASSIGNED if act is acts.Acknowledge else DispatchState.ACKNOWLEDGED)
