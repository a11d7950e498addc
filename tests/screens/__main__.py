"""`make screens`, or `python -m tests.screens wall.kpis` for those whose name begins so. Writes build/screens/*.png.

Exit code 1 when a module is there and breaks, or nothing has the name that was asked for.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from screenkit.environment import ROOT
from screenkit.window import make_app
from tests.screens.picture import Picture

MODULES = ("wall_panels", "dispatch_attention", "dispatch_panels", "dispatch_picture", "warning_pictures")
FOLDER = ROOT / "build" / "screens"


def all_pictures() -> Iterator[Picture]:
    """Of every module that is there."""
    for module in MODULES:
        if find_spec(f"tests.screens.{module}") is not None:
            yield from import_module(f"tests.screens.{module}").pictures()


def main(asked: list[str]) -> int:
    """Draw and write; say how many."""
    make_app(offscreen=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    drawn = 0
    for picture in all_pictures():
        if asked and not picture.name.startswith(tuple(asked)):
            continue
        path = FOLDER / f"{picture.name}.png"
        if not picture.draw().save(str(path)):
            raise OSError(f"cannot write {path}")
        drawn += 1
    print(f"{drawn} pictures in {FOLDER}")
    return 0 if drawn else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
