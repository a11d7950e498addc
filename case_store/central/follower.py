"""Folds what halls pushed a moment ago, in the store's own thread whenever nobody else wants it (log/fold_later.py).

Many halls have told one event each: their streams are folded together, so that each question to the database is asked
once for all of them.
A step is short, and ends sooner where somebody waits; however busy the centre is, a little is folded now and then
(store_thread.py), and the next step goes on where this one ended, so that every stream has its turn. What is folded is
nobody's answer: it commits without waiting for the replica, and after a fail-over cursor and tables stand at the same
earlier point and go on from there.
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
from case_store.log.fold_later import Folding, behind, fold_together
from case_store.store_thread import StoreThread
from case_store.trace import trace_of
from cases.hall_time import hall_date

_log = structlog.get_logger(__name__)

STEP_S = 0.04
AT_ONCE, AT_ONCE_MAX = 25, 400  # events folded together: as many as a step has time for
STREAMS_AT_ONCE, OF_EACH = 25, 4  # events of each of them: a command's
LINGER_S = 0.1  # between steps that left nothing, so that what is placed meanwhile is folded together
LOOK_EVERY_S = 1.0  # also when nobody said that something came: after a fail-over, after an error


class Follower:
    """Of one centre's log. `run` until cancelled; `wake` when something was placed."""

    def __init__(
        self, log: EventLog, thread: StoreThread, clock: Clock, folding: Folding | None = None
    ) -> None:
        self._log, self._thread, self._clock = log, thread, clock
        self._folding = folding or Folding()
        self._day: date | None = None  # for which the months of the log are there
        self._placed = asyncio.Event()
        self._at_once = AT_ONCE
        self._told: set[str] = set()  # streams of which something waits, as far as somebody said so
        self._left: list[str] = []  # what the last step left, in its order
        self._looked_at = -LOOK_EVERY_S

    def wake(self, stream: str) -> None:
        """Something of this stream was placed. Call it on the loop that runs `run`."""
        self._told.add(stream)
        self._placed.set()

    async def run(self) -> None:
        """A mistake of ours, or a database that is away for a moment, is logged and waited out; staff hear of it when
        it lasts (alarms/folding.py)."""
        while True:
            self._placed.clear()
            more = False
            try:
                more = await asyncio.wrap_future(self._thread.spare(self.step))
                self._folding.stands_since = None
            except Exception as error:  # noqa: BLE001  what is placed is safe, and folded when it can be
                _log.error("folding failed", trace=trace_of(error))
                self._folding.stands_since = self._folding.stands_since or self._clock.now()
                await asyncio.sleep(LOOK_EVERY_S)
            if not more:
                await asyncio.sleep(LINGER_S)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await self._placed.wait()

    def step(self) -> bool:
        """Fold for a moment, stream after stream; whether more waits. In the store's thread."""
        with acting_as(FOLLOWER):
            return self._step()

    def _step(self) -> bool:
        self._keep_months()
        line = self._waiting()
        if not line:
            return False
        with self._log.transaction():
            connection = self._log.connection
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            until = monotonic() + STEP_S
            while line:
                some, line = line[:STREAMS_AT_ONCE], line[STREAMS_AT_ONCE:]
                line += sorted(self._fold(connection, some))  # behind the others
                if monotonic() > until or self._thread.is_wanted:
                    break
        self._left = line
        return bool(line)

    def _waiting(self) -> list[str]:
        """Streams of which something waits: those that we know of, now and then and without any all of them."""
        told, self._told = self._told, set()
        left, self._left = self._left, []
        if not (told or left) or monotonic() >= self._looked_at + LOOK_EVERY_S:
            self._looked_at = monotonic()
            with self._log.reading() as connection:
                told.update(behind(connection))
        return [*left, *sorted(told.difference(left))]

    def _fold(self, connection: sa.Connection, streams: list[str]) -> set[str]:
        """Some of each; of which of them more may wait."""
        began, asked = monotonic(), self._at_once
        each = max(OF_EACH, asked // len(streams))
        folded, more = fold_together(connection, streams, each)
        took = monotonic() - began
        if took > STEP_S:
            self._at_once = max(AT_ONCE, asked // 2)
        elif took < STEP_S / 2 and folded >= each * len(streams):
            self._at_once = min(AT_ONCE_MAX, asked * 2)
        return more

    def _keep_months(self) -> None:
        now = self._clock.now()
        if hall_date(now) == self._day:
            return
        with self._log.transaction():
            for name in keep_ahead(self._log.connection, now):
                _log.info("a month of the log is made", table=name)
        self._day = hall_date(now)
