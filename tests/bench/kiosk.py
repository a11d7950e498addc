"""Area kiosk: from 确认 to paper, from a touch to a frame, from the start to the first frame, and how much memory."""

import json
from pathlib import Path

from demo.ground import Ground
from tests.bench import confirm
from tests.bench.child import run
from tests.bench.line_printer import LinePrinter
from tests.bench.measure import Measurement, at_most, median_of_rounds, percentile
from tests.bench.standing_hall import fresh_ground, standing_hall

# Issue 3.
TOUCH_MS_MAX = 50.0
START_S_MAX = 1.5
RESIDENT_MB_MAX = 250.0
STARTS = 3
LOOK = "--look"


def measure() -> list[Measurement]:
    """The goals of issue 3."""
    with standing_hall() as ground, LinePrinter() as printer:
        found = [confirm.measure(ground, printer), *_walks(ground, printer)]
    return [*found, _start()]


def _walks(ground: Ground, printer: LinePrinter) -> list[Measurement]:
    """A kiosk with a printer on its serial line, as in a hall: all pages in both sizes, some 140 touches.

    The first one looks whether every touch shows something, which costs memory; the second is measured.
    """
    config = str(_with_serial_printer(ground, printer.port))
    run("kiosk_walk", config, LOOK)
    _, said = run("kiosk_walk", config)
    walk = json.loads(said)
    return [
        at_most("kiosk.touch_to_frame", percentile(walk["touches_ms"], 95), "ms", TOUCH_MS_MAX),
        at_most("kiosk.resident_memory", walk["resident_mb"], "MB", RESIDENT_MB_MAX),
    ]


def _start() -> Measurement:
    """With nobody to answer: the first picture waits for no hall."""
    with fresh_ground() as ground:
        config = str(ground.config("kiosk"))
        _first_frame("kiosk", config)  # files read, bytecode written: a kiosk starts more than once
        kiosk = median_of_rounds(lambda: _first_frame("kiosk", config), STARTS)
        empty = median_of_rounds(lambda: _first_frame("empty"), STARTS)
    return at_most("kiosk.start_to_first_frame", kiosk, "s", START_S_MAX, beside=empty)


def _first_frame(*arguments: str) -> float:
    started_at, said = run("first_frame", *arguments)
    return float(said) - started_at


def _with_serial_printer(ground: Ground, port: str) -> Path:
    """The kiosk's configuration with a printer in place of the demo's folder."""
    lines = ground.config("kiosk").read_text("utf-8").splitlines()
    config = ground.root / "kiosk-serial.toml"
    config.write_text(
        "\n".join(f'printer = "serial:{port}"' if line.startswith("papers_dir") else line for line in lines),
        "utf-8",
    )
    return config
