"""Names of persons (domain.md §5): one full name, never split; · and rare characters kept, invisible ones removed."""

import re
import unicodedata

from cases.free_text import without_invisible
from cases.normal_form import normal
from cases.policy.kiosk import KioskPolicy
from cases.refusal import Refusal

MIDDLE_DOT = "·"
_DOTS = str.maketrans(dict.fromkeys("•・‧．･", MIDDLE_DOT))
_ALSO_ALLOWED = frozenset(f"{MIDDLE_DOT} '’-〇\u180e")  # MVS joins Mongolian suffixes


def parse_person_name(text: str, kiosk: KioskPolicy) -> str | Refusal:
    """The name as it is stored. Refused: nothing left, digits, signs and emoji, too long for the record."""
    name = normal("NFC", without_invisible(text.translate(_DOTS)))
    name = " ".join(name.split())
    name = re.sub(rf" ?{MIDDLE_DOT}[{MIDDLE_DOT} ]*", MIDDLE_DOT, name).strip(f"{MIDDLE_DOT} ")
    if not name:
        return Refusal("name.empty")
    if not all(_is_allowed(char) for char in name) or not any(_is_letter(char) for char in name):
        return Refusal("name.characters")
    if len(name) > kiosk.name_chars_max or len(name.encode()) > kiosk.name_bytes_max:
        return Refusal("name.too_long", {"chars": kiosk.name_chars_max, "bytes": kiosk.name_bytes_max})
    return name


def _is_allowed(char: str) -> bool:
    return char in _ALSO_ALLOWED or _is_letter(char) or unicodedata.category(char).startswith("M")


def _is_letter(char: str) -> bool:
    # Planes 2 and 3 are hanzi, also those that this Python's Unicode tables do not know yet (GB 18030-2022).
    return unicodedata.category(char).startswith("L") or char == "〇" or "\U00020000" <= char <= "\U0003fffd"
