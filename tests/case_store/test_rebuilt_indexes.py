"""Tables that are made anew have all their indexes again, whatever happens meanwhile."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from case_store.log.indexes import without
from case_store.log.projections import MADE_AFTERWARDS, forgotten_cases, rebuild
from case_store.log.schema import PROJECTIONS
from tests.case_store.on_postgres import fresh_file

_INDEXES = sa.text("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name")


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    """An empty store."""
    return fresh_file(tmp_path / "hall.db", b"k" * 32, "")


def test_after_a_rebuild_every_index_is_there_as_it_was(engine: sa.Engine) -> None:
    before = _indexes(engine)
    with engine.begin() as connection:
        rebuild(connection)
    assert _indexes(engine) == before
    assert len(before) > len(PROJECTIONS)
    engine.dispose()


def test_those_that_are_named_are_away_meanwhile(engine: sa.Engine) -> None:
    before = _indexes(engine)
    with engine.begin() as connection, without(connection, MADE_AFTERWARDS):
        left = {row.name for row in connection.execute(_INDEXES)}
    assert left == {name for _, name, _ in before} - {index.name for index in MADE_AFTERWARDS}
    assert len(MADE_AFTERWARDS) > 10
    engine.dispose()


def test_a_forgotten_case_is_found_without_a_look_at_all_others(engine: sa.Engine) -> None:
    """Of ten years most cases are forgotten, and each is asked for while the tables are made."""
    asked = str(forgotten_cases._VISIT.compile(dialect=engine.dialect))
    with engine.begin() as connection, without(connection, MADE_AFTERWARDS):
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", ("",)).all()
    assert any("SEARCH" in step.detail for step in plan)
    assert not any("SCAN" in step.detail for step in plan)
    engine.dispose()


def test_a_rebuild_that_fails_takes_no_index_with_it(engine: sa.Engine) -> None:
    before = _indexes(engine)
    with pytest.raises(KeyError), engine.begin() as connection, without(connection, MADE_AFTERWARDS):
        raise KeyError
    assert _indexes(engine) == before
    engine.dispose()


def _indexes(engine: sa.Engine) -> list[tuple[str, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(_INDEXES)]
