"""The answer to a question laid over the last view, so that the screen does not wait for the next one."""

from dataclasses import replace
from typing import Any

from cases.queue.visit import AT_A_DESK, VisitState
from cases.views import CounterView, WaitingRow

LISTS = ("waiting", "at_desks", "not_present", "held", "transferred")


def with_row(view: CounterView, row: WaitingRow) -> CounterView:
    """The view with this visit where its new state puts it; in no list when it is over."""
    lists: dict[str, Any] = {
        name: tuple(other for other in getattr(view, name) if other.visit_id != row.visit_id)
        for name in LISTS
    }
    if (place := _list_of(VisitState(row.visit_state))) is not None:
        lists[place] = (*lists[place], row)
    return replace(view, **lists)


def has_row(view: CounterView, row: WaitingRow) -> bool:
    """Whether the view says of this visit just what the row says."""
    return any(row in getattr(view, name) for name in LISTS)


def _list_of(state: VisitState) -> str | None:
    if state in AT_A_DESK:
        return "at_desks"
    return {
        VisitState.WAITING: "waiting",
        VisitState.NO_SHOW: "not_present",
        VisitState.ON_HOLD: "held",
        VisitState.TRANSFERRED: "transferred",
    }.get(state)
