"""The risk index over two invented years, beside a plain threshold, EARS C2 and Farrington: all in the same run.

Thresholds are found on the first seeds and told of others. Every method sees the same areas and types, and is judged by
the same rule (judged.py): at the setting that it comes with, and where all raise equally many false alarms.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from cases.policy.policy import Policy
from cases.policy.risk import HeadCount, Population
from cases.risk.risk_index import RiskIndex
from cases.risk.risk_record import RiskRecord
from cases.risk.tally import Key, Tally, tallies
from tests.simulation import surveillance as s
from tests.simulation.invented_history import END, FIRST_DAY, START, History, Scale, invent
from tests.simulation.judged import Verdict, judge, truth_of
from tests.simulation.outbreaks import BANNER_DIGITS, WEEK

FALSE_A_YEAR = 1.0  # at which methods are compared: one false alarm an area and year
WEEKLY, DAILY = range(START + WEEK - 1, END, WEEK), range(START, END)
YEARS = (END - START) / 365.25


@dataclass(frozen=True, slots=True)
class Method:
    """`own`: the threshold that it comes with. `sweep`: those at which it is looked at for the comparison."""

    name: str
    days: range
    own: float
    slack: float
    sweep: tuple[float, ...]


def methods_of(policy: Policy) -> tuple[Method, ...]:
    """Of the policy as it is shipped; the plain threshold has none of its own, so it is found like the others'."""
    risk = policy.risk
    medium, slack = risk.levels.medium, risk.hysteresis
    steps = tuple(range(24, 70, 2))
    excess, excess_slack = risk.warn_excess, risk.warn_excess_slack
    excesses = tuple(n / 4 for n in range(4, 41))
    return (
        Method("warning_weekly", WEEKLY, excess, excess_slack, excesses),
        Method("warning_daily", DAILY, excess, excess_slack, excesses[::3]),
        Method("excess_weekly", WEEKLY, excess, excess_slack, excesses),
        Method("index_weekly", WEEKLY, medium, slack, steps),
        Method("index_people", WEEKLY, medium, slack, steps),
        Method("hot_spot", WEEKLY, risk.hot_spot.z, 0.0, tuple(n / 4 for n in range(4, 33))),
        Method("plain", WEEKLY, 10.0, 0.0, tuple(float(n) for n in (*range(4, 40), *range(40, 400, 10)))),
        Method("ears_c2_daily", DAILY, 3.0, 0.0, (2.0, 3.0, 5.0, 8.0, 12.0, 15.0, 20.0, 30.0)),
        Method("ears_c2_weekly", WEEKLY, 3.0, 0.0, tuple(n / 4 for n in range(6, 49))),
        Method("farrington", WEEKLY, 1.0, 0.0, tuple(n / 10 for n in range(4, 41))),
    )


Verdicts = dict[tuple[str, float], Verdict]
"""By method and threshold."""


def of_seed(
    policy: Policy,
    methods: Sequence[Method],
    scale: Scale,
    towns: Sequence[str],
    seed: int,
) -> Verdicts:
    """One history: every method at every threshold."""
    groups = sorted(code for code, one in policy.dispute_types.items() if not one.parent)
    history = invent(seed, towns, groups, scale)
    counted = tallies(records(history), policy.risk.severity)
    truth = truth_of(history.planted, history.towns, YEARS)
    verdicts: Verdicts = {}
    for method in methods:
        scored = scores_of(method, policy, history, counted, counted)
        for threshold in {method.own, *method.sweep}:
            verdicts[method.name, threshold] = judge(scored, method.days, threshold, method.slack, truth)
    return verdicts


def scores_of(
    method: Method,
    policy: Policy,
    history: History,
    asked: Mapping[Key, Tally],
    counted: Mapping[Key, Tally],
) -> dict[Key, list[float]]:
    """What a method says of the areas and types that are asked for, day by day of its grid."""
    score = _score(method, policy, history, counted)
    keys = [key for key in asked if key[0] and key[1]]
    return {key: score(key, counted[key], method.days) for key in keys}


def records(history: History) -> list[RiskRecord]:
    """As the index reads them."""
    return [
        RiskRecord(
            one.area,
            one.group,
            one.registered_on,
            one.closed_on,
            one.grade,
            one.parties,
            one.red_from,
            one.rated_on,
            one.bad,
            one.repeat,
        )
        for one in history.cases
    ]


def known_people(history: History, *, towns: bool) -> Population:
    """Banners have a number of people, towns only where it is asked for: so it is with what is shipped."""
    people = {a: n for a, n in history.people.items() if towns or len(a) == BANNER_DIGITS}
    return Population(people, dict.fromkeys(people, HeadCount.VERIFIED))


def run(
    policy: Policy, scale: Scale, towns: Sequence[str], seeds: Sequence[int], pool: ProcessPoolExecutor
) -> Verdicts:
    """Several histories together."""
    together: Verdicts = {}
    for verdicts in pool.map(partial(of_seed, policy, methods_of(policy), scale, towns), seeds):
        for key, verdict in verdicts.items():
            if key in together:
                together[key].add(verdict)
            else:
                together[key] = verdict
    return together


def threshold_at(verdicts: Verdicts, method: Method, false_a_year: float) -> float:
    """The lowest threshold of the sweep that raises no more false alarms; the highest where all raise more."""
    fitting = [t for t in method.sweep if verdicts[method.name, t].false_a_year <= false_a_year]
    return min(fitting) if fitting else max(method.sweep)


def _score(method: Method, policy: Policy, history: History, counted: Mapping[Key, Tally]) -> s.Scores:
    match method.name:
        case "plain":
            return s.plain(policy.risk.window_days)
        case "hot_spot":
            return s.hot_spot_scores(policy.risk.hot_spot)
        case "excess_weekly":
            return s.excess_scores(
                RiskIndex(counted, policy.risk, known_people(history, towns=False)), policy.risk
            )
        case "ears_c2_daily":
            return s.ears_c2(1)
        case "ears_c2_weekly":
            return s.ears_c2(WEEK)
        case "farrington":
            return s.farrington(FIRST_DAY)
        case _:
            people = known_people(history, towns=method.name == "index_people")
            index = RiskIndex(counted, policy.risk, people)
            return s.warning_scores(index, policy.risk) if "warning" in method.name else s.index_scores(index)
