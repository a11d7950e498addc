"""kill −9 over kiosk, hall and centre: what a citizen was told is there afterwards, at the hall and the centre, once.

`python -m tests.faults kill`.
"""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.at_work import BusyKiosk, wrong
from tests.faults.machines import Machines, StoreProcess, until

KILLS = 60
SEED = 11


def run(say: Callable[[str], None], kills: int = KILLS) -> bool:
    """Whether everything that was told is there, once."""
    with TemporaryDirectory() as folder:
        machines = Machines(Path(folder))
        kiosk = BusyKiosk(machines)
        try:
            killed = killed_and_started(machines, kiosk, kills, random.Random(SEED))  # noqa: S311  no secret
            faults = wrong(machines, kiosk.told)
        finally:
            kiosk.end()
            machines.close()
    tickets = [told for told in kiosk.told if told["ticket_no"] is not None]
    say(
        f"kill -9: {', '.join(f'{name} {n}×' for name, n in sorted(killed.items()))};"
        f" {len(kiosk.told)} matters told, {len(tickets)} with a number: {len(faults)} faults"
    )
    for fault in faults[:10]:
        say(f"  {fault}")
    return not faults


def killed_and_started(
    machines: Machines, kiosk: BusyKiosk, kills: int, chance: random.Random
) -> Counter[str]:
    """The three at work, each killed in turn after some more tickets; everything drained at the end."""
    machines.centre.start()
    machines.hall.start()
    kiosk.start()
    victims: dict[str, BusyKiosk | StoreProcess] = {
        "kiosk": kiosk,
        "hall": machines.hall,
        "centre": machines.centre,
    }
    done: Counter[str] = Counter()
    for number in range(kills):
        enough = len(kiosk.told) + chance.randint(3, 25)
        until(lambda enough=enough: len(kiosk.told) >= enough, what="the kiosk takes nothing")  # type: ignore[misc]
        name = tuple(victims)[number % len(victims)]
        victims[name].kill()
        victims[name].start()
        done[name] += 1
    kiosk.finish()
    until(machines.is_drained, what="the hall's outbox does not drain")
    machines.hall.stop()
    machines.centre.stop()
    return done
