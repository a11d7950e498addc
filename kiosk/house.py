"""Behind the kiosk's pages: the door to the hall, the printer and the live feed, all on the bridge's loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from case_store.client.hall import HallClient
from case_store.client.health import HealthReporter
from case_store.client.live import FeedState, LiveFeed
from case_store.clock import Clock
from case_store.keys import read_keys
from case_store.kiosk.door import KioskDoor, KioskDoorConfig
from case_store.tokens import KIOSK
from cases.alarm.device_health import HealthReport
from cases.alarm.device_trial import TrialResult
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import KioskView
from kiosk.config import KioskConfig
from kiosk.papers import KioskPapers
from printing.faces import Faces
from printing.slips.trial_strip import trial_strip
from printing.spool.health import printer_errors, printer_words
from printing.spool.job import PrintOutcome
from printing.spool.job_store import SqliteJobStore
from printing.spool.roll_keeper import RollRules
from printing.spool.spooler import Spooler
from printing.thermal.press import Press
from printing.transports.address import folder_at, printer_at, profile_at
from printing.transports.transport import Transport
from screenkit.environment import ROOT
from screenkit.local_devices import LocalDevices

TRIAL = "trial/"  # before the id, where papers of a visit have the visit's


class KioskHouse:
    """Made and used on one loop. `on_view` and `on_state` are called on it too.

    `device_words`: what else there is to say in a health report; `local`: the devices beside the screen.
    """

    def __init__(
        self,
        config: KioskConfig,
        *,
        policy: Policy,
        texts: Texts,
        machine_clock: Clock,
        on_view: Callable[[KioskView], None],
        on_state: Callable[[FeedState], None],
        device_words: Callable[[], Mapping[str, str]] = dict,
        local: LocalDevices | None = None,
    ) -> None:
        token = config.token()
        self._config, self._policy, self._texts, self._clock = config, policy, texts, machine_clock
        self._on_state, self._device_words, self._local = on_state, device_words, local
        self._strips: dict[str, asyncio.Future[PrintOutcome]] = {}
        self.door = KioskDoor(
            KioskDoorConfig(
                kiosk_id=config.kiosk_id,
                hall_url=config.hall_url,
                token=token,
                outbox=config.outbox_file,
                keys=read_keys(config.key_file),
                policy=policy,
                clock=machine_clock,
                at_counter=config.counter_no > 0,
            )
        )
        self.papers = KioskPapers(policy, texts, config.kiosk_name, self.door.report_paper)
        self._feed = LiveFeed(
            config.hall_url,
            token,
            KioskView,
            on_view,
            self._heard,
            clock=machine_clock,
            kiosk_id=config.kiosk_id,
        )
        self._jobs: SqliteJobStore | None = None
        self._spooler: Spooler | None = None
        self._client = HallClient(config.hall_url, token)  # the door's own is the citizens'
        on_asked = local.ask if local is not None else lambda _trials: None
        self._reporter = HealthReporter(self._client, self._health, on_asked)
        self._listening: tuple[asyncio.Task[None], ...] = ()

    async def open(self) -> None:
        """Ready to take. Raises StoreError or PrinterError when the kiosk's own files cannot be used."""
        await self.door.open()
        connection = await self.door.job_connection()
        self._jobs = SqliteJobStore(lambda: connection)
        loop = asyncio.get_running_loop()
        self._spooler = await asyncio.to_thread(self._make_spooler, self._jobs, loop)
        self.papers.use(self._spooler)
        self._listening = tuple(
            asyncio.create_task(work) for work in (self._feed.run(), self._reporter.run())
        )

    def use(self, policy: Policy) -> None:
        """Another policy holds, from the next citizen on."""
        self.door.use(policy)
        self.papers.use_policy(policy)

    def tell(self) -> None:
        """Something of a device is different now."""
        self._reporter.wake()

    def printer_errors(self) -> dict[str, str]:
        """What is wrong with the printer now; from any thread."""
        return printer_errors(self._spooler.trouble) if self._spooler is not None else {}

    async def try_printer(self, trial_id: str) -> TrialResult:
        """打印测试: a strip, once per id."""
        job_id = f"{TRIAL}{trial_id}"
        outcome = self._strips[job_id] = asyncio.get_running_loop().create_future()
        paper = trial_strip(self._config.kiosk_name, self._clock.now(), self._texts)
        if self._spooler is None or not await asyncio.to_thread(self._spooler.submit, job_id, paper, ""):
            del self._strips[job_id]
            return TrialResult.LOOK  # printed before a restart
        return TrialResult.PASSED if (await outcome).has_paper else TrialResult.FAILED

    async def close(self) -> None:
        """Print what waits, let everything go."""
        for task in self._listening:
            task.cancel()
        await self._client.aclose()
        if self._spooler is not None:
            await asyncio.to_thread(self._spooler.close, 2.0)
        if self._jobs is not None:
            self._jobs.close()
        await self.door.close()

    def _make_spooler(self, jobs: SqliteJobStore, loop: asyncio.AbstractEventLoop) -> Spooler:
        def ended(outcome: PrintOutcome) -> None:
            """In the spooler's thread: whoever waits for the paper first."""
            if outcome.job_id.startswith(TRIAL):
                loop.call_soon_threadsafe(self._strip_ended, outcome)
            else:
                self.papers.on_outcome(outcome)
            changed()

        def changed() -> None:
            """There, too: how the printer is, and the rest with it."""
            loop.call_soon_threadsafe(self._reporter.wake)

        press = Press(Faces(ROOT / "assets" / "fonts"), profile_at(self._config.printer))
        rules = RollRules(
            length_mm=self._policy.kiosk.paper_roll_mm, warn_papers=self._policy.kiosk.paper_warn_papers
        )
        spooler = Spooler(jobs, press, _transport(self._config), ended, on_change=changed, rules=rules)
        spooler.start()
        return spooler

    def _strip_ended(self, outcome: PrintOutcome) -> None:
        if (waiting := self._strips.pop(outcome.job_id, None)) is not None and not waiting.done():
            waiting.set_result(outcome)

    def _health(self) -> HealthReport | None:
        """As it was when the printer was asked last; it is asked again, and told at once if it is different now."""
        if self._spooler is None or not self._spooler.was_asked:
            return None  # a machine's first report of a day says how its printer is, not how it may be
        words = self._printer_words(self._spooler)
        self._spooler.look()
        words |= self._device_words()
        words["outbox"] = "waiting" if self.door.state.waiting else "ok"
        kiosk_id, name = self._config.kiosk_id, self._config.kiosk_name
        if self._local is None:
            return HealthReport(device_id=kiosk_id, kind=KIOSK, name=name, conditions=words)
        return self._local.report(kiosk_id, KIOSK, name, words)

    def _printer_words(self, spooler: Spooler) -> dict[str, str]:
        return printer_words(spooler.trouble, is_low=spooler.roll.is_low)

    def _heard(self, state: FeedState) -> None:
        if state.connected and state.hall_time is not None:
            self.door.heard(state.hall_time)
        self._on_state(state)


def _transport(config: KioskConfig) -> Transport:
    if config.papers_dir is not None:
        return folder_at(config.papers_dir)
    return printer_at(config.printer)
