"""The state of an aggregate, folded from its events in the transaction that decides on it."""

from case_store.log.event_log import Past
from cases import case, desk, help_call, notice, visit


def visit_of(past: Past, visit_id: str) -> visit.Visit | None:
    """A visit as it stands."""
    state: visit.Visit | None = None
    for happened in past.past(visit_name(visit_id)):
        if isinstance(happened, visit.VisitEvent):
            state = visit.evolve(state, happened)
    return state


def case_of(past: Past, case_id: str) -> case.Case | None:
    """A case as it stands."""
    state: case.Case | None = None
    for happened in past.past(case_name(case_id)):
        if isinstance(happened, case.CaseEvent):
            state = case.evolve(state, happened, past.stream)
    return state


def help_of(past: Past, help_id: str) -> help_call.HelpCall | None:
    """A call for help as it stands."""
    state: help_call.HelpCall | None = None
    for happened in past.past(help_name(help_id)):
        if isinstance(happened, help_call.HelpEvent):
            state = help_call.evolve(state, happened)
    return state


def notice_of(past: Past, notice_id: str) -> notice.Notice | None:
    """A notice as it stands."""
    state: notice.Notice | None = None
    for happened in past.past(notice_name(notice_id)):
        if isinstance(happened, notice.NoticeEvent):
            state = notice.evolve(state, happened)
    return state


def desk_of(past: Past, counter_no: int) -> desk.Desk | None:
    """A desk as it stands."""
    state: desk.Desk | None = None
    for happened in past.past(desk_name(counter_no)):
        if isinstance(happened, desk.DeskEvent):
            state = desk.evolve(state, happened)
    return state


def visit_name(visit_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"visit:{visit_id}"


def case_name(case_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"case:{case_id}"


def help_name(help_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"help:{help_id}"


def notice_name(notice_id: str) -> str:
    """The aggregate's name in the envelope."""
    return f"notice:{notice_id}"


def desk_name(counter_no: int) -> str:
    """The aggregate's name in the envelope."""
    return f"desk:{counter_no}"
