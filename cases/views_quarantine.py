"""What was kept apart, as an administrator is shown it: no person, no content; what, when, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

ApartReason = Literal[
    "shape", "changed", "address", "chain", "forked", "old_epoch", "differs", "old_tenure", "not_placeable"
]
"""Why a store keeps an event apart."""
REASONS: tuple[ApartReason, ...] = get_args(ApartReason)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartRow:
    """One event. `upstream`: ours, that the store above did not take; else kept here, told by `stream`.

    `reason` is the end of a text key under quarantine.reason: one of REASONS, but a newer store above may say another.
    `decided` "" or "left_out".
    """

    stream: str
    event_id: str
    upstream: bool
    reason: str
    at: datetime
    type: str
    about: str  # the code of a case, else what sort of thing it is of
    place: str  # epoch/seq
    decided: str = ""
    decided_by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartAsked:
    """A decision on one of them. `why` is kept with it: no person in it."""

    stream: str
    event_id: str
    why: str
