"""`python -m tests.fuzz_api [EXAMPLES] [MINUTES]`: the long run; build/fuzz_api.json; 1 when it found something.

Every operation in turn, a few questions each, again and again, until each was asked EXAMPLES of them or the minutes are
over: so a run that is ended early has asked all of them as often.
"""

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.fuzz_api.fuzz import ENDS_SESSIONS, Operation, fuzz, is_let_in, operations
from tests.fuzz_api.ground import Place, places

EXAMPLES, MINUTES = 200, 60.0
A_TURN = 20
REPORT = Path("build") / "fuzz_api.json"


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


def main(examples: int, minutes: float) -> int:
    """Tells what it found, operation by operation."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, places(Path(folder), "hall", "centre") as served:
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
    return _report(every, time.monotonic() - begun)


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


def _report(every: Sequence[Asked], seconds: float) -> int:
    found = [f"{one.name}: {one.wrong}" for one in every if one.wrong]
    least, asked = min(one.times for one in every), sum(one.times for one in every)
    report = {
        "operations": len(every),
        "questions": asked,
        "of_each": least,
        "seconds": round(seconds),
        "found": found,
    }
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    print(
        f"{len(every)} operations, {asked} questions at most, {least} of each or more, {seconds:.0f} s;"
        f" {len(found)} do not hold"
    )
    return int(bool(found))


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(
        main(
            int(given[0]) if given else EXAMPLES,
            float(given[1]) if len(given) > 1 else MINUTES,
        )
    )
