"""Halls that push at the same moment share one commit: each fails alone, none is answered before all are durable."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from case_store import store_thread
from case_store.log.event_log import EventLog
from case_store.log.schema import event, node_head, quarantine
from case_store.store_thread import TOGETHER_MAX, StoreThread
from case_store.sync import hall_outbox
from case_store.sync.batch import Batch, pack
from case_store.sync.ingest import take_batch
from case_store.sync.opening import Opened, open_batch
from case_store.sync.push import Pushed
from cases.casework import case_commands as ask
from cases.refusal import Refusal
from tests.case_store.three_stores import NOON, A, B, ThreeStores, open_three_stores, registration


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[ThreeStores]:
    opened = open_three_stores(tmp_path)
    for hall, case_id in ((A, "a1"), (B, "b1")):
        store = opened.halls[hall]
        store.say(case_id, registration(store, case_id), ask.AcceptCase(staff_id="s1"))
    yield opened
    opened.close()


@pytest.fixture
def thread(stores: ThreeStores) -> Iterator[StoreThread]:
    made = StoreThread(stores.centre.log.group)
    yield made
    made.shutdown()


@contextmanager
def waiting_together(thread: StoreThread) -> Iterator[None]:
    """Hold the thread, so that what is asked meanwhile waits together."""
    go_on = threading.Event()
    thread.submit(go_on.wait)
    try:
        yield
    finally:
        go_on.set()


@contextmanager
def commits(log: EventLog) -> Iterator[list[bool]]:
    counted: list[bool] = []

    def count(_connection: sa.Connection) -> None:
        counted.append(True)

    sa.event.listen(log.connection.engine, "commit", count)
    yield counted
    sa.event.remove(log.connection.engine, "commit", count)


def next_of(stores: ThreeStores, hall: str) -> Batch:
    log = stores.halls[hall].log
    with log.reading() as connection:
        return hall_outbox.next_batch(connection, hall, log.node, 500)


def opened(stores: ThreeStores, batch: Batch) -> Opened:
    keys = stores.halls[batch.stream].keys
    one = open_batch(pack(batch, batch.node, keys.signing), stores.centre.keys.signers)
    assert isinstance(one, Opened)
    return one


def pushed(
    stores: ThreeStores, thread: StoreThread, batch: Batch, then: Callable[[], None] = lambda: None
) -> "Future[Pushed | Refusal]":
    """As the route does it (Store.take_in); `then`: what happens to it before it is committed."""
    log, one = stores.centre.log, opened(stores, batch)

    def take() -> Pushed | Refusal:
        with log.part():
            answer = take_batch(log.connection, one, NOON, push_on=False)
            then()
            return answer

    return thread.beside(take, weight=1)


def at_centre(stores: ThreeStores) -> list[str]:
    return sorted(row.stream for row in stores.centre.rows(event))


def words(answer: Pushed | Refusal) -> list[str]:
    return [answer.code] if isinstance(answer, Refusal) else [v.verdict.value for v in answer.verdicts]


def test_pushes_of_two_halls_that_wait_are_one_commit_and_answered_after_it(
    stores: ThreeStores, thread: StoreThread
) -> None:
    answered: list[bool] = []
    with commits(stores.centre.log) as counted:
        with waiting_together(thread):
            first = pushed(stores, thread, next_of(stores, A), lambda: answered.append(first.done()))
            second = pushed(stores, thread, next_of(stores, B), lambda: answered.append(first.done()))
        assert words(first.result(5)) == words(second.result(5)) == ["ok", "ok"]
        assert len(counted) == 1
    assert answered == [False, False]
    assert at_centre(stores) == [A, A, B, B]


def test_a_look_at_a_screen_between_two_pushes_does_not_part_them(
    stores: ThreeStores, thread: StoreThread
) -> None:
    order: list[str] = []
    with waiting_together(thread):
        first = pushed(stores, thread, next_of(stores, A), lambda: order.append(A))
        look = thread.look(lambda: order.append("look"))
        second = pushed(stores, thread, next_of(stores, B), lambda: order.append(B))
    assert (words(first.result(5)), words(second.result(5))) == (["ok", "ok"], ["ok", "ok"])
    look.result(5)
    assert order == [A, B, "look"]


def test_a_neighbour_whose_event_is_poison_is_kept_apart_alone(
    stores: ThreeStores, thread: StoreThread
) -> None:
    batch = next_of(stores, A)
    torn = {**batch.items[0], "event": {**batch.items[0]["event"], "body": {"no": "case"}}}
    with waiting_together(thread):
        poison = pushed(stores, thread, replace(batch, items=[torn]))
        well = pushed(stores, thread, next_of(stores, B))
    assert words(poison.result(5)) == ["quarantined"]
    assert words(well.result(5)) == ["ok", "ok"]
    assert at_centre(stores) == [B, B]
    assert [row.stream for row in stores.centre.rows(quarantine)] == [A]


def test_a_neighbour_that_breaks_in_the_middle_leaves_nothing_and_takes_nobody_with_it(
    stores: ThreeStores, thread: StoreThread
) -> None:
    def broken() -> None:
        raise ArithmeticError("in the middle")

    with waiting_together(thread):
        first = pushed(stores, thread, next_of(stores, A), broken)
        second = pushed(stores, thread, next_of(stores, B))
    with pytest.raises(ArithmeticError):
        first.result(5)
    assert words(second.result(5)) == ["ok", "ok"]
    assert at_centre(stores) == [B, B]
    assert [row.stream for row in stores.centre.rows(node_head)] == [B]
    assert words(pushed(stores, thread, next_of(stores, A)).result(5)) == ["ok", "ok"]


def test_a_neighbour_with_a_hole_before_it_is_told_what_is_wanted_and_the_other_is_taken(
    stores: ThreeStores, thread: StoreThread
) -> None:
    batch = next_of(stores, A)
    with waiting_together(thread):
        late = pushed(stores, thread, replace(batch, first_seq=2, items=batch.items[1:]))
        well = pushed(stores, thread, next_of(stores, B))
    assert words(late.result(5)) == ["sync.gap"]
    assert words(well.result(5)) == ["ok", "ok"]


def test_a_commit_that_fails_is_told_to_both_and_neither_is_there(
    stores: ThreeStores, thread: StoreThread
) -> None:
    engine = stores.centre.log.connection.engine

    def disk_full(_connection: sa.Connection) -> None:
        raise OSError("no space left on device")

    sa.event.listen(engine, "commit", disk_full)
    with waiting_together(thread):
        both = [pushed(stores, thread, next_of(stores, hall)) for hall in (A, B)]
    for one in both:
        with pytest.raises(OSError, match="no space"):
            one.result(5)
    sa.event.remove(engine, "commit", disk_full)
    assert at_centre(stores) == []
    with waiting_together(thread):
        both = [pushed(stores, thread, next_of(stores, hall)) for hall in (A, B)]
    assert [words(one.result(5)) for one in both] == [["ok", "ok"], ["ok", "ok"]]


def test_large_batches_do_not_make_a_desk_wait_for_all_of_them() -> None:
    order: list[Any] = []

    @contextmanager
    def group() -> Iterator[None]:
        order.append("begin")
        yield
        order.append("commit")

    thread = StoreThread(group)
    with waiting_together(thread):
        for name in ("large", "larger", "small"):
            thread.beside(partial(order.append, name), 2 if name == "small" else TOGETHER_MAX - 3)
        thread.look(lambda: order.append("screen"))
    thread.shutdown()
    assert order == ["begin", "large", "small", "commit", "larger", "screen"]


@pytest.mark.parametrize(("part", "second"), [(0, "spare"), (10**9, "screen")])
def test_work_for_the_time_that_nobody_wants_takes_no_more_than_its_part_of_a_time_that_all_want(
    part: int, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_thread, "SPARED_EVERY_S", 0.0)
    monkeypatch.setattr(store_thread, "SPARED_PART", part)
    order: list[str] = []
    thread = StoreThread(nullcontext)
    thread.spare(lambda: None).result(5)
    with waiting_together(thread):
        thread.spare(lambda: order.append("spare"))
        for _ in range(2):
            thread.look(lambda: order.append("screen"))
    thread.shutdown()
    assert (order[0], len(order)) == (second, 3)
