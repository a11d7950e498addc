"""What a store does for its secrets by itself, every minute: traces of forgotten cases are cut off."""

import sqlalchemy as sa

from case_store.log.schema import case_forgotten
from case_store.secrecy.proof import cut_off
from case_store.store import Store

ROUND_S = 60.0
_FORGOTTEN = sa.select(sa.func.count()).select_from(case_forgotten)


class GuardRound:
    """One for each service; `run` is a turn."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._forgotten = 0  # after a start the log is cut once: nobody knows what the process before left

    async def run(self) -> None:
        """A turn."""
        await self._store.run(self._cut_off_traces)

    def _cut_off_traces(self) -> None:
        """Also of what was forgotten elsewhere and came by sync."""
        with self._store.log.reading() as connection:
            forgotten = int(connection.execute(_FORGOTTEN).scalar_one())
        if forgotten != self._forgotten:
            cut_off(self._store)
            self._forgotten = forgotten
