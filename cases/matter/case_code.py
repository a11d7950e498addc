"""The case code (一案一码): ZZ, centre, yymmdd, serial, check; digits only, for a number pad (domain.md §2.4)."""

from dataclasses import dataclass
from datetime import date

from cases.refusal import Refusal
from cases.typed import compact, is_digits

PREFIX = "ZZ"
CENTRE_DIGITS = 9
TYPED_DIGITS = 12  # date 6, serial 4, check 2: what the citizen types after the prefilled centre
SERIAL_MAX = 9999
_DIGITS = CENTRE_DIGITS + TYPED_DIGITS
_DATE = "%y%m%d"


@dataclass(frozen=True, slots=True)
class CaseCode:
    """`serial` is 0..9999 within centre and day; years are 2000–2099. ValueError for what cannot be written."""

    centre: str
    day: date
    serial: int

    def __post_init__(self) -> None:
        if len(self.centre) != CENTRE_DIGITS or not is_digits(self.centre):
            raise ValueError("a centre code has 9 digits")
        if not (0 <= self.serial <= SERIAL_MAX and date(2000, 1, 1) <= self.day <= date(2099, 12, 31)):
            raise ValueError("serial or year cannot be written in a case code")

    @property
    def _payload(self) -> str:
        return f"{self.centre}{self.day:{_DATE}}{self.serial:04d}"

    @property
    def check(self) -> str:
        """The two check digits."""
        return check_digits(self._payload)

    @property
    def text(self) -> str:
        """As it is stored: ZZ and 21 digits."""
        return f"{PREFIX}{self._payload}{self.check}"

    @property
    def spaced(self) -> str:
        """As it is printed: ZZ 150502000 261123 0017 24."""
        return f"{PREFIX} {self.centre} {self.day:{_DATE}} {self.serial:04d} {self.check}"

    @property
    def typed_part(self) -> str:
        """What the citizen types at a kiosk of this centre."""
        return self.text[len(PREFIX) + CENTRE_DIGITS :]


def check_digits(payload: str) -> str:
    """ISO 7064 MOD 97-10: with them the whole number leaves 1 when divided by 97."""
    return f"{98 - int(payload) * 100 % 97:02d}"


def parse_case_code(text: str) -> CaseCode | Refusal:
    """A whole code as typed or scanned, with or without ZZ and blanks."""
    return _parse_digits(compact(text).removeprefix(PREFIX), _DIGITS)


def parse_typed_case_code(centre: str, typed: str) -> CaseCode | Refusal:
    """The citizen's twelve digits after the prefilled centre. Another hall's receipt fails the check digits.

    A whole code, typed although the centre stands there already, is taken as it is.
    """
    digits = compact(typed).removeprefix(PREFIX)
    if len(digits) == _DIGITS:
        return _parse_digits(digits, _DIGITS)
    if len(digits) != TYPED_DIGITS:
        return Refusal("case_code.incomplete", {"digits": TYPED_DIGITS, "given": len(digits)})
    return _parse_digits(centre + digits, _DIGITS)


def _parse_digits(digits: str, expected: int) -> CaseCode | Refusal:
    if len(digits) != expected:
        return Refusal("case_code.incomplete", {"digits": expected, "given": len(digits)})
    if not is_digits(digits) or int(digits) % 97 != 1 or int(digits[-2:]) < 2:  # noqa: PLR2004 02..98 are given
        return Refusal("case_code.wrong")
    centre, day, serial = digits[:9], digits[9:15], int(digits[15:19])
    try:
        registered_on = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        return Refusal("case_code.wrong")
    return CaseCode(centre, registered_on, serial)


def blocks_wanted(free: int, keep_free: int, block_size: int) -> int:
    """How many more blocks a kiosk asks for so that it keeps `keep_free` serials."""
    return max(0, -(-(keep_free - free) // block_size))
