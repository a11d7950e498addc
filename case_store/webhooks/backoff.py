"""When something that was not taken is tried again: later each time, at random, within an hour."""

import random

FIRST_US, LONGEST_US = 5_000_000, 3_600_000_000
FOR_GOOD_TRIES = 12  # some four hours of trying at least, however the clock jumps
_DOUBLINGS_MAX = 12
_dice = random.SystemRandom()


def later_us(now_us: int, tries: int) -> int:
    """After so many tries. At random in the upper half of the interval, so that receivers are not met all at once."""
    longest = min(FIRST_US << min(tries - 1, _DOUBLINGS_MAX), LONGEST_US)
    return now_us + longest // 2 + _dice.randrange(longest // 2)
