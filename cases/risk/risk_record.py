"""What the risk index looks at of one matter. A place and a kind, days and marks: the type has no room for a person."""

from typing import NamedTuple

TOWN_DIGITS, BANNER_DIGITS = 9, 6


class RiskRecord(NamedTuple):
    """Days are `date.toordinal()`. A tuple of plain values: two hundred thousand of them are read in a second.

    `area`: 9 digits a town, 6 a banner, "" no place. `group`: the first two digits of the type, "" none.
    `red_from`: the first day on which it was overdue, None: it never was; it stays so until it is closed.
    `rated_on`: its own evaluation; `bad`: 差评. `repeat`: the same party or object had come within policy's days.
    """

    area: str
    group: str
    registered: int
    closed: int | None
    grade: str | None
    parties: int | None
    red_from: int | None
    rated_on: int | None
    bad: bool
    repeat: bool
