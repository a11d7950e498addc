"""From a number to paper: ticket and receipt described, printed once, and the truth told to page and hall.

The rungs, each an event at the hall: this printer; this printer once more, marked 补打, as long as the citizen stands
there; the number on the screen with its QR for the phone; and a counter's printer, by staff, who are told at once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from case_store.kiosk.outbox import paper_job_id, visit_of_job
from cases.hall_time import hall_date
from cases.matter.case_code import parse_case_code
from cases.matter.intake import Taken
from cases.policy.policy import Policy
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.texts import Texts
from kiosk.door import PapersOut
from printing.paper import Paper, PaperKind
from printing.slips.printed_again import printed_again
from printing.slips.queue_ticket import QueueTicket, queue_ticket
from printing.slips.receipt import Receipt, receipt
from printing.spool.job import JobState, PrintOutcome, paper_of_job
from printing.wording import paper_name

NOT_IN_HAND = "paper.not_in_hand"  # the citizen says that nothing came out
SHOWN_TICKET = "queue_ticket~screen"  # the ticket on the screen, as a job of its own
_TOLD_TIMEOUT_S = 10.0
_LAST_PAPER_S = 15.0  # a paper that began just before it was too late
_STATES = {
    JobState.PRINTED: PaperState.PRINTED,
    JobState.UNKNOWN: PaperState.UNKNOWN,
    JobState.FAILED: PaperState.FAILED,
    JobState.VOIDED: PaperState.VOIDED,
}
ReportPaper = Callable[[str, PaperState, str], Awaitable[None]]


class PaperQueue(Protocol):
    """What is needed of printing.spool.spooler."""

    def expect(self) -> None:
        """A paper comes in a moment."""
        ...

    def submit(
        self, job_id: str, paper: Paper, ticket_no: str, again: Paper | None = None, wanted_s: float = 0.0
    ) -> bool:
        """Print once; False: this job was here before. `again`: the same, marked, while it is wanted."""
        ...

    def unwanted(self, *job_ids: str) -> None:
        """Whoever these were for has gone."""
        ...


_KINDS = (PaperKind.QUEUE_TICKET, PaperKind.RECEIPT)


@dataclass(slots=True)
class _Stay:
    """The papers of one citizen who stands before the kiosk: how each came out last."""

    taken: Taken
    outcomes: dict[PaperKind, PrintOutcome | None] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False

    @property
    def job_ids(self) -> tuple[str, ...]:
        """Of the first job of each paper."""
        return tuple(paper_job_id(self.taken.visit_id, kind.value) for kind in _KINDS)


class KioskPapers:
    """Made on the worker's loop; `on_outcome` is called in the spooler's thread.

    `report` makes a result durable on its way to the hall (KioskDoor.report_paper).
    """

    def __init__(self, policy: Policy, texts: Texts, kiosk_name: str, report: ReportPaper) -> None:
        self._policy, self._texts = policy, texts
        self._kiosk_name = kiosk_name
        self._report = report
        self._loop = asyncio.get_running_loop()
        self._awaited: dict[str, asyncio.Future[PrintOutcome]] = {}
        self._stays: dict[str, _Stay] = {}
        self._spooler: PaperQueue | None = None

    def use(self, spooler: PaperQueue) -> None:
        """The spooler needs `on_outcome` to be made, so it comes second."""
        self._spooler = spooler

    def use_policy(self, policy: Policy) -> None:
        """Another policy holds, from the next paper on."""
        self._policy = policy

    async def expect(self) -> None:
        """A number is being asked for: meanwhile the printer is asked how it is."""
        if self._spooler is not None:
            self._spooler.expect()

    async def print(self, taken: Taken, *, draft: bool) -> PapersOut:
        """Print what belongs to the visit and wait until it is known how that went."""
        stay = self._stays[taken.visit_id] = _Stay(taken)
        # One after the other: the receipt's job shall not stand between the ticket and the disk.
        for kind, paper in zip(_KINDS, (self._ticket(taken, draft=draft), self._receipt(taken)), strict=True):
            stay.outcomes[kind] = await self._printed(stay, paper, kind)
        stay.news.clear()
        out = self._out(stay)
        if out.ticket not in (None, PaperState.PRINTED):
            await self._report(paper_job_id(taken.visit_id, SHOWN_TICKET), PaperState.SHOWN, "")
        return out

    async def later(self, taken: Taken) -> PapersOut | None:
        """What has come after all; None: the citizen has gone, or nothing more can come."""
        stay = self._stays.get(taken.visit_id)
        if stay is None or self._out(stay).all_printed:
            return None
        try:
            async with asyncio.timeout(self._policy.kiosk.paper_again_seconds + _LAST_PAPER_S):
                await stay.news.wait()
        except TimeoutError:
            return None
        stay.news.clear()
        return None if stay.is_over else self._out(stay)

    async def leave(self, taken: Taken) -> None:
        """The citizen goes: what did not come will not come any more, or it would lie there for the next one."""
        stay = self._stays.pop(taken.visit_id, None)
        if stay is None:
            return
        stay.is_over = True
        stay.news.set()
        if self._spooler is not None:
            self._spooler.unwanted(*stay.job_ids)

    async def deny(self, taken: Taken) -> None:
        """The citizen says that nothing came out: the hall is told, so that a person comes."""
        for kind in (PaperKind.QUEUE_TICKET, PaperKind.RECEIPT):
            if kind is PaperKind.QUEUE_TICKET or taken.receipt_url is not None:
                await self._report(paper_job_id(taken.visit_id, kind.value), PaperState.FAILED, NOT_IN_HAND)

    def on_outcome(self, outcome: PrintOutcome) -> None:
        """From the spooler's thread: returns when the result is durable on its way to the hall. Raises if it is not."""
        asyncio.run_coroutine_threadsafe(self._settle(outcome), self._loop).result(_TOLD_TIMEOUT_S)

    async def _settle(self, outcome: PrintOutcome) -> None:
        if (awaited := self._awaited.pop(outcome.job_id, None)) is not None and not awaited.done():
            awaited.set_result(outcome)
        elif (stay := self._stays.get(visit_of_job(outcome.job_id)[0])) is not None:
            stay.outcomes[outcome.kind] = outcome
            stay.news.set()
        reason = outcome.reason.value if outcome.reason is not None else ""
        await self._report(outcome.job_id, _STATES[outcome.state], reason)

    async def _printed(self, stay: _Stay, paper: Paper | None, kind: PaperKind) -> PrintOutcome | None:
        if paper is None or self._spooler is None:
            return None
        taken = stay.taken
        job_id = paper_job_id(taken.visit_id, kind.value)
        outcome: asyncio.Future[PrintOutcome] = self._loop.create_future()
        self._awaited[job_id] = outcome
        again = None if stay.is_over else printed_again(paper, self._texts)
        wanted_s = float(self._policy.kiosk.paper_again_seconds)
        if not await asyncio.to_thread(
            self._spooler.submit, job_id, paper, taken.ticket_no or "", again, wanted_s
        ):
            del self._awaited[job_id]
            return None  # printed before: nothing more comes out
        return await outcome

    def _ticket(self, taken: Taken, *, draft: bool) -> Paper | None:
        if taken.ticket_no is None:
            return None
        hall, queue = self._policy.hall, self._policy.hall.queue_or_first(taken.queue)
        return queue_ticket(
            QueueTicket(
                centre_name=hall.full_name,
                ticket_no=taken.ticket_no,
                queue_name=queue.name,
                waiting_place=queue.waiting_place,
                phone=hall.phone,
                qr_url=taken.ticket_url,
                people_ahead=taken.people_ahead,
                wait_low_min=taken.wait_low_min,
                wait_high_min=taken.wait_high_min,
                issued_at=taken.taken_at,
                leased=taken.leased,
                draft=draft,
                for_day=_other_day(taken),
            ),
            self._texts,
        )

    def _receipt(self, taken: Taken) -> Paper | None:
        """Without a date there is no promise, so no receipt: the page shows the codes instead."""
        if not (taken.case_code and taken.lookup_code and taken.receipt_url and taken.answer_by):
            return None
        code = parse_case_code(taken.case_code)
        return receipt(
            Receipt(
                centre_name=self._policy.hall.full_name,
                case_code=taken.case_code if isinstance(code, Refusal) else code.text,
                registered_at=taken.taken_at,
                answer_by=taken.answer_by,
                qr_url=taken.receipt_url,
                lookup_code=taken.lookup_code,
                phone=self._policy.hall.phone,
                info_only=taken.info_only,
            ),
            self._texts,
        )

    def _out(self, stay: _Stay) -> PapersOut:
        """How both stand now."""
        ticket, receipt_ = (stay.outcomes.get(kind) for kind in _KINDS)
        return PapersOut(
            ticket=_STATES[ticket.state] if ticket else None,
            receipt=_STATES[receipt_.state] if receipt_ else None,
            why=self._why(stay.taken, ticket, receipt_),
            is_again=any(
                out is not None and out.job_id != paper_of_job(out.job_id) for out in (ticket, receipt_)
            ),
        )

    def _why(self, taken: Taken, *outcomes: PrintOutcome | None) -> Refusal | None:
        """The printer's sentence for whatever is not in the citizen's hand."""
        missing = [out for out in outcomes if out is not None and not out.has_paper]
        first = next((out for out in missing if out.reason is not None), None)
        if first is None or first.reason is None:
            return None
        both = self._texts.get("kiosk.done.both_papers")
        paper = both if len(missing) > 1 else paper_name(first.kind, self._texts)
        return Refusal(
            first.reason.value,
            {"ticket_no": taken.ticket_no or "", "paper": paper, "kiosk": self._kiosk_name},
        )


def _other_day(taken: Taken) -> date | None:
    """The day of a number that is not for today."""
    is_later = taken.business_date is not None and taken.business_date > hall_date(taken.taken_at)
    return taken.business_date if is_later else None
