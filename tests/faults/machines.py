"""A kiosk, a hall and a centre as they run in life: three processes on one folder, which may be killed and started."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import httpx2
import uuid_utils.compat as uuid_v7

from case_store import cipher_file
from case_store.client.hall import HallClient
from case_store.config import StoreConfig, load_config
from case_store.keys import CENTRE, Keys, hall_reader, make_keys, read_keys
from case_store.store import Store
from case_store.tokens import COUNTER, DISPATCH, HALL, KIOSK, UPSTREAM, write_tokens
from tests.case_store.hall_process import never_closing_assets
from tests.case_store.served import KIOSK_ID, STREAM, free_port

ROOT = Path(__file__).parents[2]
WITHIN_S = 180.0  # a loaded machine may take its time; nothing here is timed


def until(true: Callable[[], bool], within_s: float = WITHIN_S, what: str = "") -> None:
    """Wait for what another process does."""
    give_up_at = time.monotonic() + within_s
    while not true():
        if time.monotonic() > give_up_at:
            raise TimeoutError(what or f"{true}")
        time.sleep(0.01)


def rows(config: Path, sql: str) -> list[tuple[Any, ...]]:
    """A look into the file of a store that runs: SQLite's locks hold between processes."""
    of = load_config(config)
    with closing(cipher_file.connect(of.database, read_keys(of.key_file).database_key)) as file:
        return list(file.execute(sql).fetchall())


def drained(config: Path) -> bool:
    """Whether everything that waited in the outbox of a store is confirmed upstream."""
    return rows(config, "SELECT count(*) FROM outbox WHERE verdict IS NULL") == [(0,)]


class StoreProcess:
    """`python -m case_store.run CONFIG`; `before` goes in front (fiu-run, ip netns), `more` into the environment."""

    def __init__(self, name: str, config: Path, port: int, host: str = "127.0.0.1") -> None:
        self.name, self.config, self.url = name, config, f"http://{host}:{port}"
        self.log = config.with_suffix(".log")
        self.before: Sequence[str] = ()
        self.more: Mapping[str, str] = {}
        self.tree = ROOT  # whose code it runs
        self.process: subprocess.Popen[bytes] | None = None

    def ends(self) -> int:
        """Start it where it cannot start; its exit code."""
        self.launch()
        assert self.process is not None
        return self.process.wait(WITHIN_S)

    def launch(self) -> None:
        """Start it; does not wait."""
        command = [*self.before, sys.executable, "-m", "case_store.run", str(self.config)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.tree, env={**os.environ, **self.more}
            )

    def start(self) -> None:
        """Until it answers."""
        self.launch()
        until(self.answers, what=f"{self.name} does not answer: {self.said()[-2000:]}")

    def answers(self) -> bool:
        """Whether somebody is at home. Raises AssertionError with its log when it has ended."""
        assert self.process is not None
        assert self.process.poll() is None, self.said()[-4000:]
        with suppress(httpx2.HTTPError):
            return httpx2.get(f"{self.url}/v1/health", timeout=5, trust_env=False).status_code < 500
        return False

    def said(self) -> str:
        """Its log."""
        return self.log.read_text("utf-8") if self.log.exists() else ""

    def kill(self) -> None:
        """SIGKILL, at once."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(20)

    def end(self) -> None:
        """However it stands."""
        if self.process is not None and self.process.poll() is None:
            self.kill()


class Machines:
    """Nothing is started yet. Close it, whatever happened."""

    def __init__(self, folder: Path, *, moved_clock: bool = True, **more: dict[str, object]) -> None:
        """`hall` and `centre`: more of their configuration."""
        self.folder = folder
        self.keys = make_keys(folder / "keys", STREAM, [KIOSK_ID])
        self.tokens = {role: f"token-of-{role}" for role in (KIOSK, COUNTER, DISPATCH, HALL)}
        write_tokens(folder / "hall.tokens.json", {**self.tokens, UPSTREAM: self.tokens[HALL]})
        write_tokens(folder / "centre.tokens.json", self.tokens)
        self.assets = Path(never_closing_assets(folder))
        self.clock_file = str(folder / "clock") if moved_clock else ""
        self._more = more
        self.centre = self._store("centre", CENTRE, CENTRE)
        self.hall = self._store("hall", STREAM, hall_reader(STREAM), upstream=self.centre.url)

    def _store(self, role: str, name: str, node: str, *, upstream: str = "") -> StoreProcess:
        port = free_port()
        values: dict[str, object] = {
            "role": role,
            "name": name,
            "database": f"{role}.db",
            "key_file": str(self.keys[node]),
            "tokens_file": f"{role}.tokens.json",
            "assets_dir": str(self.assets),
            "port": port,
            "demo": True,
            "tick_seconds": 0.2,
            "pin_time_cost": 1,
            "pin_memory_kib": 8,
            **({"clock_file": self.clock_file} if self.clock_file else {}),
            **self._more.get(role, {}),
        }
        lines = [f"{key} = {json.dumps(value)}\n" for key, value in values.items()]
        if upstream:
            lines.append(f"[upstream]\nurl = {json.dumps(upstream)}\n")
        path = self.folder / f"{role}.toml"
        path.write_text("".join(lines))
        return StoreProcess(role, path, port)

    def config(self, process: StoreProcess) -> StoreConfig:
        """As it reads it itself."""
        return load_config(process.config)

    def opened(self, process: StoreProcess) -> Store:
        """Its store, opened by us; it must not run."""
        return Store(self.config(process))

    def rows(self, process: StoreProcess, sql: str) -> list[tuple[Any, ...]]:
        """A look into its file while it runs."""
        return rows(process.config, sql)

    def is_drained(self) -> bool:
        """Whether the centre has confirmed everything that the hall has."""
        return drained(self.hall.config)

    def kiosk_keys(self) -> Keys:
        """What the kiosk holds."""
        return read_keys(self.keys[f"kiosk:{KIOSK_ID}"])

    def client(self, role: str = KIOSK) -> HallClient:
        """Of the hall."""
        return HallClient(self.hall.url, self.tokens[role])

    def close(self) -> None:
        """No process is left."""
        for process in (self.hall, self.centre):
            process.end()


def new_visit(client: httpx2.Client, **more: Any) -> httpx2.Response:
    """A ticket without a matter, asked of the hall as a kiosk does."""
    visit_id = uuid_v7.uuid7()
    now = client.get("/v1/health").json()["hall_time"]
    body = {
        "command_id": str(visit_id),
        "visit_id": str(visit_id),
        "kiosk_id": KIOSK_ID,
        "queue": "A",
        "business_date": now[:10],
        "place_at": now,
        "confirmed_at": now,
        "ticket_code_hash": visit_id.hex,
        **more,
    }
    return client.post("/v1/submissions", json=body)
