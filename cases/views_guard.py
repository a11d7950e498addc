"""What is shown of accounts, of acts that need two persons, and of cases whose key is to be destroyed."""

from dataclasses import dataclass
from datetime import datetime

from cases.views_quarantine import ApartRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """A member of staff as administrators see them. `locked_minutes` 0: not locked out."""

    staff_id: str
    name: str
    role: str
    unit: str
    locked_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoPersonRow:
    """A request that waits for its second person. `case_code` "" where it is about no case that is known here.

    `apart`: the event that was kept apart, where it is about one.
    """

    request_id: str
    act: str
    case_id: str
    case_code: str
    reason_code: str
    asked_by: str
    asked_at: datetime
    until: datetime
    why: str = ""
    apart: ApartRow | None = None
