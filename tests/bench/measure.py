"""A measurement: five rounds, their median, what was measured beside it in the same run, and the goal."""

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROUNDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """`name` is area.what. `ok`: the goal holds, on `ratio` where the goal is one, else on `value`."""

    name: str
    value: float
    unit: str
    beside: float | None  # the raw limit or peer of the same run, in the same unit
    ratio: float | None  # value / beside
    goal: str
    ok: bool


def percentile(samples: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile of the samples."""
    ordered = sorted(samples)
    rank = max(1, -(-len(ordered) * percent // 100))
    return ordered[int(rank) - 1]


def median_of_rounds(once: Callable[[], float], rounds: int = ROUNDS) -> float:
    """The median of `rounds` runs."""
    return statistics.median(once() for _ in range(rounds))


def at_most(name: str, value: float, unit: str, limit: float, beside: float | None = None) -> Measurement:
    """A goal on the value: not above `limit`."""
    return _of(name, value, unit, beside, goal=f"≤ {limit:g} {unit}", ok=value <= limit)


def at_least(name: str, value: float, unit: str, least: float) -> Measurement:
    """More is better."""
    return _of(name, value, unit, None, goal=f"≥ {least:g} {unit}", ok=value >= least)


def at_least_ratio(name: str, value: float, unit: str, beside: float, least: float) -> Measurement:
    """A goal on the ratio to what was measured beside it."""
    return _of(name, value, unit, beside, goal=f"≥ {least:g} × beside", ok=value / beside >= least)


def _of(name: str, value: float, unit: str, beside: float | None, *, goal: str, ok: bool) -> Measurement:
    ratio = None if beside is None else round(value / beside, 3)
    return Measurement(
        name=name,
        value=round(value, 3),
        unit=unit,
        beside=None if beside is None else round(beside, 3),
        ratio=ratio,
        goal=goal,
        ok=ok,
    )


def table(results: Sequence[Measurement]) -> str:
    """The results for a terminal."""
    head = ("name", "value", "unit", "beside", "ratio", "goal", "ok")
    rows = [
        (
            r.name,
            f"{r.value:g}",
            r.unit,
            "—" if r.beside is None else f"{r.beside:g}",
            "—" if r.ratio is None else f"{r.ratio:g}",
            r.goal,
            "yes" if r.ok else "NO",
        )
        for r in results
    ]
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [head, *rows]
    )


def write(results: Sequence[Measurement], path: Path) -> None:
    """build/bench.json."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(r) for r in results], ensure_ascii=False, indent=2) + "\n", "utf-8")
