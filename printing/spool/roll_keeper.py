"""The roll counter of one printer: kept beside its jobs, read by whoever tells how the printer is."""

import time
from dataclasses import dataclass

import structlog

from printing.spool.job import JobStore, PrinterError, Reason
from printing.spool.roll import Outlook, Roll, outlook, printed, seen

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRules:
    """Policy: how long a roll is until one has been measured, a usual paper, and when staff are told."""

    length_mm: float = 50_000.0
    paper_mm: float = 130.0
    warn_papers: int = 40


USUAL_ROLL = RollRules()


class RollKeeper:
    """Used by the spooler's thread; `is_low` and `outlook` may be read from any."""

    def __init__(self, jobs: JobStore, rules: RollRules) -> None:
        self._jobs, self._rules = jobs, rules
        self._roll = jobs.roll() or Roll(length_mm=rules.length_mm, began_at=time.time())

    @property
    def outlook(self) -> Outlook:
        """For how many papers and days it will last."""
        return outlook(self._roll, time.time(), self._rules.paper_mm)

    @property
    def is_low(self) -> bool:
        """Whether somebody should bring a new roll."""
        return self.outlook.is_low(self._rules.warn_papers)

    def printed(self, mm: float) -> None:
        """A paper of that length left the printer."""
        self._keep(printed(self._roll, mm))

    def seen(self, said: Reason | None) -> None:
        """What the printer said of itself."""
        self._keep(seen(self._roll, said, time.time()))

    def _keep(self, roll: Roll) -> None:
        if roll == self._roll:
            return
        if roll.from_its_beginning and not self._roll.from_its_beginning and roll.used_mm == 0:
            _log.info("a new roll of paper", length_mm=round(roll.length_mm))
        self._roll = roll
        try:
            self._jobs.keep_roll(roll)
        except PrinterError as lost:  # a count that is lost costs a late warning
            _log.warning("roll of paper not kept", detail=lost.detail)
