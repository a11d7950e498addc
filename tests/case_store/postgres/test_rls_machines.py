"""What the centre does of itself works with the least rights: taking in, following, making months, writing."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa

from case_store.central.context import FOLLOWER, INGEST, PROGRAM, acting_as, of_person
from case_store.central.follower import Follower
from case_store.log.fold_later import behind
from case_store.log.projections import rebuild
from case_store.log.schema import case_, case_access
from case_store.store_thread import StoreThread
from case_store.sync.ingest import ingest
from cases.casework.by import By
from tests.case_store.figure_world import draw
from tests.case_store.postgres.by_service import by_service
from tests.case_store.postgres.guarded_centre import NOW
from tests.case_store.test_tenures import register, say
from tests.case_store.two_stores import NOON, STREAM, TwoStores, open_two_stores, verdicts


class _Noon:
    def now(self) -> datetime:
        return NOON


@pytest.fixture
def stores(tmp_path: Path, database: str) -> Iterator[TwoStores]:
    """The centre connects as the service."""
    opened = open_two_stores(tmp_path, database)
    by_service(opened, database)
    yield opened
    opened.close()


def test_what_halls_push_is_taken_in_and_folded_by_roles_that_can_do_nothing_else(stores: TwoStores) -> None:
    say(stores.hall, register())
    signed = stores.sign(stores.batch())
    with acting_as(INGEST), stores.centre.transaction():
        answer = ingest(stores.centre.connection, signed, stores.centre_keys.signers, NOON)
    assert set(verdicts(answer)) == {"ok"}
    thread = StoreThread(stores.centre.group)
    while Follower(stores.centre, thread, _Noon()).step():
        pass
    thread.shutdown()
    with acting_as(PROGRAM), stores.centre.reading() as connection:
        assert behind(connection) == {}
        assert connection.scalars(sa.select(case_access.c.org).order_by(case_access.c.org)).all() == [
            "staff:s1",
            f"store:{STREAM}",
        ]
        months = connection.exec_driver_sql("SELECT count(*) FROM pg_inherits").scalar()
    assert months is not None
    assert months > 1
    for whose, asked in (
        (INGEST, "UPDATE case_ SET open = 0"),
        (INGEST, "DELETE FROM event"),
        (FOLLOWER, "INSERT INTO event SELECT * FROM event"),
        (FOLLOWER, "UPDATE staff SET pin_hash = ''"),
    ):
        with pytest.raises(sa.exc.ProgrammingError), acting_as(whose), stores.centre.transaction():
            stores.centre.connection.exec_driver_sql(asked)
    with stores.centre.transaction():
        assert rebuild(stores.centre.connection) > 0


def test_a_person_decides_and_the_program_writes(stores: TwoStores) -> None:
    """Who may write no row of a case brings one in, and sees it then, and nobody else's."""
    grid = of_person(By(staff_id="g1", role="grid_worker", unit=""), None)
    told = draw(Random(1), 1, NOW, NOW.replace(month=9))[0]  # noqa: S311  a drawn case
    with acting_as(grid):
        with stores.centre.writing(uuid4(), NOON) as work:
            work.record(told.aggregate, [told.event], "staff:g1")
            assert work.connection.scalars(sa.select(case_.c.case_id)).all() == ["case-00001"]
        with (
            pytest.raises(sa.exc.ProgrammingError) as refused,
            stores.centre.transaction(),
        ):
            stores.centre.connection.execute(sa.update(case_).values(open=0))
    error: Any = refused.value.orig
    assert isinstance(error, psycopg.errors.InsufficientPrivilege)
    with (
        acting_as(of_person(By(staff_id="g2", role="grid_worker", unit=""), None)),
        stores.centre.reading() as there,
    ):
        assert there.scalars(sa.select(case_.c.case_id)).all() == []
