"""What domain.md §3.4 promises of a case, not in the rules' own words: I1–I6, liveness, one truth on all replicas."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from cases.advice.grade import CaseGrade
from cases.casework import case_commands as ask
from cases.casework import case_events as done
from cases.casework import handling_events as handled
from cases.casework.case_clocks import is_petition
from cases.casework.case_events import CaseEvent
from cases.casework.case_folding import evolve, is_addition
from cases.casework.case_history import Folded, Placed, fold
from cases.casework.case_state import Case, CaseState, DispatchKind, DispatchState
from cases.deadlines.case_clock import ArmedClock
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_time
from cases.policy.policy import Policy
from tests.cases.casework.finished_case import finish
from tests.cases.casework.invented_commands import MILLION_FEN

S = CaseState
GONE = (S.REJECTED, S.WITHDRAWN, S.MERGED)
OVER = (S.CLOSED, S.ARCHIVED)
AFTER_RESULT = (S.RESULT_SUBMITTED, S.FEEDBACK_GIVEN, *OVER)
STATUTORY = (ClockKind.PETITION_CLOSE, ClockKind.ACCEPT_PETITION_OUTER, ClockKind.ACKNOWLEDGE)
# The clock that a state runs, whatever else runs.
OWED = {
    S.REGISTERED: ClockKind.ACCEPT,
    S.ACCEPTED: ClockKind.GRADE,
    S.GRADED: ClockKind.DISPATCH,
    S.DISPATCHED: ClockKind.CLOSE,
    S.HANDLING: ClockKind.CLOSE,
    S.SUSPENDED: ClockKind.CLOSE,
    S.REOPENED: ClockKind.CLOSE,
    S.RESULT_SUBMITTED: ClockKind.FEEDBACK,
    S.FEEDBACK_GIVEN: ClockKind.SIGN_OFF,
}
SUPERIORS = ("supervisor", "leader")


def of_case(case: Case, policy: Policy) -> None:
    """Safety and liveness of one state."""
    acknowledged = [d for d in case.dispatches if d.acknowledged_at is not None]
    reported = [d for d in case.dispatches if d.state is DispatchState.REPORTED]
    assigned = [d for d in case.dispatches if d.state is DispatchState.ASSIGNED]
    kinds = [clock.kind for clock in case.clocks]
    if case.state in (S.HANDLING, S.SUSPENDED):
        held = (DispatchState.ACKNOWLEDGED, DispatchState.REPORTED)
        assert any(d.state in held for d in acknowledged), "I1: handled, but no unit has signed for it"
        assert any(d.state in (*held[:1], DispatchState.ASSIGNED) for d in case.dispatches), (
            "nobody works on it"
        )
    if case.state in AFTER_RESULT:
        assert reported, "a result that no unit has reported"
        assert case.proposed is not None
        assert not case.live, "a result while a unit still works on it"
        if case.dispatch_kind is DispatchKind.DUAL:
            assert len({d.unit for d in reported}) >= 2, "I5: one branch of two"
    if case.state in (S.FEEDBACK_GIVEN, *OVER):
        assert case.feedback_given or enough_tries(case, policy), "I3: nobody was told"
    if case.state in OVER:
        assert case.close_result is case.proposed
        assert set(kinds) <= {ClockKind.FOLLOW_UP, ClockKind.PERFORMANCE}
    if case.grade is not None:
        assert case.grade.rank >= case.grade_floor.rank, "below its floor"
        if (case.open.amount_fen or 0) >= MILLION_FEN:
            assert (case.grade, case.major_amount) == (CaseGrade.DIFFICULT, True), "重大金额 below 疑难"
    if case.state in GONE:
        assert case.clocks == (), "a finished case runs a clock"
    if case.state in OWED:
        assert OWED[case.state] in kinds, f"nobody is reminded in {case.state}"
        waiting = {clock.subject for clock in case.clocks if clock.kind is ClockKind.ACKNOWLEDGE}
        assert {d.dispatch_id for d in assigned} <= waiting, "an assignment without its clock"
    if case.state in (S.DISPATCHED, S.REOPENED):
        assert assigned, "dispatched to nobody"
    if case.live:
        leads = [d for d in (*case.live, *case.reported) if d.lead]
        assert [d.unit for d in leads] == [case.lead_unit], "led by nobody, or by two"
    if ClockKind.CLOSE in kinds:
        assert is_petition(case.open, policy) == (ClockKind.PETITION_CLOSE in kinds), "信访期限"
    assert case.in_mediation == any(kind.value.endswith("mediation") for kind in kinds) or case.state in GONE
    if case.extension_wish is not None:
        assert any(clock.clock_id == case.extension_wish.clock_id for clock in case.clocks)
    assert not any(clock.is_suspended for clock in case.halted), "a result while the case stood still"
    of_clocks(case, policy)


def enough_tries(case: Case, policy: Policy) -> bool:
    """Failed contacts that are apart in time."""
    tries = sorted(hall_time(at) for at in case.failed_contacts)
    gap = timedelta(minutes=policy.casework.failed_contact_gap_minutes)
    apart = all(later - earlier >= gap for earlier, later in pairwise(tries))
    return len(tries) >= policy.casework.failed_contacts_min and apart


def of_clocks(case: Case, policy: Policy) -> None:
    """Each clock once, its dates those of its ledger."""
    assert len({(clock.kind, clock.subject) for clock in case.clocks}) == len(case.clocks)
    assert {clock.clock_id for clock in case.clocks} <= case.seen_clocks
    for clock in case.clocks:
        if clock.calendar_version == policy.calendar.version:
            due = clock.ledger().due(policy.calendar)
            assert (clock.due_at, clock.due_date) == (due.due_at, due.due_date), "a date that no ledger gives"
        assert not clock.is_suspended or case.state is S.SUSPENDED, "stands still while the case goes on"
        assert not clock.is_suspended or clock.kind not in STATUTORY, "a statutory limit stands still"


def of_decision(
    before: Case | None, event: CaseEvent, command: object, policy: Policy, now: datetime
) -> None:
    """What a decision needs at the moment when it is made."""
    armed: tuple[ArmedClock, ...] = getattr(event, "clocks", ())
    if before is None:
        return
    known = {clock.clock_id: clock for clock in before.clocks}
    for clock in armed:
        fresh = clock.clock_id not in before.seen_clocks
        went_on = clock.clock_id in known or clock.clock_id in {c.clock_id for c in before.halted}
        assert fresh or went_on, "a clock that was closed runs again under its old name"
    match event:
        case done.CaseGraded() if before.grade is not None:
            lowered = event.grade.rank < before.grade.rank
            assert not lowered or event.because, "lowered without a reason"
            assert not lowered or _role(command) in SUPERIORS, "lowered freely"
            was = {clock.kind: clock for clock in before.clocks}
            for clock in armed:
                old = was[clock.kind]
                assert (clock.started_at, clock.pauses) == (old.started_at, old.pauses), (
                    "a start was forgotten"
                )
        case handled.ResultSubmitted():
            assert before.has_record, "I2: a result without a record of its own round"
            assert {c.clock_id for c in event.halted} == set(event.stops)
        case handled.CaseClosed():
            assert event.staff_id not in before.handlers, "signed off by who handled it"
        case handled.FeedbackGiven():
            assert event.channel, "I3: no channel"
            assert event.sealed, "I3: no content"
            assert hall_time(event.said_at) >= hall_time(before.halted_at or now), "told too early"
        case handled.ExtensionDecided() if event.granted:
            assert before.extension_wish is not None
            handlers = {*before.handlers, before.extension_wish.asked_by}
            assert event.staff_id not in handlers, "extended by who handles it"
        case handled.SentBack():
            gone_on = {(c.kind, c.started_at) for c in armed if c.kind is not ClockKind.PETITION_CLOSE}
            halted = {(c.kind, c.started_at) for c in before.halted if c.kind is not ClockKind.PETITION_CLOSE}
            assert gone_on == halted, "a limit that does not go on"
        case done.CaseDispatched():
            assert before.returns_count < 2 or before.consultations, "会商 is owed"
        case done.DeadlinePassed():
            assert event.item_id, "I4: no supervision item"
            assert event.due_at <= now, "overdue too early"
            assert event.claimed not in before.passed, "overdue twice"
        case done.ClocksRecounted():
            for clock in armed:
                mine = known[clock.clock_id]
                assert (clock.pauses, clock.extensions) == (mine.pauses, mine.extensions), (
                    "a pause was forgotten"
                )
        case _:
            pass


def of_replica(
    folded: Folded, history: Sequence[Placed], policy: Policy, now: datetime, shuffle: Random
) -> None:
    """One truth: any order and any duplicates fold alike, nothing is dropped, and the case keeps its promises."""
    again = list(history) + shuffle.sample(history, k=len(history) // 3)
    shuffle.shuffle(again)
    assert fold(again) == folded, "another order, another case"
    if folded.case is None:
        return
    of_case(folded.case, policy)
    assert _in_order(folded, history, shuffle) == folded.case, "one after the other, another case"
    end = finish(folded.case, policy, now + timedelta(hours=1))  # later than the fastest store's clock
    assert end.state in OVER or folded.case.state in GONE or folded.case.info_only


def _in_order(folded: Folded, history: Sequence[Placed], shuffle: Random) -> Case | None:
    """The case as a store folds it that hears the decisions in order, and additions anywhere between them."""
    aside = {p.place for p in (*folded.late, *folded.waiting)}
    counts = {p.place: p for p in history if not is_addition(p.event) and p.place not in aside}
    line = [counts[place] for place in sorted(counts)]
    assert all(count == 1 for count in Counter(_claims(line)).values()), "overdue twice"
    for one in history:
        if is_addition(one.event):
            line.insert(shuffle.randint(1, len(line)), one)
    case: Case | None = None
    for one in line:
        case = evolve(case, one.event, one.store)
    return case


def _claims(line: Sequence[Placed]) -> list[tuple[str, int]]:
    return [p.event.claimed for p in line if isinstance(p.event, done.DeadlinePassed)]


def _role(command: object) -> str:
    return command.by.role if isinstance(command, ask.GradeCase) else ""
