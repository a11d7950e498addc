"""Where a paragraph breaks: as few lines as can be, after punctuation where it costs none, never a lone character.

行首禁则: no line begins with a closing mark, none ends with an opening one.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

NO_LINE_START = frozenset("，。、；：？！）》」』】〕％…～·—”’,.;:?!)%")
NO_LINE_END = frozenset("（《「『【〔“‘～·(")
BRACKETS = frozenset("（《「『【")  # not 〔: 文号 stay with their year
PAUSE = frozenset("，。、；：？！）,.;:?!)")

_LIST_NUMBER = re.compile(r"\d{1,3}[.、)）]")

# What a break costs; only their order matters.
COST_BEFORE_BRACKET = 4
COST_AT_BLANK = 6  # between two boxes to tick
COST_INSIDE_PHRASE = 10
COST_AFTER_DIGITS = 40  # 「6」 and 「位」, 「23」 and 「日」 belong together
COST_LONE_CHARACTER = 1_000  # look.md: no line that ends in a lone character
COST_RAGGED = 8  # times the square of the white part of a line


class Break(NamedTuple):
    """A way to set the rest of a paragraph; compared by lines, then cost."""

    lines_count: int
    cost: float
    ends: tuple[int, ...]


def break_lines(
    text: str, width: float, measure: Callable[[str], float], *, balanced: bool = False
) -> list[str]:
    """`text` in lines of at most `width`; a word that alone is wider is cut where it must be.

    `balanced`: lines of like length, the last one too, as centred lines want.
    """
    if measure(text) <= width:
        return [text]
    words = [part for word in _words(text) for part in _cut(word, width, measure)]
    last = len(words)

    def line(start: int, end: int) -> str:
        return "".join(words[start:end]).strip()

    best = [Break(0, 0.0, ())] * (last + 1)  # best[start]: how to set everything from that word on
    for start in reversed(range(last)):
        ways = []
        for end in range(start + 1, last + 1):
            used = measure(line(start, end))
            if used > width and end > start + 1:
                break
            rest = best[end]
            white = max(0.0, 1 - used / width) if end < last or balanced else 0.0
            cost = COST_RAGGED * white**2 + _cost("".join(words[start:end]), line(end, end + 1))
            ways.append(Break(1 + rest.lines_count, cost + rest.cost, (end, *rest.ends)))
        best[start] = min(ways)
    return [line(start, end) for start, end in pairwise((0, *best[0].ends))]


def fill_lines(
    text: str, width: float, measure: Callable[[str], float], *, first_indent: float = 0.0
) -> list[str]:
    """`text` in full lines, as the body of a notice is set; the first is shorter by `first_indent`.

    A last line of one character takes company from the line above.
    """
    words = [part for word in _counted(_words(text)) for part in _cut(word, width - first_indent, measure)]
    lines: list[list[str]] = [[]]
    used = first_indent
    for word in words:
        before = lines[-1][-1][-1] if lines[-1] else ""
        # the bare step: a seam between 汉字 and digits has a gap that neither side has alone
        step = measure(before + word.rstrip()) - measure(before)
        if lines[-1] and used + step > width:
            lines.append([])
            used, step = 0.0, measure(word.rstrip())
        lines[-1].append(word)
        used += step + measure(word) - measure(word.rstrip())
    if len(lines) > 1 and _is_lone("".join(lines[-1])) and len(lines[-2]) > 1:
        lines[-1].insert(0, lines[-2].pop())
    return ["".join(line).strip() for line in lines]


def _counted(words: list[str]) -> list[str]:
    """With each number what it counts: 11日 and 37人 are not parted."""
    kept: list[str] = []
    for word in words:
        if kept and kept[-1][-1].isdigit() and kept[-1][-1].isascii() and not word[0].isascii():
            kept[-1] += word
        else:
            kept.append(word)
    return kept


def _is_lone(line: str) -> bool:
    return sum(char not in NO_LINE_START for char in line) <= 1 or _LIST_NUMBER.fullmatch(line) is not None


def _cost(line: str, following: str) -> int:
    """What it costs to part these two; `following` is empty at the end, `line` may end in a blank."""
    this = line.strip()
    cost = COST_LONE_CHARACTER * _is_lone(this)
    if not following or this[-1] in PAUSE:
        return cost
    if following[0] in BRACKETS:
        return cost + COST_BEFORE_BRACKET
    if line[-1] == " ":
        return cost + COST_AT_BLANK
    after_digits = this[-1].isascii() and not following[0].isascii()
    return cost + (COST_AFTER_DIGITS if after_digits else COST_INSIDE_PHRASE)


def _words(text: str) -> list[str]:
    """What stays together: a run of ASCII, a 汉字, each with the marks that may not be parted from it."""
    words: list[str] = []
    for char in " ".join(text.split()):
        if words and _stays_with(words[-1], char):
            words[-1] += char
        else:
            words.append(char)
    return words


def _stays_with(word: str, char: str) -> bool:
    before = word[-1]
    if char == " " or char in NO_LINE_START:
        return True
    if before == " ":
        return False
    if before in NO_LINE_END:
        return True
    return before.isascii() and char.isascii()


def _cut(word: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """`word` in parts that fit; nearly always the word itself. A mark takes the character before it along."""
    parts = [""]
    for char in word:
        if parts[-1] and measure((parts[-1] + char).rstrip()) > width:
            kept, taken = _parted(parts[-1], char)
            parts[-1] = kept
            parts.append(taken)
        parts[-1] += char
    return parts


def _parted(part: str, char: str) -> tuple[str, str]:
    """What stays of a full part, and what goes on to the next line with `char` so that no mark begins it."""

    def begins_with_mark(at: int) -> bool:
        return (part[at:] + char).lstrip()[:1] in NO_LINE_START

    at = next((at for at in range(len(part), 0, -1) if not begins_with_mark(at)), len(part))
    return part[:at], part[at:]
