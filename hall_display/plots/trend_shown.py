"""存量 as a line, 新收 upwards and 结案 downwards as bars, 变量 as marks: everything that TrendPlot.qml draws.

Bars begin at nothing. The axis of the stock need not, so it always says its numbers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.texts import Texts
from cases.views_figures import TrendDay, TrendView

FRAME = 1000.0  # side of the square in which the line is drawn; QML scales it
_INTERVALS_MAX = 3
_LABEL_DAYS = 7
_FROM_ZERO = 0.5  # a stock whose least is below this share of its most is drawn from zero


@dataclass(frozen=True, slots=True)
class TickShown:
    """A line across the plot. `at`: 0 at the top, 1 at the bottom."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day. Shares 0–1 of the bars' axis; `label` stands below some days only; `is_over` is false today."""

    day: str
    label: str
    received: float
    ended: float
    worsened: int
    is_over: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class TrendShown:
    """The whole plot. `bar_ticks` are of the half above zero; below zero they are its mirror."""

    days: tuple[DayShown, ...] = ()
    stock_path: str = ""
    stock_ticks: tuple[TickShown, ...] = ()
    bar_top: str = ""
    first_label: str = ""
    last_label: str = ""


def trend_shown(trend: TrendView | None, texts: Texts) -> TrendShown:
    """The plot of a trend; empty without one."""
    if trend is None or not trend.days:
        return TrendShown()
    days = trend.days
    low, high, step = stock_axis([day.stock for day in days])
    top = nice_top(max(max(day.received, day.ended) for day in days))
    ticks = range(low, high + 1, step)
    return TrendShown(
        days=tuple(_day(days, number, top, texts) for number in range(len(days))),
        stock_path=_line([1 - (day.stock - low) / (high - low) for day in days]),
        stock_ticks=tuple(TickShown(str(tick), 1 - (tick - low) / (high - low)) for tick in reversed(ticks)),
        bar_top=str(top),
        first_label=day_label(days[0].day),
        last_label=day_label(days[-1].day),
    )


def day_label(day: date) -> str:
    """11-23."""
    return f"{day:%m-%d}"


def stock_axis(stocks: Sequence[int]) -> tuple[int, int, int]:
    """Least, most and step of an axis with few round numbers that holds all stocks."""
    least, most = min(stocks), max(stocks)
    if least < _FROM_ZERO * most:
        least = 0
    step = _round_number(max(1, math.ceil((most - least) / _INTERVALS_MAX)), (1, 2, 5))
    low = least // step * step
    high = max(low + step, -(-most // step) * step)
    return low, high, step


def nice_top(most: int) -> int:
    """The least round number that is not below: 1 to 6, 8, 10, then ten times these, and so on."""
    return _round_number(max(1, most), (1, 2, 3, 4, 5, 6, 8))


def _round_number(least: int, leading: tuple[int, ...]) -> int:
    power = 1
    while True:
        for step in leading:
            if step * power >= least:
                return step * power
        power *= 10


def _day(days: Sequence[TrendDay], number: int, top: int, texts: Texts) -> DayShown:
    day, last = days[number], len(days) - 1
    return DayShown(
        day=day.day.isoformat(),
        label=day_label(day.day) if (last - number) % _LABEL_DAYS == 0 else "",
        received=day.received / top,
        ended=day.ended / top,
        worsened=day.worsened,
        is_over=number < last,
        spoken=texts.get(
            "plots.trend.day",
            month=day.day.month,
            day=day.day.day,
            stock=day.stock,
            received=day.received,
            ended=day.ended,
            worsened=day.worsened,
        ),
    )


def _line(downs: Sequence[float]) -> str:
    """From the middle of each day to the middle of the next; a day alone is a short stroke."""
    step = FRAME / len(downs)
    spots = [((number + 0.5) * step, down * FRAME) for number, down in enumerate(downs)]
    if len(spots) == 1:
        ((x, y),) = spots
        spots = [(x - step / 4, y), (x + step / 4, y)]
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
