"""The supervision ladder (督办阶梯): how many items stand on which rung, every rung in its order, zero included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cases.figures.figure import FigureAsked, FigureName
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views_dispatch import Ladder

DRAFTED = "drafted"
FIRST, NO_RUNG = "", "none"  # on the list, nothing sent yet: as counts have it, and as it is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class RungLine:
    """A rung with its count."""

    rung: str
    name: str
    count: int


def rung_lines(ladder: Ladder, policy: Policy, texts: Texts) -> list[RungLine]:
    """What was only listed, the rungs of policy in their order, then those that were in force earlier."""
    counts = dict(ladder.by_rung)
    known = [document.rung for document in policy.supervision.documents]
    rungs = [FIRST, *known, *(rung for rung in counts if rung and rung not in known)]
    return [RungLine(rung=rung, name=_name(rung, texts), count=counts.get(rung, 0)) for rung in rungs]


def rung_figures(lines: Sequence[RungLine]) -> list[tuple[str, FigureAsked, int]]:
    """Every rung with the question of its list, zero included."""
    items = FigureName.ITEMS_OPEN
    return [(line.rung, FigureAsked(name=items, key=line.rung or NO_RUNG), line.count) for line in lines]


def _name(rung: str, texts: Texts) -> str:
    key = f"supervision.rung.{rung}"
    if rung == FIRST:
        return texts.get("dispatch.ladder.first")
    return texts.get(key) if key in texts.keys else rung
