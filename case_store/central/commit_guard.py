"""A COMMIT that may be believed: durable here and at the replica, or said to be unknown (pitfalls.md §5).

With synchronous replication a COMMIT waits for the replica. Cancelled in that wait it *succeeds* with no more than a
warning, and the row is gone when the primary is; `statement_timeout` does not end the wait. So a commit has its own
deadline at this end, which closes the socket, and any warning, silence or lost line makes it unknown: never answered
as done, never answered as undone. Whoever asked asks again, and is told what became of it.

Nothing here sends a cancel: closing the socket leaves the server to finish its commit or not.
"""

import select
import time

import psycopg
from psycopg import pq

from case_store.errors import StoreError

# Something that was written before an unknown commit may be on the primary alone. A transaction that only *finds* it
# (a batch sent again, a command asked twice) writes nothing and so would wait for nobody: this makes it write.
_REPLICATED = b"SELECT pg_logical_emit_message(true, 'pingan-hall', 'acknowledged'); COMMIT"
_ENDED_BY_SERVER = ("FATAL", "PANIC")
_WARNING = "WARNING"


class CommitUnknown(StoreError):
    """Whether it is committed is not known: ask again. Code `store.commit_unknown`; the connection is closed."""

    def __init__(self, why: str) -> None:
        super().__init__("store.commit_unknown", why=why)


def guarded_commit(connection: "psycopg.Connection[object]", deadline_s: float) -> None:
    """Commit the open transaction, replicated as far as the server is told to (`synchronous_commit`).

    Returns only when it is durable. Raises CommitUnknown after `deadline_s` seconds, a warning, or a lost line, with
    the connection closed; psycopg.Error when the server has refused, so that it is undone. Blocks: call it where
    nobody's cancellation can reach it (Store.run shields).
    """
    pgconn = connection.pgconn
    if pgconn.status == pq.ConnStatus.BAD:
        raise CommitUnknown("the connection was lost before the commit")
    if pgconn.transaction_status == pq.TransactionStatus.IDLE:
        return
    warnings: list[str] = []

    def note(told: psycopg.errors.Diagnostic) -> None:
        if told.severity_nonlocalized == _WARNING:
            warnings.append(f"{told.sqlstate} {told.message_primary}")

    connection.add_notice_handler(note)
    try:
        results = _ask(pgconn, _REPLICATED, time.monotonic() + deadline_s)
    except (psycopg.OperationalError, TimeoutError, OSError) as error:
        connection.close()
        raise CommitUnknown(str(error).strip()) from error
    except BaseException:
        connection.close()  # somebody ends this process; what became of the commit is not known here
        raise
    finally:
        connection.remove_notice_handler(note)
    _judge(connection, results, warnings)


def _judge(
    connection: "psycopg.Connection[object]", results: list[pq.abc.PGresult], warnings: list[str]
) -> None:
    """Return when it is committed."""
    last = results[-1] if results else None
    if last is not None and last.status == pq.ExecStatus.FATAL_ERROR:
        severity = last.error_field(pq.DiagnosticField.SEVERITY_NONLOCALIZED) or b"FATAL"
        if severity.decode() not in _ENDED_BY_SERVER and not warnings:
            raise psycopg.errors.error_from_result(last)  # a plain ERROR comes before anything is committed
    elif last is not None and not warnings and last.command_status == b"COMMIT":
        return
    elif last is not None and not warnings and last.command_status == b"ROLLBACK":
        raise psycopg.errors.InFailedSqlTransaction("the transaction had failed before: it was rolled back")
    connection.close()
    raise CommitUnknown("; ".join(warnings) or "the server ended the connection while it committed")


def _ask(pgconn: pq.abc.PGconn, command: bytes, until: float) -> list[pq.abc.PGresult]:
    """Send, and every result that comes back. TimeoutError at `until` (of the monotonic clock)."""
    pgconn.send_query(command)
    while pgconn.flush() == 1:
        _wait(pgconn, select.POLLIN | select.POLLOUT, until)
        pgconn.consume_input()
    results: list[pq.abc.PGresult] = []
    while True:
        while pgconn.is_busy():
            _wait(pgconn, select.POLLIN, until)
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is None:
            return results
        results.append(result)


def _wait(pgconn: pq.abc.PGconn, for_what: int, until: float) -> None:
    poll = select.poll()
    poll.register(pgconn.socket, for_what)
    if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
        raise TimeoutError("no answer to COMMIT within its deadline")
