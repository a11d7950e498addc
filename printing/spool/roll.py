"""How much paper is left: millimetres counted, calibrated with every roll that ran out, so that nobody is surprised.

Pure. A sensor says "near its end" a few metres before it; many printers have none. The count says it days before.
"""

from dataclasses import dataclass, replace

from printing.spool.job import Reason

BELIEVED = 0.5  # how much of a new measurement goes into what was known of a roll's length
SHARE_MIN = 0.2  # of a roll; one that "ran out" sooner was torn, or put in half used
DAY_S = 86_400.0
DAYS_LOW = 2.0  # two, because an average day counts those on which nobody comes
LEAST_MM = 1.0  # of a paper, or used in a day; less is no use of paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The roll in the printer. `is_ending`: its end, or that it is near, was seen; paper after that is a new roll."""

    length_mm: float  # of a whole one, as far as is known
    used_mm: float = 0.0
    papers: int = 0
    began_at: float = 0.0  # seconds since the epoch
    from_its_beginning: bool = False
    is_ending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """`days` None: nothing was printed yet, or not for long enough to say."""

    papers: int
    days: float | None

    def is_low(self, warn_papers: int) -> bool:
        """Whether somebody should bring a new roll: few papers are left, or it may end today.

        So the first report of a morning says whether the roll lasts until the evening.
        """
        return self.papers < warn_papers or (self.days is not None and self.days < DAYS_LOW)


def printed(roll: Roll, mm: float) -> Roll:
    """A paper of that length left the printer, whole or not."""
    return replace(roll, used_mm=roll.used_mm + mm, papers=roll.papers + 1)


def seen(roll: Roll, said: Reason | None, now: float) -> Roll:
    """What the printer said of itself: None is a printer that is well and has enough paper."""
    match said:
        case Reason.OUT_OF_PAPER:
            # Said again and again until somebody comes; measured once.
            return replace(roll, length_mm=_measured(roll), from_its_beginning=False, is_ending=True)
        case Reason.NEAR_END:
            return replace(roll, is_ending=True)
        case None if roll.is_ending:
            return Roll(length_mm=roll.length_mm, began_at=now, from_its_beginning=True)
        case _:
            return roll


def outlook(roll: Roll, now: float, usual_mm: float) -> Outlook:
    """For how many papers and days it will last; `usual_mm`: of a paper, until some were printed."""
    left_mm = max(0.0, roll.length_mm - roll.used_mm)
    each_mm = max(LEAST_MM, roll.used_mm / roll.papers) if roll.papers else usual_mm
    days = (now - roll.began_at) / DAY_S
    a_day_mm = roll.used_mm / days if days >= 1 else 0.0
    return Outlook(papers=int(left_mm / each_mm), days=left_mm / a_day_mm if a_day_mm >= LEAST_MM else None)


def _measured(roll: Roll) -> float:
    """A roll that ran out tells how long it was, if it was counted from its beginning and not torn half-way."""
    if not roll.from_its_beginning or roll.used_mm < SHARE_MIN * roll.length_mm:
        return roll.length_mm
    return roll.length_mm + BELIEVED * (roll.used_mm - roll.length_mm)
