"""The legal roadmap (法治化路线图) of one matter, and what its citizen is promised (domain.md §1.4 O3, O7).

Which steps a way has is policy (roadmap.toml); here it is said how far the matter has come on it. Before grading only
what all ways of its type share is shown: a road that may turn out another one is no promise.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from cases.casework.acting import gb_code_of
from cases.casework.case_clocks import HANDLING_CLOCKS
from cases.casework.case_events import CaseRejected
from cases.casework.case_state import Case, CaseState
from cases.citizen_views import Instead, Promise, PromisedDate, Reach, RoadStep, Standing
from cases.deadlines.case_clock import ArmedClock
from cases.deadlines.clock_kinds import ClockKind
from cases.policy.policy import Policy
from cases.policy.roadmap import Phase, RoadmapStep, step_limit

_PHASES = list(Phase)
_ENDED_EARLY = frozenset({CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.MERGED})
_PHASE_OF: dict[CaseState, Phase] = {
    CaseState.REGISTERED: Phase.INTAKE,
    CaseState.ACCEPTED: Phase.DISPATCH,
    CaseState.GRADED: Phase.DISPATCH,
    CaseState.DISPATCHED: Phase.DISPATCH,
    CaseState.HANDLING: Phase.HANDLING,
    CaseState.SUSPENDED: Phase.HANDLING,
    CaseState.REOPENED: Phase.HANDLING,
    CaseState.RESULT_SUBMITTED: Phase.FEEDBACK,
    CaseState.FEEDBACK_GIVEN: Phase.FEEDBACK,
    CaseState.CLOSED: Phase.AFTER,
}
_OWED: dict[Promise, frozenset[ClockKind]] = {
    Promise.ACCEPT: frozenset({ClockKind.ACCEPT, ClockKind.ACCEPT_PETITION_OUTER, ClockKind.FIRST_ANSWER}),
    Promise.RESULT: HANDLING_CLOCKS,
    Promise.FEEDBACK: frozenset({ClockKind.FEEDBACK}),
    Promise.VISIT: frozenset({ClockKind.FOLLOW_UP, ClockKind.PERFORMANCE}),
}


def standing_of(case: Case, rejection: CaseRejected | None, policy: Policy) -> Standing:
    """How the matter stands. `rejection`: of a case that was rejected."""
    result = case.close_result
    return Standing(
        steps=_steps(case, policy),
        graded=case.grade is not None,
        promises=() if case.info_only else _promises(case.clocks),
        stopped_for=_stopped_for(case, policy),
        instead=_instead(rejection, policy) if case.state is CaseState.REJECTED and rejection else None,
        result=result.value if result and case.state in (CaseState.CLOSED, CaseState.ARCHIVED) else "",
        info_only=case.info_only and case.state is CaseState.REGISTERED,
    )


def _steps(case: Case, policy: Policy) -> tuple[RoadStep, ...]:
    way = _way(case, policy)
    if case.state in _ENDED_EARLY:  # steps that will never come are not shown
        return tuple(_step(step, Reach.DONE, policy) for _, step in way if step.phase is Phase.INTAKE)
    steps = [_step(step, _reach(key, way, case), policy) for key, step in way]
    here = any(step.reach in (Reach.NOW, Reach.STOPPED) for step in steps)
    at = next((n for n, step in enumerate(steps) if step.reach is Reach.AHEAD), None)
    if case.grade is not None and not here and at is not None:
        steps[at] = replace(steps[at], reach=Reach.NEXT)
    return tuple(steps)


def _way(case: Case, policy: Policy) -> tuple[tuple[str, RoadmapStep], ...]:
    """The steps in order; not graded yet: those that every way of its type has."""
    code, roadmap = gb_code_of(case, policy) or "", policy.roadmap
    first = roadmap.of(code)
    if case.grade is not None or first.gb_codes:
        return roadmap.steps_of(code, case.grade)
    possible = [set(one.steps) for one in roadmap.roadmaps if one.fits(code, None)]
    return tuple(one for one in roadmap.steps_of(code) if all(one[0] in steps for steps in possible))


def _step(step: RoadmapStep, reach: Reach, policy: Policy) -> RoadStep:
    limit = step_limit(step, policy.deadlines)
    return RoadStep(
        name=step.name,
        organ=step.organ,
        basis=step.basis,
        text=step.text,
        reach=reach,
        limit=(limit.key, limit.amount) if limit else None,
    )


def _reach(key: str, way: tuple[tuple[str, RoadmapStep], ...], case: Case) -> Reach:
    step, phase = dict(way)[key], _PHASE_OF.get(case.state)
    if step.if_needed:
        return _reach_of_mediation(case) if step.mediates else Reach.MAYBE
    if phase is None or _PHASES.index(step.phase) < _PHASES.index(phase):
        return Reach.DONE
    if step.phase is not phase:
        return Reach.AHEAD
    if phase is Phase.HANDLING and case.in_mediation and any(one.mediates for _, one in way):
        return Reach.AHEAD  # the mediation before it is what happens now
    owed = [known for known, one in way if one.phase is phase and not one.if_needed]
    now = owed[0] if case.state is CaseState.ACCEPTED else owed[-1]
    if key != now:
        return Reach.DONE if owed.index(key) < owed.index(now) else Reach.AHEAD
    return Reach.STOPPED if case.state is CaseState.SUSPENDED else Reach.NOW


def _reach_of_mediation(case: Case) -> Reach:
    if case.in_mediation and _PHASE_OF.get(case.state) is Phase.HANDLING:
        return Reach.STOPPED if case.state is CaseState.SUSPENDED else Reach.NOW
    held = case.in_mediation or case.failed_mediations or case.agreement
    return Reach.DONE if held else Reach.MAYBE


def _promises(clocks: Iterable[ArmedClock]) -> tuple[PromisedDate, ...]:
    """The strictest running date of each kind; a clock that stands still promises nothing."""
    running = [clock for clock in clocks if not clock.is_suspended]
    return tuple(
        PromisedDate(what=what, day=strictest.due_date, extended=bool(strictest.extensions))
        for what, kinds in _OWED.items()
        if (strictest := min((c for c in running if c.kind in kinds), key=_due, default=None))
    )


def _due(clock: ArmedClock) -> date:
    return clock.due_date


def _stopped_for(case: Case, policy: Policy) -> str:
    if case.state is not CaseState.SUSPENDED:
        return ""
    reason = next((clock.pauses[-1].reason for clock in case.clocks if clock.is_suspended), "")
    return next((known.name for known in policy.casework.suspend_reasons if known.key == reason), "")


def _instead(rejection: CaseRejected, policy: Policy) -> Instead | None:
    """None: the policy of today does not know the code any more; then the notice that was handed over says it."""
    reason = policy.acceptance.reasons.get(rejection.reason_code)
    referral = policy.acceptance.referrals.get(rejection.referral_code)
    if reason is None or referral is None:
        return None
    return Instead(reason=reason.text, organ=referral.name, way=referral.way)
