"""`python -m tests.soak wall [updates]`: a table of figures, and build/soak.json. Exit code 1 when a goal is missed."""

import sys
from importlib import import_module

from screenkit.environment import ROOT
from tests.bench.measure import table, write

AREAS = ("wall",)  # each a module with a `measure`


def main(asked: list[str]) -> int:
    """Run, print, write."""
    area, *rest = asked or ["wall"]
    if area not in AREAS:
        print(f"no such run: {area}; there is: {', '.join(AREAS)}", file=sys.stderr)
        return 1
    results = import_module(f"tests.soak.{area}").measure(*(int(number) for number in rest))
    print(table(results))
    write(results, ROOT / "build" / "soak.json")
    return 0 if all(result.ok for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
