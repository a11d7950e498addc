"""Halls that wait for the next wish of a citizen, or for what concerns them: their question is held open.

At 2,000 halls that is 130 questions a second in place of 1,000 (docs/scale.md), and what there is is heard at once. Who
asks again for what was not there a moment ago, while nothing came, is held without a look into the tables.
"""

import asyncio
import time
from dataclasses import dataclass, field

HELD_S_MAX = 20.0  # the centre is to hear from an open hall three times a minute
LOOK_AFTER_S = 60.0  # whatever was said: a commit of which nobody knew the end may have come true since
PULL_HEADER = "X-Pull"  # of an answer: whether there is something to pull; without it nobody says so
SOMETHING, NOTHING = "1", "0"

Asked = tuple[int, int, str]
"""What a hall has already: its last wish, and its cursor."""


@dataclass(slots=True)
class Waiting:
    """Get it before looking: what comes after the look then ends the wait."""

    loop: asyncio.AbstractEventLoop
    came: asyncio.Event = field(default_factory=asyncio.Event)
    _in_vain: tuple[Asked, float] | None = None

    async def for_seconds(self, seconds: float) -> bool:
        """Until something came, or so long; whether it came."""
        try:
            async with asyncio.timeout(min(seconds, HELD_S_MAX)):
                return await self.came.wait()
        except TimeoutError:
            return False

    def looked_in_vain(self, asked: Asked) -> None:
        """There was nothing behind this."""
        self._in_vain = (asked, time.monotonic())

    def is_known(self, asked: Asked) -> bool:
        """Whether there is still nothing behind this."""
        if self._in_vain is None or self.came.is_set():
            return False
        last, at = self._in_vain
        return last == asked and time.monotonic() < at + LOOK_AFTER_S


class Awaited:
    """Of one service."""

    def __init__(self) -> None:
        self._by_stream: dict[str, Waiting] = {}

    def of(self, stream: str) -> Waiting:
        """For a question of this hall that begins. On the service's loop."""
        return self._by_stream.setdefault(stream, Waiting(asyncio.get_running_loop()))

    def came(self, stream: str) -> None:
        """A wish is being kept, or an event in the hall's list.

        From the store's thread: whoever waits looks in the same thread, after the commit.
        """
        waiting = self._by_stream.pop(stream, None)
        if waiting is not None:
            waiting.loop.call_soon_threadsafe(waiting.came.set)
