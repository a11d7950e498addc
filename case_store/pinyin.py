"""Readings of 汉字 for searching: whole and by initials, without tones (李 → "li l", 讨薪 → "taoxin tx").

pypinyin comes in when the first list is asked for: its table costs 64 ms and 14 MB, and a hall that nobody searches
needs neither. Its table of phrases stays out: names and short words are read sign by sign.
"""

import os
from functools import lru_cache
from itertools import islice, product

READINGS_MAX = 4  # of a text with signs of several readings: 单 is dan, chan and shan


@lru_cache(maxsize=4096)
def readings(text: str) -> str:
    """All readings, lower case, with a blank between; letters and digits stay, everything else is left out."""
    kept = "".join(char for char in text if char.isalnum())
    if not kept:
        return ""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin  # noqa: PLC0415  see above

    signs = [
        pinyin(char, style=Style.NORMAL, heteronym=True)[0] for char in kept
    ]  # a digit is its own reading
    found: dict[str, None] = {}
    for syllables in islice(product(*signs), READINGS_MAX):
        found["".join(syllables).lower()] = None
        found["".join(syllable[0] for syllable in syllables).lower()] = None
    return " ".join(found)
