"""`python -m tests.rehearsal`: a day of twelve desks and 1,200 people; exit 1 when anything is not as it must be."""

import argparse
import tempfile
import time
from pathlib import Path

from tests.rehearsal.day import Day

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--people", type=int, default=1200)
parser.add_argument("--desks", type=int, default=12)
parser.add_argument("--seed", type=int, default=20261123)
parser.add_argument("--screens", type=Path, help="a folder for pictures of the screens")
given = parser.parse_args()
started = time.monotonic()
with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
    day = Day(Path(folder), given.desks, given.people, given.seed, given.screens)
    day.play()
    print(day.summary())
print(f"用时 {time.monotonic() - started:.0f} 秒")
problems = day.ledger.problems()
for problem in problems[:40]:
    print("✗", problem)
print("没有发现问题" if not problems else f"共 {len(problems)} 个问题")
raise SystemExit(bool(problems))
