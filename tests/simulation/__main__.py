"""`make simulation`, or `python -m tests.simulation`: Erlang's formula, then days; a table and build/simulation.json.
`python -m tests.simulation risk`: the back-test of the risk index (backtest_run.py).

Exit code 1 when a goal of issue 4 is missed. The constants of the estimate were found on seeds below 10,000; the report
plays seeds from 20,001 on. Who left before a call, or never came back, has no true wait and is in no table.
"""

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from cases.policy.hall import HallPolicy
from cases.policy.policy import Policy, build_policy
from tests.simulation import backtest_run, calibration, erlang
from tests.simulation.calibration import Days, PeerRow, Row

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "assets" / "policy"
FIRST_SEED = 20_001
CHUNK = 10
ERLANG_WITHIN = 0.05
SHARE_WITHIN = 0.03
CALLED_BEFORE = (0.05, 0.12)  # of who was told to wait: before the lower figure that was shown …
CALLED_WITHIN = 0.9  # … and at least so many not after the upper one
BETTER_BY = 0.1


def shipped() -> Policy:
    """Of assets/policy."""
    files = {p.relative_to(POLICY).as_posix(): p.read_text("utf-8") for p in POLICY.rglob("*") if p.is_file()}
    return build_policy(files)


def main() -> int:
    """Play, print, write."""
    if sys.argv[1:2] == ["risk"]:
        return backtest_run.main(shipped(), ROOT / "build", sys.argv[2:])
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=360)
    parser.add_argument("--every", type=int, default=6, help="ask at every so-manieth arrival")
    parser.add_argument("--customers", type=int, default=2_000_000, help="of each Erlang check")
    parser.add_argument("--asked", type=int, default=4000, help="customers for whom the estimate is asked")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    given = parser.parse_args()
    hall = shipped().hall
    missed: list[str] = []
    with ProcessPoolExecutor() as pool:
        checks = _erlang(pool, hall, given.customers, given.asked)
        started = perf_counter()
        played = _days(pool, hall, range(given.first_seed, given.first_seed + given.days), given.every)
    print(
        f"\n{given.days} days, {played.visitors} visitors, {played.forecasts} forecasts, "
        f"{len(played.said)} waits said, {played.left} of people who left: {perf_counter() - started:.0f} s"
    )
    rows, peers = calibration.tables(played.said)
    print(calibration.HEAD)
    for row in rows:
        print(row.text())
    print()
    print(calibration.PEER_HEAD)
    for peer in peers:
        print(peer.text())
    new = [s for s in played.said if s.is_new]
    short = [s for s in new if s.wait.mean_s < calibration.LONG_WAIT_S]
    long = [s for s in new if s.wait.mean_s >= calibration.LONG_WAIT_S]
    plots = {"under 20 minutes": calibration.ranks(short), "20 minutes and more": calibration.ranks(long)}
    for name, shares in plots.items():
        print()
        print(calibration.plot(shares, f"Where the truth fell in what was said: {name}"))
    missed += _missed(checks, rows, peers)
    written = {
        "erlang": [asdict(check) for check in checks],
        "days": given.days,
        "visitors": played.visitors,
        "waits": [asdict(row) for row in rows],
        "peers": [asdict(peer) for peer in peers],
        "ranks": plots,
        "missed": missed,
    }
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "simulation.json").write_text(json.dumps(written, ensure_ascii=False, indent=2) + "\n", "utf-8")
    print("\nall goals hold" if not missed else "\nmissed: " + "; ".join(missed))
    return 1 if missed else 0


def _erlang(
    pool: ProcessPoolExecutor, hall: HallPolicy, customers: int, asked: int
) -> list[erlang.ErlangRow]:
    print(erlang.HEAD)
    jobs = [pool.submit(erlang.check_vector, n, hall, customers, asked) for n in range(len(erlang.VECTORS))]
    checks = []
    for job in jobs:
        checks.append(job.result())
        print(checks[-1].text(), flush=True)
    return checks


def _days(pool: ProcessPoolExecutor, hall: HallPolicy, seeds: range, every: int) -> Days:
    parts = [seeds[n : n + CHUNK] for n in range(0, len(seeds), CHUNK)]
    played = Days()
    for job in [pool.submit(calibration.days, part, hall, every) for part in parts]:
        played.add(job.result())
    return played


def _missed(checks: list[erlang.ErlangRow], rows: list[Row], peers: list[PeerRow]) -> list[str]:
    """The goals of issue 4 that do not hold."""
    missed = []
    for check in checks:
        if abs(check.simulated / check.formula - 1) > ERLANG_WITHIN:
            missed.append(f"Erlang C, {check.desks} desks: simulated {check.simulated:.2f}")
        if abs(check.estimated / check.asked_waited - 1) > ERLANG_WITHIN:
            missed.append(f"Erlang C, {check.desks} desks: estimated {check.estimated:.2f}")
    everybody = rows[0]
    if abs(everybody.below_p10 - 0.1) > SHARE_WITHIN or abs(everybody.below_p90 - 0.9) > SHARE_WITHIN:
        missed.append("calibration")
    least, most = CALLED_BEFORE
    if not least <= everybody.below_shown <= most or everybody.within_shown < CALLED_WITHIN:
        missed.append("the range that is shown")
    if abs(everybody.bias) >= 1:
        missed.append("bias")
    if peers[0].ours > peers[0].error * (1 - BETTER_BY):
        missed.append("10 % better than people ahead × mean ÷ desks")
    return missed


if __name__ == "__main__":
    sys.exit(main())
