"""How far a matter is, for its citizen: the same at its hall (kiosk) and at the centre (phone). By the folded case."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from case_store.log.event_log import Past
from case_store.log.history import case_name, is_evaluated
from case_store.log.micros import from_us
from case_store.log.projections.kept_cases import CaseNotFoldable, folded_case
from cases.advice.roadmap import standing_of
from cases.casework.case_events import CaseRejected
from cases.casework.case_state import Case, CaseState
from cases.casework.evaluation import Subject
from cases.casework.steps import EVALUABLE, outcome_key, step_of
from cases.citizen_views import Standing
from cases.policy.policy import Policy
from cases.views import ProgressView


def progress_view(past: Past, row: "sa.Row[Any]", policy: Policy, as_of: datetime) -> ProgressView:
    """Steps and dates of a row of `case_`; no person, no category."""
    state = CaseState(row.state)
    rated = is_evaluated(past, Subject.CASE, row.case_id)
    waits = state is CaseState.REGISTERED and row.answer_by is not None and not row.info_only
    return ProgressView(
        case_code=row.case_code,
        registered_at=from_us(row.registered_at_us),
        step=step_of(state, rated=rated),
        outcome=outcome_key(state, info_only=bool(row.info_only)),
        answer_by=date.fromisoformat(row.answer_by) if waits else None,
        as_of=as_of,
        standing=_standing(past, row.case_id, policy),
        may_evaluate=state in EVALUABLE and not rated,
    )


def _standing(past: Past, case_id: str, policy: Policy) -> Standing | None:
    try:
        case = folded_case(past.connection, case_id)
    except CaseNotFoldable:
        return None
    return standing_of(case, _rejection(past, case), policy) if case else None


def _rejection(past: Past, case: Case) -> CaseRejected | None:
    if case.state is not CaseState.REJECTED:
        return None
    happened = past.past(case_name(case.case_id), gaps=True)  # his page is shown without it
    return next((event for event in happened if isinstance(event, CaseRejected)), None)
