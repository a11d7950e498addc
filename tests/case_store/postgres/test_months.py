"""The log in months: where an event lies, and that no hot question reads a whole month."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from case_store.casework import paper_rows
from case_store.central.months import REST, bounds_of, keep_ahead, table_of
from case_store.central.postgres import open_postgres
from case_store.citizen_pages import found, typed_routes
from case_store.keys import CENTRE
from case_store.log import event_log, fold_later
from case_store.log.projections import case_histories
from case_store.migrations import upgrade
from case_store.sync import known, pull_answer, wish_book
from cases.hall_time import HALL_ZONE
from tests.case_store.test_ingest import call_help
from tests.case_store.two_stores import NOON, STREAM, TwoStores


class _Explain(sa.Executable, sa.ClauseElement):
    inherit_cache = False

    def __init__(self, statement: "sa.Select[Any]") -> None:
        self.statement = statement


@compiles(_Explain)
def _explain(element: _Explain, compiler: SQLCompiler, **how: Any) -> str:
    return "EXPLAIN " + compiler.process(element.statement, **how)


_FILL = """INSERT INTO event
 SELECT '15050' || mod(n, 20), n / 20 + 1, 'id' || n, 'case:' || n / 10, 1, 'hall:15050' || mod(n, 20), 1,
 n / 20 + 1, n, n,
 {low} + (n / 10000) * {month}, CASE WHEN mod(n, 500) = 0 THEN 'taken_over' ELSE 'case_accepted' END,
 1, 'staff:s1', 'c', 'p', '{{}}', '', '' FROM generate_series(0, 19999) n"""


@pytest.fixture(scope="module")
def filled(new_database: Callable[[], str]) -> Iterator[sa.Connection]:
    """Two months of 10,000 events each."""
    engine = open_postgres(new_database(), CENTRE)
    upgrade(engine)
    low, high = bounds_of(date(2026, 11, 1))
    with engine.begin() as connection:
        keep_ahead(connection, NOON)
        connection.exec_driver_sql(_FILL.format(low=low, month=high - low))
        connection.exec_driver_sql("ANALYZE")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


HOT: dict[str, tuple[Any, dict[str, Any], str]] = {
    "what happened to a case": (event_log._CASE_BODIES, {"a": "case:7"}, "aggregate"),
    "what happened to a visit": (event_log._BODIES, {"s": "150501", "a": "case:7"}, "aggregate"),
    "a case's history": (case_histories._HISTORY, {"a": "case:7"}, "aggregate"),
    "who took a case over": (case_histories._TAKEN, {"aggregates": '["case:7", "case:50"]'}, "aggregate"),
    "what a batch says again": (
        known._STORED,
        {"s": "150501", "n": "hall:150501", "e": 1, "first": 5, "last": 9},
        "place",
    ),
    "what waits to be folded": (fold_later._NEXT, {"s": "150501", "p": 990, "n": 25, "before": 2**62}, "pk"),
}


@pytest.mark.parametrize("name", HOT)
def test_a_hot_question_reads_no_whole_month(filled: sa.Connection, name: str) -> None:
    asked, values, index = HOT[name]
    statement = getattr(asked, "_statement", asked)
    plan = "\n".join(filled.execute(_Explain(statement), values).scalars())
    assert "Seq Scan on event_2026" not in plan, plan  # of the months that have something in them
    assert index in plan, plan


ASKED_BY_MANY: dict[str, tuple[Any, dict[str, Any], str]] = {
    "the line behind a code": (found._VISIT, {"h": "x"}, "ix_visit_code"),
    "the matter behind a code": (found._CASE, {"h": "x"}, "ix_case_receipt"),
    "a matter by its typed code": (typed_routes._CASE, {"c": "x"}, "ix_case_code"),
    "a paper behind a code": (paper_rows._BY_CODE, {"h": "x"}, "ix_document_code"),
    "what a hall is told": (pull_answer._BEHIND, {"h": "150501", "p": 9, "n": 25, "r": "x"}, "pk_downlink"),
    "wishes of a hall": (wish_book._AFTER, {"s": "150501", "p": 9, "n": 25}, "wish"),
}


@pytest.mark.parametrize("name", ASKED_BY_MANY)
def test_what_phones_and_halls_ask_is_found_by_an_index(filled: sa.Connection, name: str) -> None:
    asked, values, index = ASKED_BY_MANY[name]
    filled.exec_driver_sql("SET LOCAL enable_seqscan = off")  # of tables without a row all else is cheaper
    plan = "\n".join(filled.execute(_Explain(getattr(asked, "_statement", asked)), values).scalars())
    filled.rollback()
    assert "Seq Scan" not in plan, plan
    assert index in plan, plan


def test_an_event_lies_in_the_month_in_which_it_was_received(stores: TwoStores) -> None:
    with stores.centre.transaction():
        assert keep_ahead(stores.centre.connection, NOON) == [
            "event_2026_11",
            "event_2026_12",
            "event_2027_01",
        ]
        assert keep_ahead(stores.centre.connection, NOON) == []
    call_help(stores, "a")
    stores.push()
    call_help(stores, "b")
    stores.take(stores.sign(stores.batch()), datetime(2027, 6, 1, tzinfo=HALL_ZONE))
    assert [row.seq for row in stores.at_centre()] == [1, 2]
    with stores.centre.reading() as connection:
        lies = "SELECT tableoid::regclass::text FROM event WHERE stream = %s ORDER BY position"
        found = connection.exec_driver_sql(lies, (STREAM,)).scalars().all()
    assert found == [table_of(date(2026, 11, 1)), REST]
    with stores.centre.transaction():  # it stays where it is: that month is not made any more
        later = keep_ahead(stores.centre.connection, datetime(2027, 6, 1, tzinfo=HALL_ZONE))
    assert later == ["event_2027_07", "event_2027_08"]


def test_the_same_event_cannot_be_twice_in_a_month(stores: TwoStores, database: str) -> None:
    with stores.centre.transaction():
        keep_ahead(stores.centre.connection, NOON)
    call_help(stores, "a")
    stores.push()
    with psycopg.connect(database) as connection, pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute("INSERT INTO event SELECT * FROM event")
