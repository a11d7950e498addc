"""The state of an aggregate, folded from its events in the transaction that decides on it."""

from case_store.log import Work
from cases import case, desk, help_call, notice, visit


def visit_of(work: Work, visit_id: str) -> visit.Visit | None:
    """A visit as it stands."""
    state: visit.Visit | None = None
    for happened in work.past(visit_name(visit_id)):
        if isinstance(happened, visit.VisitEvent):
            state = visit.evolve(state, happened)
    return state


def case_of(work: Work, case_id: str) -> case.Case | None:
    """A case as it stands."""
    state: case.Case | None = None
    for happened in work.past(case_name(case_id)):
        if isinstance(happened, case.CaseEvent):
            state = case.evolve(state, happened, work.stream)
    return state


def help_of(work: Work, help_id: str) -> help_call.HelpCall | None:
    """A call for help as it stands."""
    state: help_call.HelpCall | None = None
    for happened in work.past(help_name(help_id)):
        if isinstance(happened, help_call.HelpEvent):
            state = help_call.evolve(state, happened)
    return state


def notice_of(work: Work, notice_id: str) -> notice.Notice | None:
    """A notice as it stands."""
    state: notice.Notice | None = None
    for happened in work.past(notice_name(notice_id)):
        if isinstance(happened, notice.NoticeEvent):
            state = notice.evolve(state, happened)
    return state


def desk_of(work: Work, counter_no: int) -> desk.Desk | None:
    """A desk as it stands."""
    state: desk.Desk | None = None
    for happened in work.past(desk_name(counter_no)):
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
