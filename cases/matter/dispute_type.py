"""Dispute types (纠纷类型) of GB/T 31000-2015: groups of two digits, types of four (domain.md §2.1).

The columns `initials` (first letters of the pinyin) and `words` (what people call it) are ours, for the search; a test
holds the initials against pypinyin.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.policy.policy_file import PolicyError

_HEADER = ["code", "name", "parent", "initials", "words"]


@dataclass(frozen=True, slots=True)
class DisputeType:
    """`parent` is empty for the 17 groups. `words`: everyday words with their initials."""

    code: str
    name: str
    parent: str
    initials: str = ""
    words: tuple[tuple[str, str], ...] = ()


def parse_dispute_types(text: str, file: str) -> Mapping[str, DisputeType]:
    """dispute_types.tsv by code. Raises PolicyError naming the line."""
    header, *lines = text.splitlines() or [""]
    if header.split("\t") != _HEADER:
        raise PolicyError(file, "第 1 行", "应当是 code、name、parent、initials、words 五列")
    types: dict[str, DisputeType] = {}
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        where = f"第 {number} 行"
        if len(cells) != len(_HEADER) or not cells[1]:
            raise PolicyError(file, where, "应当有 code、name、parent、initials、words 五列")
        code, name, parent, initials, words = cells
        if code in types:
            raise PolicyError(file, where, f"{code} 写了两次")
        if parent != code[:-2] or (parent and parent not in types):
            raise PolicyError(file, where, f"{code} 的上级应当是它的前两位，并且写在它前面")
        types[code] = DisputeType(code, name, parent, initials, _words(words, file, where))
    return types


def _words(cell: str, file: str, where: str) -> tuple[tuple[str, str], ...]:
    words: list[tuple[str, str]] = []
    for pair in cell.split():
        word, _, initials = pair.partition(":")
        if not word or not (initials.isascii() and initials.isalnum()):
            raise PolicyError(file, where, f"“{pair}”应当写成 词:首字母")
        words.append((word, initials))
    return tuple(words)
