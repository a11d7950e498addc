"""Which clock of a case is armed by what, and with which limit (domain.md §3.2, a row each)."""

from collections.abc import Iterable
from datetime import date, datetime

from cases.advice.grade import CaseGrade
from cases.casework.case_state import Case, CaseState
from cases.deadlines.case_clock import (
    ArmedClock,
    BudgetUnit,
    arm,
    begun_again,
    clock_id,
    resumed,
    suspended,
)
from cases.deadlines.clock_kinds import ClockKind
from cases.matter.matter import OpenMatter
from cases.policy.policy import Policy

Limit = tuple[BudgetUnit, int]
_W, _C, _H = BudgetUnit.WORKING_DAYS, BudgetUnit.CALENDAR_DAYS, BudgetUnit.OPENING_HOURS
# What a submitted result stops; sent back, they go on.
HANDLING_CLOCKS = frozenset(
    {ClockKind.CLOSE, ClockKind.MEDIATION, ClockKind.COURT_MEDIATION, ClockKind.PETITION_CLOSE}
)
REGRADED_CLOCKS = frozenset({ClockKind.DISPATCH, ClockKind.CLOSE})
RESULT_SUBMITTED = "result_submitted"  # the reason of a pause: the result lay with the centre
_ACCEPT_CLOCKS = frozenset({ClockKind.ACCEPT, ClockKind.ACCEPT_PETITION_OUTER, ClockKind.FIRST_ANSWER})


def handling_unit(clock_id: str) -> BudgetUnit:
    """In what a clock of handling is counted, also one that has ended: the grade's in working days, else by statute."""
    return _W if clock_id.startswith(ClockKind.CLOSE) else _C


def is_petition(matter: OpenMatter, policy: Policy) -> bool:
    """Whether the matter is of petition type (信访事项), by its GB code, else by its category."""
    known = policy.categories.get(matter.category) if matter.category else None
    codes = (matter.dispute_type,) if matter.dispute_type else known.gb_codes if known else ()
    return any(policy.deadlines.is_petition(code) for code in codes)


def arm_accept(
    confirmed_at: datetime, matter: OpenMatter, policy: Policy, *, first_answer: bool = False
) -> tuple[ArmedClock, ...]:
    """Registration starts the accept clock; petition-type matters carry the outer legal bound as well."""
    limits = policy.deadlines
    clocks = [arm(ClockKind.ACCEPT, _W, limits.accept_workdays, confirmed_at, policy)]
    if is_petition(matter, policy):
        outer = limits.accept_petition_outer_calendar_days
        clocks.append(arm(ClockKind.ACCEPT_PETITION_OUTER, _C, outer, confirmed_at, policy))
    if first_answer:
        clocks.append(
            arm(
                ClockKind.FIRST_ANSWER,
                BudgetUnit.CLOCK_HOURS,
                limits.message_board_first_answer_hours,
                confirmed_at,
                policy,
            )
        )
    return tuple(clocks)


def arm_grade(accepted_at: datetime, policy: Policy) -> ArmedClock:
    """Acceptance starts grading's clock."""
    return arm(ClockKind.GRADE, _H, policy.deadlines.grade_opening_hours, accepted_at, policy)


def close_limit(grade: CaseGrade, policy: Policy) -> Limit:
    """办结 by grade."""
    limits = policy.deadlines
    days = {
        CaseGrade.SIMPLE: limits.close_simple_workdays,
        CaseGrade.ORDINARY: limits.close_ordinary_workdays,
        CaseGrade.DIFFICULT: limits.close_difficult_workdays,
    }
    return _W, days[grade]


def dispatch_limit(grade: CaseGrade, policy: Policy) -> Limit:
    """分流 by grade: hours for SIMPLE, days for the others."""
    limits = policy.deadlines
    by_grade = {
        CaseGrade.SIMPLE: (_H, limits.dispatch_simple_opening_hours),
        CaseGrade.ORDINARY: (_W, limits.dispatch_ordinary_workdays),
        CaseGrade.DIFFICULT: (_W, limits.dispatch_difficult_workdays),
    }
    return by_grade[grade]


def arm_by_grade(case: Case, grade: CaseGrade, policy: Policy) -> tuple[ArmedClock, ...]:
    """What grading arms, all from acceptance: dispatch, close, and for petitions the statutory limit."""
    started_at = accepted_at(case)
    clocks = [
        arm(ClockKind.DISPATCH, *dispatch_limit(grade, policy), started_at, policy),
        arm(ClockKind.CLOSE, *close_limit(grade, policy), started_at, policy),
    ]
    if is_petition(case.open, policy):
        days = policy.deadlines.petition_close_calendar_days
        clocks.append(arm(ClockKind.PETITION_CLOSE, _C, days, started_at, policy))
    return tuple(clocks)


def statutory_clocks(
    case: Case, matter: OpenMatter, policy: Policy
) -> tuple[tuple[ArmedClock, ...], tuple[str, ...]]:
    """What a corrected matter arms and stops: the legal bounds of petitions, from when they would have run."""
    kind = ClockKind.ACCEPT_PETITION_OUTER if case.state is CaseState.REGISTERED else ClockKind.PETITION_CLOSE
    running = tuple(clock for clock in case.clocks if clock.kind is kind)
    if running and not is_petition(matter, policy):
        return (), tuple(clock.clock_id for clock in running)
    if running or not is_petition(matter, policy) or is_petition(case.open, policy):
        return (), ()
    limits = policy.deadlines
    if case.state is CaseState.REGISTERED:
        started_at = min(clock.started_at for clock in case.clocks)
        outer = (_C, limits.accept_petition_outer_calendar_days)
        return (_next(case, kind, outer, started_at, policy),), ()
    return arm_petition(case, case.clocks, policy), ()


def arm_petition(case: Case, beside: Iterable[ArmedClock], policy: Policy) -> tuple[ArmedClock, ...]:
    """信访事项: the statutory limit beside the centre's own, from the same start; without that one nothing."""
    started_at = next((clock.started_at for clock in beside if clock.kind is ClockKind.CLOSE), None)
    if started_at is None:
        return ()
    days = policy.deadlines.petition_close_calendar_days
    return (_next(case, ClockKind.PETITION_CLOSE, (_C, days), started_at, policy),)


def regraded(case: Case, grade: CaseGrade, policy: Policy) -> tuple[ArmedClock, ...]:
    """The clocks of the new grade: same starts and pauses, new budgets; what was extended counts anew."""
    return as_graded((c for c in case.clocks if c.kind in REGRADED_CLOCKS), grade, policy)


def as_graded(
    clocks: Iterable[ArmedClock], grade: CaseGrade | None, policy: Policy
) -> tuple[ArmedClock, ...]:
    """The clocks; those that have another limit under this grade are begun again."""
    if grade is None:
        return tuple(clocks)
    limits = {ClockKind.DISPATCH: dispatch_limit(grade, policy), ClockKind.CLOSE: close_limit(grade, policy)}

    def one(clock: ArmedClock) -> ArmedClock:
        was = (clock.unit, clock.amount)
        limit = limits.get(clock.kind, was)
        return clock if limit == was else begun_again(clock, *limit, policy)

    return tuple(one(clock) for clock in clocks)


def accepted_at(case: Case) -> datetime:
    """When the case was accepted. ValueError before that."""
    if case.accepted_at is None:
        raise ValueError("nothing runs from an acceptance that was not given")
    return case.accepted_at


def arm_dispatch_again(case: Case, now: datetime, policy: Policy) -> ArmedClock:
    """All units gave it back: it is to be dispatched again, from now."""
    grade = case.grade or CaseGrade.SIMPLE
    return _next(case, ClockKind.DISPATCH, dispatch_limit(grade, policy), now, policy)


def arm_acknowledge(case: Case, dispatch_id: str, now: datetime, policy: Policy) -> ArmedClock:
    """签收 of one assignment."""
    limit = (_W, policy.deadlines.acknowledge_workdays)
    return _next(case, ClockKind.ACKNOWLEDGE, limit, now, policy, subject=dispatch_id)


def arm_mediation(case: Case, now: datetime, policy: Policy, *, by_court: bool) -> ArmedClock:
    """人民调解 or 委派调解: the statutory month beside the centre's own limit."""
    limits = policy.deadlines
    if by_court:
        return _next(case, ClockKind.COURT_MEDIATION, (_C, limits.court_mediation_calendar_days), now, policy)
    return _next(case, ClockKind.MEDIATION, (_C, limits.peoples_mediation_calendar_days), now, policy)


def arm_feedback(case: Case, now: datetime, policy: Policy) -> ArmedClock:
    """反馈, once the result is there."""
    return _next(case, ClockKind.FEEDBACK, (_W, policy.deadlines.feedback_workdays), now, policy)


def arm_sign_off(case: Case, now: datetime, policy: Policy) -> ArmedClock:
    """销号, once the citizen has been told."""
    return _next(case, ClockKind.SIGN_OFF, (_W, policy.deadlines.sign_off_workdays), now, policy)


def arm_visits(case: Case, now: datetime, policy: Policy) -> tuple[ArmedClock, ...]:
    """回访 after closing; agreements on wages and land are visited again when they should have been performed."""
    limits = policy.deadlines
    clocks = [_next(case, ClockKind.FOLLOW_UP, (_W, limits.follow_up_visit_workdays), now, policy)]
    if case.agreement is not None and visits_performance(case.open, policy):
        days = (_C, limits.performance_visit_calendar_days)
        clocks.append(_next(case, ClockKind.PERFORMANCE, days, now, policy))
    return tuple(clocks)


def visits_performance(matter: OpenMatter, policy: Policy) -> bool:
    """Whether the type of the matter is one whose agreements are visited again (wages, land)."""
    known = policy.categories.get(matter.category) if matter.category else None
    codes = (matter.dispute_type,) if matter.dispute_type else known.gb_codes if known else ()
    return any(policy.supervision.follow_up.visits_performance(code) for code in codes)


def arm_close_again(case: Case, now: datetime, policy: Policy) -> tuple[ArmedClock, ...]:
    """Reopened: new clocks from now; time while closed is never work (pitfalls.md §3, 5)."""
    grade = case.grade or CaseGrade.SIMPLE
    close = _next(case, ClockKind.CLOSE, close_limit(grade, policy), now, policy)
    return (close, *(arm_petition(case, (close,), policy) if is_petition(case.open, policy) else ()))


def going_on(case: Case, stopped_at: datetime, now: datetime, policy: Policy) -> tuple[ArmedClock, ...]:
    """退回补办: what the result had stopped goes on, the time between is a pause; by the grade and type of today."""
    petition = is_petition(case.open, policy)
    halted = [clock for clock in case.halted if petition or clock.kind is not ClockKind.PETITION_CLOSE]
    clocks = [resumed(suspended(c, stopped_at, RESULT_SUBMITTED, policy), now, policy) for c in halted]
    if petition and not any(clock.kind is ClockKind.PETITION_CLOSE for clock in clocks):
        clocks += arm_petition(case, clocks, policy)
    return as_graded(clocks, case.grade, policy)


def answer_by(clocks: Iterable[ArmedClock]) -> date | None:
    """The date before the end of which the citizen is told whether the matter is accepted: the strictest one."""
    return min((c.due_date for c in clocks if c.kind in _ACCEPT_CLOCKS), default=None)


def _next(
    case: Case, kind: ClockKind, limit: Limit, started_at: datetime, policy: Policy, *, subject: str = ""
) -> ArmedClock:
    """The next clock of a kind: a name is used once in a case, so that what was claimed stays claimed."""
    generation = 1
    while clock_id(kind, subject, generation) in case.seen_clocks:
        generation += 1
    return arm(kind, *limit, started_at, policy, subject=subject, generation=generation)
