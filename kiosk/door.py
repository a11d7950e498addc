"""What the kiosk's pages need of the house behind them; case_store.kiosk.door and kiosk.papers are it in life."""

from dataclasses import dataclass
from typing import Protocol

from cases.citizen_views import AppointmentFound, DutyDesk, Evaluable
from cases.matter.intake import Intake, Taken
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views import ProgressView
from cases.views_scans import ReceiptFound


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersOut:
    """What came out of the printer for one visit. None: no such paper belongs to it.

    `why` is the printer's refusal of the first paper that did not come out for certain.
    """

    ticket: PaperState | None = None
    receipt: PaperState | None = None
    why: Refusal | None = None
    is_again: bool = False  # something of it was printed once more, marked 补打

    @property
    def all_printed(self) -> bool:
        """Whether the citizen holds everything, as far as anybody can know."""
        return {self.ticket, self.receipt} <= {None, PaperState.PRINTED}


class Door(Protocol):
    """The way to the hall. Never raises for a hall that does not answer: then it works from what it holds."""

    async def take(self, intake: Intake) -> Taken:
        """The matter durable, and a number for it."""
        ...

    async def progress(self, case_code: str, lookup_code: str, session_id: str) -> ProgressView | Refusal:
        """查进度."""
        ...

    async def call_help(self, page: str, reason: str = "") -> str | Refusal:
        """叫人帮忙: the id of the call. A refusal: nobody heard it."""
        ...

    async def withdraw_help(self, help_id: str, reason: str) -> None:
        """`reason`: "citizen" or "wiped"."""
        ...


class Citizens(Protocol):
    """What is asked of the hall beyond a number. A hall that does not answer is a refusal."""

    async def desks(self) -> tuple[DutyDesk, ...] | Refusal:
        """The counters, and who sits there."""
        ...

    async def find_appointment(self, code: str) -> AppointmentFound | Refusal:
        """The appointment of today behind six digits."""
        ...

    async def evaluable_visits(self, number: int) -> tuple[Evaluable, ...] | Refusal:
        """The finished visits of today with this number."""
        ...

    async def evaluable_case(
        self, case_code: str, lookup_code: str, session_id: str
    ) -> tuple[Evaluable, ...] | Refusal:
        """The closed or rejected matter behind a receipt."""
        ...

    async def receipt(self, code: str) -> ReceiptFound | Refusal:
        """How far the matter of a scanned receipt is; `code`: that of its QR."""
        ...

    async def evaluate(
        self, subject: Evaluable, levels: tuple[tuple[str, int], ...], text: str = ""
    ) -> bool | Refusal:
        """好差评, once."""
        ...


class Papers(Protocol):
    """The way to paper."""

    async def expect(self) -> None:
        """A number is being asked for, and papers will follow it. Returns at once."""
        ...

    async def print(self, taken: Taken, *, draft: bool) -> PapersOut:
        """Print what belongs to the visit, once, tell the hall how it went, and say so. `draft`: 先取号."""
        ...

    async def later(self, taken: Taken) -> PapersOut | None:
        """What has come after all, while the citizen waits; None: nothing more can come."""
        ...

    async def leave(self, taken: Taken) -> None:
        """The citizen goes: no paper of theirs may come out any more."""
        ...

    async def deny(self, taken: Taken) -> None:
        """The citizen says that nothing came out: the hall is told, so that a person comes."""
        ...
