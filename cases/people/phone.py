"""Phone numbers (domain.md §5): a mobile number, or a landline with the area code of Tongliao."""

import re

from cases.refusal import Refusal
from cases.typed import compact

MOBILE_DIGITS = 11
AREA_CODE = "0475"
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(rf"{AREA_CODE}([2-8]\d{{6}})", re.ASCII)
_COUNTRY = re.compile(r"^(\+86|0086|86(?=1\d{10}$))", re.ASCII)
_BRACKETS = str.maketrans("", "", "()")


def parse_phone(text: str) -> str | Refusal:
    """The number as it is stored: 13000000001 or 0475-2000001. +86, blanks, hyphens and brackets are taken off."""
    digits = _COUNTRY.sub("", compact(text).translate(_BRACKETS))
    if _MOBILE.fullmatch(digits):
        return digits
    if landline := _LANDLINE.fullmatch(digits):
        return f"{AREA_CODE}-{landline[1]}"
    if digits.startswith("1") and len(digits) != MOBILE_DIGITS:
        return Refusal("phone.length", {"digits": MOBILE_DIGITS, "given": len(digits)})
    return Refusal("phone.unreadable", {"area_code": AREA_CODE})
