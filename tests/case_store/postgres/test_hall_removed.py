"""What of a hall that has moved stays at its old centre: its part of cases that others here share, nothing else."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from case_store.central.card import card_of
from case_store.central.move_file import Arrived, name_arrived, write_arriving
from case_store.central.postgres import open_postgres
from case_store.central.removing import Removed, remove_hall
from case_store.errors import StoreError
from case_store.keys import CENTRE, Keys, make_keys, read_keys
from case_store.log import projections
from case_store.log.schema import case_, case_access, case_folded, clock, dispatch, event
from case_store.log.verify import verify
from tests.case_store.postgres.guarded_centre import NOW, STREAMS, open_guarded_centre

HALL = STREAMS[0]
EXPORT = "0" * 64


def arrival(folder: Path, stream: str = HALL) -> Keys:
    """What the new centre signed."""
    keys = read_keys(make_keys(folder / "new", "150599000")[CENTRE])
    write_arriving(folder, Arrived(stream=stream, moved=EXPORT, arrived_at=NOW, events=1), keys)
    name_arrived(folder)
    return keys


TABLES = (case_, case_folded, case_access, clock, dispatch)


def rows(connection: sa.Connection, table: sa.Table) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)


def test_cases_that_others_share_stay_and_are_folded_as_before(
    tmp_path: Path, new_database: Callable[[], str]
) -> None:
    centre = open_guarded_centre(tmp_path / "centre", new_database())
    by, config = card_of(arrival(tmp_path), "new"), centre.store.config

    def remove() -> Removed:
        return remove_hall(config, HALL, tmp_path, by, database_url=centre.service_url)

    with centre.store.log.reading() as connection:
        shared = set(connection.scalars(_SHARED))
        others = connection.execute(_OTHERS).all()
        of_hall = list(connection.scalars(_OF_HALL))
    assert 0 < len(shared) < len(set(of_hall))
    with pytest.raises(StoreError, match=r"store\.other_decides"):
        remove()  # the service holds the right to decide
    centre.store.close()
    with pytest.raises(StoreError, match=r"move\.not_moved"):
        remove()
    with psycopg.connect(centre.owner_url) as connection_:
        connection_.execute("INSERT INTO hall_moved VALUES (%s, 1, 'new', %s)", (HALL, EXPORT))
    made = remove()
    assert made.events + made.kept == len(of_hall)

    engine = open_postgres(centre.service_url, CENTRE)
    with engine.begin() as connection:
        assert connection.execute(_OTHERS).all() == others
        left = list(connection.scalars(_OF_HALL))
        assert set(left) >= shared
        assert left == [name for name in of_hall if name in set(left)]  # all of such a case
        assert made.kept == len(left)
        assert verify(connection) == []
        tables = [rows(connection, table) for table in TABLES]
        projections.rebuild(connection)
        assert [rows(connection, table) for table in TABLES] == tables
    engine.dispose()


_OF_HALL = sa.select(event.c.aggregate).where(event.c.stream == HALL).order_by(event.c.epoch, event.c.seq)
_OTHERS = sa.select(event).where(event.c.stream != HALL).order_by(event.c.stream, event.c.position)
_SHARED = _OF_HALL.where(event.c.aggregate.in_(sa.select(event.c.aggregate).where(event.c.stream != HALL)))
