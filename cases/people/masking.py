"""Masking of persons (脱敏, domain.md §4.2): enough to recognise oneself, not enough to learn who it is."""

import re
import unicodedata
from collections.abc import Collection

from cases.people.person_name import MIDDLE_DOT
from cases.typed import compact, is_digits

_HIDDEN = "****"
_MOBILE_DIGITS = 11
_AREA_AND_NUMBER_DIGITS = 11
_AREA_DIGITS = 4
_ID_SHOWN = (3, 2)
_ID_CHARS_MIN = 8
_SHORT_NAME_CHARS = 2
_VILLAGE = re.compile(r".*?(嘎查|社区|村)")
_TOWN = re.compile(r".*?(街道|苏木|镇|乡)")
_BANNER = re.compile(r".*?(旗|县|区|市)")
_ID_IN_TEXT = re.compile(r"(?<!\d)\d{17}[\dXx]|(?<!\d)\d{15}(?!\d)", re.ASCII)
_PHONE_IN_TEXT = re.compile(r"(?<!\d)(1\d{10}|0\d{3}-?\d{7,8})(?!\d)", re.ASCII)


def mask_name(name: str, compound_surnames: Collection[str]) -> str:
    """张某 → 张*, 张某某 → 张**, 欧阳某某 → 欧阳*, 阿某·某某 → 阿**, Temur → T***; a name of one character → *.

    The number of stars does not tell how long the name is.
    """
    chars = [char for char in name.strip() if not unicodedata.category(char).startswith("M")]
    if not chars:
        return ""
    if not _is_hanzi(chars[0]):
        return f"{chars[0]}***" if len(chars) > 1 else "***"
    if len(chars) == 1:
        return "*"
    if len(chars) == _SHORT_NAME_CHARS:
        return f"{chars[0]}*"
    if MIDDLE_DOT in chars:
        return f"{chars[0]}**"
    plain = "".join(chars)
    surname = max((s for s in compound_surnames if plain.startswith(s) and plain != s), key=len, default=None)
    return f"{surname}*" if surname else f"{chars[0]}**"


def mask_phone(phone: str) -> str:
    """13800005678 → 138****5678, 0475-1234678 → 0475-****678; anything else is hidden whole."""
    digits = compact(phone)
    if not is_digits(digits):
        return _HIDDEN if digits else ""
    if len(digits) == _MOBILE_DIGITS and digits.startswith("1"):
        return f"{digits[:3]}{_HIDDEN}{digits[-4:]}"
    if len(digits) == _AREA_AND_NUMBER_DIGITS and digits.startswith("0"):
        return f"{digits[:_AREA_DIGITS]}-{_HIDDEN}{digits[-3:]}"
    return _HIDDEN


def mask_id_number(number: str) -> str:
    """First three and last two, so that on paper nobody reads birth or serial: 150*************1X."""
    plain = compact(number)
    head, tail = _ID_SHOWN
    if len(plain) < _ID_CHARS_MIN:
        return "*" * len(plain)
    return f"{plain[:head]}{'*' * (len(plain) - head - tail)}{plain[-tail:]}"


def mask_address(address: str) -> str:
    """Down to gacha or village, else to the town, else to the banner; what says none of them is hidden."""
    for ends in (_VILLAGE, _TOWN, _BANNER):
        if found := ends.match(address.strip()):
            return found[0]
    return _HIDDEN if address.strip() else ""


def mask_text(text: str, names: Collection[str], compound_surnames: Collection[str]) -> str:
    """Free text with these names, every phone and every identity number masked."""
    for name in sorted(filter(None, map(str.strip, names)), key=len, reverse=True):
        text = text.replace(name, mask_name(name, compound_surnames))
    text = _ID_IN_TEXT.sub(lambda found: mask_id_number(found[0]), text)
    return _PHONE_IN_TEXT.sub(lambda found: mask_phone(found[0]), text)


def _is_hanzi(char: str) -> bool:
    return (
        unicodedata.name(char, "").startswith("CJK") or char == "〇" or "\U00020000" <= char <= "\U0003fffd"
    )
