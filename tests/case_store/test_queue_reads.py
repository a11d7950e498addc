"""What calling reads: the places of those who wait, not the thousands who have gone; and files of the first release."""

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config

import case_store.migrations
from case_store.engine import open_engine
from case_store.hall import waits
from case_store.log.prepared import Prepared
from case_store.views import visit_rows
from tests.case_store.one_hall import OneHall


@pytest.mark.parametrize(
    "query",
    [visit_rows._WAITING, visit_rows._AT_DESK, visit_rows._AT_DESKS, visit_rows._LIVE_IN_STATE, waits._AHEAD],
)
def test_lists_of_today_are_read_by_the_index_of_those_who_are_here(hall: OneHall, query: Prepared) -> None:
    sql = str(query._statement.compile(dialect=hall.store.log.connection.dialect))
    driver: Any = hall.store.log.connection.connection.driver_connection
    plan = driver.execute(f"EXPLAIN QUERY PLAN {sql}", ("",) * sql.count("?")).fetchall()
    assert any("ix_visit_live" in row[3] for row in plan), plan
    assert not any("SCAN visit" in row[3] for row in plan), plan


def test_holds_that_are_over_are_found_by_their_own_index(hall: OneHall) -> None:
    sql = (
        "EXPLAIN QUERY PLAN SELECT visit_id FROM visit"
        " WHERE stream = 's' AND visit.state = 'on_hold' AND hold_until_us <= 1"
    )
    driver: Any = hall.store.log.connection.connection.driver_connection
    assert "ix_visit_hold" in driver.execute(sql).fetchall()[0][3]


def test_a_file_of_the_first_release_opens_and_works(tmp_path: Path) -> None:
    one = OneHall(tmp_path)
    one.store.close()
    old = tmp_path / "hall.db"
    for path in tmp_path.glob("hall.db*"):
        path.unlink()
    engine = open_engine(old, one.keys_of("hall:150502000").database_key)
    config = Config()
    config.set_main_option("script_location", str(Path(case_store.migrations.__file__).parent))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.commit()
        connection.exec_driver_sql(
            "INSERT INTO staff (stream, staff_id, name, role, pin_hash, failures, locked_until_us)"
            " VALUES ('150502000', 's1', '包某1', 'reception', '', 0, 0)"
        )
        connection.commit()
    engine.dispose()
    one.store = one.opened()
    one.take()
    desk = one.desk(1)
    one.end(desk, one.serve(desk))
    assert one.faults() == []
    live = one.tables()
    one.store.rebuild()
    assert one.tables() == live
    one.store.close()
