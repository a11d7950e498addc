"""When somebody who was not answered may ask again: full jitter over a time that doubles, behind the other's own wish.

Thousands who lost the same service at the same moment come back spread over half a minute, not in one instant.
"""

import random
from collections.abc import Callable

FIRST_S, LONGEST_S = 1.0, 30.0
_DOUBLINGS_MAX = 5


class Patience:
    """Of one questioner. `jitter` gives a number in 0..1."""

    def __init__(self, jitter: Callable[[], float] = random.random) -> None:
        self._jitter, self._failures = jitter, 0

    def after_failure(self, retry_after_s: float | None = None) -> float:
        """Seconds until the next try. `retry_after_s`: for how long the other side wants to be left alone."""
        longest = min(LONGEST_S, FIRST_S * 2.0 ** min(self._failures, _DOUBLINGS_MAX))
        self._failures += 1
        return (retry_after_s or 0.0) + longest * self._jitter()

    def spread(self, seconds: float) -> float:
        """So long at least, and up to half of it longer: what began together does not go on together."""
        return seconds * (1 + self._jitter() / 2)

    def answered(self) -> None:
        """All is well."""
        self._failures = 0
