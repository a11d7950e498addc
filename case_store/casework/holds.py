"""保全 of a case as they stand: why, since when, and by whom. The fold knows only which are in force."""

from collections.abc import Iterable

from case_store.casework.names import name_of
from case_store.casework.timeline import Line
from case_store.log.event_log import Past
from cases.casework.case_state import Case
from cases.casework.forgetting_events import HoldPlaced
from cases.views_casework import HoldView


def holds_of(past: Past, case: Case, history: Iterable[Line]) -> tuple[HoldView, ...]:
    """The oldest first."""
    views = (
        HoldView(
            hold_id=one.hold_id,
            reason_code=one.reason_code,
            since=line.at,
            staff_id=one.staff_id,
            name=name_of(past, one.staff_id),
        )
        for line in history
        if isinstance(one := line.event, HoldPlaced) and one.hold_id in case.held
    )
    return tuple(sorted(views, key=lambda view: view.since))
