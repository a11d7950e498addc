"""A screen tells its hall how it and its devices are, again and again, for as long as it runs.

    reporter = HealthReporter(client, describe)
    bridge.submit(reporter.run())

`describe()` is called on the loop that runs `run()` and must not block; it answers a `HealthReport` whose `kind` is the
role of the client's token ("kiosk", "counter", "wall", "dispatch") and whose `conditions` are parts and words of
`cases.alarm.device_health.WORDS`. What a screen does not know it leaves out. None: nothing to say yet. `on_asked` is
called there too, with what staff want tried out here, again with each answer until its result was told.
"""

import asyncio
from collections.abc import Callable

import structlog

from case_store.client.connection import Unreachable, adapter
from case_store.client.hall import HallClient
from case_store.trace import trace_of
from cases.alarm.device_health import HealthReport
from cases.alarm.device_trial import TrialAsked
from cases.refusal import Refusal
from cases.views_equipment import ReportTaken

_TAKEN = adapter(ReportTaken)
EVERY_S = 20.0
_log = structlog.get_logger(__name__)


class HealthReporter:
    """`wake()`, on its loop, tells at once what has changed; otherwise every 20 s."""

    def __init__(
        self,
        client: HallClient,
        describe: Callable[[], HealthReport | None],
        on_asked: Callable[[tuple[TrialAsked, ...]], None] = lambda _trials: None,
        *,
        every_s: float = EVERY_S,
    ) -> None:
        self._client, self._describe, self._every_s = client, describe, every_s
        self._on_asked = on_asked
        self._news = asyncio.Event()
        self._refused = ""

    def wake(self) -> None:
        """Something is different now."""
        self._news.set()

    async def run(self) -> None:
        """Until cancelled. A hall that is away hears it later; a refusal is a mistake of ours and is logged once."""
        while True:
            self._news.clear()
            try:
                report = self._describe()
                if report is not None:
                    await self._tell(report)
            except Exception as error:  # noqa: BLE001  one report that could not be made must not be the last
                _log.error("health not told", trace=trace_of(error))
            try:
                async with asyncio.timeout(self._every_s):
                    await self._news.wait()
            except TimeoutError:
                continue

    async def _tell(self, report: HealthReport) -> None:
        body = {
            "device_id": report.device_id,
            "kind": report.kind,
            "name": report.name,
            "conditions": dict(report.conditions),
            "errors": dict(report.errors),
            "trials": dict(report.trials),
        }
        try:
            answer = await self._client.connection.ask("POST", "/v1/devices/health", _TAKEN, body)
        except Unreachable:
            return
        refused = answer.code if isinstance(answer, Refusal) else ""
        if refused and refused != self._refused:
            _log.error("health not taken", code=refused)
        self._refused = refused
        if not isinstance(answer, Refusal) and answer.trials:
            self._on_asked(answer.trials)
