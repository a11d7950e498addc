"""What an announcer is told to do. `at_s`: of a clock that nobody can set."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from devices.announcing.loudspeaker import SpeakerState


@dataclass(frozen=True, slots=True)
class Call:
    """Say that this number was called."""

    ticket_no: str
    counter_no: int
    zone: str
    at_s: float


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Do not say it any more."""

    ticket_no: str


@dataclass(frozen=True, slots=True)
class TryOut:
    """Say that this is a test, and tell how it went."""

    on_end: Callable[[SpeakerState], None]
    at_s: float


Order: TypeAlias = Call | Withdrawal | TryOut
