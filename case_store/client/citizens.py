"""HallClient.citizens: what a kiosk asks for citizens beyond a number. Every method raises Unreachable."""

from case_store.client.connection import HallConnection, adapter
from cases.citizen_views import AppointmentFound, DutyDesk, Evaluable
from cases.refusal import Refusal
from cases.views_scans import ReceiptFound

_DESKS = adapter(tuple[DutyDesk, ...])
_FOUND = adapter(AppointmentFound)
_EVALUABLE = adapter(tuple[Evaluable, ...])
_RECEIPT = adapter(ReceiptFound)
_DONE = adapter(bool)


class CitizenClient:
    """With the token of a kiosk, unless something else is said."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def desks(self) -> tuple[DutyDesk, ...] | Refusal:
        """The counters that somebody can be looked for at."""
        return await self._connection.ask("GET", "/v1/citizens/desks", _DESKS)

    async def find_appointment(self, code: str) -> AppointmentFound | Refusal:
        """The appointment of today behind a code; a submission with its id keeps it."""
        return await self._connection.ask("POST", "/v1/citizens/appointment", _FOUND, {"code": code})

    async def evaluable_visits(self, number: int) -> tuple[Evaluable, ...] | Refusal:
        """The finished visits of today with this number."""
        return await self._connection.ask(
            "POST", "/v1/citizens/evaluable-visits", _EVALUABLE, {"number": number}
        )

    async def evaluable_case(
        self, case_code: str, lookup_code: str, session_id: str
    ) -> tuple[Evaluable, ...] | Refusal:
        """The closed or rejected matter behind a receipt. Never sent twice by itself: a wrong code counts."""
        body = {"case_code": case_code, "lookup_code": lookup_code, "session_id": session_id}
        return await self._connection.ask(
            "POST", "/v1/citizens/evaluable-case", _EVALUABLE, body, again=False
        )

    async def receipt(self, code: str) -> ReceiptFound | Refusal:
        """How far the matter of a receipt is, by the code in its QR."""
        return await self._connection.ask("POST", "/v1/citizens/receipt", _RECEIPT, {"code": code})

    async def evaluate(
        self, subject: Evaluable, levels: tuple[tuple[str, int], ...], text: str = "", channel: str = "kiosk"
    ) -> bool | Refusal:
        """Once; the same again is answered like the first time."""
        body = {
            "subject": subject.subject,
            "subject_id": subject.subject_id,
            "levels": levels,
            "text": text,
            "channel": channel,
        }
        return await self._connection.ask("POST", "/v1/citizens/evaluations", _DONE, body)

    async def evaluate_at_counter(self, visit_id: str, counter_no: int, level: int) -> bool | Refusal:
        """With the token of a counter: a key of its pad, once; the same again is answered like the first time."""
        body = {"visit_id": visit_id, "counter_no": counter_no, "level": level}
        return await self._connection.ask("POST", "/v1/pad-evaluations", _DONE, body)
