"""How far down the next line is, in few bytes: LF goes the usual distance, ESC 3 changes it, ESC J goes any other.

ESC J prints what waits and feeds so many dots from the top of that line, as LF does, and leaves the usual distance as
it is. Which is shortest depends on all lines of a paper; so all of them are decided at once.
"""

from collections.abc import Iterable

from printing.thermal.commands import FEED_DOTS_MAX, LINE_FEED, SPACING, feed

Way = tuple[int, tuple[bytes, ...]]  # bytes so far, and what was chosen


def line_feeds(downs: Iterable[int]) -> tuple[bytes, ...]:
    """For each line that waits, and how many dots down the next one begins, the command that takes it there."""
    best: dict[int | None, Way] = {None: (0, ())}  # by the usual distance that the printer has been told
    for down in downs:
        reached: dict[int | None, Way] = {}
        for usual, (size, chosen) in best.items():
            choices = [(usual, feed(down))]
            if usual == down:
                choices = [(usual, LINE_FEED)]
            elif 0 < down <= FEED_DOTS_MAX:
                choices.append((down, SPACING + bytes([down]) + LINE_FEED))
            for then, command in choices:
                way = (size + len(command), (*chosen, command))
                if then not in reached or way[0] < reached[then][0]:
                    reached[then] = way
        best = reached
    return min(best.values(), key=lambda way: way[0])[1]
