"""What a kiosk still owes the hall, told in the background until it is answered: submissions, papers, withdrawals.

One errand at a time, oldest first, retried with full jitter and looked at again without any new write; what the hall
refuses for good is set aside and blocks nobody (pitfalls.md §4). Leases and the hall's time come on the same way.
"""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from time import monotonic

import structlog
import uuid_utils.compat as uuid_v7
from pydantic import ValidationError

from case_store.client.connection import Unreachable
from case_store.client.hall import HallClient
from case_store.kiosk.kept import wants_code
from case_store.kiosk.known_time import KioskTime
from case_store.kiosk.outbox import KioskOutbox
from case_store.kiosk.outbox_thread import OutboxThread
from case_store.trace import trace_of
from cases.matter.case_code import CaseCode
from cases.policy.policy import Policy
from cases.queue.submission import Submission
from cases.refusal import Refusal

_log = structlog.get_logger(__name__)

ROUND_S = 20.0  # without any occasion: liveness does not hang on a new write
BACKOFF_FIRST_S, BACKOFF_MAX_S = 0.25, 15.0
LEFT_ALONE_MAX_S = 120.0  # a hall that wishes for more is mistaken
LEASES_EVERY_S = 60.0
KNOWN_TIME_EVERY_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorState:
    """How the kiosk stands, for its own foot line and the operator. Counts only."""

    hall_reachable: bool
    waiting: int = 0  # submissions that the hall has not confirmed
    set_aside: int = 0  # submissions that it refused for good
    serials_free: int = 0  # of today
    numbers_free: int = 0  # of today, of the main queue
    heard_at: datetime | None = None  # hall time


class KioskErrands:
    """Runs for ever beside the citizen's touches."""

    def __init__(
        self,
        *,
        kiosk_id: str,
        policy: Policy,
        outbox: OutboxThread,
        client: HallClient,
        time: KioskTime,
        on_state: Callable[[DoorState], None],
    ) -> None:
        self._kiosk_id, self._policy = kiosk_id, policy
        self._outbox, self._client, self._time = outbox, client, time
        self._on_state = on_state
        self.state = DoorState(hall_reachable=False)
        self.asking: set[str] = set()  # visits that take() asks for right now: not ours to send
        self.distrusted: dict[
            str, float
        ] = {}  # visit → ticks at 确认, stamped by a clock that could not be right
        self.numberless: set[str] = (
            set()
        )  # visits sent to the desk for a number, which the disk could not note
        self._occasion = asyncio.Event()
        self._leases_at = self._known_time_at = -LEASES_EVERY_S
        self._leases_day: date | None = None

    def use(self, policy: Policy) -> None:
        """Another policy holds."""
        self._policy = policy

    def wake(self) -> None:
        """Something new is owed, or the hall has been heard."""
        self._occasion.set()

    async def run(self) -> None:
        """Until cancelled."""
        failures = 0
        while True:
            self._occasion.clear()
            pause = ROUND_S
            try:
                await self._round_or_away()
                failures = 0
            except Unreachable as trouble:
                failures += 1
                pause = _backoff(failures)
                if trouble.retry_after_s:  # no occasion is good enough: the live feed is one every 2 s
                    await asyncio.sleep(min(trouble.retry_after_s, LEFT_ALONE_MAX_S) + pause)
                    continue
            except Exception as error:  # noqa: BLE001  our own mistake or a full disk: what waits must not wait for ever
                failures += 1
                pause = _backoff(failures)
                _log.error("kiosk errands failed", trace=trace_of(error))
            with suppress(TimeoutError):  # not wait_for: Python 3.11's may swallow a cancellation
                async with asyncio.timeout(pause):
                    await self._occasion.wait()

    async def _round_or_away(self) -> None:
        """Also what is shown of a hall that is away is read from the disk, which may fail: that must not end us."""
        try:
            await self.round()
        except Unreachable:
            await self._show(hall_reachable=False)
            raise

    async def round(self) -> None:
        """Everything that is owed now, once. Raises Unreachable when the hall does not answer."""
        await self.ask_the_time()
        today = self._time.now().at.date()
        if self._leases_day != today or monotonic() - self._leases_at >= LEASES_EVERY_S:
            await self.top_up()
        for visit_id in await self._outbox.run(KioskOutbox.waiting):
            await self._send(visit_id)
        for visit_id, code in await self._outbox.run(KioskOutbox.set_aside_to_tell):
            refusal = await self._client.report_set_aside(visit_id, self._kiosk_id, code)
            _log_refusal("set-aside report refused", refusal)
            await self._outbox.run(KioskOutbox.set_aside_told, visit_id)
        for report in await self._outbox.run(KioskOutbox.papers_to_tell):
            refusal = await self._client.report_paper(
                report.command_id,
                visit_id=report.visit_id,
                paper=report.paper,
                job_id=report.job_id,
                result=report.result,
                reason=report.reason,
            )
            _log_refusal("paper report refused", refusal)
            await self._outbox.run(KioskOutbox.paper_told, report)
        for help_id, reason in await self._outbox.run(KioskOutbox.withdrawals):
            _log_refusal("withdrawal refused", await self._client.withdraw_help(help_id, reason))
            await self._outbox.run(KioskOutbox.withdrawal_told, help_id)
        keep = timedelta(hours=self._policy.kiosk.draft_keep_hours)
        await self._outbox.run(KioskOutbox.erase_old, self._time.now().at, keep)
        await self._show(hall_reachable=True)

    async def ask_the_time(self) -> None:
        """Put our time right; remembered across a restart once a minute."""
        asked = self._time.ask()
        health = await self._client.health()
        known = self._time.heard(health.hall_time, asked)
        if known is None:
            self.wake()  # our clock was set while we asked: ask again at once
        elif monotonic() - self._known_time_at >= KNOWN_TIME_EVERY_S:
            self._known_time_at = monotonic()
            await self._outbox.run(KioskOutbox.know_time, known)

    async def top_up(self) -> None:
        """Ask for everything this kiosk may hold. A refusal is the operator's: the kiosk works on with what it has."""
        answer = await self._client.leases(self._kiosk_id)
        if isinstance(answer, Refusal):
            _log_refusal("leases refused", answer)
            return
        await self._outbox.run(KioskOutbox.keep_leases, answer)
        self._leases_at, self._leases_day = monotonic(), self._time.now().at.date()

    async def with_code(self, submission: Submission) -> Submission:
        """The submission with its case code; without one while the hall lends no serial. Raises Unreachable."""
        if not wants_code(submission):
            return submission
        today = self._time.now().at.date()
        coded = await self._outbox.run(KioskOutbox.give_code, submission, today, self.make_code(today))
        if wants_code(coded):
            await self.top_up()
            coded = await self._outbox.run(KioskOutbox.give_code, submission, today, self.make_code(today))
        return coded

    def make_code(self, day: date) -> Callable[[int], str]:
        """Writes the case code of a serial of that date."""
        centre = self._policy.hall.centre_code
        return lambda serial: CaseCode(centre, day, serial).text

    async def _send(self, visit_id: str) -> None:
        if visit_id in self.asking:
            return
        await self._note_numberless(visit_id)
        try:
            submission = await self._outbox.run(KioskOutbox.read, visit_id)
        except ValidationError:
            _log.error("submission not readable, set aside", visit_id=visit_id)
            await self._outbox.run(KioskOutbox.set_aside, visit_id, "kiosk.submission_unreadable")
            return
        if submission is None:
            return
        submission = await self.with_code(await self._put_right(submission))
        if wants_code(submission):
            return
        answer = await self._client.submit(submission)
        if isinstance(answer, Refusal):
            _log_refusal("submission refused, set aside", answer)
            await self._outbox.run(KioskOutbox.set_aside, visit_id, answer.code)
        else:
            await self._outbox.run(KioskOutbox.confirm, visit_id, self._time.now().at)

    async def _note_numberless(self, visit_id: str) -> None:
        """Before the hall hears of it: a number that the hall gives now would be nobody's."""
        if visit_id in self.numberless:
            await self._outbox.run(KioskOutbox.give_number, visit_id, uuid_v7.uuid7(), None)
            self.numberless.discard(visit_id)

    async def _put_right(self, submission: Submission) -> Submission:
        """Stamps of a clock that could not be right, now that the hall's time is known. Once: an id has one body."""
        now = self._time.now()
        ticks_s = self.distrusted.pop(submission.visit_id, None)
        if ticks_s is None or not now.trusted:
            return submission
        confirmed_at = now.at - timedelta(seconds=now.ticks_s - ticks_s)
        submission = replace(
            submission,
            place_at=confirmed_at - (submission.confirmed_at - submission.place_at),
            confirmed_at=confirmed_at,
            business_date=confirmed_at.date(),
            clock_untrusted=False,
        )
        await self._outbox.run(KioskOutbox.correct, submission)
        return submission

    async def _show(self, *, hall_reachable: bool) -> None:
        now = self._time.now()
        counts = await self._outbox.run(KioskOutbox.counts, now.at.date(), self._policy.hall.queues[0].letter)
        state = DoorState(
            hall_reachable=hall_reachable,
            waiting=counts.waiting,
            set_aside=counts.set_aside,
            serials_free=counts.serials_free,
            numbers_free=counts.numbers_free,
            heard_at=now.at if hall_reachable else self.state.heard_at,
        )
        if state != self.state:
            self.state = state
            self._on_state(state)


def _backoff(failures: int) -> float:
    """Full jitter: kiosks that lost the same hall do not come back in the same instant."""
    return random.uniform(0, min(BACKOFF_MAX_S, BACKOFF_FIRST_S * 2 ** min(failures, 10)))  # noqa: S311  no secret


def _log_refusal(what: str, refusal: Refusal | None) -> None:
    if refusal is not None:
        _log.warning(what, code=refusal.code)
