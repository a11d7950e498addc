"""A step of `make check`: literal colours stand in Theme.qml and nowhere else (look.md).

    python -m screenkit.check_colours

Looks at QML (hex strings, SVG colour names, Qt.rgba and its kin) and at the pictograms, which may only say
`currentColor` and `none`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QColor

from screenkit.environment import ROOT
from screenkit.lint_qml import qml_files
from screenkit.pictograms import ICONS

THEME = ROOT / "assets" / "ui" / "Theme.qml"

_HEX = re.compile(r"""["'`]#[0-9A-Fa-f]{3,8}["'`]""")
_WORD = re.compile(r"""["']([a-z]+)["']""")
_MADE = re.compile(
    r"\bQt\.(?:rgba|hsla|hsva|color|tint|darker|lighter|alpha)\s*\(|\bColor\.(?:blend|transparent)\s*\("
)
_COLOUR_PROPERTY = re.compile(r"\b\w*[cC]olou?r\s*:|\bink\s*:|\bfill\s*:|\bproperty color\b")
_SVG_PAINT = re.compile(r"""(?:fill|stroke|color|stop-color)\s*[:=]\s*["']?([^"';\s>]+)""")


def literal_colours(path: Path) -> Iterator[tuple[int, str]]:
    """Line number and text of each literal colour in a QML file."""
    names = set(QColor.colorNames())
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        code = line.split("//", 1)[0]
        named = _COLOUR_PROPERTY.search(code) and any(word in names for word in _WORD.findall(code))
        if _HEX.search(code) or _MADE.search(code) or named:
            yield number, line.strip()


def literal_paints(path: Path) -> Iterator[tuple[int, str]]:
    """Line number and text of each paint in a pictogram that Theme could not change."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if any(paint not in {"currentColor", "none"} for paint in _SVG_PAINT.findall(line)):
            yield number, line.strip()


def main() -> int:
    """Print each finding with file, line and remedy; 1 if there was any."""
    found = [(path, *at) for path in qml_files() if path != THEME for at in literal_colours(path)]
    found += [(path, *at) for path in sorted(ICONS.glob("*.svg")) for at in literal_paints(path)]
    for path, number, line in found:
        print(
            f"{path.relative_to(ROOT)}:{number}: {line}\n    name it by meaning in assets/ui/Theme.qml",
            file=sys.stderr,
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
