"""The first picture must not wait for disk and network: the house behind the pages is opened after it.

What is asked meanwhile waits in the worker until the house is open, which takes half a second once a day.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from cases.alarm.device_trial import TrialResult
from cases.citizen_views import AppointmentFound, DutyDesk, Evaluable
from cases.matter.intake import Intake, Taken
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.views import ProgressView
from cases.views_scans import ReceiptFound
from kiosk.door import PapersOut

if TYPE_CHECKING:
    from kiosk.house import KioskHouse


class LateHouse:
    """Door and printer of a kiosk, as soon as `open_house` has made them; every method runs in the worker."""

    def __init__(self, open_house: Callable[[], Awaitable[KioskHouse]]) -> None:
        self._open_house = open_house
        self._house: asyncio.Future[KioskHouse] | None = None

    async def open(self) -> None:
        """Open the house. Raises what `open_house` raises; whoever asks for something then gets the same."""
        house = self._promised()
        try:
            house.set_result(await self._open_house())
        except Exception as failure:
            house.set_exception(failure)
            raise

    async def tell(self) -> None:
        """Something of a device is different now."""
        (await self._promised()).tell()

    async def try_printer(self, trial_id: str) -> TrialResult:
        """打印测试."""
        return await (await self._promised()).try_printer(trial_id)

    def printer_errors(self) -> dict[str, str]:
        """What is wrong with the printer now, as far as it was opened; from any thread."""
        house = self._house
        if house is None or not house.done() or house.exception() is not None:
            return {}
        return house.result().printer_errors()

    async def use(self, policy: Policy) -> None:
        """Another policy holds, from the next citizen on."""
        (await self._promised()).use(policy)

    async def close(self) -> None:
        """Close what was opened."""
        if self._house is not None and self._house.done() and self._house.exception() is None:
            await self._house.result().close()

    async def take(self, intake: Intake) -> Taken:
        """The matter durable, and a number for it."""
        return await (await self._promised()).door.take(intake)

    async def progress(self, case_code: str, lookup_code: str, session_id: str) -> ProgressView | Refusal:
        """查进度."""
        return await (await self._promised()).door.progress(case_code, lookup_code, session_id)

    async def call_help(self, page: str, reason: str = "") -> str | Refusal:
        """叫人帮忙."""
        return await (await self._promised()).door.call_help(page, reason)

    async def withdraw_help(self, help_id: str, reason: str) -> None:
        """Nobody needs to come."""
        await (await self._promised()).door.withdraw_help(help_id, reason)

    async def expect(self) -> None:
        """Papers will follow."""
        await (await self._promised()).papers.expect()

    async def print(self, taken: Taken, *, draft: bool) -> PapersOut:
        """Ticket and receipt."""
        return await (await self._promised()).papers.print(taken, draft=draft)

    async def later(self, taken: Taken) -> PapersOut | None:
        """What has come after all."""
        return await (await self._promised()).papers.later(taken)

    async def leave(self, taken: Taken) -> None:
        """The citizen goes."""
        await (await self._promised()).papers.leave(taken)

    async def deny(self, taken: Taken) -> None:
        """Nothing came out."""
        await (await self._promised()).papers.deny(taken)

    async def desks(self) -> tuple[DutyDesk, ...] | Refusal:
        """The counters, and who sits there."""
        return await (await self._promised()).door.citizens.desks()

    async def find_appointment(self, code: str) -> AppointmentFound | Refusal:
        """The appointment of today behind six digits."""
        return await (await self._promised()).door.citizens.find_appointment(code)

    async def evaluable_visits(self, number: int) -> tuple[Evaluable, ...] | Refusal:
        """The finished visits of today with this number."""
        return await (await self._promised()).door.citizens.evaluable_visits(number)

    async def evaluable_case(
        self, case_code: str, lookup_code: str, session_id: str
    ) -> tuple[Evaluable, ...] | Refusal:
        """The closed or rejected matter behind a receipt."""
        return await (await self._promised()).door.citizens.evaluable_case(case_code, lookup_code, session_id)

    async def receipt(self, code: str) -> ReceiptFound | Refusal:
        """How far the matter of a scanned receipt is."""
        return await (await self._promised()).door.citizens.receipt(code)

    async def evaluate(
        self, subject: Evaluable, levels: tuple[tuple[str, int], ...], text: str = ""
    ) -> bool | Refusal:
        """好差评."""
        return await (await self._promised()).door.citizens.evaluate(subject, levels, text)

    def _promised(self) -> asyncio.Future[KioskHouse]:
        if self._house is None:
            self._house = asyncio.get_running_loop().create_future()
        return self._house
