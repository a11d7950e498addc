"""The hybrid logical clock of a node: milliseconds since 1970 << 16 | counter, always forward.

A device whose clock runs ahead is believed for the order of its own events and capped for display; nobody is
refused for a clock (design.md §4; pitfalls.md §4).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from case_store.log.micros import from_us, to_us

COUNTER_BITS = 16
AHEAD_MAX = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Stamp:
    """An instant to show; `capped` when the sender's clock was ahead of what is possible."""

    at: datetime
    capped: bool


def next_hlc(last: int, now: datetime) -> int:
    """The stamp of the node's next event: later than its last, even when the machine's clock was put back."""
    return max(last + 1, to_us(now) // 1000 << COUNTER_BITS)


def shown_at(at: datetime, received_at: datetime) -> Stamp:
    """A time that somebody else wrote, not later than five minutes after we received it."""
    latest = received_at + AHEAD_MAX
    return Stamp(latest, capped=True) if at > latest else Stamp(at, capped=False)


def shown_hlc(hlc: int, received_at: datetime) -> Stamp:
    """The same for a logical stamp."""
    return shown_at(from_us((hlc >> COUNTER_BITS) * 1000), received_at)
