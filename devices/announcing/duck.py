"""Ducking: another sound goes down softly while a call is said, and comes back softly."""

from array import array
from collections.abc import Callable

from cases.policy.voice import Ducking
from devices.announcing.sound import FULL, Samples, seconds


class Duck:
    """The gain of one sound, 0 to 1. `is_taken`: whether a call is being said now (`Floor.is_taken`)."""

    def __init__(self, is_taken: Callable[[], bool], policy: Callable[[], Ducking]) -> None:
        self._is_taken, self._policy = is_taken, policy
        self._gain = 1.0

    def at_once(self) -> float:
        """The gain with which a sound begins: one that begins while a call is said begins low."""
        self._gain = self._wanted()
        return self._gain

    def after(self, passed_s: float) -> float:
        """The gain, so much later: on its way towards where it belongs."""
        wanted, policy = self._wanted(), self._policy()
        way = 1.0 - _low(policy)
        if wanted < self._gain:
            self._gain = max(wanted, self._gain - way * passed_s * 1000 / policy.down_ms)
        else:
            self._gain = min(wanted, self._gain + way * passed_s * 1000 / policy.up_ms)
        return self._gain

    def shaped(self, samples: Samples) -> Samples:
        """The next stretch of a sound, gliding from the gain before to the gain after it."""
        before = self._gain
        step = (self.after(seconds(samples)) - before) / max(1, len(samples))
        if step == 0 and before == 1:
            return samples
        return array("h", [int(sample * (before + step * n)) for n, sample in enumerate(samples, 1)])

    def _wanted(self) -> float:
        return _low(self._policy()) if self._is_taken() else 1.0


def _low(policy: Ducking) -> float:
    """As everywhere: amplitude goes with the square, so that half the percent sounds half as loud."""
    return (policy.percent / FULL) ** 2
