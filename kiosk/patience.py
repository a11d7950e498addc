"""How long a kiosk waits for somebody who may have left (domain.md §4.2: asked first, then everything is wiped)."""

from dataclasses import dataclass, replace
from math import ceil


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Times are seconds of a clock that never jumps. From the last touch: `idle_s` quiet, then asked for `grace_s`."""

    touched_at: float
    idle_s: int
    grace_s: int
    held: bool = False  # a ticket is being taken, or a person was called: nobody is hurried then

    def touched(self, now: float) -> "Patience":
        """Somebody is there."""
        return replace(self, touched_at=now)

    def seconds_left(self, now: float) -> int:
        """Until it asks; 0 from then on."""
        if self.held:
            return self.idle_s
        return max(0, min(self.idle_s, ceil(self.touched_at + self.idle_s - now)))

    def is_asking(self, now: float) -> bool:
        """Whether it is time to ask 「您还在吗？」."""
        return not self.held and now >= self.touched_at + self.idle_s

    def grace_left(self, now: float) -> int:
        """Seconds until everything is wiped, counted down while asking."""
        return max(0, min(self.grace_s, ceil(self.touched_at + self.idle_s + self.grace_s - now)))

    def is_over(self, now: float) -> bool:
        """Nobody answered."""
        return self.is_asking(now) and self.grace_left(now) == 0
