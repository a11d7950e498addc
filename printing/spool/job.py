"""A print job and how it ends: durable before the first byte, printed at most once, told honestly (design.md §6).

The job is on disk, its paper is not: nothing of a receipt (its 查询码) ever rests on the kiosk's disk. So a paper that
did not come out whole is printed again only from memory, as a job of its own, marked 补打, and only while whoever it is
for stands there; a receipt that came a minute later would lie in the slot for the next one. After a restart, or when
the citizen has gone, a person prints it at a counter: the hall, whose log holds the number, makes that ticket anew.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from printing.paper import PaperKind

if TYPE_CHECKING:
    from printing.spool.roll import Roll

AGAIN = "~"
"""Between the id of a paper's first job and the number of the attempt: visit/queue_ticket~2."""


class JobState(StrEnum):
    """QUEUED → PRINTING → PRINTED | UNKNOWN | FAILED | VOIDED; VOIDED from QUEUED or PRINTING at the next start."""

    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"  # all bytes left and the printer says that it is well
    UNKNOWN = "unknown"  # bytes left, and nobody says what became of them
    FAILED = "failed"  # no byte left
    VOIDED = "voided"  # cut short: what came out, if anything, is no whole paper


class Reason(StrEnum):
    """Why; each names three sentences in assets/texts/refusals_printing.toml."""

    OUT_OF_PAPER = "printer.out_of_paper"
    COVER_OPEN = "printer.cover_open"
    FAULT = "printer.fault"
    SILENT = "printer.silent"
    ABSENT = "printer.absent"
    NEAR_END = "printer.near_end"  # the only reason that goes with PRINTED
    INTERRUPTED = "printer.interrupted"
    JOB_NOT_KEPT = "printer.job_not_kept"


def paper_of_job(job_id: str) -> str:
    """The id of the first job of the same paper."""
    return job_id.partition(AGAIN)[0]


class PrinterError(Exception):
    """The printer, or the way to it, failed; `reason` says how, the message is for the operator.

    `cut_short`: the end of the paper never left, so no whole one can have come out.
    """

    def __init__(self, reason: Reason, detail: str = "", *, cut_short: bool = False) -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
        self.cut_short = cut_short


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to print once. The caller chooses `job_id`: the same id again prints nothing."""

    job_id: str
    kind: PaperKind
    ticket_no: str  # for whom: staff look for that number when no paper came out

    def again(self) -> "Job":
        """The next attempt at the same paper, a job of its own."""
        first, _, number = self.job_id.partition(AGAIN)
        return Job(f"{first}{AGAIN}{int(number or 1) + 1}", self.kind, self.ticket_no)


@dataclass(frozen=True, slots=True)
class KeptJob:
    """A job as the table has it."""

    job: Job
    state: JobState
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """How a job ended. The number is promised on paper only with PRINTED; else the page says 「请记住号码」."""

    job_id: str
    state: JobState
    reason: Reason | None
    kind: PaperKind
    ticket_no: str
    first_byte_at: float | None = None  # time.monotonic() as the paper's first byte left; None: none did
    detail: str = ""  # for the operator's log: no person, no code

    @property
    def has_paper(self) -> bool:
        """Whether the citizen holds the paper, as far as anybody can know."""
        return self.state is JobState.PRINTED


class JobStore(Protocol):
    """Where jobs are kept; every method is durable when it returns, or raises PrinterError(JOB_NOT_KEPT)."""

    def add(self, job: Job) -> bool:
        """Keep a job as QUEUED. False: this id was here before, nothing changed."""
        ...

    def mark(self, job_id: str, state: JobState, reason: Reason | None = None) -> None:
        """The job is now in `state`."""
        ...

    def unsettled(self) -> list[KeptJob]:
        """Jobs that did not end, and jobs without a paper of which nobody has been told; oldest first."""
        ...

    def told(self, job_id: str) -> None:
        """The outcome has been handed on."""
        ...

    def roll(self) -> "Roll | None":
        """The roll in the printer; None: none was ever kept."""
        ...

    def keep_roll(self, roll: "Roll") -> None:
        """It has changed."""
        ...
