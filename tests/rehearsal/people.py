"""Who comes to the hall on a rehearsed day, when, and how they behave: drawn from a seed, nobody real."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import log, sqrt

from cases.hall_time import hall_time
from cases.matter.intake import Intent

MORNING, AFTERNOON = (time(8, 30), time(12, 0)), (time(14, 30), time(17, 30))
LAST_BEFORE_CLOSING = timedelta(minutes=25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """One person with one matter. Durations in seconds."""

    number: int
    comes_at: datetime
    intent: Intent
    confirmed: bool  # False: 先取号，到窗口再说
    priority: str | None
    truly_priority: bool
    party_count: int
    walk_s: float  # from the call to the counter
    service_s: float
    misses_the_call: bool
    comes_back: bool  # asks to be in line again
    patience_s: float | None  # leaves the queue when it takes longer; None: waits
    is_sent_on: bool  # belongs to another counter
    fetches_papers: bool


def visitors(day: date, count: int, seed: int, service_mean_s: dict[Intent, float]) -> list[Visitor]:
    """So many visitors of a day, by their arrival: more at opening and after lunch, a bus that brings thirty."""
    dice = random.Random(seed)  # noqa: S311  invented people, no secret
    arrivals = sorted(_arrival(day, dice) for _ in range(count))
    return [_visitor(number, at, dice, service_mean_s) for number, at in enumerate(arrivals)]


def _arrival(day: date, dice: random.Random) -> datetime:
    opens, closes = MORNING if dice.random() < _SHARE_OF_MORNING else AFTERNOON
    begin, end = _at(day, opens), _at(day, closes) - LAST_BEFORE_CLOSING
    if dice.random() < _SHARE_OF_BURST:
        return begin + timedelta(minutes=dice.triangular(0, 40, 6))
    if dice.random() < _SHARE_OF_BUS:
        return _at(day, time(10, 15)) + timedelta(minutes=dice.random() * 5)
    return begin + (end - begin) * dice.random()


_SHARE_OF_MORNING, _SHARE_OF_BURST, _SHARE_OF_BUS = 0.57, 0.18, 0.025


def _visitor(
    number: int, comes_at: datetime, dice: random.Random, service_mean_s: dict[Intent, float]
) -> Visitor:
    intent = Intent.CONSULT if dice.random() < 0.3 else Intent.DISPUTE
    priority = dice.choice(("elderly", "infant", "disabled", "veteran")) if dice.random() < 0.08 else None
    return Visitor(
        number=number,
        comes_at=comes_at,
        intent=intent,
        confirmed=intent is Intent.DISPUTE and dice.random() < 0.7,
        priority=priority,
        truly_priority=dice.random() < 0.93,
        party_count=37 if number == 200 else dice.choice((1, 1, 1, 2, 2, 3)),
        walk_s=dice.uniform(12, 45),
        service_s=_log_normal(dice, service_mean_s[intent], 0.6),
        misses_the_call=dice.random() < 0.05,
        comes_back=dice.random() < 0.6,
        patience_s=dice.uniform(900, 2700) if dice.random() < 0.04 else None,
        is_sent_on=dice.random() < 0.03,
        fetches_papers=dice.random() < 0.03,
    )


def _log_normal(dice: random.Random, mean: float, cv: float) -> float:
    """A service time in seconds with this mean and coefficient of variation."""
    sigma = sqrt(log(1 + cv * cv))
    return max(20.0, dice.lognormvariate(log(mean) - sigma * sigma / 2, sigma))


def _at(day: date, at: time) -> datetime:
    return hall_time(datetime.combine(day, at))
