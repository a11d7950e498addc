"""Many events folded together are folded as one by one."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from case_store.engine import open_engine
from case_store.keys import CENTRE
from case_store.log.gathered import gathered, known, once, put, settle, settle_writes
from case_store.log.prepared import Prepared
from tests.case_store.test_figure_counts import histories
from tests.case_store.test_tenures import Replica, replica
from tests.case_store.two_stores import STREAM

_SHEET = sa.Table("sheet", sa.MetaData(), sa.Column("name", sa.Text), sa.Column("value", sa.Integer))
_ADD = Prepared(sa.insert(_SHEET))
_DOUBLE = Prepared(
    sa.update(_SHEET).where(_SHEET.c.name == sa.bindparam("n")).values(value=_SHEET.c.value * 2)
)
_SHIFT = Prepared(
    sa.update(_SHEET)
    .where(_SHEET.c.name == sa.bindparam("n"))
    .values(value=_SHEET.c.value + sa.bindparam("by"))
)
A, B = ("row", "a"), ("row", "b")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[Any]], Replica]:
    """What a hall and its centre tell, and a store that heard it one by one."""
    folder = tmp_path_factory.mktemp("world")
    told = histories(folder, Random(7))  # noqa: S311  the same world every time
    single = replica(folder)
    for stream in (STREAM, CENTRE):
        for _ in told[stream]:
            single.hear(stream, told[stream], 1)
    return told, single


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(1, 90), min_size=1, max_size=6))
def test_in_batches_of_any_size_the_tables_come_out_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    world: tuple[dict[str, list[Any]], Replica],
    sizes: list[int],
) -> None:
    told, single = world
    heard = replica(tmp_path_factory.mktemp("heard"))
    for stream in (STREAM, CENTRE):
        while heard.read.get(stream, 0) < len(told[stream]):
            heard.hear(stream, told[stream], sizes[0])
            sizes = [*sizes[1:], sizes[0]]
    assert heard.tables() == single.tables()
    heard.rebuild()
    assert heard.tables() == single.tables()
    heard.engine.dispose()


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sa.Connection]:
    """An encrypted file with one table."""
    engine = open_engine(tmp_path / "sheet.db", b"k" * 32)
    _SHEET.metadata.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def test_what_one_owner_writes_keeps_its_order_and_waits_for_the_end(connection: sa.Connection) -> None:
    with gathered(connection):
        for owner in (A, B):
            put(connection, owner, _ADD, {"name": owner[1], "value": 3})
            put(connection, owner, _SHIFT, {"n": owner[1], "by": 1})
        put(connection, A, _DOUBLE, {"n": "a"})
        put(connection, B, _SHIFT, {"n": "b", "by": 5})
        assert _rows(connection) == {}
    assert _rows(connection) == {"a": 8, "b": 9}


def test_what_is_said_once_is_said_last_and_stands_before_what_builds_on_it(
    connection: sa.Connection,
) -> None:
    with gathered(connection):
        for value in (1, 2):
            row = {"name": "a", "value": value}
            once(connection, A, lambda row=row: put(connection, A, _ADD, row))  # type: ignore[misc]
        put(connection, A, _DOUBLE, {"n": "a"})
    assert _rows(connection) == {"a": 4}


def test_whoever_asks_the_tables_settles_first(connection: sa.Connection) -> None:
    with gathered(connection):
        put(connection, A, _ADD, {"name": "a", "value": 1})
        put(connection, B, _ADD, {"name": "b", "value": 1})
        put(connection, ("other", "c"), _ADD, {"name": "c", "value": 1})
        settle_writes(connection, A)
        assert _rows(connection) == {"a": 1}
        settle(connection, "row")
        assert _rows(connection) == {"a": 1, "b": 1}
        settle(connection)
        assert len(_rows(connection)) == 3


def test_a_batch_that_fails_leaves_nothing_to_the_next(connection: sa.Connection) -> None:
    def fails() -> None:
        with gathered(connection):
            put(connection, A, _ADD, {"name": "a", "value": 1})
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert known(connection, "anything") is None
    put(connection, B, _ADD, {"name": "b", "value": 1})
    assert _rows(connection) == {"b": 1}


def _rows(connection: sa.Connection) -> dict[str, int]:
    return {row.name: row.value for row in connection.execute(sa.select(_SHEET))}
