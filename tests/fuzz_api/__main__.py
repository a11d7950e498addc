"""`python -m tests.fuzz_api [EXAMPLES] [MINUTES] [--roles]`: the long run; 1 when it found something.

build/fuzz_api.json tells what.

`--roles`: only the centre, on a real PostgreSQL, its service with rights by roles; build/fuzz_api_roles.json.

Every operation in turn, a few questions each, again and again, until each was asked EXAMPLES of them or the minutes are
over: so a run that is ended early has asked all of them as often.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.fuzz_api.by_roles import database_with_roles
from tests.fuzz_api.fuzz import ENDS_SESSIONS, Operation, fuzz, is_let_in, operations
from tests.fuzz_api.ground import Place, places

EXAMPLES, MINUTES = 200, 60.0
A_TURN = 20
REPORT, REPORT_OF_ROLES = Path("build") / "fuzz_api.json", Path("build") / "fuzz_api_roles.json"


@dataclass
class Asked:
    """One operation of one place."""

    place: Place
    operation: Operation
    who: Sequence[str]
    times: int = 0
    wrong: str = ""

    @property
    def name(self) -> str:
        """For a person."""
        return f"{self.place.name} {self.operation.name}"


@contextmanager
def _served(folder: Path, *, roles: bool) -> Iterator[list[Place]]:
    if not roles:
        with places(folder, "hall", "centre") as served:
            yield served
        return
    with database_with_roles() as url, places(folder, "centre", centre_url=url) as served:
        yield served


def main(examples: int, minutes: float, *, roles: bool) -> int:
    """Tells what it found, operation by operation."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder), roles=roles) as served:
        every = [
            Asked(place, one, [name for name in place.who if is_let_in(place, name, one)])
            for place in served
            for one in operations(place)
            if one.path not in ENDS_SESSIONS
        ]
        for turn in count():
            left = [one for one in every if not one.wrong and one.times < examples]
            if not left or not _ask(left, examples, turn, begun + minutes * 60):
                break
    return _report(every, time.monotonic() - begun, REPORT_OF_ROLES if roles else REPORT)


def _ask(left: Sequence[Asked], examples: int, turn: int, until: float) -> bool:
    """A turn; False when time is over."""
    for one in left:
        if time.monotonic() > until:
            return False
        some = min(A_TURN, examples - one.times)
        one.wrong = fuzz(one.place, one.operation, some, one.who, turn)
        one.times += some
        if one.wrong:
            print(f"{one.name}: {one.wrong}", flush=True)
    print(f"turn {turn + 1}: {len(left)} operations", flush=True)
    return True


def _report(every: Sequence[Asked], seconds: float, file: Path) -> int:
    found = [f"{one.name}: {one.wrong}" for one in every if one.wrong]
    least, asked = min(one.times for one in every), sum(one.times for one in every)
    report = {
        "operations": len(every),
        "questions": asked,
        "of_each": least,
        "seconds": round(seconds),
        "found": found,
    }
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    print(
        f"{len(every)} operations, {asked} questions at most, {least} of each or more, {seconds:.0f} s;"
        f" {len(found)} do not hold"
    )
    return int(bool(found))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", nargs="?", type=int, default=EXAMPLES)
    parser.add_argument("minutes", nargs="?", type=float, default=MINUTES)
    parser.add_argument("--roles", action="store_true")
    given = parser.parse_args()
    sys.exit(main(given.examples, given.minutes, roles=given.roles))
