"""When figures were made, and from when on they are old (domain.md §9.1: greyed after 15 minutes)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.texts import Texts
from hall_display.dispatch.wording import minutes_between, moment_text, span_text

STALE_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Age:
    """`words`: 截至09:40, and how long ago that is once it is old."""

    words: str = ""
    is_stale: bool = False


def age_of(as_of: datetime | None, now: datetime, texts: Texts) -> Age:
    """Of a section; nothing is said of one that has not come."""
    if as_of is None:
        return Age()
    at = moment_text(as_of, texts, now)
    if now - as_of <= STALE_AFTER:
        return Age(texts.get("dispatch_picture.as_of", at=at))
    span = span_text(minutes_between(as_of, now), texts)
    return Age(texts.get("dispatch_picture.as_of_old", at=at, span=span), is_stale=True)
