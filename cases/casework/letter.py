"""A letter (来件): what somebody at the centre added to a case that a hall holds, on its way to that hall.

The hall pulls letters in the order in which they were written, keeps each as an addition of its own, and answers what
asks for a decision (casework.asking, case_rules.settle).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An addition as the centre's log has it: type, version and body are the codec's; texts in it stay sealed.

    `event_id` is the event at the centre: a letter that comes twice is known by it.
    """

    event_id: str
    case_id: str
    type: str
    v: int
    body: Mapping[str, Any]
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """What a hall pulls at once. `position`: from where it goes on asking."""

    letters: tuple[Letter, ...]
    position: int
