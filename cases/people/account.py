"""Accounts of staff: what changes about them is an event, so that it is known who gave whom which rights.

Names and PINs are not in events: the table of staff keeps them (case_store.hall.staff).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from cases.refusal import Refusal
from cases.roles import Role


class AccountChange(StrEnum):
    """What happened to an account."""

    ADDED = "added"
    ROLE = "role"  # another role, unit or name
    PIN = "pin"
    LOCKED = "locked"  # too many wrong PINs
    UNLOCKED = "unlocked"
    REMOVED = "removed"


ENDS_SESSIONS = frozenset({AccountChange.ROLE, AccountChange.PIN, AccountChange.REMOVED})
"""Whoever is signed in with what was so until now is not any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChanged:
    """Who did it is the envelope's actor; of a lock the house itself. Role and unit as they are afterwards."""

    staff_id: str
    what: AccountChange
    role: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAsked:
    """What an administrator wants of an account. `proven`: the PIN of until now was shown with it."""

    staff_id: str
    what: AccountChange
    role: str = ""
    unit: str = ""
    proven: bool = False


def decide(
    asked: AccountAsked, by: str, knows: Callable[[str], bool], has_unit: Callable[[str], bool]
) -> AccountChanged | Refusal:
    """`by`: who asks. Nobody unlocks, removes or promotes themselves: it takes another administrator.

    Nor does anybody get a new PIN of their own without the old one: whoever comes upon an open counter would be them.
    """
    is_known = knows(asked.staff_id)
    if asked.what is AccountChange.ADDED and is_known:
        return Refusal("account.exists", {"staff_id": asked.staff_id})
    if asked.what is not AccountChange.ADDED and not is_known:
        return Refusal("account.unknown", {"staff_id": asked.staff_id})
    if asked.staff_id == by and not asked.proven:
        return Refusal("account.own")
    if asked.what in (AccountChange.ADDED, AccountChange.ROLE):
        if asked.role not in set(Role):
            return Refusal("account.role_unknown", {"role": asked.role})
        if asked.unit and not has_unit(asked.unit):
            return Refusal("account.unit_unknown", {"unit": asked.unit})
    return AccountChanged(staff_id=asked.staff_id, what=asked.what, role=asked.role, unit=asked.unit)
