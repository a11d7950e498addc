"""What a screen's start leaves in memory that nobody asked for."""

import subprocess
import sys

import pytest

from tests.bench.standing_hall import ROOT

PROGRAM = """
import sys
import MODULES
import linecache
assert "kiosk.house" not in sys.modules or "reportlab" not in sys.modules  # a kiosk prints no PDF
print(len(linecache.cache), *({"PySide6.QtWidgets", "PySide6.QtTest", "cv2"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    "module", ["kiosk.app, kiosk.house", "counter.app", "hall_display.wall.app", "hall_display.dispatch.app"]
)
def test_a_screen_keeps_no_source_of_its_modules(module: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("MODULES", module)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    sources, *heavy = ended.stdout.split()
    assert int(sources) < 50
    assert heavy == []
