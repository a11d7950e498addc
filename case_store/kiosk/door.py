"""The kiosk's door to the hall: it takes a citizen's intake and never says no to the matter (design.md §2).

The sealed submission is durable first; then the hall is asked for a number, for 800 ms at most; otherwise the next
leased number is the citizen's. A kiosk that has no number to give keeps the matter and says where to go.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import structlog
import uuid_utils.compat as uuid_v7
from sqlcipher3 import dbapi2 as sqlcipher

from case_store.client.connection import Unreachable
from case_store.client.credentials import Credentials
from case_store.client.hall import HallClient
from case_store.clock import Clock
from case_store.keys import Keys
from case_store.kiosk.citizens import UNREACHABLE, KioskCitizens
from case_store.kiosk.errands import DoorState, KioskErrands
from case_store.kiosk.kept import QUEUE_TICKET, RECEIPT, wants_code
from case_store.kiosk.known_time import HallInstant, KioskTime
from case_store.kiosk.outbox import KioskOutbox
from case_store.kiosk.outbox_thread import OutboxThread
from case_store.kiosk.stock import KioskStock, PreparedSet
from case_store.kiosk.submission import make_submission
from case_store.trace import trace_of
from cases.advice.emergency import with_emergencies
from cases.casework.case_clocks import answer_by, arm_accept
from cases.casework.evaluation import Channel
from cases.matter.citizen_code import CitizenPage, citizen_url
from cases.matter.intake import Intake, Taken
from cases.policy.policy import Policy
from cases.queue.submission import Submission
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views import ProgressView, TicketAnswer

_log = structlog.get_logger(__name__)

HELP_TIMEOUT_S = 2.0  # then the page says 「请到导办台，或喊工作人员」
PROGRESS_TIMEOUT_S = 4.0
TICKET_FIRST_S = 0.1  # the disk is the ticket's until its first byte has left: then the kiosk tidies up
INTERRUPTED = "printer.interrupted"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskDoorConfig:
    """One kiosk. `keys` are of "kiosk:<id>": the file's key and the public keys of hall and centre.

    `at_counter`: a tablet on a counter.
    """

    kiosk_id: str
    hall_url: str
    token: str | Credentials = field(repr=False)
    outbox: Path
    keys: Keys
    policy: Policy
    clock: Clock
    at_counter: bool = False


class KioskDoor:
    """Lives on one asyncio loop; the screen calls it through its bridge. `on_state` is called on that loop."""

    def __init__(
        self, config: KioskDoorConfig, on_state: Callable[[DoorState], None] = lambda _state: None
    ) -> None:
        self._kiosk_id, self._policy, self._clock = config.kiosk_id, config.policy, config.clock
        self._on_state = on_state
        self._outbox = OutboxThread(config.outbox, config.keys.database_key)
        self._stock = KioskStock(config.keys.readers, config.keys.suite)
        self._client = HallClient(config.hall_url, config.token)
        self.citizens = KioskCitizens(self._client, Channel.COUNTER if config.at_counter else Channel.KIOSK)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._confirmed: dict[
            str, datetime
        ] = {}  # visits that the hall has and the outbox does not know it yet
        self._time: KioskTime
        self._errands: KioskErrands

    async def open(self) -> None:
        """Open the outbox, void what a power cut left unprinted, and begin the errands.

        Raises StoreError `store.already_open` when another process is this kiosk, `store.wrong_key` and the like.
        """
        await self._outbox.open()
        await self._outbox.run(KioskOutbox.void_papers, INTERRUPTED)
        self._time = KioskTime(self._clock, await self._outbox.run(KioskOutbox.known_time))
        self._errands = KioskErrands(
            kiosk_id=self._kiosk_id,
            policy=self._policy,
            outbox=self._outbox,
            client=self._client,
            time=self._time,
            on_state=self._on_state,
        )
        self._stock.refill()
        self._begin(self._errands.run())

    def use(self, policy: Policy) -> None:
        """Another policy holds: the hall has revised it."""
        self._policy = policy
        self._errands.use(policy)

    async def close(self) -> None:
        """Stop the errands and close the file; what is owed is told after the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()
        await self._outbox.close()

    @property
    def state(self) -> DoorState:
        """How the kiosk stands."""
        return self._errands.state

    async def job_connection(self) -> Any:
        """A DB-API connection to the outbox file for the spooler's job table; its owner closes it before `close()`."""
        return await self._outbox.run(KioskOutbox.connect)

    def heard(self, hall_time: datetime) -> None:
        """The live feed told the hall's time: the hall is there, and perhaps our clock was set."""
        if not self.state.hall_reachable or not self._time.agrees_with(hall_time):
            self._errands.wake()

    async def take(self, intake: Intake) -> Taken:
        """Take the matter and give a number. Goes on to its end even when the caller is cancelled."""
        return await asyncio.shield(self._begin(self._take(intake)))

    async def report_paper(self, job_id: str, result: PaperState, reason: str = "") -> None:
        """What became of a paper (`paper_job_id`). Durable when it returns, told to the hall in the background."""
        await self._outbox.run(KioskOutbox.tell_paper, job_id, result, reason)
        self._errands.wake()

    async def progress(self, case_code: str, lookup_code: str, session_id: str) -> ProgressView | Refusal:
        """查进度. `session_id` is one citizen's stay at the kiosk: wrong tries are counted in it."""
        try:
            async with asyncio.timeout(PROGRESS_TIMEOUT_S):
                return await self._client.progress(case_code, lookup_code, session_id)
        except (Unreachable, TimeoutError):
            return Refusal(UNREACHABLE)

    async def call_help(self, page: str, reason: str = "") -> str | Refusal:
        """叫人帮忙: the id of the call, or that nobody can hear it from here. `reason`: an emergency's kind."""
        help_id = str(uuid_v7.uuid7())
        try:
            async with asyncio.timeout(HELP_TIMEOUT_S):
                refusal = await self._client.call_help(
                    help_id, self._kiosk_id, page, self._time.now().at, reason
                )
        except (Unreachable, TimeoutError):
            # It may have been heard all the same; nobody shall walk to a citizen who was sent to the desk.
            await self.withdraw_help(help_id, "unreachable")
            return Refusal(UNREACHABLE)
        return refusal or help_id

    async def withdraw_help(self, help_id: str, reason: str) -> None:
        """Nobody needs to come: `reason` "citizen" or "wiped". Told until the hall answers."""
        await self._outbox.run(KioskOutbox.withdraw_help, help_id, reason)
        self._errands.wake()

    # How a matter is taken.

    async def _take(self, intake: Intake) -> Taken:
        now = await self._now()
        touched_at = self._time.in_hall_time(intake.touched_at)
        prepared = self._stock.draw()
        hall = self._policy.hall
        told = with_emergencies(intake.open, intake.private, self._policy.emergency)  # while it is in clear
        intake = replace(intake, open=told)
        submission = make_submission(intake, prepared, self._kiosk_id, now, touched_at, hall=hall)
        self._errands.asking.add(submission.visit_id)
        try:
            return await self._number_for(submission, prepared, now)
        finally:
            self._begin(self._afterwards(submission.visit_id))

    async def _now(self) -> HallInstant:
        """A clock that cannot be right is put right first: a hall that is there shall not lose a citizen to it."""
        if not self._time.now().trusted:
            with suppress(Unreachable, TimeoutError, sqlcipher.Error):
                async with asyncio.timeout(self._policy.kiosk.ask_hall_timeout_ms / 1000):
                    await self._errands.ask_the_time()
        return self._time.now()

    async def _number_for(self, submission: Submission, prepared: PreparedSet, now: HallInstant) -> Taken:
        papers = [QUEUE_TICKET] if submission.case is None else [QUEUE_TICKET, RECEIPT]
        make_code = self._errands.make_code(submission.business_date)
        try:
            submission = await self._outbox.run(KioskOutbox.store, submission, papers, make_code)
        except sqlcipher.Error as error:
            _log.error("submission not stored", trace=trace_of(error))
            return self._taken(submission, prepared, refusal=Refusal("kiosk.not_stored"))
        try:
            return await self._number_of(submission, prepared, now)
        except (
            sqlcipher.Error
        ) as error:  # the matter is kept; a number that is not written down would be given twice
            _log.error("no number: the disk takes nothing", trace=trace_of(error))
            self._errands.numberless.add(submission.visit_id)
            return self._taken(submission, prepared, refusal=Refusal("kiosk.no_number"))

    async def _number_of(self, submission: Submission, prepared: PreparedSet, now: HallInstant) -> Taken:
        try:
            async with asyncio.timeout(self._policy.kiosk.ask_hall_timeout_ms / 1000):
                submission, answer = await self._ask(submission)
        except (Unreachable, TimeoutError):
            return await self._number_of_lease(submission.visit_id, prepared, now)
        if isinstance(answer, Refusal):
            await self._outbox.run(KioskOutbox.set_aside, submission.visit_id, answer.code)
            return self._taken(
                submission, prepared, refusal=Refusal("kiosk.set_aside", {"reason": answer.code})
            )
        self._confirmed[submission.visit_id] = now.at
        return self._taken(submission, prepared, answer)

    async def _ask(self, submission: Submission) -> tuple[Submission, TicketAnswer | Refusal]:
        submission = await self._errands.with_code(submission)
        if wants_code(submission):
            raise Unreachable("no case code to give")
        return submission, await self._client.submit(submission)

    async def _number_of_lease(self, visit_id: str, prepared: PreparedSet, now: HallInstant) -> Taken:
        """The hall did not answer. From here on the printed number stands, whatever the hall may have given."""
        day = now.at.date() if now.trusted else None
        submission = await self._outbox.run(KioskOutbox.give_number, visit_id, uuid_v7.uuid7(), day)
        refusal = None
        if not now.trusted:
            self._errands.distrusted[visit_id] = now.ticks_s
            refusal = Refusal("kiosk.clock_untrusted")
        elif submission.leased_ticket_no is None:
            refusal = Refusal("kiosk.lease_used_up", {"queue": submission.queue})
        return self._taken(submission, prepared, refusal=refusal)

    async def _afterwards(self, visit_id: str) -> None:
        """What the citizen does not wait for. A power cut before it costs nothing: told twice, it happens once."""
        await asyncio.sleep(TICKET_FIRST_S)
        try:
            confirmed_at = self._confirmed.pop(visit_id, None)
            if confirmed_at is not None:
                await self._outbox.run(KioskOutbox.confirm, visit_id, confirmed_at)
        finally:
            self._errands.asking.discard(visit_id)
            self._stock.refill()
            self._errands.wake()

    def _taken(
        self,
        submission: Submission,
        prepared: PreparedSet,
        answer: TicketAnswer | None = None,
        refusal: Refusal | None = None,
    ) -> Taken:
        base_url = self._policy.hall.citizen_base_url
        has_receipt = submission.case is not None and not wants_code(submission)
        return Taken(
            visit_id=submission.visit_id,
            queue=submission.queue,
            ticket_no=answer.ticket_no if answer else submission.leased_ticket_no,
            leased=answer.leased if answer else submission.leased_ticket_no is not None,
            people_ahead=answer.people_ahead if answer else None,
            wait_low_min=answer.wait_low_min if answer else None,
            wait_high_min=answer.wait_high_min if answer else None,
            taken_at=submission.confirmed_at,
            ticket_url=citizen_url(base_url, CitizenPage.PLACE_IN_LINE, prepared.ticket_code),
            case_code=submission.case.case_code if submission.case and has_receipt else None,
            lookup_code=prepared.lookup_code if has_receipt else None,
            receipt_url=(
                citizen_url(base_url, CitizenPage.PROGRESS, prepared.receipt_code) if has_receipt else None
            ),
            answer_by=self._answer_by(submission, answer),
            refusal=refusal,
            business_date=answer.business_date if answer else None,
            priority=submission.queue == self._policy.hall.priority_queue,
            for_counter=submission.for_counter,
            info_only=submission.case is not None and submission.case.matter.open.contact_withheld,
        )

    def _answer_by(self, submission: Submission, answer: TicketAnswer | None) -> date | None:
        if answer is not None:
            return answer.answer_by
        if submission.case is None or submission.clock_untrusted:
            return None
        return answer_by(arm_accept(submission.confirmed_at, submission.case.matter.open, self._policy))

    def _begin(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("a task of the kiosk's door failed", trace=trace_of(error))
