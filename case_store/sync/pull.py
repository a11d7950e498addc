"""Pull as a pure state machine: told what happened, it says what to do next. No socket, no disk, no clock, no chance.

One question is in flight at a time. It is asked from the cursor that stands in the hall's own file; the next cursor
comes from the answer, and it and the events are taken in one transaction: whatever is lost on the way is asked again,
and what comes twice is known by its id. It asks now and then without a reason: nothing has to be written for it to go
on. Driven by HTTP in `downlink.py`, by a seeded simulator in tests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from case_store.sync import push
from case_store.sync.push import Failed, Wait, Woken

IDLE_S = 30.0
UNTOLD_S = 10.0
_DOUBLINGS_MAX = 10


# What happened; beside these Woken and Failed of push.


@dataclass(frozen=True, slots=True)
class CursorRead:
    """How far this store has been told; 0 and "" at the beginning."""

    position: int
    mark: str


@dataclass(frozen=True, slots=True)
class Told:
    """200: what stands behind `after`, which is 0 when the list is not the one of our cursor. `more`: ask at once."""

    after: int
    position: int
    mark: str
    more: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """Events and cursor of the last answer are durable."""


PullEvent = Woken | CursorRead | Told | Taken | Failed


# What to do; beside these Wait of push.


@dataclass(frozen=True, slots=True)
class ReadCursor:
    """Answer: CursorRead."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask upstream what stands behind the cursor. Answer: Told or Failed."""

    position: int
    mark: str


@dataclass(frozen=True, slots=True)
class Take:
    """Take the events of the answer and its cursor, in one transaction. Answer: Taken."""


PullCommand = ReadCursor | Ask | Take | Wait


class Puller:
    """`jitter` gives a number in 0..1.

    `idle_s`: between questions while nothing is told; half of it more or less, so that halls do not ask together. Not
    more than UNTOLD_S while nobody says when there is something to pull (a centre of the version before).
    """

    def __init__(self, jitter: Callable[[], float], idle_s: float = IDLE_S) -> None:
        self._jitter, self._idle_s = jitter, idle_s
        self._asked = CursorRead(0, "")
        self._more = self._began_anew = False
        self._failures = 0
        self.is_told = False  # upstream says when there is something
        self.trouble = ""  # why the last attempt failed; "" after a success

    def handle(self, event: PullEvent) -> PullCommand:
        """The one thing to do now."""
        match event:
            case Woken():
                return ReadCursor()
            case CursorRead():
                self._asked = event
                return Ask(event.position, event.mark)
            case Told():
                return self._told(event)
            case Taken():
                self._failures, self.trouble = 0, ""
                return ReadCursor() if self._more else self._idle()
            case Failed():
                return self._failed(event.reason, event.retry_after_s)
            case _:
                assert_never(event)

    def _told(self, told: Told) -> PullCommand:
        anew = told.after == 0 and self._asked.position > 0
        if told.after not in (0, self._asked.position) or told.position < told.after:
            return self._failed("the answer is not to our question")
        if anew and self._began_anew:
            return self._failed("the list begins anew again and again")
        self._more, self._began_anew = told.more, anew
        if (told.position, told.mark) == (self._asked.position, self._asked.mark):
            if told.more:
                return self._failed("more is promised and nothing told")
            self._failures, self.trouble = 0, ""
            return self._idle()
        return Take()

    def _idle(self) -> Wait:
        idle_s = self._idle_s if self.is_told else min(self._idle_s, UNTOLD_S)
        return Wait(idle_s * (0.5 + self._jitter()), until_new=True)

    def _failed(self, reason: str, retry_after_s: float | None = None) -> Wait:
        self._failures += 1
        self.trouble, self._more = reason, False
        doublings = min(self._failures, _DOUBLINGS_MAX)
        longest = min(push.BACKOFF_MAX_S, push.BACKOFF_FIRST_S * 2**doublings)
        return Wait(max(retry_after_s or 0.0, longest * self._jitter()), until_new=False)
