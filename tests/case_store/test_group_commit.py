"""Commands that wait together are one commit: nothing is told before it is durable, and each fails alone."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7

from cases.refusal import Refusal
from tests.case_store.one_hall import OneHall, granted, refused


@contextmanager
def waiting_together(hall: OneHall) -> Iterator[None]:
    """Hold the store's thread, so that what is asked meanwhile waits together."""
    go_on = threading.Event()
    hall.store._thread.submit(go_on.wait)
    try:
        yield
    finally:
        go_on.set()


@contextmanager
def commits(hall: OneHall) -> Iterator[list[int]]:
    """Counts what reaches the disk."""
    counted: list[int] = []
    engine = hall.store.log.connection.engine
    listener = lambda connection: counted.append(  # noqa: E731  removed by identity below
        connection.get_execution_options().get("read_only", False)
    )
    sa.event.listen(engine, "commit", listener)
    try:
        yield counted
    finally:
        sa.event.remove(engine, "commit", listener)


def asked(hall: OneHall, act: Callable[..., Any], *arguments: Any) -> "Future[Any]":
    return hall.store._thread.command(lambda: act(*arguments))


def test_tickets_that_are_asked_for_together_are_one_commit_and_different_numbers(hall: OneHall) -> None:
    submissions = [hall.submission(confirmed=False) for _ in range(12)]
    with commits(hall) as counted:
        with waiting_together(hall):
            futures = [asked(hall, hall.store.hall.submit, one) for one in submissions]
        numbers = [granted(future.result(5)).ticket_no for future in futures]
    assert counted == [False]
    assert numbers == [f"A{n:03d}" for n in range(1, 13)]
    assert hall.faults() == []


def test_desks_that_call_in_one_commit_get_different_tickets_and_a_refusal_undoes_only_itself(
    hall: OneHall,
) -> None:
    desks = [hall.desk(number) for number in (1, 2, 3)]
    hall.take(), hall.take()
    with waiting_together(hall):
        calls = [asked(hall, hall.store.hall.call_next, uuid_v7.uuid7(), desk) for desk in desks]
        again = asked(hall, hall.store.hall.call_next, uuid_v7.uuid7(), desks[0])
        ticket = asked(hall, hall.store.hall.submit, hall.submission())
    assert [granted(call.result(5)).ticket_no for call in calls[:2]] == ["A001", "A002"]
    assert refused(calls[2].result(5)) == "queue.empty"
    assert refused(again.result(5)) == "desk.busy"
    assert granted(ticket.result(5)).ticket_no == "A003"
    assert hall.faults() == []
    live = hall.tables()
    hall.store.rebuild()
    assert hall.tables() == live


def test_a_command_that_breaks_rolls_back_alone(hall: OneHall) -> None:
    def broken() -> None:
        def half_done(work: Any) -> bool | Refusal:
            work.record("kiosk:k1", [], "system")
            work.connection.exec_driver_sql("DELETE FROM visit")
            raise ArithmeticError("in the middle")

        hall.store.hall.runner.now(half_done)

    with waiting_together(hall):
        first = asked(hall, hall.store.hall.submit, hall.submission())
        bad = asked(hall, broken)
        second = asked(hall, hall.store.hall.submit, hall.submission())
    with pytest.raises(ArithmeticError):
        bad.result(5)
    assert [granted(f.result(5)).ticket_no for f in (first, second)] == ["A001", "A002"]
    assert len(hall.counter_view().waiting) == 2
    assert hall.faults() == []


def test_nothing_is_told_or_answered_before_it_is_durable(hall: OneHall) -> None:
    connection, told = hall.store.log.connection, []
    futures: list[Future[Any]] = []

    def tell(events: Any) -> None:
        told.append((connection.in_transaction(), [future.done() for future in futures]))

    hall.store.on_commit = tell
    with waiting_together(hall):
        futures += [asked(hall, hall.store.hall.submit, hall.submission()) for _ in range(3)]
    for future in futures:
        future.result(5)
    assert told == [(False, [False, False, False])] * 3


def test_a_commit_that_fails_is_told_to_everybody_and_leaves_nothing_behind(hall: OneHall) -> None:
    engine = hall.store.log.connection.engine
    told: list[Any] = []
    hall.take()
    hall.store.on_commit = told.append

    def disk_full(_connection: sa.Connection) -> None:
        raise OSError("no space left on device")

    sa.event.listen(engine, "commit", disk_full)
    with waiting_together(hall):
        futures = [asked(hall, hall.store.hall.submit, hall.submission()) for _ in range(3)]
    for future in futures:
        with pytest.raises(OSError, match="no space"):
            future.result(5)
    sa.event.remove(engine, "commit", disk_full)
    assert told == []
    assert [row.ticket_no for row in hall.counter_view().waiting] == ["A001"]
    assert hall.take().ticket_no == "A002"
    assert hall.faults() == []


def test_looks_and_groups_of_commands_take_turns(hall: OneHall) -> None:
    order: list[str] = []
    with waiting_together(hall):
        looks = [hall.store._thread.look(partial(order.append, "look")) for _ in range(2)]
        for number in range(40):
            hall.store._thread.command(partial(order.append, str(number)))
    looks[1].result(5)
    assert order[:34] == ["look", *(str(number) for number in range(32)), "look"]


async def test_of_the_uplink_s_work_and_what_time_causes_one_at_most_is_before_a_command(
    hall: OneHall,
) -> None:
    order: list[str] = []
    store = hall.store
    with waiting_together(hall):
        aside = [
            asyncio.create_task(store.read_log(lambda _connection: order.append("read"))),
            asyncio.create_task(store.in_log(lambda _connection: order.append("write"))),
            asyncio.create_task(store.look(lambda: order.append("tick"))),
        ]
        await asyncio.sleep(0)
        command = asyncio.create_task(store.command(lambda: order.append("command")))
        await asyncio.sleep(0)
    await asyncio.gather(command, *aside)
    assert order == ["read", "command", "write", "tick"]  # one of them has its turn, then commands go first
