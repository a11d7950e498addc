"""`python -m tests.faults power`: 3,000 cuts or more over several histories, and the control that has to lose some."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.power.cuts import cut_power
from tests.faults.power.recorder import recording
from tests.faults.power.subjects import subjects
from tests.faults.power.world import World

HISTORIES, ROUNDS, CUTS = 4, 60, 350  # cuts of each of three databases in each history
CONTROL_CUTS = 200
GO_ON_EVERY = 10
NOT_SYNCED = {"PRAGMA synchronous = FULL": "PRAGMA synchronous = NORMAL"}


def run(say: Callable[[str], None]) -> bool:
    """Whether nothing was lost or corrupt, and the control lost something."""
    good = True
    for seed in range(HISTORIES):
        lost, corrupt = _history(say, seed, CUTS, {})
        good &= not lost and not corrupt
    say("control: synchronous=NORMAL")
    lost, _ = _history(say, HISTORIES, CONTROL_CUTS, NOT_SYNCED)
    return good and lost > 0


def _history(say: Callable[[str], None], seed: int, cuts: int, pragmas: dict[str, str]) -> tuple[int, int]:
    """How often something was lost, and corrupt."""
    chance = random.Random(seed)  # noqa: S311  no secret
    lost = corrupt = 0
    with TemporaryDirectory() as folder:
        with recording(pragmas) as record:
            world = World(Path(folder), record, chance)
            world.play(ROUNDS)
            world.close()
        for subject in subjects(world, record):
            kinds = Counter(type(step).__name__ for step in subject.steps)
            found = cut_power(subject, cuts, chance, go_on_every=GO_ON_EVERY)
            cuts_told = ", ".join(f"{n} {cut}" for cut, n in sorted(found.cuts.items()))
            say(
                f"history {seed}, {subject.name}: {len(subject.steps)} steps ({kinds['Written']} writes,"
                f" {kinds['Synced']} syncs, {kinds['Acknowledged']} acknowledged); {found.cuts.total()} cuts"
                f" ({cuts_told}), {found.gone_on} worked on with:"
                f" {len(found.lost)} lost acknowledged work, {len(found.corrupt)} corrupt"
            )
            for fault in (found.lost + found.corrupt)[:5] if not pragmas else ():
                say(f"  {fault}")
            lost, corrupt = lost + len(found.lost), corrupt + len(found.corrupt)
    return lost, corrupt
