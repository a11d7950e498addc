"""`make backtest`, or `python -m tests.simulation risk`: the whole back-test; build/backtest/ and build/backtest.json.

Thresholds for the comparison are found on the first seeds, what is told comes from the others. Some minutes.
"""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter

from cases.policy.policy import Policy
from cases.risk.risk_index import RiskIndex
from cases.risk.tally import Key, tallies
from tests.simulation import backtest as b
from tests.simulation import backtest_page as p
from tests.simulation.backtest_page import WORDS, Row, Trace
from tests.simulation.invented_history import DENSE, THIN, invent
from tests.simulation.judged import begins
from tests.simulation.outbreaks import BANNER_DIGITS, WEEK, Kind, Outbreak, Size

TUNED, REPORTED = (1, 2, 3), (101, 102, 103, 104, 105)
SHOWN = ("warning_weekly", "farrington", "ears_c2_weekly")


def main(policy: Policy, build: Path, arguments: list[str]) -> int:
    """Run, print, write."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation risk", description=__doc__)
    parser.add_argument("--tuned", type=int, nargs="+", default=list(TUNED), help="seeds")
    parser.add_argument("--reported", type=int, nargs="+", default=list(REPORTED), help="seeds")
    given = parser.parse_args(arguments)
    towns = [town.code for banner in policy.places.banners for town in banner.towns]
    methods = b.methods_of(policy)
    started = perf_counter()
    made = WORDS["made"].format(tuned=_said(given.tuned), reported=_said(given.reported))
    parts, numbers = [f"<p>{made}</p>"], dict[str, object]()
    traces = traces_of(policy, towns, given.reported[0])
    with ProcessPoolExecutor() as pool:
        for name, scale in (("dense", DENSE), ("thin", THIN)):
            tuned = b.run(policy, scale, towns, given.tuned, pool)
            told = b.run(policy, scale, towns, given.reported, pool)
            own = [Row(m.name, m.own, told[m.name, m.own]) for m in methods if m.name != "plain"]
            bounds = {m.name: b.threshold_at(tuned, m, b.FALSE_A_YEAR) for m in methods}
            equal = [Row(m.name, bounds[m.name], told[m.name, bounds[m.name]]) for m in methods]
            head = WORDS["world"].format(
                name=WORDS[name],
                cases=f"{scale.cases_a_year:,}",
                towns=len(towns),
                groups=len([one for one in policy.dispute_types.values() if not one.parent]),
                outbreaks=own[0].verdict.outbreaks,
            )
            said = WORDS["equal"].format(rate=f"{b.FALSE_A_YEAR:g}")
            print(
                f"\n{head}\n\n{WORDS['own']}\n\n{p.markdown(own)}\n\n{said}\n\n{p.markdown(equal)}",
                flush=True,
            )
            parts += [
                f"<h2>{head}</h2><h3>{WORDS['own']}</h3>",
                p.table(own),
                f"<h3>{said}</h3>",
                p.table(equal),
            ]
            parts += [f"<p>{WORDS['curve']}</p>", p.curves(methods, told)]
            numbers[name] = {"own": [r.numbers() for r in own], "equal": [r.numbers() for r in equal]}
    parts += [f"<h2>{WORDS['traces'].format(seed=given.reported[0])}</h2><p>{WORDS['weeks']}</p>"]
    parts += [p.trace(one) for one in traces]
    seconds = perf_counter() - started
    p.write(
        build / "backtest",
        p.page(parts),
        {"tuned": given.tuned, "reported": given.reported, "seconds": round(seconds), **numbers},
    )
    print(f"\n{build / 'backtest' / 'index.html'}: {seconds:.0f} s")
    return 0


def traces_of(policy: Policy, towns: Sequence[str], seed: int) -> list[Trace]:
    """An outbreak of each size in a town, one of a banner, and two nuisances, of the thin world."""
    groups = sorted(code for code, one in policy.dispute_types.items() if not one.parent)
    history = invent(seed, towns, groups, THIN)
    counted = tallies(b.records(history), policy.risk.severity)
    index = RiskIndex(counted, policy.risk, b.known_people(history, towns=False))
    outbreaks = history.planted.outbreaks
    shown: list[tuple[Key, Outbreak | None, str]] = [
        (_at(one), one, WORDS["outbreak"].format(size=WORDS[one.size.value]))
        for one in (
            *(next(o for o in outbreaks if o.size is size and len(o.area) > BANNER_DIGITS) for size in Size),
            next(o for o in outbreaks if len(o.area) == BANNER_DIGITS),
        )
    ]
    for kind in (Kind.BACKLOG, Kind.CAMPAIGN):
        area = next(n for n in history.planted.nuisances if n.kind is kind).area
        # Of its types the largest: that is where a nuisance is seen best.
        group = max(
            (g for a, g in counted if a == area and g), key=lambda g: len(counted[area, g].registered)
        )
        shown.append(((area, group), None, WORDS[kind.value]))
    by_name = {method.name: method for method in b.methods_of(policy)}
    return [
        Trace(
            title=WORDS["trace"].format(
                area=policy.places.name(key[0]), group=policy.dispute_types[key[1]].name, what=what
            ),
            days=b.WEEKLY,
            index=[index.value(key, day) for day in b.WEEKLY],
            counts=[counted[key].received(day - WEEK + 1, day) for day in b.WEEKLY],
            shaded=(outbreak.start, outbreak.end) if outbreak else None,
            peak=outbreak.peak if outbreak else None,
            alarms={
                name: list(
                    begins(
                        b.scores_of(by_name[name], policy, history, {key: counted[key]}, counted)[key],
                        b.WEEKLY,
                        by_name[name].own,
                        by_name[name].slack,
                    )
                )
                for name in SHOWN
            },
        )
        for key, outbreak, what in shown
    ]


def _at(one: Outbreak) -> Key:
    return (one.area, one.group)


def _said(seeds: Sequence[int]) -> str:
    return ", ".join(str(seed) for seed in seeds)
