"""An invented day of a hall, from a seed: who comes when and for how long, which desks are there and when not.

Times are seconds from midnight. Nothing of it is known to the estimate but what the hall would know.
"""

import random
from dataclasses import dataclass, field
from enum import StrEnum
from math import log, sqrt

MINUTE, HOUR = 60.0, 3600.0
MORNING, AFTERNOON = (8.5 * HOUR, 12 * HOUR), (14.5 * HOUR, 17.5 * HOUR)
OPEN_S = (MORNING[1] - MORNING[0]) + (AFTERNOON[1] - AFTERNOON[0])
LAST_BEFORE_CLOSING = 25 * MINUTE
QUEUES = ("A", "B", "C", "Z")
# One service of a queue, beside one of A; and its coefficient of variation.
RELATIVE = {"A": 1.0, "B": 0.45, "C": 0.8, "Z": 1.0}
CV = {"A": 0.65, "B": 0.5, "C": 0.5, "Z": 0.7}


class Regime(StrEnum):
    """What kind of day it is."""

    QUIET = "quiet"
    BUSY = "busy"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Visitor:
    """One number. `patience_s`: leaves when it takes longer. `comes_back_s`: after a missed call, None: never."""

    comes_at: float
    queue: str
    service_s: float
    misses: bool
    comes_back_s: float | None
    patience_s: float | None
    fetches_papers: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """`signs_in` before opening or late; `late_after_lunch_s`; `pauses`: from about when, how long, is it known."""

    counter_no: int
    serves: tuple[str, ...]
    weights: dict[str, float]
    signs_in: float
    late_after_lunch_s: float
    pauses: list[tuple[float, float, bool]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class InventedDay:
    """`prior_minutes`: what the hall's policy believes a service takes, which is wrong by a factor."""

    seed: int
    regime: Regime
    visitors: list[Visitor]
    desks: list[Desk]
    prior_minutes: dict[str, int]


def invent(seed: int) -> InventedDay:
    """The day of a seed. The regimes take turns."""
    dice = random.Random(seed)  # noqa: S311  invented people, no secret
    regime = list(Regime)[seed % 3]
    count = dice.randint(300, 1200)
    desks = [_desk(number, dice) for number in range(1, dice.randint(5, 14) + 1)]
    load = {
        Regime.QUIET: dice.uniform(0.6, 0.78),
        Regime.BUSY: dice.uniform(0.85, 1.0),
        Regime.PRIORITY: dice.uniform(0.75, 0.95),
    }[regime]
    shares = _shares(regime, dice)
    work = sum(share * RELATIVE[queue] for queue, share in shares.items())
    mean_a = load * len(desks) * OPEN_S / (count * work)
    by_hour = {hour: dice.uniform(0.9, 1.1) for hour in range(8, 20)}
    visitors = sorted(
        (_visitor(dice, shares, mean_a, by_hour) for _ in range(count)), key=lambda v: v.comes_at
    )
    prior = {
        queue: max(1, round(mean_a * RELATIVE[queue] * dice.lognormvariate(0, 0.2) / MINUTE))
        for queue in QUEUES
    }
    return InventedDay(seed, regime, visitors, desks, prior)


def _shares(regime: Regime, dice: random.Random) -> dict[str, float]:
    priority = dice.uniform(0.15, 0.25) if regime == Regime.PRIORITY else dice.uniform(0.03, 0.1)
    consult, mediation = dice.uniform(0.2, 0.35), dice.uniform(0.02, 0.06)
    return {"A": 1 - priority - consult - mediation, "B": consult, "C": mediation, "Z": priority}


def _desk(number: int, dice: random.Random) -> Desk:
    """As in the shipped policy: most serve A and Z, some B too, one of them C."""
    kinds: list[tuple[tuple[str, ...], dict[str, float]]] = [
        (("Z", "A"), {}),
        (("Z", "A"), {}),
        (("Z", "A", "B"), {}),
        (("B", "Z", "A"), {"B": 1.5} if dice.random() < 0.5 else {}),
        (("C", "Z", "A"), {}),
    ]
    serves, weights = kinds[(number - 1) % len(kinds)]
    late = dice.uniform(0, 20 * MINUTE) if dice.random() < 0.2 else -5 * MINUTE
    pauses = [
        (dice.uniform(*span), dice.uniform(5, 15) * MINUTE, dice.random() < 0.7)
        for span in (MORNING, AFTERNOON)
        if dice.random() < 0.5
    ]
    after_lunch = dice.uniform(0, 6 * MINUTE) if dice.random() < 0.3 else dice.uniform(0, MINUTE)
    return Desk(number, serves, weights, MORNING[0] + late, after_lunch, pauses)


def _visitor(
    dice: random.Random, shares: dict[str, float], mean_a: float, by_hour: dict[int, float]
) -> Visitor:
    comes_at = _arrival(dice)
    queue = dice.choices(QUEUES, [shares[q] for q in QUEUES])[0]
    variance = log(1 + CV[queue] ** 2)
    middle = log(mean_a * RELATIVE[queue] * by_hour[int(comes_at / HOUR)]) - variance / 2
    misses = dice.random() < 0.04
    return Visitor(
        comes_at=comes_at,
        queue=queue,
        service_s=max(10.0, dice.lognormvariate(middle, sqrt(variance))),
        misses=misses,
        comes_back_s=dice.uniform(2, 15) * MINUTE if misses and dice.random() < 0.4 else None,
        patience_s=dice.uniform(20, 90) * MINUTE if dice.random() < 0.03 else None,
        fetches_papers=dice.random() < 0.02,
    )


def _arrival(dice: random.Random) -> float:
    """More at opening and after lunch; a bus brings some at a quarter past ten; a few wait before the door opens."""
    opens, closes = MORNING if dice.random() < 0.57 else AFTERNOON
    kind = dice.random()
    if kind < 0.15:
        return opens + dice.triangular(-10, 40, 4) * MINUTE
    if kind < 0.18:
        return 10.25 * HOUR + dice.random() * 5 * MINUTE
    if kind < 0.2:
        return dice.uniform(MORNING[1], AFTERNOON[0])
    return dice.uniform(opens, closes - LAST_BEFORE_CLOSING)
