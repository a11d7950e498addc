"""How long so many calls take: the calls of desks as counts over time, with their spread.

A desk that is never without work calls somebody each time a visit ends: its calls are a renewal process that begins
with the rest of the visit that is there now. Mean and variance of that count are known at any time (`Pace`), they add
up over desks, and the k-th call comes when the count reaches k: the time when mean + z · sd reaches k - 1/2 is a
quantile of it. That is exact enough at both ends: for one desk it gives the quantiles of the rest of its visit, for
many desks those of a Poisson stream. Times are seconds from now.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import erf, exp, inf, log, sqrt
from statistics import fmean
from typing import NamedTuple

from cases.queue.lognormal import FORGOTTEN, LEAST_CV, STANDARD, in_logarithm, mean_rest

_POINTS = 8  # a visit's rest is stood for by so many equally probable values
_PARTS = 16  # the tables of a renewal process have so many entries for one mean service …
_SERVICES = 5  # … and reach so far; beyond they are straight lines
_LONGEST_REST = 40.0  # in mean services
_MANY = tuple(STANDARD.inv_cdf((n + 0.5) / 8) for n in range(8))
_EVERY = 4
_GROWTH = 1.3  # from instant to instant, as they lie further off
Z_P90 = 1.2816
_OUTER = 1 / (2 * Z_P90**2)  # weight of P10 and of P90 in a mean of three
_LEAST_RATE = 1e-6


@dataclass(frozen=True, slots=True)
class Renewals:
    """Ends of services one after the other, time in mean services: expected count, and expected square of it."""

    count: tuple[float, ...]
    square: tuple[float, ...]
    slope: float  # of the variance, where it is a straight line
    last_variance: float


@lru_cache(maxsize=256)
def renewals(cv_percent: int) -> Renewals:
    """The table of services with this coefficient of variation (in hundredths), log-normal."""
    cv2 = (max(LEAST_CV, cv_percent / 100)) ** 2
    size = _PARTS * _SERVICES + 1
    count, square = [0.0] * size, [0.0] * size
    for n in range(1, 60):
        variance = log(1 + cv2 / n)  # the sum of n services, again as a log-normal
        middle, scale = log(n) - variance / 2, sqrt(2 * variance)
        for at in range(1, size):
            ended = 0.5 + 0.5 * erf((log(at / _PARTS) - middle) / scale)
            count[at] += ended
            square[at] += (2 * n - 1) * ended
        if ended < 1e-4:  # noqa: PLR2004  no more than that many
            break
    return Renewals(tuple(count), tuple(square), cv2, square[-1] - count[-1] ** 2)


@dataclass(frozen=True, slots=True)
class Rest:
    """The rest of a visit as equally probable values, and their mean. All zero: the desk is free."""

    values: tuple[float, ...]
    mean: float


def rest_of_visit(mean_s: float, cv: float, since_s: float | None, desk: int = 0) -> Rest:
    """What is left of a log-normal visit that has lasted `since_s`; None: nobody knows since when it lasts.

    The values of different desks (`desk` counts them) lie between each other, so that together they leave no steps.
    """
    step = (_POINTS // 2 + 5 * desk) % _POINTS  # the first desk has the middles
    if since_s is None:
        values = [mean_s * v for v in _rests_at_any_time(round(cv * 100))[step::_POINTS]]
        return _with_mean(values, mean_s * (1 + cv * cv) / 2)
    age = max(since_s, 1.0)
    mu, sigma = in_logarithm(mean_s, cv)
    lasting = STANDARD.cdf((mu - log(age)) / sigma)
    shares = [(n + (step + 0.5) / _POINTS) / _POINTS for n in range(_POINTS)]
    if lasting < FORGOTTEN:
        values = [age * share for share in shares]
    else:
        values = [exp(mu - sigma * STANDARD.inv_cdf(lasting * share)) - age for share in shares]
    return _with_mean(values, mean_rest(mean_s, cv, age))


@lru_cache(maxsize=256)
def _rests_at_any_time(cv_percent: int) -> tuple[float, ...]:
    """Rests of a visit that one looks at by chance, in mean services: evenly probable, _POINTS² of them."""
    mu, sigma = in_logarithm(1.0, cv_percent / 100)
    found: list[float] = []
    share, at, width = 0.0, 0.0, 0.01
    while len(found) < _POINTS**2 and at < _LONGEST_REST:
        lasting = STANDARD.cdf((mu - log(at + width / 2)) / sigma)
        share += lasting * width
        at += width
        while len(found) < _POINTS**2 and share >= (len(found) + 0.5) / _POINTS**2:
            found.append(at)
    return (*found, *[at] * (_POINTS**2 - len(found)))


def _with_mean(values: Iterable[float], mean: float) -> Rest:
    """The longest value stands for all that are longer still: what the mean lacks is its."""
    given = sorted(max(0.0, v) for v in values)
    lacking = mean * len(given) - sum(given)
    if lacking > -given[-1] / 2:
        given[-1] = max(given[-1] + lacking, given[-2])
    return Rest(tuple(given), mean)


@dataclass(frozen=True, slots=True)
class Pace:
    """One desk: free to call from `start_s` on (paused until then), after `rest` if it is busy; then its services."""

    start_s: float
    rest: Rest | None
    mean_s: float
    cv: float


class Grid:
    """Instants from now to a horizon, dense where something begins, and the stretches between breaks.

    `segments`: when numbers are called; none: always. `starts`: when desks come back from a pause.
    """

    def __init__(
        self,
        segments: Sequence[tuple[float, float]],
        starts: Iterable[float],
        step_s: float,
        horizon_s: float,
    ) -> None:
        self._parts: list[tuple[float, float, list[float]]] = []
        for opens, closes in segments or ((0.0, inf),):
            begin = max(0.0, opens)
            end = min(closes, max(horizon_s, begin + 8 * step_s))
            times, past = [begin, end], 0.0
            while (past := past * _GROWTH + step_s) < end - begin:
                times.append(begin + past)
            for start in starts:
                if begin < start < end:  # the last instant without the desk, the first with it
                    times += [max(begin, start - 0.01), start]
            times.sort()
            self._parts.append((begin, closes, times))
            if closes >= horizon_s:
                break
        self.times = [t for _, _, times in self._parts for t in times]
        self.breaks = [closes for _, closes, _ in self._parts[:-1]]

    def calls(self, pace: Pace) -> tuple[list[float], list[float]]:
        """Mean and variance of how many calls the desk has made by each instant, if somebody always waits.

        A visit that is there when a break begins ends in it, and the desk calls as soon as the break is over.
        """
        table = renewals(round(pace.cv * 100))
        means: list[float] = []
        variances: list[float] = []
        mean = variance = 0.0  # at the end of the stretch before
        for number, (begin, closes, times) in enumerate(self._parts):
            if pace.start_s >= closes:
                means += [mean] * len(times)
                variances += [variance] * len(times)
                continue
            first = max(begin, pace.start_s)
            values: tuple[float, ...] = (0.0,)
            if pace.rest is not None and number == 0:
                values = tuple([max(0.0, v - begin) for v in pace.rest.values])
            more, spread = _calls_by([t - first for t in times], values, pace.mean_s, table)
            means += [mean + m for m in more]
            variances += [variance + v for v in spread]
            mean, variance = means[-1], variances[-1]
        return means, variances


def _calls_by(
    instants: Iterable[float], values: tuple[float, ...], mean_s: float, table: Renewals
) -> tuple[list[float], list[float]]:
    """Mean and variance of the calls of a desk whose first comes after one of `values` (sorted)."""
    scale, last = _PARTS / mean_s, _PARTS * _SERVICES
    count, square = table.count, table.square
    share = 1 / len(values)
    first, average = values[0], sum(values) * share
    straight = values[-1] + _SERVICES * mean_s  # from here on both are straight lines
    at_last = 1 + count[last] - _SERVICES - average / mean_s
    of_first = sum((v - average) ** 2 for v in values) * share / mean_s**2
    of_last = table.last_variance - table.slope * (_SERVICES + average / mean_s) + of_first
    means: list[float] = []
    variances: list[float] = []
    for past in instants:
        if past >= straight:
            means.append(at_last + past / mean_s)
            variances.append(of_last + table.slope * past / mean_s)
            continue
        if past < first:
            means.append(0.0)
            variances.append(0.0)
            continue
        total = squares = 0.0
        for value in values:
            at = (past - value) * scale
            if at < 0:
                break
            if at < last:
                whole = int(at)
                part = at - whole
                n = count[whole] + part * (count[whole + 1] - count[whole])
                squares += 1 + 2 * n + square[whole] + part * (square[whole + 1] - square[whole])
            else:
                beyond = (at - last) / _PARTS
                n = count[last] + beyond
                squares += (1 + n) ** 2 + table.last_variance + table.slope * beyond
            total += 1 + n
        mean = total * share
        means.append(mean)
        variances.append(max(0.0, squares * share - mean * mean))
    return means, variances


class Said(NamedTuple):
    """Seconds until a call."""

    low: float
    mean: float
    high: float


class Pool:
    """Desks together: when their k-th call comes."""

    def __init__(
        self,
        grid: Grid,
        calls: Sequence[tuple[list[float], list[float]]],
        *,
        error: float,
        chance: float,
    ) -> None:
        """`error`: of the pace, as a fraction. `chance`: variance of the call's number, for each call before it."""
        self._times, self._breaks = grid.times, grid.breaks
        self._means = [sum(column) for column in zip(*(mean for mean, _ in calls), strict=True)]
        half = len(self._times) // 2
        grown, past = self._means[-1] - self._means[half], self._times[-1] - self._times[half]
        self._rate = max(grown / max(past, 1.0), _LEAST_RATE)  # beyond the last instant
        self._spreads = [
            sqrt(sum(column) + (error * m) ** 2 + chance * m)
            for column, m in zip(
                zip(*(variance for _, variance in calls), strict=True), self._means, strict=True
            )
        ]

    def say(self, numbers: Sequence[int]) -> dict[int, Said]:
        """When the calls with these numbers (sorted) come: P10, mean, P90.

        The mean is that of three points (Swanson's rule: right for a Poisson stream and for a normal one). Where a
        break may come before or after a call it is that of many: most of it is then on which side the call falls.
        """
        low, middle, high = (self._times_of(numbers, z) for z in (-Z_P90, 0.0, Z_P90))
        said: dict[int, Said] = {}
        near: list[int] = []
        for number, soon, usual, late in zip(numbers, low, middle, high, strict=True):
            said[number] = Said(soon, _OUTER * (soon + late) + (1 - 2 * _OUTER) * usual, late)
            for at in self._breaks:
                if 1.5 * soon - 0.5 * usual <= at < 1.5 * late - 0.5 * usual:
                    near.append(number)
                    break
        if near:
            said |= {number: said[number]._replace(mean=mean) for number, mean in self._means_of(near)}
        return said

    def _means_of(self, numbers: Sequence[int]) -> Iterator[tuple[int, float]]:
        """The mean of many points for some of the numbers, in between on straight lines."""
        some = [*numbers[:-1:_EVERY], numbers[-1]]
        means = [fmean(column) for column in zip(*(self._times_of(some, z) for z in _MANY), strict=True)]
        yield some[-1], means[-1]
        for n in range(len(some) - 1):
            slope = (means[n + 1] - means[n]) / (some[n + 1] - some[n])
            for number in numbers[n * _EVERY : (n + 1) * _EVERY]:
                if number < some[-1]:
                    yield number, means[n] + slope * (number - some[n])

    def _times_of(self, numbers: Sequence[int], z: float) -> list[float]:
        """Seconds until each call, at so many sigmas (positive: later than expected)."""
        times = self._times
        curve = [mean - z * spread for mean, spread in zip(self._means, self._spreads, strict=True)]
        curve = list(accumulate(curve, max))
        found: list[float] = []
        at, end = 0, len(curve)
        for number in numbers:
            level = number - 0.5
            at = bisect_left(curve, level, at)
            if at == 0:
                found.append(times[0])
            elif at == end:
                found.append(times[-1] + (level - curve[-1]) / self._rate)
            else:
                below = curve[at - 1]
                part = (level - below) / (curve[at] - below)
                found.append(times[at - 1] + part * (times[at] - times[at - 1]))
        return found
