"""Who may see a case with its persons (case_access, design.md §4): the centre's people by role, units by dispatch."""

from cases.casework.by import By
from cases.casework.case_state import Case
from cases.roles import Right, Role, may

_OF_THE_CENTRE = frozenset({Role.RECEPTION, Role.MEDIATOR, Role.SUPERVISOR, Role.DISPATCHER, Role.LEADER})


def may_open(case: Case, by: By, registered_by: str, called_in: frozenset[str] = frozenset()) -> bool:
    """Whether somebody may open the case.

    `called_in`: units that were whistled for it. A unit sees what was given to it, also after it gave it back: what it
    did stands in the record. Who brought a matter in sees it.
    """
    if not may(by.role, Right.SEE_CASES):
        return False
    if by.unit and by.unit in {d.unit for d in case.dispatches} | called_in:
        return True
    if not by.unit and by.role in _OF_THE_CENTRE:
        return True
    return by.staff_id == registered_by


def sees_all(by: By) -> bool:
    """Whether somebody sees every case of the hall in lists: the centre's own people."""
    return not by.unit and by.role in _OF_THE_CENTRE and may(by.role, Right.SEE_CASES)
