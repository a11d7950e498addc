"""The spooler: one thread, one printer, each job once, and an honest word about how it ended."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from queue import Empty, SimpleQueue
from threading import Thread

import structlog

from printing.paper import Paper
from printing.spool.attempt import Attempt, Ending
from printing.spool.job import Job, JobState, JobStore, PrinterError, PrintOutcome, Reason, paper_of_job
from printing.spool.roll_keeper import USUAL_ROLL, RollKeeper, RollRules
from printing.thermal.press import Press
from printing.transports.transport import Transport

_log = structlog.get_logger(__name__)

UNFINISHED = (JobState.QUEUED, JobState.PRINTING)
NOT_IN_HAND = (
    JobState.FAILED,
    JobState.VOIDED,
)  # of UNKNOWN a whole paper may lie in the slot: never a second one
ASKED_JUST_NOW_S = 2.0  # so long a printer that was well counts as well
LOOK_AGAIN_S = 1.0  # while somebody waits before a printer that is being put right
PIECES_MAX = 3  # of one paper, cut short one after the other: whatever is wrong is not mended by a fourth


class Notice(Enum):
    """What a spooler is told beside papers."""

    PAPER_COMING = auto()
    HOW_IS_IT = auto()
    LOOK_AGAIN = auto()


@dataclass(frozen=True, slots=True)
class Given:
    """A paper as it was handed in. `again`: how it looks when it is printed once more (补打), until `wanted_until`."""

    job: Job
    paper: Paper
    again: Paper | None = None
    wanted_until: float = 0.0  # time.monotonic()
    pieces: int = 0  # that came out cut short


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Whoever these papers were for has gone."""

    job_ids: frozenset[str]


Task = Given | PrintOutcome | Unwanted | Notice | None
Standing = tuple[Reason | None, bool]


class Spooler:
    """Takes papers from any thread and prints them one after the other in its own.

    `on_outcome` is called in the spooler's thread, once per job; of a job that the power cut short, after the next
    start. When it returns, the outcome counts as told. `on_change` is called there when `standing` is another.
    """

    def __init__(
        self,
        jobs: JobStore,
        press: Press,
        transport: Transport,
        on_outcome: Callable[[PrintOutcome], None],
        *,
        on_change: Callable[[], None] = lambda: None,
        look_again_s: float = LOOK_AGAIN_S,
        rules: RollRules = USUAL_ROLL,
    ) -> None:
        self._jobs = jobs
        self._press = press
        self._transport = transport
        self._on_outcome, self._on_change = on_outcome, on_change
        self._look_again_s = look_again_s
        self.roll = RollKeeper(jobs, rules)
        self._waiting: SimpleQueue[Task] = SimpleQueue()
        self._owed: dict[str, Given] = {}  # by the id of the first job; the spooler's thread alone
        self._half_printed = False
        self._asked_at = -ASKED_JUST_NOW_S
        self._is_asked_for = False  # somebody looked since
        self._well_at: float | None = None  # when the printer, asked early, was well
        self._trouble: Reason | None = None
        self._told_standing: Standing | None = None
        self._thread = Thread(target=self._work, name="spooler", daemon=True)

    @property
    def standing(self) -> Standing:
        """What is wrong, and whether the roll is near its end by the count. From any thread."""
        return self._trouble, self.roll.is_low

    @property
    def was_asked(self) -> bool:
        """Whether anything is known of the printer yet; a moment after the start it is. From any thread."""
        return self._told_standing is not None

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

    def look(self) -> None:
        """Somebody wants to know how the printer is: it is asked, at most every two seconds; `on_change` tells."""
        self._waiting.put(Notice.HOW_IS_IT)

    def submit(
        self, job_id: str, paper: Paper, ticket_no: str, again: Paper | None = None, wanted_s: float = 0.0
    ) -> bool:
        """Print `paper` once; when this returns, the job outlives a power cut (≈ 1 ms: not for the UI thread).

        `again`, marked 补打, is printed as a job of its own if no whole paper came out and the printer is well again
        within `wanted_s`, unless somebody says `unwanted` before.

        False: `job_id` was submitted before, and nothing is printed. A job that cannot be kept is not printed either:
        its outcome is FAILED, `printer.job_not_kept`.
        """
        given = Given(Job(job_id, paper.kind, ticket_no), paper, again, time.monotonic() + wanted_s)
        try:
            if not self._jobs.add(given.job):
                return False
        except PrinterError as lost:
            ending = Ending(JobState.FAILED, lost.reason, lost.detail)
            self._waiting.put(_outcome(given.job, ending))
        else:
            self._waiting.put(given)
        return True

    def unwanted(self, *job_ids: str) -> None:
        """Whoever these first jobs were for has gone: none of them is printed again."""
        self._waiting.put(Unwanted(frozenset(job_ids)))

    def close(self, timeout_s: float = 10.0) -> None:
        """Print what waits, then let go of the printer; what is not done in time is voided at the next start."""
        self._waiting.put(None)
        self._thread.join(timeout_s)

    def _work(self) -> None:
        self._get_ready()
        self._tell_change()
        while (task := self._next()) is not None:
            match task:
                case Notice.PAPER_COMING:
                    self._ask_early()
                case Notice.HOW_IS_IT if time.monotonic() - self._asked_at < ASKED_JUST_NOW_S:
                    self._is_asked_for = (
                        True  # in a moment: whoever looks at each change keeps no printer busy
                    )
                case Notice.HOW_IS_IT:
                    self._ask_early()
                case Notice.LOOK_AGAIN:
                    self._print_what_is_owed()
                case Unwanted():
                    for job_id in task.job_ids:
                        self._owed.pop(job_id, None)
                case PrintOutcome():
                    self._tell(task)
                case Given():
                    self._print(task)
            self._tell_change()
        self._transport.close()

    def _tell_change(self) -> None:
        """After every word of the printer, and nothing where it is as it was."""
        standing = self.standing
        if standing != self._told_standing:
            self._told_standing = standing
            try:
                self._on_change()
            except Exception:  # noqa: BLE001 - whoever listens may fail; the printer goes on
                _log.exception("how the printer is was not handed on")

    def _next(self) -> Task:
        """The next task; while a paper is owed, every now and then that; what had to wait a moment."""
        if self._owed:
            wait_s: float | None = self._look_again_s
        elif self._is_asked_for:
            wait_s = max(0.0, self._asked_at + ASKED_JUST_NOW_S - time.monotonic())
        else:
            wait_s = None
        try:
            return self._waiting.get(timeout=wait_s)
        except Empty:
            return Notice.LOOK_AGAIN if self._owed else Notice.HOW_IS_IT

    def _get_ready(self) -> None:
        """Do now what the first citizen would wait for: fonts read, port open."""
        self._press.warm_up(self._transport.encoders)
        if self._half_printed:
            self._transport.abandon()
        if self._is_well():
            _log.info("printer found", reason=self._trouble)
        else:
            _log.warning("printer not ready", reason=self._trouble)

    def _ask_early(self) -> None:
        """Whatever is not well now is asked again when the paper is there."""
        self._well_at = time.monotonic() if self._is_well() else None

    def _is_well(self) -> bool:
        self._asked_at, self._is_asked_for = time.monotonic(), False
        try:
            found = self._transport.ask()
        except PrinterError as failure:
            self._trouble = failure.reason
            return False
        except Exception:  # noqa: BLE001 - our own mistake must not end the thread, and every paper with it
            _log.exception("the printer could not be asked")
            self._trouble = Reason.FAULT
            return False
        self._trouble = found.stops or found.warns
        self.roll.seen(self._trouble)
        return found.stops is None

    def _print(self, given: Given) -> None:
        is_well = self._well_at is not None and time.monotonic() - self._well_at < ASKED_JUST_NOW_S
        self._well_at = None
        outcome = self._attempt(given, is_well=is_well)
        self._owe(given, outcome)
        self._tell(outcome)
        self._count(given.paper, outcome)

    def _print_what_is_owed(self) -> None:
        """Asked once for all of them; the first that fails again ends the round."""
        now = time.monotonic()
        self._owed = {job_id: given for job_id, given in self._owed.items() if given.wanted_until > now}
        if not self._owed or not self._is_well():
            return
        for job_id, given in tuple(self._owed.items()):
            del self._owed[job_id]
            try:
                self._jobs.add(given.job)
            except PrinterError as lost:
                _log.error("a paper is not printed again", job_id=given.job.job_id, detail=lost.detail)
                return
            outcome = self._attempt(given, is_well=True)
            self._owe(given, outcome)
            self._tell(outcome)
            self._count(given.paper, outcome)
            if not outcome.has_paper:
                return

    def _owe(self, given: Given, outcome: PrintOutcome) -> None:
        """What did not come out whole stays owed, as the next job."""
        pieces = given.pieces + (outcome.state is JobState.VOIDED)
        if outcome.state in NOT_IN_HAND and given.again is not None and pieces < PIECES_MAX:
            owed = replace(given, job=given.job.again(), paper=given.again, pieces=pieces)
            self._owed[paper_of_job(given.job.job_id)] = owed

    def _attempt(self, given: Given, *, is_well: bool) -> PrintOutcome:
        job = given.job
        attempt = Attempt(self._jobs, self._press, self._transport)
        try:
            ending = attempt.run(job, given.paper, is_well=is_well)
        except Exception:  # noqa: BLE001 - our own mistake must not leave the next citizen without a printer
            _log.exception("print job broke", job_id=job.job_id)
            ending = attempt.broken(PrinterError(Reason.FAULT, "a mistake in the program: see the log"))
        self._trouble = ending.trouble
        try:
            self._jobs.mark(job.job_id, ending.state, ending.reason)
        except PrinterError as lost:  # the outcome stays true; at the next start the job is voided once more
            _log.error("outcome of a print job not kept", job_id=job.job_id, detail=lost.detail)
        return _outcome(job, ending, attempt.first_byte_at)

    def _count(self, paper: Paper, outcome: PrintOutcome) -> None:
        """After whoever waits has been told; a paper that was cut short has cost a whole one at most."""
        if outcome.state is not JobState.FAILED:
            self.roll.printed(self._press.length_mm(paper))
        self.roll.seen(self._trouble)

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


def _outcome(job: Job, ending: Ending, first_byte_at: float | None = None) -> PrintOutcome:
    return PrintOutcome(
        job.job_id, ending.state, ending.reason, job.kind, job.ticket_no, first_byte_at, ending.detail
    )
