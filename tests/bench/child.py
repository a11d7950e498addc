"""A program of the bench in a fresh process, as a kiosk's machine would start it."""

import os
import subprocess
import sys
import time

from tests.bench.standing_hall import ROOT

PATIENCE_S = 120
QT = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",  # the renderer of a small PC without a GPU
    "QT_FONT_DPI": "96",
    "QT_ENABLE_HIGHDPI_SCALING": "0",
}


def run(module: str, *arguments: str) -> tuple[float, str]:
    """When it was started (time.monotonic), and its last line. Raises RuntimeError with what it said of its trouble."""
    # An installed kiosk has its bytecode; one that compiles 600 files at every start would measure the compiler.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | QT
    started_at = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if ended.returncode != 0:
        raise RuntimeError(f"{module} {arguments}: {ended.stderr}")
    return started_at, ended.stdout.splitlines()[-1]
