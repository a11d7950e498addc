"""The QML step of `make check`: types made, then pyside6-qmllint on every QML file, no warning allowed.

python -m screenkit.lint_qml [file.qml …]
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import PySide6

from screenkit.environment import ROOT
from screenkit.qml_types import BUILT, ROOMS, make_qml_types

_QMLLINT = Path(PySide6.__file__).parent / "qmllint"


def qml_files() -> list[Path]:
    """Every QML file of the house, absolute: by relative paths qmllint takes singletons for something else."""
    folders = [ROOT / "assets" / "ui", *(ROOT / room for room in ROOMS)]
    return sorted(path for folder in folders for path in folder.rglob("*.qml"))


def lint(files: Sequence[Path]) -> int:
    """Qt's exit code: 0 only without a single warning; findings go to stderr."""
    if not files:
        return 0
    make_qml_types()
    command = [
        str(_QMLLINT),
        "-W",
        "0",
        "-I",
        str(ROOT),
        "-I",
        str(BUILT),
        *(str(path.resolve()) for path in files),
    ]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603, our own arguments


if __name__ == "__main__":
    sys.exit(lint([Path(name) for name in sys.argv[1:]] or qml_files()))
