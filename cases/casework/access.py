"""Who may see a case with its persons (case_access, design.md §4): the centre's people by role, others by grant.

A grant names an organisation or a person: the store that registered a case or took it over, a unit that it was
dispatched to or that was whistled for it, the member of staff who brought it in. A grant
outlives its cause (a dispatch that was returned): what somebody did in a case stands in its record, and they may read
it. Only a whistle that is called off gives nothing.
"""

from collections.abc import Callable

from cases.casework.by import By
from cases.roles import Right, Role, may

STORE, UNIT, STAFF = "store:", "unit:", "staff:"  # before the id, in `case_access.org`
_OF_THE_CENTRE = frozenset({Role.RECEPTION, Role.MEDIATOR, Role.SUPERVISOR, Role.DISPATCHER, Role.LEADER})


def may_open(by: By, granted: Callable[[], frozenset[str]]) -> bool:
    """Whether somebody may open a case; `granted` is asked only where their role alone does not say so."""
    if not may(by.role, Right.SEE_CASES):
        return False
    return sees_all(by) or not orgs_of(by).isdisjoint(granted())


def orgs_of(by: By) -> frozenset[str]:
    """As whom somebody is given cases."""
    unit = {f"{UNIT}{by.unit}"} if by.unit else set()
    return frozenset({f"{STAFF}{by.staff_id}", *unit})


def sees_all(by: By) -> bool:
    """Whether somebody sees every case of the hall in lists: the centre's own people."""
    return not by.unit and by.role in _OF_THE_CENTRE and may(by.role, Right.SEE_CASES)
