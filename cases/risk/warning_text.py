"""Words that a person writes into a warning: cleaned, not too long, and with no number that leads to a person."""

import re

from cases.free_text import clean_text
from cases.normal_form import normal
from cases.refusal import Refusal

_SPLIT = r"[ \-.]?"
_PERSONAL = re.compile(
    rf"(?<!\d)(?:\d{{6}}{_SPLIT}\d{{8}}{_SPLIT}\d{{3}}[\dXx]"  # 身份证号
    r"|\d{8,}[Xx]"  # its end, wherever it was parted
    rf"|\d{{6}}{_SPLIT}\d{{6}}{_SPLIT}\d{{3}}"  # the old one of 15 digits
    rf"|(?:(?:\+|00)?86)?{_SPLIT}1[3-9]\d{_SPLIT}\d{{4}}{_SPLIT}\d{{4}}"  # mobile
    rf"|0\d{{2,3}}{_SPLIT}[2-8]\d{{6,7}})(?!\d)"  # landline with its area code
)
_INSIDE_NUMBERS = re.compile(r"(?<=\d)[\u200d\u180e\u2010-\u2015\u2212_·]+(?=\d)")


def checked(text: str, chars_max: int) -> str | Refusal:
    """The text as it is kept; "" for nothing. Refused: too long, or with an ID or telephone number."""
    clean = clean_text(text, chars_max)
    if clean.cut:
        return Refusal("warning.text_long", {"chars": chars_max})
    plain = _INSIDE_NUMBERS.sub("-", normal("NFKC", clean.text))
    if _PERSONAL.search(plain):
        return Refusal("warning.text_personal")
    return clean.text
