"""Who makes the risk picture: beside the requests, every day anew and when the store starts; then the assessment.

The store's thread is asked for one page at a time, so that commands go between; counting is done in another thread.
"""

import asyncio

from case_store.risk.risk_rows import KEY_PAGES, CaseKey, RawMatters
from case_store.store import Store

_BEFORE_ALL: CaseKey = ("", "")


async def risk_round(store: Store) -> None:
    """One turn; when nothing is to be done it costs two questions."""
    door = store.hall.risk
    day = await store.run(door.wanted)
    if day is not None:
        raw, after = RawMatters(), _BEFORE_ALL
        while (next_ := await store.look(door.read_page, after, raw)) is not None:
            after = next_
        for page in range(KEY_PAGES):
            await store.look(door.read_shared, page, raw)
        held = await store.run(door.held)
        await store.run(door.keep, await asyncio.to_thread(door.made, raw, day, held))
    await store.run(door.assess)
