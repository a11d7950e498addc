"""The real centre's service over a database, as a process; and what its database holds, asked without it."""

import json
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import psycopg

from case_store.keys import CENTRE
from tests.rehearsal.ha.halls import Held
from tests.rehearsal.ha.node import HOST, ROOT, free_port, until

READY_WITHIN_S = 90.0
_HELD = "SELECT stream, id, hash FROM event WHERE stream <> %s"


class Centre:
    """`where` is how its configuration names the database: {"database_url": …} or {"database": …}."""

    def __init__(
        self, folder: Path, keys: tuple[Path, Path], where: dict[str, str], port: int | None = None
    ) -> None:
        self.folder = folder
        self.config = folder / "centre.toml"
        self.port = port or free_port()
        self.log = folder / "centre.log"
        self._process: subprocess.Popen[bytes] | None = None
        values: dict[str, object] = {
            "role": "centre",
            "name": CENTRE,
            "key_file": str(keys[0]),
            "tokens_file": str(keys[1]),
            "assets_dir": str(ROOT / "assets"),
            "port": self.port,
            "ready_file": "ready",
            "demo": True,
            **where,
        }
        folder.mkdir(parents=True, exist_ok=True)
        self.config.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items()))

    @property
    def url(self) -> str:
        """Where halls push to."""
        return f"http://{HOST}:{self.port}"

    @property
    def pid(self) -> int | None:
        """Of the process, while there is one."""
        return None if self._process is None else self._process.pid

    def start(self) -> float:
        """Until it answers; seconds."""
        ready = self.folder / "ready"
        ready.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "case_store.run", str(self.config)], stderr=log, stdout=log, cwd=ROOT
            )
        return until(lambda: ready.exists() or self._ended(), READY_WITHIN_S, "the centre's service")

    def healthy(self) -> int:
        """The status of a request that writes nothing; 0 where nobody answers."""
        try:
            return httpx2.get(f"{self.url}/v1/health", timeout=2, trust_env=False).status_code
        except httpx2.HTTPError:
            return 0

    def admin(self, verb: str, *arguments: str) -> float:
        """A command about this centre as an operator gives it; seconds."""
        return admin(verb, "--config", str(self.config), *arguments)

    def stop(self) -> None:
        """Ask it to end."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _ended(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError(f"the centre's service ended:\n{self.log.read_text(errors='replace')[-3000:]}")
        return False


def admin(verb: str, *arguments: str) -> float:
    """A command as an operator gives it; seconds. RuntimeError with what it said."""
    began = time.monotonic()
    command = [sys.executable, "main.py", "admin", verb, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"admin {verb}: {done.stderr}")
    return time.monotonic() - began


def held_by(database_url: str) -> set[Held]:
    """Every event of a hall in a database, by id and hash; asked by somebody who sees them, a superuser."""
    with psycopg.connect(database_url) as connection:
        return {Held(*row) for row in connection.execute(_HELD, (CENTRE,))}
