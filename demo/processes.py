"""The demo's processes: stores and screens, each started through the front door and stopped as an operator would."""

import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

FRONT_DOOR = Path(__file__).parents[1] / "main.py"
READY_WITHIN_S = (
    60.0  # a machine that compiles everything for the first time; one that dies is noticed at once
)
STOP_WITHIN_S = 5.0


class NotReady(RuntimeError):
    """A process did not come up; its log says why."""


@dataclass(slots=True)
class Process:
    """One `main.py NAME --config FILE`, its output in a log file."""

    name: str
    command: str
    config: Path
    log: Path
    ready_file: Path | None = None
    _running: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _log_file: IO[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it and wait until it is ready. Raises NotReady."""
        self.begin()
        self.wait_until_ready()

    def begin(self) -> None:
        """Start it and go on: several may come up at once."""
        if self.ready_file is not None:
            self.ready_file.unlink(missing_ok=True)
        self._log_file = self.log.open("ab")
        self._running = subprocess.Popen(  # noqa: S603 - our own front door with our own arguments
            [sys.executable, str(FRONT_DOOR), self.command, "--config", str(self.config)],
            stdout=self._log_file,
            stderr=subprocess.STDOUT,
        )

    def wait_until_ready(self) -> None:
        """Where it has a ready file, wait until that is written. Raises NotReady."""
        ready_file = self.ready_file
        if ready_file is None:
            return
        give_up_at = time.monotonic() + READY_WITHIN_S
        while not (ready_file.exists() and ready_file.stat().st_size):
            if not self.alive or time.monotonic() > give_up_at:
                self.stop()
                raise NotReady(f"{self.name} 没有启动起来，原因见 {self.log}")
            time.sleep(0.02)

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._running is not None and self._running.poll() is None

    def stop(self) -> None:
        """Ask it to end; after five seconds end it."""
        if self._running is not None and self.alive:
            self._running.terminate()
            try:
                self._running.wait(STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                self.kill()
        self._close()

    def kill(self) -> None:
        """Power cut: it gets no chance to say anything."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()
        self._close()

    def _close(self) -> None:
        self._running = None
        if self._log_file is not None:
            self._log_file.close()
            self._log_file = None
