"""`python -m tests.faults network`: 50 halls that were three days without a line, and then have a bad one.

Goodput, order and the latency of a fresh event while the backlog drains. Needs root and iproute2.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa

from case_store.config import load_config
from case_store.store import Store
from tests.case_store.one_hall import ASSETS
from tests.faults.machines import ROOT, until
from tests.faults.network import backlog
from tests.faults.network.wire import CENTRE, Line, Wire, two_places
from tests.rehearsal.ha.halls import Halls

HALLS, PROBES = 50, 2
LINE = Line(bits_per_s=8e6, delay_s=0.03, loss=0.01)  # shared by all: a county's poor line
CUTS = ((5.0, 4.0), (20.0, 10.0))  # after so many seconds, for so many
PORT = 9000  # in namespaces of our own nobody else has it
WITHIN_S = 900


def run(say: Callable[[str], None], halls: int = HALLS) -> bool:
    """Whether everything arrived, once and in order."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        say("not run: network namespaces need root and iproute2")
        return True
    with TemporaryDirectory() as name:
        folder = Path(name)
        waiting = _backlogs(folder, halls)
        say(f"{halls} halls, {sum(waiting.values())} events of {backlog.DAYS} days wait")
        config = _centre_config(folder, halls)
        with two_places(LINE, random.Random(1)) as (hall_place, centre_place, wire):  # noqa: S311  no secret
            told = _drain(folder, config, (hall_place, centre_place), wire, halls)
        faults = _arrived(config, waiting, say)
    _report(say, told, wire, sum(waiting.values()))
    for fault in faults[:10]:
        say(f"  {fault}")
    return not faults


def _backlogs(folder: Path, halls: int) -> dict[str, int]:
    Halls(folder, halls + PROBES, 1.0).make_keys()
    (folder / "template").mkdir()
    story = backlog.three_days(folder / "template")
    return {Halls.stream(n): backlog.write(folder, Halls.stream(n), story) for n in range(halls)}


def _centre_config(folder: Path, halls: int) -> Path:
    values = {
        "role": "centre",
        "name": "centre",
        "database": "centre.db",
        "key_file": "centre.keys.json",
        "tokens_file": "centre.tokens.json",
        "assets_dir": str(ASSETS),
        "port": PORT,
        "ready_file": "ready",
        "demo": True,
    }
    path = folder / "centre.toml"
    path.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items()))
    assert halls
    return path


def _drain(folder: Path, config: Path, places: tuple[str, str], wire: Wire, halls: int) -> dict[str, Any]:
    hall_place, centre_place = (("ip", "netns", "exec", place) for place in places)
    python = (sys.executable, "-m")
    end = "tests.faults.network.tunnel_end"
    commands = (
        (*centre_place, *python, "case_store.run", str(config)),
        (*centre_place, *python, end, CENTRE, str(PORT), "127.0.0.1", str(PORT)),
        (*hall_place, *python, end, "127.0.0.1", str(PORT), CENTRE, str(PORT)),
    )
    log = (folder / "log").open("ab")
    running = [subprocess.Popen(command, cwd=ROOT, stderr=log, stdout=log) for command in commands]
    try:
        until((folder / "ready").exists, what=(folder / "log").read_text()[-2000:])
        began = time.monotonic()
        cutter = threading.Thread(target=_cut, args=(wire, began), daemon=True)
        cutter.start()
        arguments = (str(folder), f"http://127.0.0.1:{PORT}", str(halls), str(PROBES))
        done = subprocess.run(
            [*hall_place, *python, "tests.faults.network.backlog", *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
            timeout=WITHIN_S,
            check=False,
        )
        assert done.returncode == 0, (folder / "log").read_text()[-3000:]
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)
        log.close()


def _cut(wire: Wire, began: float) -> None:
    for after_s, for_s in CUTS:
        while time.monotonic() < began + after_s:
            time.sleep(0.1)
        wire.cut.set()
        time.sleep(for_s)
        wire.cut.clear()


def _arrived(config: Path, waiting: dict[str, int], say: Callable[[str], None]) -> list[str]:
    """Of every stream all events, in the order of their chain, once."""
    store = Store(load_config(config))
    faults: list[str] = []
    try:
        with store.log.reading() as connection:
            for stream, count in waiting.items():
                rows = connection.execute(
                    sa.text("SELECT seq FROM event WHERE stream = :s ORDER BY position"), {"s": stream}
                ).scalars()
                if list(rows) != list(range(1, count + 1)):
                    faults.append(f"{stream}: not {count} events in order")
            apart = connection.execute(sa.text("SELECT count(*) FROM quarantine")).scalar_one()
        if apart:
            faults.append(f"{apart} events in quarantine")
        say(f"order and completeness of {len(waiting)} streams: {len(faults)} faults")
    finally:
        store.close()
    return faults


def _report(say: Callable[[str], None], told: dict[str, Any], wire: Wire, events: int) -> None:
    seconds, fresh = told["seconds"], told["fresh_s"]
    there, back = wire.ways
    cuts = " and ".join(f"{for_s:g} s" for _, for_s in CUTS)
    say(
        f"line {LINE.bits_per_s / 1e6:g} Mbit/s, {LINE.delay_s * 2000:g} ms there and back,"
        f" {LINE.loss:.0%} loss each way, cut for {cuts}"
    )
    used = there.bytes_count * 8 / seconds / 1e6
    dropped, packets = (sum(getattr(way, what) for way in wire.ways) for what in ("dropped", "packets"))
    say(
        f"drained in {seconds:.0f} s: {events / seconds:.0f} events/s;"
        f" {there.bytes_count / 1e6:.1f} MB up ({used:.1f} Mbit/s of the wire),"
        f" {back.bytes_count / 1e6:.1f} MB down; {dropped} of {packets} packets lost"
    )
    done = told["done_s"]
    say(f"first hall done after {done[0]:.0f} s, median {done[len(done) // 2]:.0f} s, last {done[-1]:.0f} s")
    if fresh:
        at = [fresh[int(len(fresh) * part)] for part in (0.5, 0.9)]
        say(
            f"a fresh event of a hall without backlog, during the drain: p50 {at[0]:.2f} s, p90 {at[1]:.2f} s,"
            f" max {fresh[-1]:.2f} s ({len(fresh)} events; the cuts are in it)"
        )
