"""A kiosk that never rests: one matter after the other, each said on stdout once the citizen has the number.

python -m tests.faults.busy_kiosk OUTBOX KEYS HALL_URL TOKEN CLOCK_FILE ASSETS
Any line on stdin: take no more; then "done" once the hall has everything.
"""

import asyncio
import json
import sys
from datetime import timedelta
from pathlib import Path

from case_store.clock import open_clock
from case_store.keys import read_keys
from case_store.kiosk.door import KioskDoor, KioskDoorConfig
from case_store.kiosk.outbox import KioskOutbox
from case_store.policy_files import load_policy
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter


async def main(arguments: list[str]) -> None:
    """Until killed, or done."""
    outbox, keys, hall_url, token, clock_file, assets = arguments
    clock = open_clock(Path(clock_file) if clock_file else None)
    door = KioskDoor(
        KioskDoorConfig(
            kiosk_id="k1",
            hall_url=hall_url,
            token=token,
            outbox=Path(outbox),
            keys=read_keys(Path(keys)),
            policy=load_policy(Path(assets)),
            clock=clock,
        )
    )
    await door.open()
    told_to_end = asyncio.create_task(asyncio.to_thread(sys.stdin.readline))
    while not told_to_end.done():
        intake = Intake(
            intent=Intent.DISPUTE,
            touched_at=clock.now() - timedelta(minutes=4),
            confirmed=True,
            open=OpenMatter(category="neighbour", party_count=2),
            private=PrivateMatter(story="楼上漏水", contact_name="李某甲", contact_phone="13000000001"),
        )
        taken = await door.take(intake)
        said = {
            "visit_id": taken.visit_id,
            "ticket_no": taken.ticket_no,
            "code": taken.refusal.code if taken.refusal else "",
            "case_code": taken.case_code,
            "leased": taken.leased,
        }
        print(json.dumps(said), flush=True)
        await asyncio.sleep(0.1)
    while await door._outbox.run(KioskOutbox.waiting):
        door.heard(clock.now())
        await asyncio.sleep(0.05)
    print("done", flush=True)
    await door.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
