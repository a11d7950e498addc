"""The back-test as a page with small drawings, a table for the terminal, and numbers as JSON."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import log10
from pathlib import Path
from typing import Any

from tests.simulation.backtest import Method, Verdicts
from tests.simulation.judged import Verdict
from tests.simulation.outbreaks import Kind, Size

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("backtest.toml").read_text("utf-8"))
_SHAPES = (
    "#1f77b4",
    "#1f77b4",
    "#9467bd",
    "#444",
    "#888",
    "#aaa",
    "#8c564b",
    "#7f7f7f",
    "#e07b00",
    "#d62728",
    "#2a8",
)
_FALSE_MIN, _FALSE_MAX = 0.05, 100.0
_STYLE = (
    "body{font:15px/1.6 sans-serif;max-width:1080px;margin:2em auto;color:#222}"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "td,th{padding:3px 10px;border-bottom:1px solid #ddd;text-align:right}"
    "td:first-child,th:first-child{text-align:left;white-space:nowrap}svg{display:block;margin:8px 0 24px}"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A method at a threshold, as it came out on the seeds that are reported."""

    method: str
    threshold: float
    verdict: Verdict

    def cells(self) -> tuple[str, ...]:
        """For both tables."""
        v = self.verdict
        shares = (f"{100 * v.of_size[size][0] / v.of_size[size][1]:.0f}%" for size in Size)
        lead = "—" if v.median_lead is None else f"{v.median_lead:.0f}"
        precision = "—" if v.precision is None else f"{100 * v.precision:.0f}%"
        nuisance = "／".join(str(v.in_nuisance.get(kind, 0)) for kind in Kind)
        return (
            WORDS["method"][self.method],
            f"{self.threshold:g}",
            f"{100 * v.warned:.0f}%",
            *shares,
            lead,
            f"{v.false_a_year:.2f}",
            precision,
            nuisance,
        )

    def numbers(self) -> dict[str, object]:
        """For backtest.json."""
        v = self.verdict
        return {
            "method": self.method,
            "threshold": self.threshold,
            "outbreaks": v.outbreaks,
            "warned": round(v.warned, 4),
            "warned_by_size": {size.value: of for size, of in v.of_size.items()},
            "median_lead_days": v.median_lead,
            "false_alarms": v.false_alarms,
            "false_alarms_per_area_year": round(v.false_a_year, 4),
            "true_alarms": v.true_alarms,
            "precision": None if v.precision is None else round(v.precision, 4),
            "false_in_nuisance": {kind.value: count for kind, count in v.in_nuisance.items()},
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """One area and type over the two years, a point a week; alarms by method."""

    title: str
    days: range
    index: Sequence[float | None]
    counts: Sequence[int]
    shaded: tuple[int, int] | None
    peak: int | None
    alarms: Mapping[str, Sequence[int]]


def markdown(rows: Iterable[Row]) -> str:
    """A table for the terminal and for docs/risk_index.md."""
    head = list(WORDS["column"].values())
    lines = [head, ["---"] * len(head), *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def table(rows: Iterable[Row]) -> str:
    """The same as HTML."""
    head = "".join(f"<th>{escape(each)}</th>" for each in WORDS["column"].values())
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row.cells()) + "</tr>" for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def curves(methods: Sequence[Method], verdicts: Verdicts) -> str:
    """Warned of before the peak, against false alarms, threshold by threshold; the own threshold is a dot."""
    width, height, left, low = 640, 360, 46, 330

    def x(verdict: Verdict) -> float:
        rate = min(_FALSE_MAX, max(_FALSE_MIN, verdict.false_a_year))
        return left + (width - left - 200) * log10(rate / _FALSE_MIN) / log10(_FALSE_MAX / _FALSE_MIN)

    def y(verdict: Verdict) -> float:
        return low - 300 * verdict.warned

    parts = [_line((left, low), (width - 200, low), "#999"), _line((left, low), (left, 30), "#999")]
    for share in (0, 25, 50, 75, 100):
        height_of = low - 3 * share
        parts.append(_text(8, height_of + 4, f"{share}%"))
        parts.append(_line((left, height_of), (width - 200, height_of), "#eee"))
    for rate in (0.1, 1.0, 10.0, 100.0):
        at = left + (width - left - 200) * log10(rate / _FALSE_MIN) / log10(_FALSE_MAX / _FALSE_MIN)
        parts += [_line((at, low), (at, 30), "#eee"), _text(at - 8, low + 18, f"{rate:g}")]
    for number, method in enumerate(methods):
        colour, dash = _SHAPES[number], ' stroke-dasharray="5 3"' if method.days.step == 1 else ""
        points = [verdicts[method.name, t] for t in method.sweep]
        path = " ".join(f"{x(v):.1f},{y(v):.1f}" for v in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>')
        own = verdicts[method.name, method.own]
        parts.append(f'<circle cx="{x(own):.1f}" cy="{y(own):.1f}" r="4" fill="{colour}"/>')
        parts.append(_line((width - 190, 40 + 20 * number), (width - 168, 40 + 20 * number), colour, dash))
        parts.append(_text(width - 162, 44 + 20 * number, WORDS["method"][method.name]))
    return _svg(width + 60, height, parts)


def trace(one: Trace) -> str:
    """Counts as bars, the index as a line, the outbreak as a shade, alarms as triangles below."""
    width, top, low = 1000, 10, 170
    first, span = one.days[0], one.days[-1] - one.days[0]
    most = max([*one.counts, 1])

    def x(day: int) -> float:
        return 60 + (width - 80) * (day - first) / span

    parts: list[str] = []
    if one.shaded:
        at, end = x(one.shaded[0]), x(one.shaded[1])
        parts.append(
            f'<rect x="{at:.1f}" y="{top}" width="{end - at:.1f}" height="{low - top}" fill="#f3e3c3"/>'
        )
    if one.peak:
        parts.append(_line((x(one.peak), top), (x(one.peak), low), "#a60"))
    for day, count in zip(one.days, one.counts, strict=True):
        tall = 70 * count / most
        parts.append(
            f'<rect x="{x(day) - 3:.1f}" y="{low - tall:.1f}" width="6" height="{tall:.1f}" fill="#ccc"/>'
        )
    for bound in (40, 60, 80):
        at = low - 1.6 * bound
        parts.append(_line((60, at), (width - 20, at), "#bbb", ' stroke-dasharray="2 4"'))
        parts.append(_text(36, at + 4, str(bound)))
    path: list[str] = []
    for day, value in zip(one.days, one.index, strict=True):
        if value is None:
            path.append(" ")
        else:
            path.append(f"{'L' if path and path[-1] != ' ' else 'M'}{x(day):.1f} {low - 1.6 * value:.1f}")
    parts.append(f'<path d="{" ".join(path)}" fill="none" stroke="#1f77b4" stroke-width="2"/>')
    for number, (name, days) in enumerate(one.alarms.items()):
        base = low + 18 + 18 * number
        parts.append(_text(width + 4, base + 4, WORDS["method"][name]))
        parts += [f'<path d="M{x(day) - 5:.1f} {base + 5} l10 0 l-5 -10 Z" fill="#444"/>' for day in days]
    height = low + 26 + 18 * len(one.alarms)
    return f"<p>{escape(one.title)}</p>" + _svg(width + 220, height, parts)


def page(parts: Iterable[str]) -> str:
    """The whole page."""
    head = f'<meta charset="utf-8"><title>{WORDS["title"]}</title><style>{_STYLE}</style>'
    body = f"<h1>{WORDS['title']}</h1>{''.join(parts)}"
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'


def write(folder: Path, html: str, numbers: Mapping[str, object]) -> None:
    """build/backtest/index.html and build/backtest.json."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(html, "utf-8")
    (folder.parent / "backtest.json").write_text(
        json.dumps(numbers, ensure_ascii=False, indent=2) + "\n", "utf-8"
    )


def _line(start: tuple[float, float], end: tuple[float, float], colour: str, more: str = "") -> str:
    (x1, y1), (x2, y2) = start, end
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{more}/>'


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="12" fill="#333">{escape(text)}</text>'


def _svg(width: float, height: float, parts: Iterable[str]) -> str:
    return f'<svg width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
