"""A commit that may be believed: what the server says of it, and what it does not say (pitfalls.md §5)."""

import threading
from collections.abc import Callable, Iterator

import psycopg
import pytest

from case_store.central.commit_guard import CommitUnknown, guarded_commit
from tests.case_store.postgres.conftest import Replica

SHORT_S, LONG_S = 0.3, 20.0


@pytest.fixture
def writer(database: str) -> "Iterator[psycopg.Connection[tuple[object, ...]]]":
    with psycopg.connect(database) as connection:
        connection.execute("CREATE TABLE told (n int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED)")
        connection.commit()
        yield connection
        if not connection.closed:
            connection.rollback()


def write(connection: "psycopg.Connection[tuple[object, ...]]", n: int = 1) -> None:
    connection.execute("INSERT INTO told VALUES (%s)", (n,))


def meanwhile(act: Callable[[int], None], replica: Replica) -> threading.Thread:
    """Do something to the server process that waits for its replica, as soon as it does."""

    def once_it_waits() -> None:
        while (pid := replica.waiting()) is None:
            pass
        act(pid)

    thread = threading.Thread(target=once_it_waits, daemon=True)
    thread.start()
    return thread


def test_a_commit_is_durable_and_the_connection_goes_on(
    writer: "psycopg.Connection[tuple[object, ...]]", replica: Replica
) -> None:
    for n in (1, 2):
        write(writer, n)
        guarded_commit(writer, LONG_S)
    guarded_commit(writer, LONG_S)  # nothing is open: nothing to do
    assert replica.rows("SELECT count(*) FROM told") == [(2,)]


def test_a_commit_that_waits_for_a_replica_in_vain_is_unknown_at_its_own_deadline(
    writer: "psycopg.Connection[tuple[object, ...]]", replica: Replica
) -> None:
    writer.execute("SET statement_timeout = 50")  # does not end that wait
    writer.commit()
    replica.away()
    write(writer)
    with pytest.raises(CommitUnknown, match="deadline"):
        guarded_commit(writer, SHORT_S)
    assert writer.closed


def test_a_cancelled_wait_reports_success_and_is_not_believed(
    writer: "psycopg.Connection[tuple[object, ...]]", replica: Replica
) -> None:
    replica.away()
    write(writer)
    cancelling = meanwhile(replica.cancel, replica)
    with pytest.raises(CommitUnknown, match="01000"):
        guarded_commit(writer, LONG_S)
    cancelling.join()
    assert replica.rows("SELECT n FROM told") == [
        (1,)
    ]  # on the primary alone: psycopg's own commit had said yes


def test_psycopgs_own_commit_believes_the_cancelled_wait(
    writer: "psycopg.Connection[tuple[object, ...]]", replica: Replica
) -> None:
    """The reason for all this: the day that it raises, the guard may become shorter."""
    replica.away()
    write(writer)
    cancelling = meanwhile(replica.cancel, replica)
    writer.commit()
    cancelling.join()


def test_a_server_process_ended_in_the_wait_leaves_the_commit_unknown(
    writer: "psycopg.Connection[tuple[object, ...]]", replica: Replica
) -> None:
    replica.away()
    write(writer)
    ending = meanwhile(replica.terminate, replica)
    with pytest.raises(CommitUnknown):
        guarded_commit(writer, LONG_S)
    ending.join()
    assert writer.closed


def test_a_transaction_that_only_found_something_waits_for_the_replica_too(
    writer: "psycopg.Connection[tuple[object, ...]]", replica: Replica
) -> None:
    replica.away()
    assert writer.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(CommitUnknown):
        guarded_commit(writer, SHORT_S)


def test_what_the_server_refuses_is_undone_and_said_to_be(
    writer: "psycopg.Connection[tuple[object, ...]]", replica: Replica
) -> None:
    write(writer)
    write(writer)
    with pytest.raises(psycopg.errors.UniqueViolation):
        guarded_commit(writer, LONG_S)
    writer.rollback()
    assert replica.rows("SELECT n FROM told") == []


def test_a_transaction_that_had_failed_is_no_commit(
    writer: "psycopg.Connection[tuple[object, ...]]", replica: Replica
) -> None:
    write(writer)
    with pytest.raises(psycopg.errors.DivisionByZero):
        writer.execute("SELECT 1 / 0")
    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        guarded_commit(writer, LONG_S)
    writer.rollback()
    assert replica.rows("SELECT n FROM told") == []


def test_a_line_that_was_lost_before_the_commit_leaves_it_unknown(
    writer: "psycopg.Connection[tuple[object, ...]]", replica: Replica
) -> None:
    write(writer)
    replica.terminate(writer.info.backend_pid)
    with pytest.raises(CommitUnknown):
        guarded_commit(writer, LONG_S)
    assert replica.rows("SELECT n FROM told") == []
