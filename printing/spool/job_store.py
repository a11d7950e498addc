"""Print jobs in an SQLite file: one small table, on any connection that the caller makes (SQLCipher in a kiosk)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import isfinite
from threading import Lock
from typing import Any, Protocol

import structlog

from printing.paper import PaperKind
from printing.spool.job import Job, JobState, KeptJob, PrinterError, Reason
from printing.spool.roll import Roll

_log = structlog.get_logger(__name__)

KEPT_JOBS_MAX = 1_000  # enough to refuse an id that comes twice; a kiosk prints fewer in three days

SCHEMA = """
CREATE TABLE IF NOT EXISTS print_job (
    position INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    ticket_no TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    told INTEGER NOT NULL DEFAULT 0
) STRICT
"""
ROLL = """
CREATE TABLE IF NOT EXISTS paper_roll (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    length_mm REAL NOT NULL,
    used_mm REAL NOT NULL,
    papers INTEGER NOT NULL,
    began_at REAL NOT NULL,
    from_its_beginning INTEGER NOT NULL,
    is_ending INTEGER NOT NULL
) STRICT
"""


class Cursor(Protocol):
    """What we use of a DB-API cursor."""

    @property
    def rowcount(self) -> int:
        """Rows changed."""
        ...

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any:
        """Run one statement."""
        ...

    def fetchall(self) -> list[Any]:
        """All rows."""
        ...


class Connection(Protocol):
    """What we use of a DB-API connection; sqlite3 and sqlcipher3 have it."""

    @property
    def Error(self) -> type[Exception]:  # noqa: N802 - DB-API's name for the base of the driver's errors
        """The base of the driver's errors."""
        ...

    def cursor(self) -> Cursor:
        """A cursor."""
        ...

    def commit(self) -> None:
        """End the transaction."""
        ...

    def rollback(self) -> None:
        """Undo the transaction."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


class SqliteJobStore:
    """JobStore on the connection that `connect` opens, with `check_same_thread=False`: two threads take turns on it.

    WAL and synchronous=FULL are set here: with NORMAL a power cut loses acknowledged commits (pitfalls.md §4).
    Raises PrinterError(JOB_NOT_KEPT) if the file cannot be written; what `connect` raises passes through.
    """

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._turn = Lock()
        self._connection = connect()
        with self._kept():
            cursor = self._connection.cursor()
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
        with self._transaction() as cursor:
            cursor.execute(SCHEMA)
            cursor.execute(ROLL)
            cursor.execute(
                "DELETE FROM print_job WHERE told AND position <= (SELECT max(position) FROM print_job) - ?",
                (KEPT_JOBS_MAX,),
            )

    def close(self) -> None:
        """Close the connection."""
        with self._turn:
            self._connection.close()

    def add(self, job: Job) -> bool:
        """Keep a job as QUEUED. False: this id was here before, nothing changed."""
        with self._transaction() as cursor:
            cursor.execute(
                "INSERT INTO print_job (job_id, kind, ticket_no, state) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (job_id) DO NOTHING",
                (job.job_id, job.kind.value, job.ticket_no, JobState.QUEUED.value),
            )
            return cursor.rowcount == 1

    def mark(self, job_id: str, state: JobState, reason: Reason | None = None) -> None:
        """The job is now in `state`; a printed one needs nobody to be told."""
        with self._transaction() as cursor:
            cursor.execute(
                "UPDATE print_job SET state = ?, reason = ?, told = ? WHERE job_id = ?",
                (state.value, reason and reason.value, int(state is JobState.PRINTED), job_id),
            )

    def unsettled(self) -> list[KeptJob]:
        """Jobs that did not end, and jobs without a paper of which nobody has been told; oldest first."""
        with self._transaction() as cursor:
            cursor.execute(
                "SELECT job_id, kind, ticket_no, state, reason FROM print_job WHERE NOT told ORDER BY position"
            )
            rows = cursor.fetchall()
        return [_kept(*row) for row in rows]

    def told(self, job_id: str) -> None:
        """The outcome has been handed on."""
        with self._transaction() as cursor:
            cursor.execute("UPDATE print_job SET told = 1 WHERE job_id = ?", (job_id,))

    def roll(self) -> Roll | None:
        """The roll in the printer; None: none was ever kept."""
        with self._transaction() as cursor:
            cursor.execute(
                "SELECT length_mm, used_mm, papers, began_at, from_its_beginning, is_ending FROM paper_roll"
            )
            rows = cursor.fetchall()
        for length_mm, used_mm, papers, began_at, from_its_beginning, is_ending in rows:
            if not (isfinite(length_mm + used_mm + began_at) and length_mm > 0 <= used_mm and papers >= 0):
                return None
            return Roll(
                length_mm=length_mm,
                used_mm=used_mm,
                papers=papers,
                began_at=began_at,
                from_its_beginning=bool(from_its_beginning),
                is_ending=bool(is_ending),
            )
        return None

    def keep_roll(self, roll: Roll) -> None:
        """It has changed."""
        with self._transaction() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO paper_roll VALUES (1, ?, ?, ?, ?, ?, ?)",
                (
                    roll.length_mm,
                    roll.used_mm,
                    roll.papers,
                    roll.began_at,
                    int(roll.from_its_beginning),
                    int(roll.is_ending),
                ),
            )

    @contextmanager
    def _transaction(self) -> Iterator[Cursor]:
        with self._turn, self._kept():
            cursor = self._connection.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Translate the errors of this connection's driver."""
        try:
            yield
        except self._connection.Error as damage:
            raise PrinterError(Reason.JOB_NOT_KEPT, str(damage)) from damage


def _kept(job_id: str, kind: str, ticket_no: str, state: str, reason: str | None) -> KeptJob:
    """A row of another version of this program is told once, as a paper of which nobody knows whether it came out.

    So it stands among those that staff print again (补打); which paper it was is said by its id.
    """
    try:
        return KeptJob(
            Job(job_id, PaperKind(kind), ticket_no), JobState(state), Reason(reason) if reason else None
        )
    except ValueError as unknown:
        _log.warning("a print job of another version is told as unknown", job_id=job_id, why=str(unknown))
        known = PaperKind(kind) if kind in set(PaperKind) else PaperKind.TRIAL_STRIP
        return KeptJob(Job(job_id, known, ticket_no), JobState.UNKNOWN, None)
