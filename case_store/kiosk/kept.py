"""What a kiosk's outbox keeps: its tables, and the values that go in and come out of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from cases.queue.submission import Submission
from cases.queue.visit_events import PaperState

TABLES = (
    """CREATE TABLE IF NOT EXISTS submission (
        place INTEGER PRIMARY KEY AUTOINCREMENT,
        visit_id TEXT NOT NULL UNIQUE,
        body BLOB NOT NULL,           -- the Submission as it is sent next: persons sealed, codes hashed
        told INTEGER NOT NULL DEFAULT 0,
        told_at_us INTEGER,
        set_aside TEXT                -- the hall's refusal code: never sent again by itself
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS paper (
        job_id TEXT PRIMARY KEY,
        visit_id TEXT NOT NULL,
        paper TEXT NOT NULL,
        result TEXT,                  -- NULL: expected, nothing known yet
        reason TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS help_withdrawal (help_id TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT""",
    """CREATE TABLE IF NOT EXISTS lease (
        kind TEXT NOT NULL,           -- a queue's letter, or 'serials'
        business_date TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        next INTEGER NOT NULL,
        PRIMARY KEY (kind, business_date, first)
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS known_time (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        hall_time_us INTEGER NOT NULL, -- the latest instant that is certain to have passed
        offset_us INTEGER NOT NULL     -- hall time minus this machine's clock
    ) STRICT""",
)
QUEUE_TICKET, RECEIPT = "queue_ticket", "receipt"  # papers, as events name them


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperReport:
    """What is known of one paper of a visit."""

    job_id: str
    visit_id: str
    paper: str
    result: PaperState
    reason: str

    @property
    def command_id(self) -> UUID:
        """The same result of the same job is the same command, however often it is told."""
        return uuid5(NAMESPACE_URL, f"paper:{self.job_id}:{self.result.value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTime:
    """What is certain of the time: `hall_time` has passed, `offset` is hall time minus this machine's clock."""

    hall_time: datetime
    offset: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxCounts:
    """How much is in it. Free numbers and serials are those of one date."""

    waiting: int
    set_aside: int
    serials_free: int
    numbers_free: int


def wants_code(submission: Submission) -> bool:
    """Whether a confirmed matter still lacks its case code: it is not sent before it has one."""
    return submission.case is not None and not submission.case.case_code


def paper_job_id(visit_id: str, paper: str) -> str:
    """The print job of a visit's paper: the spooler prints an id once, and a restart knows which are missing."""
    return f"{visit_id}/{paper}"


def visit_of_job(job_id: str) -> tuple[str, str]:
    """(visit id, paper) of a print job; what follows `~` tells the attempts at one paper apart."""
    visit_id, _, paper = job_id.partition("/")
    return visit_id, paper.partition("~")[0]
