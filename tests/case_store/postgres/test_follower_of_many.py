"""What several halls told is folded together: one commit for all, each where its own cursor stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from case_store.central import follower as following
from case_store.central.follower import Follower
from case_store.log.event_log import Happened
from case_store.log.fold_later import behind
from case_store.log.projections import rebuild
from case_store.log.schema import PROJECTIONS, quarantine, visit
from case_store.store_thread import StoreThread
from case_store.sync import hall_outbox
from case_store.sync.ingest import take_batch
from case_store.sync.push import Pushed
from cases.casework import case_commands as ask
from tests.case_store.postgres.test_follower import ticket
from tests.case_store.postgres.three_there import follower_of, three_there
from tests.case_store.test_pushes_together import commits, next_of, opened, waiting_together
from tests.case_store.test_transfer import CASE, HAND_OVER, taking
from tests.case_store.three_stores import NOON, A, AStore, B, ThreeStores, record, registration


@pytest.fixture
def stores(tmp_path: Path, database: str) -> Iterator[ThreeStores]:
    made = three_there(tmp_path, database)
    yield made
    made.close()


@pytest.fixture
def thread(stores: ThreeStores) -> Iterator[StoreThread]:
    made = StoreThread(stores.centre.log.group)
    yield made
    made.shutdown()


@pytest.fixture
def follower(stores: ThreeStores, thread: StoreThread) -> Follower:
    return follower_of(stores, thread)


def takes_ticket(store: AStore, number: int, ticket_no: int | None = None) -> None:
    visit_id = visit_of(store.log.stream, number)
    told = ticket(visit_id, f"A{ticket_no or number:03d}")
    with store.log.writing(uuid4(), NOON) as work:
        work.append(Happened(aggregate=f"visit:{visit_id}", event=told, at=NOON, actor="system"))


def visit_of(hall: str, number: int) -> str:
    return f"{hall}-{number}"


def placed(stores: ThreeStores, hall: str) -> None:
    """The hall pushes what waits; nobody follows."""
    batch, log = next_of(stores, hall), stores.centre.log
    if batch.items:
        with log.transaction():
            answer = take_batch(log.connection, opened(stores, batch), NOON, push_on=False)
        assert isinstance(answer, Pushed)
        with stores.halls[hall].log.writing(uuid4(), NOON) as work:
            hall_outbox.settle(work.connection, hall, [verdict.id for verdict in answer.verdicts], ())


def waiting(stores: ThreeStores) -> dict[str, int]:
    with stores.centre.log.reading() as connection:
        return behind(connection)


def tables(stores: ThreeStores) -> dict[str, list[Any]]:
    with stores.centre.log.reading() as connection:
        return {t.name: sorted(map(tuple, connection.execute(sa.select(t))), key=repr) for t in PROJECTIONS}


def anew(stores: ThreeStores) -> dict[str, list[Any]]:
    with stores.centre.log.writing(uuid4(), NOON) as work:
        rebuild(work.connection)
    return tables(stores)


def visits(stores: ThreeStores) -> list[str]:
    return sorted(row.visit_id for row in stores.centre.rows(visit))


def test_two_halls_with_an_event_each_cost_one_commit(stores: ThreeStores, follower: Follower) -> None:
    for hall in (A, B):
        takes_ticket(stores.halls[hall], 1)
        placed(stores, hall)
    follower.step()  # the month of the log is made
    for hall in (A, B):
        takes_ticket(stores.halls[hall], 2)
        placed(stores, hall)
        follower.wake(hall)
    with commits(stores.centre.log) as counted:
        assert follower.step() is False
    assert len(counted) == 1
    assert visits(stores) == [visit_of(A, 1), visit_of(A, 2), visit_of(B, 1), visit_of(B, 2)]
    assert waiting(stores) == {}
    assert tables(stores) == anew(stores)


def test_where_somebody_waits_a_step_ends_and_the_next_begins_with_who_was_not_served(
    stores: ThreeStores, follower: Follower, thread: StoreThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("STREAMS_AT_ONCE", "OF_EACH"):
        monkeypatch.setattr(following, name, 1)
    follower.step()  # the month of the log is made
    follower._at_once = 1
    for hall, number in ((A, 1), (A, 2), (B, 1)):
        takes_ticket(stores.halls[hall], number)
        placed(stores, hall)
    with waiting_together(thread):
        thread.look(lambda: None)
        assert follower.step() is True
        assert waiting(stores) == {A: 1, B: 1}
        assert follower.step() is True
        assert waiting(stores) == {A: 1}
    assert follower.step() is False
    assert tables(stores) == anew(stores)


def test_a_stream_that_nobody_named_is_found_all_the_same(stores: ThreeStores, follower: Follower) -> None:
    for hall in (A, B):
        takes_ticket(stores.halls[hall], 1)
        placed(stores, hall)
    follower.wake(A)  # the word for B was lost, as when the service starts anew
    follower.step()
    follower.step()
    assert visits(stores) == [visit_of(A, 1), visit_of(B, 1)]


def test_an_event_of_one_hall_that_cannot_be_folded_is_set_aside_and_the_other_hall_s_are_folded(
    stores: ThreeStores, follower: Follower
) -> None:
    takes_ticket(stores.a, 1)
    with stores.a.log.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.delete(visit))  # a mistake of ours: the hall gives the number once more
    takes_ticket(stores.a, 2, ticket_no=1)
    takes_ticket(stores.a, 3)
    takes_ticket(stores.b, 1)
    for hall in (A, B):
        placed(stores, hall)
    follower.step()
    assert visits(stores) == [visit_of(A, 1), visit_of(A, 3), visit_of(B, 1)]
    assert [(row.stream, row.reason) for row in stores.centre.rows(quarantine)] == [(A, "not_placeable")]
    assert waiting(stores) == {}


def test_a_case_of_which_two_halls_tell_at_once_is_what_it_is_when_it_is_made_anew(
    stores: ThreeStores, follower: Follower
) -> None:
    def hear() -> None:
        for hall in (A, B):
            placed(stores, hall)
        while follower.step():
            pass
        for hall in (A, B):
            stores.pull(hall)

    hear()
    stores.a.say(CASE, registration(stores.a, CASE), ask.AcceptCase(staff_id="s1"), HAND_OVER)
    hear()
    stores.b.say(CASE, taking(stores.b), record("r2"))
    stores.a.say(CASE, record("r1"))
    for hall in (B, A):
        placed(stores, hall)
    assert waiting(stores) == {A: 1, B: 2}
    while follower.step():
        pass
    assert waiting(stores) == {}
    case = stores.centre.case(CASE)
    assert (case.holder, set(case.records)) == (B, {"r1", "r2"})
    assert tables(stores) == anew(stores)
