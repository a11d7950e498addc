"""What a kiosk asks the hall for citizens beyond a number. Without the hall the answer is a refusal, never an error."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from case_store.client.connection import Unreachable
from case_store.client.hall import HallClient
from cases.casework.evaluation import Channel
from cases.citizen_views import AppointmentFound, DutyDesk, Evaluable
from cases.refusal import Refusal
from cases.views_scans import ReceiptFound

UNREACHABLE = "kiosk.hall_unreachable"
TIMEOUT_S = 4.0

T = TypeVar("T")


class KioskCitizens:
    """Patient for four seconds, then the citizen is told what to do instead."""

    def __init__(self, client: HallClient, channel: Channel = Channel.KIOSK) -> None:
        self._client, self._channel = client, channel

    async def desks(self) -> tuple[DutyDesk, ...] | Refusal:
        """The counters that somebody can be looked for at."""
        return await _patiently(self._client.citizens.desks())

    async def find_appointment(self, code: str) -> AppointmentFound | Refusal:
        """The appointment of today behind a code."""
        return await _patiently(self._client.citizens.find_appointment(code))

    async def evaluable_visits(self, number: int) -> tuple[Evaluable, ...] | Refusal:
        """The finished visits of today with this number."""
        return await _patiently(self._client.citizens.evaluable_visits(number))

    async def evaluable_case(
        self, case_code: str, lookup_code: str, session_id: str
    ) -> tuple[Evaluable, ...] | Refusal:
        """The closed or rejected matter behind a receipt."""
        asked = self._client.citizens.evaluable_case(case_code, lookup_code, session_id)
        return await _patiently(asked)

    async def receipt(self, code: str) -> ReceiptFound | Refusal:
        """How far the matter of a scanned receipt is."""
        return await _patiently(self._client.citizens.receipt(code))

    async def evaluate(
        self, subject: Evaluable, levels: tuple[tuple[str, int], ...], text: str = ""
    ) -> bool | Refusal:
        """好差评, once."""
        return await _patiently(self._client.citizens.evaluate(subject, levels, text, self._channel))


async def _patiently(asked: Awaitable[T | Refusal]) -> T | Refusal:
    try:
        async with asyncio.timeout(TIMEOUT_S):
            return await asked
    except (Unreachable, TimeoutError):
        return Refusal(UNREACHABLE)
