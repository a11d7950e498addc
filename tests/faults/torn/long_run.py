"""`python -m tests.faults torn`: every text of every table, in every way, and every role asks: half an hour."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from case_store.log import mended_tables
from tests.faults.torn.doors import Doors
from tests.faults.torn.tearing import KINDS, cells, faults, together
from tests.faults.torn.world import FullHall, fill


def run(say: Callable[[str], None]) -> bool:
    """Whether every door held."""
    mended_tables.LOOK_AGAIN_S = 0  # it happens every second here
    with TemporaryDirectory() as folder:
        hall = FullHall(Path(folder))
        try:
            return asyncio.run(_torn(hall, say))
        finally:
            hall.store.close()


async def _torn(hall: FullHall, say: Callable[[str], None]) -> bool:
    fill(hall)
    doors = Doors(hall)
    await doors.open(everybody=True)
    await doors.walk()  # what the first one makes
    before = await doors.walk()
    good = True
    groups = together(list(cells(hall)))
    for kind in KINDS:
        found = [fault for group in groups for fault in await faults(doors, before, group, kind)]
        say(f"{kind}: {sum(map(len, groups))} texts torn, {len(before)} doors, {len(found)} faults")
        for fault in found[:10]:
            say(f"  {fault}")
        good &= not found
    return good
