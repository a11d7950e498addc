"""A hall as it runs in life: a process of its own, reached over HTTP and WebSocket."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx2
import uuid_utils.compat as uuid_v7
from websockets.sync.client import ClientConnection, connect

from case_store.service.access import SESSION_HEADER
from case_store.tokens import COUNTER, KIOSK
from tests.case_store.on_postgres import database_of
from tests.case_store.one_hall import ASSETS, NODE, PIN, STREAM, OneHall
from tests.case_store.served import PATIENT_S

ROOT = Path(__file__).parents[2]
READY_WITHIN_S = 180  # of a machine that does much else


def write_config(one: OneHall, **more: object) -> Path:
    """The configuration of this hall as an operator would write it."""
    values: dict[str, object] = {
        "role": "hall",
        "name": STREAM,
        "database": "hall.db",
        "key_file": str(one.keys[NODE]),
        "tokens_file": "tokens.json",
        "assets_dir": str(ASSETS),
        "ready_file": "ready",
        "clock_file": "clock",
        "demo": True,
        "tick_seconds": 0.2,
        "pin_time_cost": 1,
        "pin_memory_kib": 8,
        **more,
    }
    if url := database_of(one.folder):
        values["database_url"] = url
    path = one.folder / "hall.toml"
    path.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items()))
    return path


def never_closing_assets(folder: Path) -> str:
    """Policy and texts of a hall that gives numbers of today to more citizens than it could receive."""
    for name in ("policy", "texts"):
        shutil.copytree(ASSETS / name, folder / "assets" / name)
    hall = folder / "assets" / "policy" / "hall.toml"
    rule = "stop_when_wait_exceeds_rest = "
    hall.write_text(hall.read_text("utf-8").replace(f"{rule}true", f"{rule}false"), "utf-8")
    return str(folder / "assets")


class HallProcess:
    """Start, ask, stop."""

    def __init__(self, one: OneHall, **more: object) -> None:
        one.store.close()  # the process opens it
        self.one = one
        self._config = write_config(one, **more)
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""
        self.log = one.folder / "log"

    def start(self) -> Self:
        """Until it answers."""
        ready = self.one.folder / "ready"
        ready.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "error", "main.py", "store", "--config", str(self._config)],
                stderr=log,
                cwd=ROOT,
            )
        give_up_at = time.monotonic() + READY_WITHIN_S
        while not ready.exists():
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < give_up_at, self.log.read_text()
            time.sleep(0.02)
        self.url = f"http://127.0.0.1:{int(ready.read_text())}"
        return self

    def stop(self) -> int:
        """Ask it to end; answers its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(PATIENT_S)

    def kill(self) -> None:
        """A power cut."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.one.store = self.one.opened()

    def http(self, role: str, session: str = "") -> httpx2.Client:
        """A client with the token of a role."""
        headers = {"Authorization": f"Bearer token-of-{role}", "Content-Type": "application/json"}
        if session:
            headers[SESSION_HEADER] = session
        return httpx2.Client(base_url=self.url, headers=headers, trust_env=False, timeout=PATIENT_S)

    def signed_in(self, number: int) -> httpx2.Client:
        """A client of staff number n at counter n."""
        body = {"staff_id": f"s{number}", "pin": PIN, "counter_no": number}
        with self.http(COUNTER) as client:
            answer = client.post("/v1/sign-in", json=body)
        assert answer.status_code == 200, answer.text
        return self.http(COUNTER, answer.json()["session"])

    def kiosk(self) -> httpx2.Client:
        """A client of the kiosks."""
        return self.http(KIOSK)

    def live(self, role: str, view: str | None = None, **query: str) -> ClientConnection:
        """The live feed."""
        asked = "&".join(f"{key}={value}" for key, value in {"view": view or role, **query}.items())
        return connect(
            f"{self.url.replace('http', 'ws')}/v1/live?{asked}",
            additional_headers={"Authorization": f"Bearer token-of-{role}"},
            proxy=None,
        )


def command() -> dict[str, Any]:
    """A new command id."""
    return {"command_id": str(uuid_v7.uuid7())}
