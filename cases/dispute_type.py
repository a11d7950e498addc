"""Dispute types (纠纷类型) of GB/T 31000-2015: groups of two digits, types of four (domain.md §2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.policy_file import PolicyError

_HEADER = ["code", "name", "parent"]


@dataclass(frozen=True, slots=True)
class DisputeType:
    """`parent` is empty for the 17 groups."""

    code: str
    name: str
    parent: str


def parse_dispute_types(text: str, file: str) -> Mapping[str, DisputeType]:
    """dispute_types.tsv by code. Raises PolicyError naming the line."""
    header, *lines = text.splitlines() or [""]
    if header.split("\t") != _HEADER:
        raise PolicyError(file, "第 1 行", "应当是 code、name、parent 三列")
    types: dict[str, DisputeType] = {}
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        where = f"第 {number} 行"
        if len(cells) != len(_HEADER) or not cells[1]:
            raise PolicyError(file, where, "应当有 code、name、parent 三列")
        code, name, parent = cells
        if code in types:
            raise PolicyError(file, where, f"{code} 写了两次")
        if parent != code[:-2] or (parent and parent not in types):
            raise PolicyError(file, where, f"{code} 的上级应当是它的前两位，并且写在它前面")
        types[code] = DisputeType(code, name, parent)
    return types
