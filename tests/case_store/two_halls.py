"""Two halls and their centre as they run in life: three processes, and people who work at each over HTTP."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from case_store.client.hall import HallClient
from case_store.clock import OffsetClock
from case_store.config import load_config
from case_store.keys import CENTRE, hall_reader
from case_store.store import Store
from case_store.tokens import COUNTER, HALL, UPSTREAM, write_tokens
from cases.hall_time import hall_time
from cases.views import StaffView
from tests.case_store.keys_of_halls import keys_of_halls
from tests.case_store.one_hall import granted
from tests.case_store.served import ASSETS, MONDAY, PIN, free_port

A, B = "150502000", "150521000"
ROOT = Path(__file__).parents[2]
READY_WITHIN_S = 180  # of a machine that does much else
_TOKENS = {COUNTER: "token-of-counter", HALL: "token-of-hall"}
DESK = StaffView(staff_id="s1", name="斯琴", role="reception")
LEADER = StaffView(staff_id="lead", name="孟某庚", role="leader")
ADMIN = StaffView(staff_id="admin", name="韩某丙", role="hall_admin")


@dataclass
class Running:
    """One store in a process of its own, behind a port that stays the same."""

    config: Path
    url: str
    _process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def begin(self) -> None:
        """Start it and go on."""
        self.config.with_suffix(".ready").unlink(missing_ok=True)
        with self.config.with_suffix(".log").open("ab") as log:
            command = [sys.executable, "-W", "error", "main.py", "store", "--config", str(self.config)]
            self._process = subprocess.Popen(command, stderr=log, cwd=ROOT)

    def wait_until_ready(self) -> None:
        """Until it answers."""
        give_up_at = time.monotonic() + READY_WITHIN_S
        log = self.config.with_suffix(".log")
        while not self.config.with_suffix(".ready").exists():
            assert self._process is not None
            assert self._process.poll() is None, log.read_text()
            assert time.monotonic() < give_up_at, log.read_text()
            time.sleep(0.02)

    def kill(self) -> None:
        """A power cut."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@dataclass
class TwoHalls:
    """`at["150502000"]` is hall A."""

    at: dict[str, Running]
    clock: OffsetClock

    async def sign_in(self, store: str, who: StaffView) -> HallClient:
        """Somebody at a screen there."""
        client = HallClient(self.at[store].url, _TOKENS[COUNTER])
        granted(await client.sign_in(who.staff_id, PIN, 1 if who.role == DESK.role else None))
        return client


@contextmanager
def two_halls(folder: Path) -> Iterator[TwoHalls]:
    """It is Monday 09:30, and all three answer."""
    keys = keys_of_halls(folder / "keys", (A, B))
    clock = OffsetClock(folder / "clock")
    clock.move_to(hall_time(MONDAY))
    ports = {name: free_port() for name in (CENTRE, A, B)}
    running = {}
    for name, port in ports.items():
        tokens = folder / f"{name}.tokens.json"
        write_tokens(tokens, _TOKENS if name == CENTRE else {**_TOKENS, UPSTREAM: _TOKENS[HALL]})
        role = "centre" if name == CENTRE else "hall"
        config = folder / f"{name}.toml"
        _write(
            config,
            {
                "role": role,
                "name": name,
                "database": f"{name}.db",
                "key_file": str(keys[CENTRE if name == CENTRE else hall_reader(name)]),
                "tokens_file": tokens.name,
                "assets_dir": str(_assets_of_b(folder) if name == B else ASSETS),
                "ready_file": f"{name}.ready",
                "clock_file": "clock",
                "port": port,
                "demo": True,
                "tick_seconds": 0.2,
                "pull_seconds": 0.1,
                "pin_time_cost": 1,
                "pin_memory_kib": 8,
            },
            None if name == CENTRE else f"http://127.0.0.1:{ports[CENTRE]}",
        )
        _employ(config)
        running[name] = Running(config, f"http://127.0.0.1:{port}")
    try:
        for one in running.values():
            one.begin()
        for one in running.values():
            one.wait_until_ready()
        yield TwoHalls(running, clock)
    finally:
        for one in running.values():
            one.kill()


def _write(path: Path, values: dict[str, object], upstream: str | None) -> None:
    lines = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    if upstream is not None:
        lines += ["[upstream]", f"url = {json.dumps(upstream)}"]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _employ(config: Path) -> None:
    """Who works there is written before the process opens the file."""
    store = Store(load_config(config))
    for person in (DESK, LEADER, ADMIN):
        store.add_staff(person, PIN)
    store.close()


def _assets_of_b(folder: Path) -> Path:
    """The same files, of a hall in another banner."""
    own = folder / "assets-of-b"
    for name in ("policy", "texts"):
        shutil.copytree(ASSETS / name, own / name)
    hall = own / "policy" / "hall.toml"
    told = (
        hall.read_text("utf-8")
        .replace(f'"{A}"', f'"{B}"')
        .replace('home_banner = "150502"', 'home_banner = "150521"')
    )
    hall.write_text(told, "utf-8")
    return own
