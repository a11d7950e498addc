"""The counter's printer, if it has one: tickets that staff hand out, and the 人工叫号单."""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from printing.faces import Faces
from printing.paper import Paper
from printing.spool.health import printer_errors, printer_words
from printing.spool.job import JobState, PrintOutcome
from printing.spool.job_store import SqliteJobStore
from printing.spool.spooler import Spooler
from printing.thermal.press import Press
from printing.transports.address import printer_at, profile_at
from printing.transports.folder import FolderTransport
from printing.transports.transport import Transport
from screenkit.bridge import Bridge
from screenkit.environment import ROOT

JOBS_FILE = "print-jobs.db"
_log = logging.getLogger(__name__)
Then = Callable[[bool], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterConfig:
    """A printer by its address, or a folder in place of one. `data_dir` None: jobs are remembered in memory only."""

    papers_dir: Path | None = None
    printer: str = ""
    data_dir: Path | None = None

    @property
    def has_printer(self) -> bool:
        """Whether there is any."""
        return self.papers_dir is not None or bool(self.printer)


class DeskPapers:
    """`print` is called in the UI thread and hears there whether the paper is in somebody's hand.

    `on_change` is called in the printer's own thread when `health` would say something else.
    """

    def __init__(
        self, config: PrinterConfig, bridge: Bridge, on_change: Callable[[], None] = lambda: None
    ) -> None:
        self._config, self._bridge, self._on_change = config, bridge, on_change
        self._spooler: Spooler | None = None
        self._waiting: dict[str, Then] = {}

    @property
    def is_there(self) -> bool:
        """Whether this counter has a printer."""
        return self._config.has_printer

    def health(self) -> dict[str, str]:
        """How the printer was when it was asked last, and it is asked again: `on_change` says if that is another."""
        if self._spooler is None or not self._spooler.was_asked:
            return {}
        self._spooler.look()
        return printer_words(self._spooler.trouble, is_low=self._spooler.roll.is_low)

    def errors(self) -> dict[str, str]:
        """What is wrong with it now; from any thread."""
        return printer_errors(self._spooler.trouble) if self._spooler is not None else {}

    def open(self) -> None:
        """Before the first paper, where there is a printer: how it is should be known before somebody needs it."""
        if self.is_there:
            self._bridge.submit(self._opened(), on_error=_not_opened)

    def print(self, job_id: str, paper: Paper, ticket_no: str, then: Then) -> None:
        """Once per `job_id`; `then(False)`: no paper, so the number must be told."""
        if not self.is_there:
            then(False)
            return
        self._waiting[job_id] = then

        async def hand_over() -> None:
            self._open().submit(job_id, paper, ticket_no)

        def failed(error: Exception) -> None:
            _not_opened(error)
            self._done(job_id, False)

        self._bridge.submit(hand_over(), on_error=failed)

    def close(self) -> None:
        """Print what waits, then let go."""
        if self._spooler is not None:
            self._spooler.close(2.0)
            self._spooler = None

    async def _opened(self) -> None:
        self._open()

    def _open(self) -> Spooler:
        """In the worker: fonts and port are opened with the first paper, most counters print none."""
        if self._spooler is None:
            jobs = SqliteJobStore(self._connect)
            press = Press(Faces(ROOT / "assets" / "fonts"), profile_at(self._config.printer))
            spooler = Spooler(jobs, press, self._transport(), self._ended, on_change=self._on_change)
            spooler.start()
            self._spooler = spooler
        return self._spooler

    def _connect(self) -> sqlite3.Connection:
        folder = self._config.data_dir
        if folder is None:
            return sqlite3.connect(":memory:", check_same_thread=False)
        folder.mkdir(parents=True, exist_ok=True)
        return sqlite3.connect(folder / JOBS_FILE, check_same_thread=False)

    def _transport(self) -> Transport:
        if self._config.papers_dir is not None:
            return FolderTransport(self._config.papers_dir)
        return printer_at(self._config.printer)

    def _ended(self, outcome: PrintOutcome) -> None:
        """In the spooler's thread."""
        self._bridge.post(self._done, outcome.job_id, outcome.state is JobState.PRINTED)

    def _done(self, job_id: str, is_there: bool) -> None:
        if (then := self._waiting.pop(job_id, None)) is not None:
            then(is_there)


def _not_opened(error: Exception) -> None:
    _log.error("the counter's printer cannot be used: %s", error)
