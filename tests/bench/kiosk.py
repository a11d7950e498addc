"""Area kiosk: from 确认 to paper, from a touch to a frame, from the start to the first frame, and how much memory."""

import json
from pathlib import Path
from statistics import median

from demo.ground import Ground
from tests.bench import confirm
from tests.bench.child import run
from tests.bench.line_printer import LinePrinter
from tests.bench.measure import ROUNDS, Measurement, at_most, median_of_rounds, percentile
from tests.bench.standing_hall import fresh_ground, standing_hall

# Issue 3.
TOUCH_MS_MAX = 50.0
START_S_MAX = 1.5
RESIDENT_MB_MAX = 250.0
LOOK = "--look"


def measure() -> list[Measurement]:
    """The goals of issue 3."""
    return [confirm.measure(), *_walks(), _start()]


def _walks() -> list[Measurement]:
    """Each round is a kiosk of its own, with a printer on its serial line as in a hall."""
    touches_ms: list[float] = []
    resident_mb: list[float] = []
    with standing_hall() as ground, LinePrinter() as printer:
        config = _with_serial_printer(ground, printer.port)
        for number in range(ROUNDS):
            _, said = run("kiosk_walk", str(config), *([LOOK] if number == 0 else []))
            walk = json.loads(said)
            touches_ms.append(percentile(walk["touches_ms"], 95))
            resident_mb.append(walk["resident_mb"])
    return [
        at_most("kiosk.touch_to_frame", median(touches_ms), "ms", TOUCH_MS_MAX),
        at_most("kiosk.resident_memory", median(resident_mb), "MB", RESIDENT_MB_MAX),
    ]


def _start() -> Measurement:
    """With nobody to answer: the first picture waits for no hall."""
    with fresh_ground() as ground:
        config = str(ground.config("kiosk"))
        _first_frame("kiosk", config)  # files read, bytecode written: a kiosk starts more than once
        kiosk = median_of_rounds(lambda: _first_frame("kiosk", config))
        empty = median_of_rounds(lambda: _first_frame("empty"))
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
