"""Many days: what was said when people came, beside how long they waited in truth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import log
from statistics import NormalDist, fmean

from cases.policy.hall import HallPolicy
from cases.queue.wait_clock import Z_P90
from cases.queue.waiting_time import Wait, forecast
from tests.simulation.invented_day import AFTERNOON, MORNING, QUEUES, Regime, invent
from tests.simulation.peers import Peers
from tests.simulation.played_day import DAY, PlayedDay, Ticket, hall_of

MINUTE = 60.0
LONG_WAIT_S = 20 * MINUTE
FEW_DESKS = 6
SAME_S = 10.0  # waits are said in whole minutes


@dataclass(frozen=True, slots=True)
class Said:
    """One promise and the truth, in seconds. `peers`: what they said."""

    regime: Regime
    desks: int
    queue: str
    is_new: bool  # said when the number was taken; else while it waited
    over_lunch: bool
    wait: Wait
    truth_s: float
    peers: dict[str, float | None]


@dataclass(slots=True)
class _Asked:
    ticket: Ticket
    at: float
    wait: Wait
    is_new: bool
    peers: dict[str, float | None]


@dataclass(slots=True)
class Asking:
    """Asks at every so-manieth arrival, for who comes and for one of those who wait already."""

    hall: HallPolicy
    every: int
    asked: list[_Asked] = field(default_factory=list)
    peers: Peers = field(default_factory=Peers)
    forecasts: int = 0

    def arrives(self, day: PlayedDay, ticket: Ticket, now: float) -> None:
        """Somebody takes a number."""
        if ticket.number % self.every:
            return
        known = forecast(day.load(now), self.hall, DAY + timedelta(seconds=now))
        self.forecasts += 1
        wait = known.if_you_came_now(ticket.visitor.queue)
        if wait is not None:
            self.asked.append(_Asked(ticket, now, wait, True, self.peers.say(day, ticket.visitor.queue)))
        others = [t for t in day.waiting.values() if t.called_at is None]
        if others:
            other = others[(ticket.number * 7919) % len(others)]
            wait = known.of(other.standing.visit_id)
            if wait is not None:
                self.asked.append(_Asked(other, now, wait, False, {}))

    def called(self, ticket: Ticket, now: float) -> None:
        """A first call."""
        self.peers.called(ticket, now)


@dataclass(slots=True)
class Days:
    """What was said on many days. `left`: who was asked for and never called, so they are in no table."""

    said: list[Said] = field(default_factory=list)
    visitors: int = 0
    forecasts: int = 0
    left: int = 0

    def add(self, other: "Days") -> None:
        """More days."""
        self.said += other.said
        self.visitors += other.visitors
        self.forecasts += other.forecasts
        self.left += other.left


def days(seeds: Iterable[int], hall: HallPolicy, every: int = 6) -> Days:
    """Play these days; ask at every so-manieth arrival."""
    found = Days()
    for seed in seeds:
        day = invent(seed)
        policy = hall_of(day, hall)
        asking = Asking(policy, every)
        PlayedDay(day, policy, asking).play()
        found.visitors += len(day.visitors)
        found.forecasts += asking.forecasts
        for asked in asking.asked:
            called_at = asked.ticket.called_at
            if called_at is None:
                found.left += 1
                continue
            found.said.append(
                Said(
                    day.regime,
                    len(day.desks),
                    asked.ticket.visitor.queue,
                    asked.is_new,
                    asked.at < AFTERNOON[0] and called_at >= MORNING[1],
                    asked.wait,
                    called_at - asked.at,
                    asked.peers,
                )
            )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table. Shares are fractions, times minutes."""

    name: str
    count: int
    mean_wait: float
    below_p10: float
    below_p90: float
    below_shown: (
        float  # of who was told to wait: called before the lower figure of a ticket, in whole minutes …
    )
    within_shown: float  # … and not after the upper one
    error: float  # mean absolute
    bias: float  # said minus truth

    def text(self) -> str:
        """For a terminal."""
        return (
            f"{self.name:<34}{self.count:>8}{self.mean_wait:>9.1f}{self.below_p10:>9.1%}"
            f"{self.below_p90:>9.1%}{self.below_shown:>10.1%}{self.within_shown:>9.1%}"
            f"{self.error:>9.2f}{self.bias:>+9.2f}"
        )


HEAD = (
    f"{'':<34}{'tickets':>8}{'wait min':>9}{'< P10':>9}{'< P90':>9}{'< lower':>10}{'≤ upper':>9}"
    f"{'MAE min':>9}{'bias':>9}"
)


def row(name: str, said: Sequence[Said]) -> Row:
    """How true the promises were."""
    ranged = [(s.truth_s / MINUTE, s.wait.range()) for s in said if s.wait.high_s > 0]
    return Row(
        name=name,
        count=len(said),
        mean_wait=fmean(s.truth_s for s in said) / MINUTE,
        below_p10=fmean(_below(s.truth_s, s.wait.low_s, 0.1) for s in said),
        below_p90=fmean(_below(s.truth_s, s.wait.high_s, 0.9) for s in said),
        below_shown=fmean(truth < shown.low_min for truth, shown in ranged) if ranged else 0.0,
        within_shown=fmean(truth <= shown.high_min for truth, shown in ranged) if ranged else 1.0,
        error=fmean(abs(s.wait.mean_s - s.truth_s) for s in said) / MINUTE,
        bias=fmean(s.wait.mean_s - s.truth_s for s in said) / MINUTE,
    )


def _below(truth: float, said: float, share: float) -> float:
    """Below, above, or the same (no wait said, none had; the hall opens): then the range is right by its share."""
    if abs(truth - said) < SAME_S:
        return share
    return float(truth < said)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRow:
    """A usual method beside ours, on the tickets for which both said something. Minutes."""

    name: str
    count: int
    error: float
    bias: float
    ours: float
    ours_bias: float

    def text(self) -> str:
        """For a terminal."""
        return (
            f"{self.name:<50}{self.count:>8}{self.error:>9.2f}{self.bias:>+9.2f}"
            f"{self.ours:>9.2f}{1 - self.ours / self.error:>9.0%}"
        )


PEER_HEAD = f"{'':<50}{'tickets':>8}{'MAE min':>9}{'bias':>9}{'ours':>9}{'better':>9}"


def peer_rows(said: Sequence[Said], suffix: str = "") -> list[PeerRow]:
    """Every method of the peers."""
    rows = []
    for name in next((s.peers for s in said if s.peers), {}):
        both = [(s, p) for s in said if (p := s.peers.get(name)) is not None]
        rows.append(
            PeerRow(
                name=name + suffix,
                count=len(both),
                error=fmean(abs(p - s.truth_s) for s, p in both) / MINUTE,
                bias=fmean(p - s.truth_s for s, p in both) / MINUTE,
                ours=fmean(abs(s.wait.mean_s - s.truth_s) for s, _ in both) / MINUTE,
                ours_bias=fmean(s.wait.mean_s - s.truth_s for s, _ in both) / MINUTE,
            )
        )
    return rows


def tables(said: Sequence[Said]) -> tuple[list[Row], list[PeerRow]]:
    """Ours in all, by kind of day, by queue, by length; then the peers, with and without the lunch break."""
    new = [s for s in said if s.is_new]
    groups = {"all, when the number is taken": new}
    groups |= {f"  {regime} days": [s for s in new if s.regime == regime] for regime in Regime}
    groups |= {f"  queue {queue}": [s for s in new if s.queue == queue] for queue in QUEUES}
    groups["  few desks (5 or 6)"] = [s for s in new if s.desks <= FEW_DESKS]
    groups["  said: 20 minutes and more"] = [s for s in new if s.wait.mean_s >= LONG_WAIT_S]
    groups["  said: some wait, under 20"] = [s for s in new if 0 < s.wait.mean_s < LONG_WAIT_S]
    groups["  called before or after lunch"] = [s for s in new if not s.over_lunch]
    groups["  had to wait"] = [s for s in new if s.truth_s > SAME_S]
    groups["all, while the number waits"] = [s for s in said if not s.is_new]
    rows = [row(name, group) for name, group in groups.items() if group]
    return rows, peer_rows(new) + peer_rows([s for s in new if not s.over_lunch], " (no break)")


BINS = 20


def ranks(said: Sequence[Said]) -> list[float]:
    """Where the truth fell between what was said, as a histogram of 20: flat when ranges are honest.

    Between P10 and P90 and outside it goes by a log-normal through the two.
    """
    counts = [0] * BINS
    for s in said:
        if s.wait.low_s <= SAME_S or s.truth_s <= SAME_S:
            continue  # no wait was said, or had: nothing to rank
        scale = (log(s.wait.high_s) - log(s.wait.low_s)) / (2 * Z_P90)
        middle = (log(s.wait.high_s) + log(s.wait.low_s)) / 2
        share = NormalDist().cdf((log(s.truth_s) - middle) / max(scale, 1e-6))
        counts[min(BINS - 1, int(share * BINS))] += 1
    total = max(1, sum(counts))
    return [count / total for count in counts]


def plot(shares: Sequence[float], title: str) -> str:
    """The histogram in letters; the mark is where every bar should end."""
    lines = [title]
    for n, share in enumerate(shares):
        bar = "█" * round(share * 20 * BINS)
        lines.append(f"{n / BINS:>5.0%} {bar[:60]:<60} {share:.1%}")
    return "\n".join([*lines, " " * 25 + "↑"])
