"""The spooler: one thread, one printer, each job once, and an honest word about how it ended."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from queue import SimpleQueue
from threading import Thread

import structlog

from printing.paper import Paper
from printing.spool.job import Job, JobState, JobStore, PrinterError, PrintOutcome, Reason
from printing.thermal.press import Press
from printing.transports.transport import Transport

_log = structlog.get_logger(__name__)

UNFINISHED = (JobState.QUEUED, JobState.PRINTING)
ASKED_JUST_NOW_S = 2.0  # so long a printer that was well counts as well


class Notice(Enum):
    """What a spooler is told beside papers."""

    PAPER_COMING = auto()


@dataclass(frozen=True, slots=True)
class Ending:
    """A job's last state, and why."""

    state: JobState
    reason: Reason | None = None
    detail: str = ""


class Spooler:
    """Takes papers from any thread and prints them one after the other in its own.

    `on_outcome` is called in the spooler's thread, once per job; of a job that the power cut short, after the next
    start. When it returns, the outcome counts as told.
    """

    def __init__(
        self,
        jobs: JobStore,
        press: Press,
        transport: Transport,
        on_outcome: Callable[[PrintOutcome], None],
    ) -> None:
        self._jobs = jobs
        self._press = press
        self._transport = transport
        self._on_outcome = on_outcome
        self._waiting: SimpleQueue[tuple[Job, Paper] | PrintOutcome | Notice | None] = SimpleQueue()
        self._half_printed = False
        self._well_at: float | None = None  # when the printer, asked early, was well
        self._trouble: Reason | None = None
        self._thread = Thread(target=self._work, name="spooler", daemon=True)

    @property
    def trouble(self) -> Reason | None:
        """What the printer said when it was asked or printed last; None: it was well. From any thread."""
        return self._trouble

    def start(self) -> None:
        """Void what the last run left unfinished, then wait for papers. Raises PrinterError if the jobs are lost."""
        for kept in self._jobs.unsettled():
            state, reason = kept.state, kept.reason
            if state in UNFINISHED:
                self._half_printed |= state is JobState.PRINTING
                state, reason = JobState.VOIDED, Reason.INTERRUPTED
                self._jobs.mark(kept.job.job_id, state, reason)
            self._waiting.put(_outcome(kept.job, Ending(state, reason)))
        self._thread.start()

    def expect(self) -> None:
        """A paper comes in a moment: ask the printer now (13 ms at 9,600 baud), while its number is still asked for."""
        self._waiting.put(Notice.PAPER_COMING)

    def submit(self, job_id: str, paper: Paper, ticket_no: str) -> bool:
        """Print `paper` once; when this returns, the job outlives a power cut (≈ 1 ms: not for the UI thread).

        False: `job_id` was submitted before, and nothing is printed. A job that cannot be kept is not printed either:
        its outcome is FAILED, `printer.job_not_kept`.
        """
        job = Job(job_id, paper.kind, ticket_no)
        try:
            if not self._jobs.add(job):
                return False
        except PrinterError as lost:
            self._waiting.put(_outcome(job, Ending(JobState.FAILED, lost.reason, lost.detail)))
        else:
            self._waiting.put((job, paper))
        return True

    def close(self, timeout_s: float = 10.0) -> None:
        """Print what waits, then let go of the printer; what is not done in time is voided at the next start."""
        self._waiting.put(None)
        self._thread.join(timeout_s)

    def _work(self) -> None:
        self._get_ready()
        while (task := self._waiting.get()) is not None:
            match task:
                case Notice.PAPER_COMING:
                    self._ask_early()
                case PrintOutcome():
                    self._tell(task)
                case job, paper:
                    self._tell(self._print(job, paper))
        self._transport.close()

    def _get_ready(self) -> None:
        """Do now what the first citizen would wait for: fonts read, port open."""
        self._press.warm_up(self._transport.encoders)
        if self._half_printed:
            self._transport.abandon()
        try:
            found = self._transport.ask()
        except PrinterError as failure:
            self._trouble = failure.reason
            _log.warning("printer not ready", reason=failure.reason.value, detail=failure.detail)
        else:
            self._trouble = found.stops or found.warns
            _log.info("printer found", reason=self._trouble)

    def _ask_early(self) -> None:
        """Whatever is not well now is asked again when the paper is there."""
        self._well_at = None
        try:
            found = self._transport.ask()
        except PrinterError as failure:
            self._trouble = failure.reason
            return
        self._trouble = found.stops or found.warns
        if found.stops is None:
            self._well_at = time.monotonic()

    def _print(self, job: Job, paper: Paper) -> PrintOutcome:
        attempt = Attempt(self._jobs, self._press, self._transport)
        is_well = self._well_at is not None and time.monotonic() - self._well_at < ASKED_JUST_NOW_S
        self._well_at = None
        try:
            ending = attempt.run(job, paper, is_well=is_well)
        except Exception:  # noqa: BLE001 - our own mistake must not leave the next citizen without a printer
            _log.exception("print job broke", job_id=job.job_id)
            ending = attempt.broken(Reason.FAULT, "a mistake in the program: see the log")
        self._trouble = ending.reason
        try:
            self._jobs.mark(job.job_id, ending.state, ending.reason)
        except PrinterError as lost:  # the outcome stays true; at the next start the job is voided once more
            _log.error("outcome of a print job not kept", job_id=job.job_id, detail=lost.detail)
        return _outcome(job, ending, attempt.first_byte_at)

    def _tell(self, outcome: PrintOutcome) -> None:
        _log.info(
            "print job ended",
            job_id=outcome.job_id,
            kind=outcome.kind.value,
            ticket_no=outcome.ticket_no,
            state=outcome.state.value,
            reason=outcome.reason and outcome.reason.value,
            detail=outcome.detail,
        )
        try:
            self._on_outcome(outcome)
            if not outcome.has_paper:
                self._jobs.told(outcome.job_id)
        except Exception:  # noqa: BLE001 - whoever listens may fail; the printer goes on, and tells again at the next start
            _log.exception("outcome of a print job not handed on", job_id=outcome.job_id)


class Attempt:
    """One job on its way to the printer."""

    def __init__(self, jobs: JobStore, press: Press, transport: Transport) -> None:
        self._jobs = jobs
        self._press = press
        self._transport = transport
        self.first_byte_at: float | None = None

    def run(self, job: Job, paper: Paper, *, is_well: bool) -> Ending:
        """Print `paper` if the printer is well, and say how it went. `is_well`: it has just said so."""
        try:
            made = self._press.make(paper, self._transport.encoders)
            self._jobs.mark(job.job_id, JobState.PRINTING)
            stops = None if is_well else self._transport.ask().stops
            if stops is not None:
                return Ending(JobState.FAILED, stops)
            self._transport.send(f"{job.kind.value}-{job.ticket_no}", made, self._begun)
            after = self._transport.confirm()
        except PrinterError as failure:
            return self.broken(failure.reason, failure.detail)
        if after.stops is not None:
            self._transport.abandon()
            return Ending(JobState.FAILED, after.stops)
        return Ending(JobState.PRINTED, after.warns)

    def broken(self, reason: Reason, detail: str) -> Ending:
        """FAILED as long as no byte left; after that nobody knows, which is what `printer.silent` says."""
        if self.first_byte_at is None:
            return Ending(JobState.FAILED, reason, detail)
        return Ending(JobState.UNKNOWN, Reason.SILENT, detail)

    def _begun(self) -> None:
        self.first_byte_at = time.monotonic()


def _outcome(job: Job, ending: Ending, first_byte_at: float | None = None) -> PrintOutcome:
    return PrintOutcome(
        job.job_id, ending.state, ending.reason, job.kind, job.ticket_no, first_byte_at, ending.detail
    )
