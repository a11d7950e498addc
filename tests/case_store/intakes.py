"""A citizen at a kiosk, as the screen hands him over."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from case_store.kiosk.door import KioskDoor
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter
from tests.case_store.served import Ground, until

STORY = "楼上漏水，找过三次都没有修"


def dispute(ground: Ground, **changes: Any) -> Intake:
    """A confirmed matter, first touched four minutes ago."""
    made = Intake(
        intent=Intent.DISPUTE,
        touched_at=ground.clock.now() - timedelta(minutes=4),
        confirmed=True,
        open=OpenMatter(category="neighbour", party_count=2),
        private=PrivateMatter(story=STORY, contact_name="李某甲", contact_phone="13000000001"),
    )
    return replace(made, **changes)


@asynccontextmanager
async def opened(door: KioskDoor, *, ready: bool = True) -> AsyncIterator[KioskDoor]:
    """An open kiosk; `ready`: it has its leases."""
    await door.open()
    try:
        if ready:
            await until(lambda: door.state.numbers_free > 0)
        yield door
    finally:
        await door.close()
