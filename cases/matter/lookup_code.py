"""查询码: six digits on the receipt, typed with the case code, and how often it may be wrong (domain.md §2.4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cases.policy.kiosk import LookupPolicy
from cases.refusal import Refusal
from cases.typed import compact, is_digits

LOOKUP_DIGITS = 6
_RANDOM_BYTES_MIN = 8


def lookup_code(random_bytes: bytes) -> str:
    """Six digits from at least 8 random bytes (fewer would prefer some codes). ValueError for fewer."""
    if len(random_bytes) < _RANDOM_BYTES_MIN:
        raise ValueError("a lookup code needs 8 random bytes")
    return f"{int.from_bytes(random_bytes, 'big') % 10**LOOKUP_DIGITS:0{LOOKUP_DIGITS}d}"


def parse_lookup_code(text: str) -> str | Refusal:
    """The six digits as typed."""
    digits = compact(text)
    if len(digits) != LOOKUP_DIGITS or not is_digits(digits):
        return Refusal("lookup_code.incomplete", {"digits": LOOKUP_DIGITS, "given": len(digits)})
    return digits


def may_try(
    wrong_in_session: int, wrong_on_case_at: Sequence[datetime], now: datetime, policy: LookupPolicy
) -> Refusal | None:
    """None if one more code may be typed, else why not. The QR code and the counter are not limited by this.

    `wrong_on_case_at`: when this case was asked for with a wrong code, from anywhere; a time ahead of `now`
    (a clock was put back) counts too.
    """
    if wrong_in_session >= policy.wrong_tries_per_session_max:
        return Refusal("lookup.session_closed", {"tries": wrong_in_session})
    since = now - timedelta(hours=policy.wrong_tries_window_hours)
    wrong = sum(wrong_at > since for wrong_at in wrong_on_case_at)
    if wrong >= policy.wrong_tries_per_case_max:
        return Refusal("lookup.case_closed", {"tries": wrong, "hours": policy.wrong_tries_window_hours})
    return None
