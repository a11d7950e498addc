"""Halls that wait for the next wish of a citizen: their question is held open instead of asked every two seconds.

At 2,000 halls that is 130 questions a second in place of 1,000 (docs/scale.md), and a wish is heard at once.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

HELD_S_MAX = 20.0  # the centre is to hear from an open hall three times a minute


@dataclass(frozen=True, slots=True)
class Waiting:
    """Get it before looking: what comes after the look then ends the wait."""

    loop: asyncio.AbstractEventLoop
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def for_seconds(self, seconds: float) -> None:
        """Until something came, or so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(min(seconds, HELD_S_MAX)):
                await self.came.wait()


class Awaited:
    """Of one service."""

    def __init__(self) -> None:
        self._by_stream: dict[str, Waiting] = {}

    def of(self, stream: str) -> Waiting:
        """For a question of this hall that begins. On the service's loop."""
        return self._by_stream.setdefault(stream, Waiting(asyncio.get_running_loop()))

    def came(self, stream: str) -> None:
        """A wish is being kept. From the store's thread: whoever waits looks in the same thread, after the commit."""
        waiting = self._by_stream.pop(stream, None)
        if waiting is not None:
            waiting.loop.call_soon_threadsafe(waiting.came.set)
