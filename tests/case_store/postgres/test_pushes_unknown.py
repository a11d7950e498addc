"""A commit that pushes of several halls share and nobody knows the end of: all of them are told so, and ask again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from case_store.central import postgres
from case_store.central.commit_guard import CommitUnknown
from case_store.central.context import INGEST, PROGRAM, acting_as, within
from case_store.store_thread import StoreThread
from cases.casework import case_commands as ask
from tests.case_store.postgres.conftest import Replica
from tests.case_store.postgres.three_there import three_there
from tests.case_store.test_pushes_together import at_centre, next_of, pushed, waiting_together, words
from tests.case_store.three_stores import A, B, ThreeStores, registration


@pytest.fixture
def stores(tmp_path: Path, database: str) -> Iterator[ThreeStores]:
    opened = three_there(tmp_path, database)
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


def test_a_shared_commit_that_is_unknown_is_unknown_to_all_and_told_again_it_is_there_once(
    stores: ThreeStores, thread: StoreThread, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "COMMIT_WITHIN_S", 0.3)
    replica.away()
    with waiting_together(thread):
        both = [pushed(stores, thread, next_of(stores, hall)) for hall in (A, B)]
    for one in both:
        with pytest.raises(CommitUnknown):
            one.result(10)
    replica.back()
    with waiting_together(thread):
        again = [pushed(stores, thread, next_of(stores, hall)) for hall in (A, B)]
    for one in again:
        assert set(words(one.result(10))) <= {"ok", "dup"}
    assert at_centre(stores) == [A, A, B, B]


def test_a_part_that_is_undone_takes_its_role_with_it_and_the_next_part_has_its_own(
    stores: ThreeStores,
) -> None:
    log = stores.centre.log

    def role() -> str:
        return str(log.connection.exec_driver_sql("SELECT current_user").scalar())

    def undone() -> None:
        with acting_as(INGEST), log.part(), within(log.connection, PROGRAM):
            assert role() == PROGRAM.role
            raise ArithmeticError("in the middle")

    with log.group():
        with acting_as(INGEST), log.part():
            assert role() == INGEST.role
        with pytest.raises(ArithmeticError):
            undone()
        for whose in (PROGRAM, INGEST, INGEST, PROGRAM):
            with acting_as(whose), log.part():
                assert role() == whose.role
