"""The kiosk's outbox: one small encrypted file that outlives power cuts, so that no matter is lost (design.md §1, §2).

It holds what the hall has not confirmed yet, in the sealed form in which it is sent: the kiosk has no key that opens
it, and no code that a citizen carries is in it, only hashes. It forgets a submission when the hall has named it in an
answer and its papers are told; what the hall refuses for good stays aside for a person.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from case_store import cipher_file
from case_store.kiosk import leases as kiosk_leases
from case_store.kiosk.kept import (
    QUEUE_TICKET,
    TABLES,
    KnownTime,
    OutboxCounts,
    PaperReport,
    paper_job_id,
    visit_of_job,
    wants_code,
)
from case_store.kiosk.leases import SERIALS
from case_store.log.micros import from_us, to_us
from cases.hall_time import hall_date
from cases.queue.submission import Submission
from cases.queue.ticket_number import TicketNumber
from cases.queue.visit_events import PaperState
from cases.views import Leases

__all__ = ["KioskOutbox", "paper_job_id", "visit_of_job"]

_SUBMISSION = TypeAdapter(Submission)


class KioskOutbox:
    """One process owns the file. Every method is one transaction, durable when it returns."""

    _is_in_wal = True  # something that was erased, perhaps before a power cut

    def __init__(self, path: Path, key: bytes) -> None:
        """Raises StoreError `store.already_open` when another process has it, `store.wrong_key` and the like."""
        self._path, self._key = path, key
        self._lock: int | None = cipher_file.hold_alone(path)
        try:
            self._db = self.connect()
            self._db.execute("PRAGMA secure_delete = ON")  # what is erased is gone, not only unlisted
            for table in TABLES:
                self._db.execute(table)
        except BaseException:
            os.close(self._lock)
            raise

    def close(self) -> None:
        """Close the file and let the next process in."""
        if self._lock is not None:
            self._db.close()
            os.close(self._lock)
            self._lock = None

    def connect(self) -> Any:
        """Another DB-API connection to the same file (autocommit, any thread), for the spooler's job table.

        It belongs to the caller, who closes it before the outbox is closed.
        """
        return cipher_file.connect(self._path, self._key)

    # Submissions.

    def store(
        self, submission: Submission, papers: Sequence[str], make_code: Callable[[int], str]
    ) -> Submission:
        """Keep a new submission, with the papers that the citizen is to get.

        `make_code` writes the case code of a serial; with none free the code is given later, by `give_code`.
        """
        with self._transaction():
            submission = self._with_code(submission, submission.business_date, make_code)
            self._db.execute(
                "INSERT INTO submission (visit_id, body) VALUES (?, ?)",
                (submission.visit_id, _dump(submission)),
            )
            for paper in papers:
                self._db.execute(
                    "INSERT INTO paper (job_id, visit_id, paper) VALUES (?, ?, ?)",
                    (paper_job_id(submission.visit_id, paper), submission.visit_id, paper),
                )
        return submission

    def give_code(self, submission: Submission, day: date, make_code: Callable[[int], str]) -> Submission:
        """The kept submission with a case code of `day` if a serial is free now; unchanged while there is none."""
        with self._transaction():
            coded = self._with_code(submission, day, make_code)
            self._replace(coded)
        return coded

    def give_number(self, visit_id: str, command_id: UUID, business_date: date | None) -> Submission:
        """The hall did not answer: the next leased number of that date, or `without_number` when there is none.

        `business_date` None means that the date is not known. From here on `command_id` carries the submission.
        Raises KeyError for a visit that is not kept.
        """
        with self._transaction():
            submission = self._read(visit_id)
            if submission is None:
                raise KeyError(visit_id)
            number = (
                None
                if business_date is None
                else kiosk_leases.take(self._db, submission.queue, business_date)
            )
            if number is None:  # nothing to print on a ticket
                self._db.execute(
                    "DELETE FROM paper WHERE visit_id = ? AND paper = ?", (visit_id, QUEUE_TICKET)
                )
            submission = replace(
                submission,
                command_id=command_id,
                business_date=business_date or submission.business_date,
                leased_ticket_no=None if number is None else str(TicketNumber(submission.queue, number)),
                without_number=number is None,
            )
            self._replace(submission)
            return submission

    def correct(self, submission: Submission) -> None:
        """Stamps of a clock that was wrong, put right before the submission first leaves."""
        with self._transaction():
            self._replace(submission)

    def waiting(self) -> list[str]:
        """The visits that the hall has not confirmed, oldest first."""
        rows = self._db.execute(
            "SELECT visit_id FROM submission WHERE told = 0 AND set_aside IS NULL ORDER BY place"
        ).fetchall()
        return [visit_id for (visit_id,) in rows]

    def read(self, visit_id: str) -> Submission | None:
        """A submission as it is sent next."""
        return self._read(visit_id)

    def confirm(self, visit_id: str, now: datetime) -> None:
        """The hall has it; forgotten once its papers are told too."""
        with self._transaction():
            self._db.execute(
                "UPDATE submission SET told = 1, told_at_us = ? WHERE visit_id = ?", (to_us(now), visit_id)
            )
            self._forget_done()

    def set_aside(self, visit_id: str, code: str) -> None:
        """The hall refused it for good: kept for a person, and no longer in anybody's way."""
        with self._transaction():
            self._db.execute("UPDATE submission SET set_aside = ? WHERE visit_id = ?", (code, visit_id))
            self._db.execute("DELETE FROM paper WHERE visit_id = ?", (visit_id,))

    def set_aside_to_tell(self) -> list[tuple[str, str]]:
        """(visit id, refusal code) of what staff have not been told of."""
        rows = self._db.execute(
            "SELECT visit_id, set_aside FROM submission WHERE set_aside IS NOT NULL AND told = 0"
        ).fetchall()
        return [(visit_id, code) for visit_id, code in rows]

    def set_aside_told(self, visit_id: str) -> None:
        """Staff know; the submission itself stays."""
        with self._transaction():
            self._db.execute("UPDATE submission SET told = 1 WHERE visit_id = ?", (visit_id,))

    # Papers.

    def tell_paper(self, job_id: str, result: PaperState, reason: str) -> None:
        """What came out of the printer; told to the hall until it answers. A later result of a job replaces it."""
        visit_id, paper = visit_of_job(job_id)
        with self._transaction():
            self._db.execute(
                "INSERT INTO paper (job_id, visit_id, paper, result, reason) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (job_id) DO UPDATE SET result = excluded.result, reason = excluded.reason",
                (job_id, visit_id, paper, result.value, reason),
            )

    def void_papers(self, reason: str) -> None:
        """After a restart: a paper of which nothing is known did not come, and never will by itself."""
        with self._transaction():
            self._db.execute(
                "UPDATE paper SET result = ?, reason = ? WHERE result IS NULL",
                (PaperState.VOIDED.value, reason),
            )

    def papers_to_tell(self) -> list[PaperReport]:
        """Known results of visits that the hall has: the others wait for their submission."""
        rows = self._db.execute(
            "SELECT job_id, visit_id, paper, result, reason FROM paper"
            " WHERE result IS NOT NULL AND visit_id NOT IN (SELECT visit_id FROM submission WHERE told = 0)"
        ).fetchall()
        return [
            PaperReport(
                job_id=job_id,
                visit_id=visit_id,
                paper=paper,
                result=PaperState(result),
                reason=reason,
            )
            for job_id, visit_id, paper, result, reason in rows
        ]

    def paper_told(self, report: PaperReport) -> None:
        """The hall answered this very report; a newer result of the same job stays."""
        with self._transaction():
            self._db.execute(
                "DELETE FROM paper WHERE job_id = ? AND result = ?", (report.job_id, report.result.value)
            )
            self._forget_done()

    # Help that is no longer needed.

    def withdraw_help(self, help_id: str, reason: str) -> None:
        """Nobody needs to come: told until the hall answers."""
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO help_withdrawal VALUES (?, ?)", (help_id, reason))

    def withdrawals(self) -> list[tuple[str, str]]:
        """(help id, reason), not told yet."""
        return [
            (help_id, reason)
            for help_id, reason in self._db.execute("SELECT help_id, reason FROM help_withdrawal").fetchall()
        ]

    def withdrawal_told(self, help_id: str) -> None:
        """The hall knows."""
        with self._transaction():
            self._db.execute("DELETE FROM help_withdrawal WHERE help_id = ?", (help_id,))

    # Leases, time, retention.

    def keep_leases(self, leases: Leases) -> None:
        """What the hall lends. A block that is known already keeps its place: no number is given twice."""
        with self._transaction():
            kiosk_leases.keep(self._db, leases)

    def know_time(self, known: KnownTime) -> None:
        """Remember the hall's time across a restart. It never goes back."""
        with self._transaction():
            self._db.execute(
                "INSERT INTO known_time VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET"
                " hall_time_us = max(hall_time_us, excluded.hall_time_us), offset_us = excluded.offset_us",
                (to_us(known.hall_time), known.offset // timedelta(microseconds=1)),
            )

    def known_time(self) -> KnownTime | None:
        """What was known of the time before the restart; None at a kiosk that never heard a hall."""
        row = self._db.execute("SELECT hall_time_us, offset_us FROM known_time").fetchone()
        if row is None:
            return None
        return KnownTime(hall_time=from_us(row[0]), offset=timedelta(microseconds=row[1]))

    def erase_old(self, now: datetime, keep: timedelta) -> None:
        """Leases of past days, and what the hall has had for longer than `keep` (domain.md §4.2, retention)."""
        with self._transaction():
            kiosk_leases.erase_before(self._db, hall_date(now))
            self._db.execute(
                "DELETE FROM paper WHERE visit_id IN"
                " (SELECT visit_id FROM submission WHERE told = 1 AND told_at_us < ?)",
                (to_us(now - keep),),
            )
            self._forget_done()
        if self._is_in_wal:  # the page as it was stands in the write-ahead log until that is cut off
            busy, *_ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._is_in_wal = bool(busy)

    def counts(self, day: date, queue: str) -> OutboxCounts:
        """How much waits, and what is free on a date."""
        waiting, set_aside = self._db.execute(
            "SELECT coalesce(sum(told = 0 AND set_aside IS NULL), 0), coalesce(sum(set_aside IS NOT NULL), 0)"
            " FROM submission"
        ).fetchone()
        return OutboxCounts(
            waiting=waiting,
            set_aside=set_aside,
            serials_free=kiosk_leases.free(self._db, SERIALS, day),
            numbers_free=kiosk_leases.free(self._db, queue, day),
        )

    # One level below.

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if (
                self._db.in_transaction
            ):  # a full disk: SQLite may have undone it, or left it open at the COMMIT
                self._db.execute("ROLLBACK")
            raise

    def _read(self, visit_id: str) -> Submission | None:
        row = self._db.execute("SELECT body FROM submission WHERE visit_id = ?", (visit_id,)).fetchone()
        return None if row is None else _SUBMISSION.validate_json(row[0])

    def _replace(self, submission: Submission) -> None:
        self._db.execute(
            "UPDATE submission SET body = ? WHERE visit_id = ? AND told = 0",
            (_dump(submission), submission.visit_id),
        )

    def _with_code(self, submission: Submission, day: date, make_code: Callable[[int], str]) -> Submission:
        if submission.case is None or not wants_code(submission):
            return submission
        serial = kiosk_leases.take(self._db, SERIALS, day)
        if serial is None:
            return submission
        return replace(submission, case=replace(submission.case, case_code=make_code(serial)))

    def _forget_done(self) -> None:
        gone = self._db.execute(
            "DELETE FROM submission WHERE told = 1 AND set_aside IS NULL"
            " AND visit_id NOT IN (SELECT visit_id FROM paper)"
        )
        self._is_in_wal |= gone.rowcount > 0


def _dump(submission: Submission) -> bytes:
    return _SUBMISSION.dump_json(submission)
