"""`make faults`, or `python -m tests.faults power kill …` for some areas: each prints what it found.

Exit code 1 when something promised was lost, something is corrupt, or an area could not run at all; an area that needs
what this machine does not give (root, a kernel's module) says so and counts as not run.
"""

import logging
import sys
import time
from importlib import import_module
from pathlib import Path

import structlog

AREAS = {
    "power": "tests.faults.power.long_run",
    "kill": "tests.faults.kill",
    "disk": "tests.faults.full_disk",
    "clock": "tests.faults.clocks",
    "network": "tests.faults.network.drill",
    "upgrade": "tests.faults.upgrade.drill",
    "torn": "tests.faults.torn.long_run",
}
DISK = Path(__file__).parents[2] / "build" / "faults"


def main(areas: list[str]) -> int:
    """Run, print, write build/faults/<area>.txt."""
    if unknown := [area for area in areas if area not in AREAS]:
        print(f"no such area: {', '.join(unknown)}; there is: {', '.join(AREAS)}", file=sys.stderr)
        return 1
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    DISK.mkdir(parents=True, exist_ok=True)
    bad: list[str] = []
    for area in areas or AREAS:
        print(f"== {area}", flush=True)
        began = time.monotonic()
        lines: list[str] = []

        def say(line: str, lines: list[str] = lines) -> None:
            print(line, flush=True)
            lines.append(line)

        if not import_module(AREAS[area]).run(say):
            bad.append(area)
        say(
            f"{area}: {'NOT as it should be' if area in bad else 'as it should be'}, {time.monotonic() - began:.0f} s"
        )
        (DISK / f"{area}.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
