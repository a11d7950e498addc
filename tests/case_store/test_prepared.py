"""Statements that are compiled once: what stands in them is no parameter."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.engine import open_engine
from case_store.log.prepared import Prepared

_SHEET = sa.Table("sheet", sa.MetaData(), sa.Column("name", sa.Text), sa.Column("value", sa.Integer))
_ADD = Prepared(sa.insert(_SHEET))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sa.Connection]:
    """An encrypted file with one table."""
    engine = open_engine(tmp_path / "sheet.db", b"k" * 32)
    _SHEET.metadata.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@pytest.mark.parametrize("constant", ["a", "it's", "", "'; DROP TABLE sheet; --", "甲"])
def test_a_constant_text_is_found_as_it_is(connection: sa.Connection, constant: str) -> None:
    _ADD.run_many(connection, [{"name": constant, "value": 1}, {"name": "other", "value": 1}])
    find = Prepared(
        sa.select(_SHEET.c.name).where(_SHEET.c.name == constant, _SHEET.c.value == param("v")).limit(5)
    )
    assert find.all(connection, {"v": 1}) == [(constant,)]
    assert find.all(connection, {"v": 2}) == []


def test_constants_that_are_numbers_flags_or_nothing(connection: sa.Connection) -> None:
    change = Prepared(sa.update(_SHEET).where(_SHEET.c.name == param("n")).values(value=-3))
    forget = Prepared(sa.update(_SHEET).where(_SHEET.c.value == -3).values(name=None, value=True))
    _ADD.run(connection, {"name": "a", "value": 1})
    change.run(connection, {"n": "a"})
    forget.run(connection, {})
    assert connection.execute(sa.select(_SHEET)).all() == [(None, 1)]


def test_a_constant_of_another_kind_is_an_error_of_ours(connection: sa.Connection) -> None:
    with pytest.raises(TypeError, match="float"):
        Prepared(sa.select(_SHEET).where(_SHEET.c.value == 1.5)).all(connection, {})
    with pytest.raises(ValueError, match="question mark"):
        Prepared(sa.select(_SHEET).where(sa.text("name = '?'"))).all(connection, {})


def test_a_partial_index_hangs_on_no_parameter(connection: sa.Connection) -> None:
    """SQLite prepares such a statement anew for every execution: it does not keep one that it cannot trust."""
    connection.exec_driver_sql("CREATE INDEX of_ones ON sheet (name) WHERE value = 1")
    find = Prepared(sa.select(_SHEET.c.name).where(_SHEET.c.value == 1, _SHEET.c.name == param("n")))
    sql = find.sql(connection, ["n"])
    assert sql.count("?") == 1
    (plan,) = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", ("a",))
    assert "of_ones" in plan[3]
