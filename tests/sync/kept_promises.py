"""What the test files of the histories share."""

import warnings
from collections import Counter

from tests.sync.history import Broken, chapter, play
from tests.sync.mutants import Mutant

HISTORIES = 2000
FILES = 2  # test files, as the suite has two processes
PARTS = 40  # of a file: each ends long before the house's limit for a test that hangs
# Beyond HISTORIES: seeds of bugs that are mended. What followed another event at once was pushed after LATER_S then.
BROKE_ONCE = (2128, 2333, 2421, 2576, 2719, 2963, 3108, 6075, 10391)
LATER_S = 0.1
WITHIN = 60  # histories, from the seed of a mutant on

# What must have happened in the histories, or they prove nothing about it.
FAULTS = (
    "question lost",
    "answer lost",
    "question doubled",
    "torn answer",
    "stale answer",
    "not now",
    "partition",
    "power cut",
    "power cut before a commit",
    "power cut after a commit",
    "clock jumped",
    "hall put back",
    "centre put back",
    "hall cloned",
    "kiosk cloned",
    "row damaged",
    "upgraded",
    "re-enrolled",
    "case: TakeOver",
    "case: HandOver",
    "desk pressed again",
    "desk: case.not_holder",
    "desk: store.upgrade_first",
    "kiosk: leased number",
    "kiosk: number of the hall",
    "kiosk: kiosk.lease_used_up",
    "kiosk: kiosk.clock_untrusted",
    "cases compared",
)


def play_part(file: int, part: int) -> Counter[str]:
    """Every promise of these histories is kept; answers what was seen in them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tasks of machines that were switched off never end
        seen, broken = chapter(range(file * PARTS + part, HISTORIES, FILES * PARTS))
    assert not broken, "\n".join(broken[:5])
    return seen


def find(mutant: Mutant) -> None:
    """The bug breaks a promise within so many histories; without it the same history keeps them all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for seed in range(mutant.seed, mutant.seed + WITHIN):
            if noticed := _broken(mutant, seed):
                break
        else:
            raise AssertionError(f"nobody noticed within {WITHIN} histories")
        assert "TypeError(" not in noticed, "the bug does not fit the code any more"
        play(seed)


def _broken(mutant: Mutant, seed: int) -> str:
    try:
        with mutant.planted():
            play(seed)
    except Broken as broken:
        return str(broken)
    return ""
