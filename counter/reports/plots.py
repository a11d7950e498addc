"""Outlines of the plots, for a drawing of any size: SVG paths, y downwards."""

from collections.abc import Sequence

from printing.reports.report import BandPlot, runs

Spot = tuple[float, float]


def band_path(plot: BandPlot, width: float, height: float) -> str:
    """The area between half and nine tenths; broken where nothing is known."""
    parts = []
    for run in _placed(plot, width, height):
        middles, highs = [(x, middle) for x, middle, _ in run], [(x, high) for x, _, high in run]
        parts.append(f"{_line([*highs, *reversed(middles)])} Z")
    return " ".join(parts)


def line_path(plot: BandPlot, width: float, height: float) -> str:
    """The line of the halves. A point alone is a short stroke, or nobody would see it."""
    return " ".join(
        _line(_wide([(x, middle) for x, middle, _ in run])) for run in _placed(plot, width, height)
    )


def _placed(plot: BandPlot, width: float, height: float) -> list[list[tuple[float, float, float]]]:
    step = width / max(1, len(plot.points))
    place = {point.label: (number + 0.5) * step for number, point in enumerate(plot.points)}
    return [
        [(place[p.label], _down(p.middle, plot.top, height), _down(p.high, plot.top, height)) for p in run]
        for run in runs(plot.points)
    ]


def _down(value: float | None, top: float, height: float) -> float:
    return height * (1 - (value or 0.0) / top)


def _wide(spots: list[Spot]) -> list[Spot]:
    if len(spots) > 1:
        return spots
    ((x, y),) = spots
    return [(x - 4, y), (x + 4, y)]


def _line(spots: Sequence[Spot]) -> str:
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
