"""确认 or 先取号: from the intake to the number, and on to the papers, all in the worker."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from cases.matter.intake import Intake, Taken
from kiosk.door import Door, Papers, PapersOut
from screenkit.bridge import Bridge

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How an intake ended. `taken` None: not even the kiosk's own disk could keep it, only a person can help."""

    taken: Taken | None
    intake: Intake
    out: PapersOut | None = None  # None: the printer is still at it


class TicketTaker:
    """The UI thread hands an intake in and hears of the number, of the papers, and of what came after all."""

    def __init__(self, bridge: Bridge, door: Door, papers: Papers) -> None:
        self._bridge = bridge
        self._door = door
        self._papers = papers

    def take(self, intake: Intake, on_ending: Callable[[Ending], None]) -> None:
        """`on_ending` is called in the UI thread: with the number, then with its papers, whenever more is known."""
        self._bridge.submit(self._take(intake, on_ending), on_error=lambda _error: None)

    def deny(self, taken: Taken) -> None:
        """The citizen says that nothing came out."""
        self._bridge.submit(self._papers.deny(taken))

    def leave(self, taken: Taken) -> None:
        """The citizen goes."""
        self._bridge.submit(self._papers.leave(taken))

    async def _take(self, intake: Intake, on_ending: Callable[[Ending], None]) -> None:
        try:
            await self._papers.expect()
            taken = await self._door.take(intake)
        except Exception:
            _log.exception("an intake could not be kept")
            self._bridge.post(on_ending, Ending(taken=None, intake=intake))
            raise
        self._bridge.post(on_ending, Ending(taken=taken, intake=intake))
        out: PapersOut | None = await self._papers.print(taken, draft=not intake.confirmed)
        while out is not None:
            self._bridge.post(on_ending, Ending(taken=taken, intake=intake, out=out))
            out = None if out.all_printed else await self._papers.later(taken)
