"""`python -m tests.rehearsal`: a day of twelve desks and 1,200 people, the article's stories, or a month of casework.

Exit 1 when anything is not as it must be.
"""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from tests.rehearsal.day import Day
from tests.rehearsal.month.month import Month
from tests.rehearsal.stories.told import tell_all

PROBLEMS_SHOWN = 40


def day(given: argparse.Namespace) -> list[str]:
    """A day of the hall; what went wrong."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        played = Day(
            Path(folder), given.desks, given.people, given.seed, screens=given.screens, matters=given.old
        )
        played.play()
        print(played.summary())
    return played.ledger.problems() + (played.cases.troubles if played.cases else [])


def stories(given: argparse.Namespace) -> list[str]:
    """Cases A to D; the first that is not as it must be ends it."""
    try:
        tell_all(given.pages)
    except AssertionError as error:
        return [f"故事没有照样演完：{error}"]
    return []


def month(given: argparse.Namespace) -> list[str]:
    """A month of invented matters."""
    with tempfile.TemporaryDirectory(prefix="month-") as folder:
        played = Month(Path(folder), given.cases, given.days, given.seed)
        asyncio.run(played.play())
        print(played.summary())
    return played.problems


PLAYS = {"day": day, "stories": stories, "month": month}
parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("what", nargs="?", default="day", choices=PLAYS)
parser.add_argument("--people", type=int, default=1200)
parser.add_argument("--desks", type=int, default=12)
parser.add_argument(
    "--old", type=int, default=60, help="matters of the days before; 0: nobody works on matters"
)
parser.add_argument("--cases", type=int, default=520, help="of the month")
parser.add_argument("--days", type=int, default=22, help="of the month, working days")
parser.add_argument("--seed", type=int, default=20261123)
parser.add_argument("--screens", type=Path, help="a folder for pictures of the screens")
parser.add_argument("--pages", type=Path, help="a folder for the protocols of the stories")
given = parser.parse_args()
started = time.monotonic()
problems = PLAYS[given.what](given)
print(f"用时 {time.monotonic() - started:.0f} 秒")
for problem in problems[:PROBLEMS_SHOWN]:
    print("✗", problem)
print("没有发现问题" if not problems else f"共 {len(problems)} 个问题")
raise SystemExit(bool(problems))
