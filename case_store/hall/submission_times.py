"""The instants of a submission as the hall believes them: a kiosk's clock may be wrong in every way."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from case_store.log.hlc import AHEAD_MAX
from cases.hall_time import hall_time
from cases.queue.submission import Submission

OUTAGE_MAX = timedelta(days=366)  # an older 确认 is not an outage but a clock
INTAKE_MAX = timedelta(hours=4)  # from the first touch to 确认: nobody is first in line by a clock


@dataclass(frozen=True, slots=True, kw_only=True)
class BelievedTimes:
    """The place in line and 确认; `untrusted` when they are the hall's own instead of the kiosk's."""

    place_at: datetime
    confirmed_at: datetime
    untrusted: bool


def believed(submission: Submission, now: datetime) -> BelievedTimes:
    """A clock that cannot be right is replaced by the hall's own, and flagged; nobody is refused for a clock."""
    try:
        confirmed_at, place_at = hall_time(submission.confirmed_at), hall_time(submission.place_at)
    except OverflowError:  # the last hours of the year 9999
        confirmed_at = place_at = now + 2 * AHEAD_MAX
    impossible = not now - OUTAGE_MAX <= confirmed_at <= now + AHEAD_MAX
    if submission.clock_untrusted or impossible:
        return BelievedTimes(place_at=now, confirmed_at=now, untrusted=True)
    confirmed_at = min(confirmed_at, now)
    earliest = confirmed_at - INTAKE_MAX
    return BelievedTimes(
        place_at=min(max(place_at, earliest), confirmed_at), confirmed_at=confirmed_at, untrusted=False
    )
