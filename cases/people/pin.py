"""What a PIN may be: digits, long enough, and none of those that are tried first."""

from datetime import date
from itertools import pairwise

from cases.policy.guard import PinPolicy
from cases.refusal import Refusal

_DATE_ORDERS = (  # (year, month, day) as slices of six or eight digits
    {6: ((0, 2), (2, 4), (4, 6)), 8: ((0, 4), (4, 6), (6, 8))},  # 980321, 19980321
    {6: ((4, 6), (2, 4), (0, 2)), 8: ((4, 8), (2, 4), (0, 2))},  # 210398, 21031998
)
_CENTURIES = (1900, 2000)
_YEARS_OF_PEOPLE = range(1930, 2031)


def check_pin(pin: str, policy: PinPolicy) -> Refusal | None:
    """`auth.pin_form` for what is no PIN, `auth.pin_guessable` for one that a stranger tries first."""
    if not (pin.isascii() and pin.isdigit() and policy.digits_min <= len(pin) <= policy.digits_max):
        return Refusal("auth.pin_form", {"least": policy.digits_min, "most": policy.digits_max})
    if pin in policy.refused or _is_pattern(pin) or _is_date(pin):
        return Refusal("auth.pin_guessable")
    return None


def _is_pattern(pin: str) -> bool:
    """One digit, a run up or down, or a short piece that is repeated."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if steps <= {0} or steps in ({1}, {9}):
        return True
    return any(
        len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size)
        for size in range(1, len(pin) // 2 + 1)
    )


def _is_date(pin: str) -> bool:
    """A day on which somebody may have been born, however it is written."""
    for order in _DATE_ORDERS:
        if (slices := order.get(len(pin))) is None:
            continue
        year, month, day = (int(pin[a:b]) for a, b in slices)
        years = (year,) if len(pin) == 8 else tuple(century + year for century in _CENTURIES)  # noqa: PLR2004
        if any(one in _YEARS_OF_PEOPLE and _exists(one, month, day) for one in years):
            return True
    return False


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
