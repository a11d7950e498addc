"""测试: a device is tried out. Asked for by staff, done by the machine that has it, told with its next report. Pure.

The request waits at the hall for the machine's next report, whose answer carries it; so a kiosk needs no door of its
own. It is done once however often it is heard, and a kiosk waits until its citizen has gone.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cases.alarm.device_health import WORDS
from cases.refusal import Refusal

UNANSWERED_AFTER = timedelta(minutes=10)
"""A machine that is off, or is used by citizens all the time: nobody wants a strip of paper an hour later."""
NO_DEVICES = frozenset(
    {"paper", "handwriting", "outbox", "feed"}
)  # of the parts; paper is tried out with the printer


class TrialResult(StrEnum):
    """How it is, and how it ended. Of LOOK the program saw all that it can see: the rest is for eyes and ears."""

    WAITING = ""
    PASSED = "passed"
    LOOK = "look"
    FAILED = "failed"  # its error stands beside it
    NOBODY = "nobody"  # nothing was pressed or held under it in time
    UNANSWERED = "unanswered"  # said by the store alone: its machine never did it


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialAsked:
    """What a machine is asked to do."""

    trial_id: str
    part: str


def check_part(part: str) -> Refusal | None:
    """Why a part cannot be tried out."""
    return None if part in WORDS and part not in NO_DEVICES else Refusal("device.not_tested")


def check_result(result: str) -> Refusal | None:
    """Why a machine's word about a trial is not taken."""
    told = {one.value for one in TrialResult} - {TrialResult.WAITING, TrialResult.UNANSWERED}
    return None if result in told else Refusal("device.word_unknown")


def result_now(asked_at: datetime, result: str, now: datetime) -> TrialResult:
    """The result; of one that is not done in time, that nobody answered."""
    if result == TrialResult.WAITING and now - asked_at > UNANSWERED_AFTER:
        return TrialResult.UNANSWERED
    return TrialResult(result)
