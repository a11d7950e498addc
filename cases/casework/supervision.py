"""督办: an item is owed by every passed deadline (I4 of domain.md §3.4), in the same transaction."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionRaised:
    """`item_id` derives from clock and rung, so that it is raised once whoever computes it."""

    item_id: str
    case_id: str
    clock: str
    rung: int
    trigger: str  # "deadline_passed"
    due_at: datetime
