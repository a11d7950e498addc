"""Back-pressure: how much a service takes at once (batches, devices at the door), and when others come again."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cases.refusal import Refusal

WAITING_MAX = 64  # of a kind; what waits longer than a few seconds is sent again by its sender anyway
_WEIGHT = 0.1  # of the newest piece of work in the mean
_FIRST_GUESS_S = 0.05


class Admission:
    """One piece of work of a name at a time, and not more than `waiting_max` of all; on the loop of the service alone.

    `code`: of the refusal.
    """

    def __init__(
        self,
        waiting_max: int = WAITING_MAX,
        steady: Callable[[], float] = time.monotonic,
        code: str = "sync.busy",
    ) -> None:
        self._waiting_max, self._steady, self._code = waiting_max, steady, code
        self._nodes: set[str] = set()
        self._mean_s = _FIRST_GUESS_S

    @property
    def is_full(self) -> bool:
        """Whether the next one is asked to come again before its work is even read."""
        return len(self._nodes) >= self._waiting_max

    def busy(self) -> Refusal:
        """When to come again: the queue will have been worked off."""
        return Refusal(self._code, {"seconds": max(1, math.ceil(self._mean_s * len(self._nodes)))})

    @contextmanager
    def of(self, node: str) -> Iterator[Refusal | None]:
        """The place of a node in the queue while its work is done; a refusal where there is none."""
        if self.is_full or node in self._nodes:
            yield self.busy()
            return
        began = self._steady()
        self._nodes.add(node)
        try:
            yield None
        finally:
            # Of the time in line most was the work of the others who stood there, too.
            own_s = (self._steady() - began) / len(self._nodes)
            self._nodes.discard(node)
            self._mean_s += _WEIGHT * (own_s - self._mean_s)
