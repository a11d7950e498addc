"""Jobs on disk, in plain SQLite and in SQLCipher."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3

from printing.paper import PaperKind
from printing.spool.job import Job, JobState, KeptJob, PrinterError, Reason
from printing.spool.job_store import KEPT_JOBS_MAX, Connection, SqliteJobStore

TICKET = Job("visit-1:queue_ticket", PaperKind.QUEUE_TICKET, "A017")
RECEIPT = Job("visit-1:receipt", PaperKind.RECEIPT, "A017")


def plain(path: Path) -> Connection:
    return sqlite3.connect(path, check_same_thread=False, timeout=0)


def encrypted(path: Path) -> Connection:
    connection = sqlcipher3.connect(str(path), check_same_thread=False, isolation_level=None, timeout=0)
    connection.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    opened: Connection = connection
    return opened


@pytest.fixture(params=[plain, encrypted])
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Connection]:
    return lambda: request.param(tmp_path / "spool.db")


def test_a_job_is_kept_until_it_ended_and_was_told(connect: Callable[[], Connection]) -> None:
    store = SqliteJobStore(connect)
    assert store.add(TICKET)
    assert store.add(RECEIPT)
    store.mark(TICKET.job_id, JobState.PRINTING)
    store.close()
    store = SqliteJobStore(connect)  # after a power cut
    assert store.unsettled() == [
        KeptJob(TICKET, JobState.PRINTING, None),
        KeptJob(RECEIPT, JobState.QUEUED, None),
    ]
    store.mark(TICKET.job_id, JobState.PRINTED)
    store.mark(RECEIPT.job_id, JobState.FAILED, Reason.OUT_OF_PAPER)
    assert store.unsettled() == [KeptJob(RECEIPT, JobState.FAILED, Reason.OUT_OF_PAPER)]
    store.told(RECEIPT.job_id)
    assert store.unsettled() == []
    store.close()


def test_the_same_job_comes_in_once(connect: Callable[[], Connection]) -> None:
    store = SqliteJobStore(connect)
    assert store.add(TICKET)
    store.mark(TICKET.job_id, JobState.PRINTED)
    assert not store.add(TICKET)
    assert store.unsettled() == []
    store.close()


def test_every_commit_reaches_the_disk(connect: Callable[[], Connection]) -> None:
    opened: list[Connection] = []

    def remember() -> Connection:
        opened.append(connect())
        return opened[0]

    store = SqliteJobStore(remember)
    cursor = opened[0].cursor()
    cursor.execute("PRAGMA synchronous")
    assert cursor.fetchall() == [(2,)]
    cursor.execute("PRAGMA journal_mode")
    assert cursor.fetchall() == [("wal",)]
    store.close()


def test_a_table_that_cannot_be_written_says_so_in_our_words(
    connect: Callable[[], Connection], tmp_path: Path
) -> None:
    store = SqliteJobStore(connect)
    other = connect()
    cursor = other.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    with pytest.raises(PrinterError) as refused:
        store.add(TICKET)
    assert refused.value.reason is Reason.JOB_NOT_KEPT
    other.rollback()
    other.close()
    assert store.add(TICKET)
    store.close()


def test_the_table_does_not_grow_for_years(connect: Callable[[], Connection]) -> None:
    store = SqliteJobStore(connect)
    for number in range(KEPT_JOBS_MAX + 5):
        store.add(Job(f"job-{number}", PaperKind.QUEUE_TICKET, "A001"))
        if number != 1:
            store.mark(f"job-{number}", JobState.PRINTED)
    store.close()
    store = SqliteJobStore(connect)
    assert store.add(Job("job-0", PaperKind.QUEUE_TICKET, "A001"))  # forgotten
    assert [kept.job.job_id for kept in store.unsettled()] == [
        "job-1",
        "job-0",
    ]  # a job that did not end never is
    assert not store.add(Job("job-1004", PaperKind.QUEUE_TICKET, "A001"))
    store.close()
