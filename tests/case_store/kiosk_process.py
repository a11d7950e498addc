"""A kiosk in a process of its own, to be killed: opens the door, takes one matter, says the number, and waits.

python -m tests.case_store.kiosk_process OUTBOX KEYS HALL_URL TOKEN CLOCK_FILE
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from case_store.clock import OffsetClock
from case_store.keys import read_keys
from case_store.kiosk.door import KioskDoor, KioskDoorConfig
from case_store.policy_files import load_policy
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter

ASSETS = Path(__file__).parents[2] / "assets"


async def main(outbox: str, keys: str, hall_url: str, token: str, clock_file: str) -> None:
    """Until killed."""
    clock = OffsetClock(Path(clock_file))
    door = KioskDoor(
        KioskDoorConfig(
            kiosk_id="k1",
            hall_url=hall_url,
            token=token,
            outbox=Path(outbox),
            keys=read_keys(Path(keys)),
            policy=load_policy(ASSETS),
            clock=clock,
        )
    )
    await door.open()
    await asyncio.to_thread(sys.stdin.readline)  # the test says when
    intake = Intake(
        intent=Intent.DISPUTE,
        touched_at=clock.now() - timedelta(minutes=4),
        confirmed=True,
        open=OpenMatter(category="neighbour"),
        private=PrivateMatter(story="楼上漏水", contact_name="李某甲"),
    )
    taken = await door.take(intake)
    print(taken.ticket_no, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
