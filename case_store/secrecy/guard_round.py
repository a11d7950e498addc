"""What a store does for its secrets and its evidence by itself, every minute.

Traces of forgotten cases are cut off; case keys are wrapped to a reader key that was turned; the centre signs every
node's chain once a day, and a hall fetches what was signed.
"""

from datetime import date, timedelta

import httpx2
import pydantic
import sqlalchemy as sa
import structlog

from case_store.client.credentials import Credentials
from case_store.log.countersign import countersign_heads
from case_store.log.schema import case_forgotten
from case_store.secrecy.proof import cut_off, write_tables_anew
from case_store.secrecy.rotation import rewrap
from case_store.store import Store
from case_store.sync.countersign_poll import fetch_countersigns
from cases.hall_time import hall_date

ROUND_S = 60.0
PIECES_AT_A_TIME = 5  # signatures in one transaction: commands wait for no more
REWRAPPED_AT_A_TIME = 50  # 0.3 ms each
FETCH_EVERY = timedelta(hours=1)
_FORGOTTEN = sa.select(sa.func.count()).select_from(case_forgotten)
_log = structlog.get_logger(__name__)


class GuardRound:
    """One for each service; `run` is a turn. `upstream_token`: of the way to the centre, at a hall."""

    def __init__(self, store: Store, upstream_token: str | Credentials = "") -> None:
        self._store, self._token = store, upstream_token
        self._forgotten = (
            0  # after a start traces are cut off once: nobody knows what the process before left
        )
        self._signed_on: date | None = None
        self._fetched_us: int | None = None

    async def run(self) -> None:
        """A turn. What cannot be done keeps nothing else from being done; the first failure is raised in the end."""
        failed: list[Exception] = []
        for step in (self._cut_off_traces, self._rewrap, self._evidence):
            try:
                await step()
            except Exception as error:  # noqa: BLE001  raised below: whoever runs this logs it
                failed.append(error)
        if failed:
            raise failed[0]

    async def _rewrap(self) -> None:
        while await self._store.in_log(lambda c: rewrap(c, self._store.keys, REWRAPPED_AT_A_TIME)):
            pass

    async def _evidence(self) -> None:
        if self._store.config.role == "centre":
            await self._sign()
        elif self._store.config.upstream is not None:
            await self._fetch(self._store.config.upstream.url)

    async def _cut_off_traces(self) -> None:
        """Also of what was forgotten elsewhere and came by sync."""
        store = self._store
        forgotten = await store.read_log(lambda connection: int(connection.execute(_FORGOTTEN).scalar_one()))
        if forgotten == self._forgotten:
            return
        if store.config.database_url is None:
            await store.run(cut_off, store)
        else:
            await write_tables_anew(store.config.database_url)
        self._forgotten = forgotten

    async def _sign(self) -> None:
        store = self._store
        today = hall_date(store.clock.now())
        if self._signed_on == today:
            return
        name, key = store.config.node, store.keys.signing
        while await store.in_log(
            lambda connection: countersign_heads(
                connection, name, key, store.clock.now(), most=PIECES_AT_A_TIME
            )
        ):
            pass
        self._signed_on = today

    async def _fetch(self, url: str) -> None:
        now_us = self._store.clock.steady().us
        if self._fetched_us is not None and now_us - self._fetched_us < FETCH_EVERY / timedelta(
            microseconds=1
        ):
            return
        try:
            await fetch_countersigns(self._store, url, self._token)
        except (httpx2.HTTPError, pydantic.ValidationError) as error:
            _log.info("countersigns not fetched", error=type(error).__name__)  # the next turn asks again
            return
        self._fetched_us = now_us
