"""A centre by roles answers its halls all that they ask, as the role that takes in: pull, poison, holes, epochs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import orjson
import psycopg
import pytest
import sqlalchemy as sa

from case_store.central.context import FOLLOWER, INGEST, acting_as
from case_store.log.history import case_name
from case_store.log.schema import case_forgotten, event, quarantine
from case_store.sync import hall_outbox, pull_answer
from cases.casework.forgetting_events import CaseForgotten
from tests.case_store.machines import Machine, first_machine, names_at_centre
from tests.case_store.postgres.by_service import by_service
from tests.case_store.test_tenures import CASE, register, say
from tests.case_store.two_stores import NOON, STREAM, TwoStores, open_two_stores


@pytest.fixture
def stores(tmp_path: Path, database: str) -> Iterator[TwoStores]:
    """The centre connects as the service."""
    opened = open_two_stores(tmp_path, database)
    by_service(opened, database)
    yield opened
    opened.close()


@pytest.fixture
def hall(stores: TwoStores, tmp_path: Path) -> Machine:
    return first_machine(stores, tmp_path)


def contact(machine: Machine) -> str:
    """As routes do it (service.app: INGEST)."""
    with acting_as(INGEST):
        return machine.contact()


def test_a_hall_that_asks_for_the_first_time_is_told_what_concerns_it(
    stores: TwoStores, hall: Machine
) -> None:
    say(stores.hall, register())
    assert contact(hall) == ""
    stores.follow()
    with acting_as(INGEST), stores.centre.transaction():
        told = pull_answer.answer(stores.centre.connection, stores.centre_keys, STREAM, position=0, mark="")
    assert orjson.loads(told)["more"] is False


def test_whoever_folds_may_take_away_what_is_forgotten_and_goes_on(stores: TwoStores, hall: Machine) -> None:
    say(stores.hall, replace(register(), visit_id="v1"))
    with stores.hall.writing(uuid4(), NOON) as work:
        over = CaseForgotten(request_id="r", staff_id="s1", confirmed_by="s2", reason_code="person_asked")
        work.record(case_name(CASE), [over], "staff:s2")
    hall.call_help("a")
    assert contact(hall) == ""
    with acting_as(FOLLOWER):
        assert names_at_centre(stores) == ["a"]
    with stores.centre.reading() as connection:
        assert connection.scalars(sa.select(case_forgotten.c.case_id)).all() == [CASE]


def test_a_hole_of_the_centre_is_mended(stores: TwoStores, hall: Machine, database: str) -> None:
    say(stores.hall, register())
    hall.call_help("a")
    assert contact(hall) == ""
    stores.follow()
    with psycopg.connect(database) as owner:
        owner.execute("DELETE FROM event WHERE stream = %s AND seq = 1", (STREAM,))
    with hall.log.transaction():
        hall_outbox.rewind(hall.log.connection, STREAM, hall.log.node, 1, 1)
    assert contact(hall) == ""
    assert {row.seq for row in stores.at_centre(event)} == {1, 2}
    assert stores.at_centre(quarantine) == []


def test_an_event_that_cannot_be_read_blocks_nothing(stores: TwoStores, hall: Machine) -> None:
    hall.call_help("a", "b")
    with hall.log.transaction():
        hall.log.connection.exec_driver_sql("UPDATE event SET body = '{' WHERE seq = 1")
    assert contact(hall) == ""
    assert contact(hall) == ""
    assert stores.at_centre(quarantine) != []
    assert hall.waiting() == 0


def test_a_hall_that_was_restored_goes_on_in_a_new_epoch(stores: TwoStores, hall: Machine) -> None:
    hall.call_help("a")
    assert contact(hall) == ""
    backup = hall.clone("backup")
    hall.call_help("b")
    assert contact(hall) == ""
    assert contact(backup) == ""
    backup.call_help("c")
    assert contact(backup) == ""
    backup.close()
    stores.follow()
    assert names_at_centre(stores) == ["a", "b", "c"]
