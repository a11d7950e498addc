"""Folds what halls pushed a moment ago, in the store's own thread whenever nobody else wants it (log/fold_later.py).

A step is short, so that whoever comes meanwhile hardly waits; however busy the centre is, a little is folded three
times a second. What is folded is nobody's answer: it commits without waiting for the replica, and after a fail-over
cursor and tables stand at the same earlier point and go on from there.
"""

import asyncio
from contextlib import suppress
from datetime import date
from time import monotonic

import sqlalchemy as sa
import structlog

from case_store.central.context import FOLLOWER, acting_as
from case_store.central.months import keep_ahead
from case_store.clock import Clock
from case_store.log.event_log import EventLog
from case_store.log.fold_later import behind, fold_waiting
from case_store.store_thread import StoreThread
from case_store.trace import trace_of
from cases.hall_time import hall_date

_log = structlog.get_logger(__name__)

STEP_S = 0.04
AT_ONCE, AT_ONCE_MAX = 25, 400  # events folded together: as many as a step has time for
LOOK_EVERY_S = 1.0  # also when nobody said that something came: after a fail-over, after an error


class Follower:
    """Of one centre's log. `run` until cancelled; `wake` when something was placed."""

    def __init__(self, log: EventLog, thread: StoreThread, clock: Clock) -> None:
        self._log, self._thread, self._clock = log, thread, clock
        self._day: date | None = None  # for which the months of the log are there
        self._placed = asyncio.Event()
        self._at_once = AT_ONCE
        self._last = ""  # the stream that was folded last: the next step begins behind it

    def wake(self) -> None:
        """Something was placed. Call it on the loop that runs `run`."""
        self._placed.set()

    async def run(self) -> None:
        """A mistake of ours, or a database that is away for a moment, is logged and waited out."""
        while True:
            self._placed.clear()
            more = False
            try:
                more = await asyncio.wrap_future(self._thread.spare(self.step))
            except Exception as error:  # noqa: BLE001  what is placed is safe, and folded when it can be
                _log.error("folding failed", trace=trace_of(error))
                await asyncio.sleep(LOOK_EVERY_S)
            if not more:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await self._placed.wait()

    def step(self) -> bool:
        """Fold for a moment, stream after stream; whether more waits. In the store's thread."""
        with acting_as(FOLLOWER):
            return self._step()

    def _step(self) -> bool:
        self._keep_months()
        with self._log.reading() as connection:
            waiting = behind(connection)
        if not waiting:
            return False
        with self._log.transaction():
            connection = self._log.connection
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            until = monotonic() + STEP_S
            for n, stream in enumerate(self._in_turn(waiting)):
                if n and monotonic() > until:
                    return True
                self._last = stream
                if not self._fold(connection, stream, until):
                    return True
        return False

    def _fold(self, connection: sa.Connection, stream: str, until: float) -> bool:
        """False when the time was over before the stream was."""
        while True:
            began, asked = monotonic(), self._at_once
            folded, now = fold_waiting(connection, stream, asked), monotonic()
            if now - began > STEP_S:
                self._at_once = max(AT_ONCE, asked // 2)
            elif now - began < STEP_S / 2 and folded == asked:
                self._at_once = min(AT_ONCE_MAX, asked * 2)
            if folded < asked:
                return True
            if now > until:
                return False

    def _keep_months(self) -> None:
        now = self._clock.now()
        if hall_date(now) == self._day:
            return
        with self._log.transaction():
            for name in keep_ahead(self._log.connection, now):
                _log.info("a month of the log is made", table=name)
        self._day = hall_date(now)

    def _in_turn(self, waiting: dict[str, int]) -> list[str]:
        """All of them, beginning behind the one that was folded last."""
        return sorted(waiting, key=lambda stream: (stream <= self._last, stream))
