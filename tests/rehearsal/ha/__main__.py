"""`python -m tests.rehearsal.ha`: the centre's cluster under fire. A table and build/ha.json; exit 1 for a problem."""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from tests.rehearsal.ha.drill import Drill, Outcome
from tests.rehearsal.ha.faults import every_fault, node_dies, primary_dies_with_what_nobody_has
from tests.rehearsal.ha.halls import Hall
from tests.rehearsal.ha.node import missing
from tests.rehearsal.ha.other_machine import back_up, move

CONTROL_KILLS = 2
HEAD = ("fault", "database s", "halls s", "healed s", "backlog", "acknowledged", "lost")


def row(cells: Iterable[object]) -> str:
    """A line of the table."""
    first, *others = map(str, cells)
    return f"{first:<34}" + "".join(f"{cell:>13}" for cell in others)


def show(outcome: Outcome) -> None:
    """One fault, as soon as it is over."""
    cells = (outcome.fault, outcome.database_s, outcome.halls_s, outcome.healed_s)
    print(row((*cells, outcome.backlog, outcome.acknowledged, outcome.lost)), flush=True)


def synchronous(folder: Path, kills: int, halls: int) -> tuple[dict[str, object], list[str]]:
    """Every fault on the cluster as it is deployed: nothing acknowledged may be lost."""
    print(row(HEAD))
    with Drill(folder, small_disks=os.geteuid() == 0, halls_count=halls) as drill:
        faults = every_fault(drill, kills)
        for n, fault in enumerate(faults):
            if n == len(faults) // 2:
                backup_s = back_up(drill)
            fault(drill)
            show(drill.outcomes[-1])
        drained_s = drill.drain()
        acknowledged = drill.halls.acknowledged()
        lost = drill.lost(acknowledged)
        asked_again = sum(drill.halls.ask(Hall.asked_again))
        probe_lost = drill.probe.lost()
        drill.probe.stop()
        moved = move(drill, backup_s)
        print("backup and restore to another machine:", moved)
        told = {
            "acknowledged": len(acknowledged),
            "lost": len(lost),
            "asked_again": asked_again,
            "probe_told": len(drill.probe.told),
            "probe_unknown": drill.probe.unknown,
            "probe_lost": len(probe_lost),
            "drained_s": round(drained_s, 1),
            "faults": [asdict(outcome) for outcome in drill.outcomes],
            "moved": asdict(moved),
        }
        problems = drill.problems
        if moved.lost or not moved.told_again:
            problems.append(f"moved: {moved.lost} events lost, {moved.told_again} told again by the halls")
        if lost or asked_again or probe_lost:
            problems.append(
                f"lost: {len(lost)} events, {asked_again} asked for again, {len(probe_lost)} of the probe"
            )
        if not drill.small_disks:
            print("not root: no small disk could be mounted, so none was filled")
    return told, problems


def control(folder: Path, halls: int) -> tuple[dict[str, object], list[str]]:
    """The same without synchronous replication: it must lose something, or the drill proves nothing."""
    print("\ncontrol, without synchronous replication")
    with Drill(folder, synchronous=False, halls_count=halls) as drill:
        for _ in range(CONTROL_KILLS):
            primary_dies_with_what_nobody_has(drill)
            show(drill.outcomes[-1])
        node_dies(drill)
        show(drill.outcomes[-1])
        drill.drain()
        asked_again, probe_lost = sum(drill.halls.ask(Hall.asked_again)), len(drill.probe.lost())
    told = {
        "asked_again": asked_again,
        "probe_lost": probe_lost,
        "faults": [asdict(outcome) for outcome in drill.outcomes],
    }
    print(
        f"lost: {asked_again} acknowledged events of the halls (asked for again), {probe_lost} of the probe"
    )
    nothing = [] if asked_again + probe_lost else ["the control lost nothing: the drill proves nothing"]
    return told, nothing


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--kills", type=int, default=10, help="of the primary")
parser.add_argument("--halls", type=int, default=20)
parser.add_argument("--only", choices=("synchronous", "control"), help="one of the runs")
parser.add_argument("--keep", action="store_true", help="leave logs and data where they are")
parser.add_argument("--out", type=Path, default=Path("build/ha.json"))
given = parser.parse_args()
if why := missing():
    sys.exit(why)
signal.signal(
    signal.SIGTERM, lambda *_: sys.exit("ended from outside")
)  # and everything that was started with it
began = time.monotonic()
report: dict[str, object] = {
    "at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
    "load_before": os.getloadavg(),
}
problems: list[str] = []
folder = Path(tempfile.mkdtemp(prefix="ha-", dir="/var/tmp"))
try:
    if given.only != "control":
        report["synchronous"], found = synchronous(folder / "synchronous", given.kills, given.halls)
        problems += found
    if given.only != "synchronous":
        report["control"], found = control(folder / "control", given.halls)
        problems += found
finally:
    print(f"logs: {folder}")
report |= {"load_after": os.getloadavg(), "seconds": round(time.monotonic() - began), "problems": problems}
given.out.parent.mkdir(parents=True, exist_ok=True)
given.out.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
for problem in problems:
    print("✗", problem)
print(f"{report['seconds']} s, {'no problem' if not problems else f'{len(problems)} problems'}; {given.out}")
sys.exit(bool(problems))
