"""Free text (the story, the other side): invisible characters out, emoji kept, cut to policy with a flag."""

import re
import unicodedata
from dataclasses import dataclass

from cases.normal_form import normal

_JOINER = "\u200d"  # holds emoji together and shapes Mongolian
_MONGOLIAN_SEPARATOR = "\u180e"
_KEPT_FORMATS = frozenset({_JOINER, _MONGOLIAN_SEPARATOR})
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NONCHARACTERS = frozenset(chr(code) for code in range(0xFDD0, 0xFDF0))


@dataclass(frozen=True, slots=True)
class CleanText:
    """`cut`: the text was longer than allowed and its end is missing. The page says so; nothing is cut silently."""

    text: str
    cut: bool


def clean_text(text: str, chars_max: int) -> CleanText:
    """Several lines: NFC, line ends as \\n, no more than one empty line in a row."""
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    cleaned = "\n".join(" ".join(_clean(line).split()) for line in lines)
    return _cut(re.sub("\n{3,}", "\n\n", cleaned).strip(), chars_max)


def clean_line(text: str, chars_max: int) -> CleanText:
    """One line: as `clean_text`, line ends become blanks."""
    return _cut(" ".join(_clean(_LINE_ENDS.sub(" ", text).replace("\n", " ")).split()), chars_max)


def without_invisible(text: str) -> str:
    """The text without control, bidi and other format characters, lone surrogates and noncharacters.

    Tabs and line ends become blanks. Kept: the joiner of emoji and Mongolian, the Mongolian vowel separator.
    """
    return "".join(
        " " if char in "\t\n\r\v\f\x85\u2028\u2029" else char for char in text if _is_visible(char)
    )


def _clean(line: str) -> str:
    return normal("NFC", without_invisible(line))


def _is_visible(char: str) -> bool:
    if char in "\t\n\r\v\f\x85" or char in _KEPT_FORMATS:
        return True
    nonchar = char in _NONCHARACTERS or ord(char) & 0xFFFE == 0xFFFE  # noqa: PLR2004 the last two of every plane
    return not nonchar and unicodedata.category(char) not in ("Cc", "Cf", "Cs")


def _cut(text: str, chars_max: int) -> CleanText:
    if len(text) <= chars_max:
        return CleanText(text, cut=False)
    end = chars_max
    while end > 0 and (_joins_on(text[end]) or text[end - 1] == _JOINER):
        end -= 1  # not through the middle of a written character
    return CleanText(text[: end or chars_max].rstrip(), cut=True)


def _joins_on(char: str) -> bool:
    return (
        char == _JOINER or unicodedata.category(char).startswith("M") or "\U0001f3fb" <= char <= "\U0001f3ff"
    )
