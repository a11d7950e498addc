"""A million cases of a city's eight halls, written by SQL straight into the tables that figures read, on either engine.

Only what figures look at is there: the counted rows, their counts by the day, open cases with their clocks' instants.
The same numbers make the same rows on SQLite and on PostgreSQL; nothing is drawn by luck.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from case_store.log.figure_tables import COHORT, FLOWS, LEVELS, NEVER
from case_store.log.micros import to_us
from case_store.log.schema import case_, case_day, case_figure, figure_day, figure_now
from cases.hall_time import hall_date

HALLS = 8
DAYS = 1461  # four years
_DAY_US = 86_400_000_000
_FIGURE = """
INSERT INTO case_figure (stream, case_id, registered_day, accepted_day, closed_day, ended_day, sent_day, handled_day,
    told_day, rated_day, worsened, town, type_key, unit, level, amount_fen, due_us, soon_us, dual, rating, late,
    mediations, mediations_failed, closed, resolved, closed_in_time, evaluated, content, mediated, mediated_at_once)
SELECT stream, case_id, r.day, CASE WHEN b % 20 > 0 THEN r.day END, CASE WHEN closed = 1 THEN c.day END,
    CASE WHEN open = 0 THEN c.day END, r.day, r.day, CASE WHEN closed = 1 THEN c.day END,
    CASE WHEN rated = 1 THEN c.day END, CASE WHEN b % 11 = 1 THEN c.day ELSE '' END,
    t.town, g.type_key, 'unit_' || (c_ % 40), l.level,
    CASE WHEN b % 211 = 0 THEN 150000000 WHEN c_ % 3 = 0 THEN (b % 240) * 100000 END,
    CASE WHEN open = 0 THEN NULL WHEN b % 10 = 5 THEN :never ELSE :now + (c_ % 100 - 10) * :day_us END,
    CASE WHEN open = 0 OR b % 10 = 5 THEN NULL ELSE :now + (c_ % 100 - 16) * :day_us END,
    CASE WHEN open = 1 AND b % 70 = 0 THEN 1 ELSE 0 END, CASE WHEN rated = 1 THEN 1 + b % 5 END,
    0, CASE WHEN b % 2 = 0 THEN 1 ELSE 0 END, CASE WHEN c_ % 8 = 0 THEN 1 ELSE 0 END,
    closed, CASE WHEN closed = 1 AND c_ % 9 > 1 THEN 1 ELSE 0 END,
    CASE WHEN closed = 1 AND c_ % 12 > 0 THEN 1 ELSE 0 END,
    rated, CASE WHEN rated = 1 AND b % 5 > 1 THEN 1 ELSE 0 END, CASE WHEN closed = 1 AND b % 2 = 0 THEN 1 ELSE 0 END,
    CASE WHEN closed = 1 AND b % 2 = 0 AND c_ % 9 > 1 AND c_ % 8 > 0 THEN 1 ELSE 0 END
FROM (SELECT *, CASE WHEN a % 10 = 0 THEN 1 ELSE 0 END AS open,
        CASE WHEN a % 10 > 0 AND b % 20 > 0 THEN 1 ELSE 0 END AS closed,
        CASE WHEN a % 10 > 0 AND b % 20 > 0 AND c_ % 3 = 0 THEN 1 ELSE 0 END AS rated
    FROM (SELECT '15050200' || (n % 8) AS stream, 'case-' || (10000000 + n) AS case_id, n,
            n * 48271 % 1000003 AS a, n * 16807 % 999983 AS b, n * 69621 % 999979 AS c_ FROM bench_n) AS numbers) AS x
    JOIN bench_day AS r ON r.i = (x.a + x.b) % :days
    JOIN bench_day AS c ON c.i = CASE WHEN r.i + x.c_ % 40 < :days THEN r.i + x.c_ % 40 ELSE :days - 1 END
    JOIN bench_town AS t ON t.i = (x.b + x.c_) % :towns
    JOIN bench_type AS g ON g.i = (x.a + x.c_) % 18
    JOIN bench_level AS l ON l.i = x.b % 4
"""
_NUMBERS = """
INSERT INTO bench_n WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < :count) SELECT n FROM up
"""
_ADD = " ON CONFLICT (stream, axis, day, key) DO UPDATE SET "
_FLOW_COLUMN = {"received": "registered_day", "worsened": "worsened"}


def fill(connection: sa.Connection, count: int, now: datetime, towns: Sequence[str]) -> None:
    """Everything, in the caller's transaction. Indexes are made last."""
    for table in (case_figure, case_, case_day, figure_day, figure_now):
        table.create(connection)
        for index in table.indexes:
            index.drop(connection)
    _tables(connection, now, towns)
    run = connection.execute
    run(sa.text(_NUMBERS), {"count": count})
    values = {"never": NEVER, "now": to_us(now), "day_us": _DAY_US, "days": DAYS, "towns": len(towns)}
    run(sa.text(_FIGURE), values)
    for index in case_figure.indexes:
        index.create(connection)
    _flows(connection)
    _days(connection)
    run(
        sa.text(
            "INSERT INTO figure_now SELECT stream, town, count(*), sum(CASE WHEN due_us < :never THEN 1 ELSE 0 END)"
            " FROM case_figure WHERE due_us IS NOT NULL GROUP BY stream, town"
        ),
        {"never": NEVER},
    )
    run(
        sa.text(
            "INSERT INTO case_ (stream, case_id, case_code, state, open, source, receipt_code_hash, registered_at_us,"
            " due_at_us, soon_at_us) SELECT stream, case_id, case_id, 'handling', 1, 'phone', '', :now, due_us, soon_us"
            " FROM case_figure WHERE due_us IS NOT NULL"
        ),
        {"now": to_us(now)},
    )
    for table in (case_, case_day):
        for index in table.indexes:
            index.create(connection)


def _tables(connection: sa.Connection, now: datetime, towns: Sequence[str]) -> None:
    """Days, towns, types and levels by number."""
    today = hall_date(now)
    days = [(today - timedelta(days=DAYS - 1 - i)).isoformat() for i in range(DAYS)]
    types = [*(f"{n:02d}" for n in range(1, 18)), "~neighbour"]
    lists = {"day": days, "town": list(towns), "type": types, "level": list(LEVELS)}
    connection.execute(sa.text("CREATE TABLE bench_n (n BIGINT)"))
    for name, values in lists.items():
        column = "type_key" if name == "type" else name
        connection.execute(sa.text(f"CREATE TABLE bench_{name} (i BIGINT PRIMARY KEY, {column} TEXT UNIQUE)"))
        connection.execute(
            sa.text(f"INSERT INTO bench_{name} VALUES (:i, :v)"),  # noqa: S608  our own names
            [{"i": i, "v": value} for i, value in enumerate(values)],
        )


def _flows(connection: sa.Connection) -> None:
    for flow in FLOWS:
        column = _FLOW_COLUMN.get(flow, f"{flow}_day")
        connection.execute(
            sa.text(
                f"INSERT INTO case_day SELECT stream, '{flow}', {column}, case_id FROM case_figure"  # noqa: S608  our own names
                f" WHERE {column} IS NOT NULL AND {column} <> '' ORDER BY 1, 2, 3, 4"
            )
        )


def _days(connection: sa.Connection) -> None:
    """Of everything; nobody asks here for one place."""
    for flow in FLOWS:
        column = _FLOW_COLUMN.get(flow, f"{flow}_day")
        where = f"{column} IS NOT NULL AND {column} <> ''"
        _sum(connection, "''", (column, "''", where), {flow: "count(*)"})
    counts = {"accepted": "count(*)", **{name: f"sum({name})" for name in COHORT[1:]}}
    counts |= {
        f"resolved_{one}": f"sum(CASE WHEN level = '{one}' THEN resolved ELSE 0 END)" for one in LEVELS
    }
    _sum(connection, "''", ("accepted_day", "''", "accepted_day IS NOT NULL"), counts)
    _sum(connection, "'type'", ("registered_day", "type_key", "0 = 0"), {"received": "count(*)"})
    connection.execute(
        sa.text(
            "UPDATE figure_day SET took = h.took FROM"
            " (SELECT stream, accepted_day, string_agg(days || ':' || n, ' ') AS took"
            " FROM (SELECT f.stream, f.accepted_day, c.i - a.i AS days, count(*) AS n FROM case_figure AS f"
            " JOIN bench_day AS a ON a.day = f.accepted_day JOIN bench_day AS c ON c.day = f.closed_day"
            " GROUP BY 1, 2, 3) AS each_ GROUP BY 1, 2) AS h"
            " WHERE figure_day.stream = h.stream AND figure_day.day = h.accepted_day AND figure_day.axis = ''"
        )
    )


def _sum(connection: sa.Connection, axis: str, of: tuple[str, str, str], counts: dict[str, str]) -> None:
    """`of`: day, key and condition."""
    day, key, where = of
    names = ", ".join(counts)
    added = ", ".join(f"{name} = figure_day.{name} + excluded.{name}" for name in counts)
    connection.execute(
        sa.text(
            f"INSERT INTO figure_day (stream, axis, day, key, {names})"  # noqa: S608  our own names
            f" SELECT stream, {axis}, {day}, {key}, {', '.join(counts.values())} FROM case_figure WHERE {where}"
            f" GROUP BY 1, 2, 3, 4{_ADD}{added}"
        )
    )
