"""The five steps that a citizen sees (录入、分流、办理、反馈、评价), from the case's state. Source: domain.md §3.4."""

from cases.casework.case_state import CaseState

STEP_OF: dict[CaseState, int] = {
    CaseState.REGISTERED: 1,
    CaseState.ACCEPTED: 1,
    CaseState.REJECTED: 1,
    CaseState.GRADED: 1,
    CaseState.DISPATCHED: 2,
    CaseState.HANDLING: 3,
    CaseState.SUSPENDED: 3,
    CaseState.REOPENED: 3,
    CaseState.RESULT_SUBMITTED: 3,
    CaseState.FEEDBACK_GIVEN: 4,
    CaseState.CLOSED: 4,
    CaseState.ARCHIVED: 4,
    CaseState.WITHDRAWN: 4,
    CaseState.MERGED: 4,
}
_CLOSED = (CaseState.CLOSED, CaseState.ARCHIVED)
_RATED = 5
EVALUABLE = frozenset({CaseState.REJECTED, *_CLOSED})
"""What may be evaluated as a matter (一事一评): something was decided and told."""


def step_of(state: CaseState, *, rated: bool) -> int:
    """1 录入 … 5 评价: the last one when its citizen has rated a closed matter."""
    return _RATED if rated and state in _CLOSED else STEP_OF[state]


def outcome_key(state: CaseState, *, info_only: bool = False) -> str:
    """The text key of the one sentence that says where the matter is. `info_only`: nobody can be answered."""
    if info_only and state is CaseState.REGISTERED:
        return "progress.info_only"
    return f"progress.{state.value}"
