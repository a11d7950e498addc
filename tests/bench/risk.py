"""Area risk: the index of 143 towns × 17 types over two years of 200,000 cases, beside the bare reading of the rows.

Read in pages from the SQLCipher file as the service reads it, counted, every level of every area and type, the boards;
beside it one statement that reads the same table whole. The longest step in the store's thread has a goal of its own,
and so has the history of two years, week by week, of every area and type.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from case_store.log.figure_tables import NEVER
from case_store.log.prepared import Prepared
from case_store.log.schema import case_, case_figure, search_key
from case_store.log.sql import upsert
from case_store.risk.risk_rows import KEY_PAGES, CaseKey, RawMatters
from case_store.run import spare_the_garbage_collector
from case_store.store import Store
from cases.hall_time import hall_date
from cases.risk.risk_picture import Held, RiskPicture
from tests.bench.measure import ROUNDS, Measurement, at_most, median_of_rounds
from tests.bench.standing_hall import fresh_ground
from tests.bench.store import open_store
from tests.simulation.invented_history import DENSE, END, InventedCase, invent

CASES = 200_000
SECONDS_MAX = 2.0
HISTORY_SECONDS_MAX = 2.0
STEP_MS_MAX = 50.0
PEOPLE = 1_500_000  # two of them in each matter: about one in ten comes again within half a year
DAY_US = 86_400_000_000
_STEP = 5000
_RAW = Prepared(sa.select(case_figure).where(case_figure.c.stream == sa.bindparam("s")))


def measure() -> list[Measurement]:
    """The median of the rounds."""
    with fresh_ground() as ground, open_store(ground) as store:
        _fill(store)
        spare_the_garbage_collector()  # as the service does once it is open, which has no pause of 100 ms then
        raw = median_of_rounds(
            lambda: _seconds(lambda: _RAW.all(store.log.connection, {"s": store.config.name}))
        )
        made = [_made(store) for _ in range(ROUNDS)]
        seconds = sorted(each[0] for each in made)[ROUNDS // 2]
        longest = sorted(each[1] for each in made)[ROUNDS // 2]
        picture = made[-1][2]
        history = median_of_rounds(lambda: _seconds(lambda: _history(picture)))
    return [
        at_most("risk.index_200k", seconds, "s", SECONDS_MAX, beside=raw),
        at_most("risk.history_2_years", history, "s", HISTORY_SECONDS_MAX),
        at_most("risk.longest_step", longest * 1000, "ms", STEP_MS_MAX),
    ]


def _made(store: Store) -> tuple[float, float, RiskPicture]:
    """Seconds from nothing to the picture, the longest step, the picture."""
    door, raw, after = store.hall.risk, RawMatters(), ("", "")
    steps: list[float] = []
    started = perf_counter()
    here: CaseKey | None = after
    while here is not None:
        begun = perf_counter()
        here = door.read_page(here, raw)
        steps.append(perf_counter() - begun)
    for page in range(KEY_PAGES):
        begun = perf_counter()
        door.read_shared(page, raw)
        steps.append(perf_counter() - begun)
    picture = door.made(raw, hall_date(store.clock.now()) - timedelta(days=1), Held())
    seconds = perf_counter() - started
    if len(raw.rows) != CASES or not picture.levels:
        raise RuntimeError("not everything was read")
    return seconds, max(steps), picture


def _history(picture: RiskPicture) -> None:
    """Every area and type, a point a week."""
    last = picture.day.toordinal()
    for key in picture.index.tallies:
        picture.index.levels(key, range(last - 7 * 103, last + 1, 7))


def _fill(store: Store) -> None:
    """The newest of an invented history, moved so that it ends yesterday."""
    policy = store.policy
    towns = [town.code for banner in policy.places.banners for town in banner.towns]
    groups = sorted(code for code, one in policy.dispute_types.items() if not one.parent)
    cases = invent(1, towns, groups, DENSE).cases[-CASES:]
    later = hall_date(store.clock.now()).toordinal() - END
    today = hall_date(store.clock.now()).toordinal()
    luck = random.Random(7)  # noqa: S311  the same hall every time
    rows = [_rows(one, later, today, number, store.config.name) for number, one in enumerate(cases)]
    keys = [
        {
            "stream": store.config.name,
            "kind": kind,
            "key_hash": _hash(luck, kind),
            "case_id": figure["case_id"],
        }
        for _case, figure in rows
        for kind in ("id", "phone")
    ]
    with store.log.connection.begin():
        for table, filled in (
            (case_, [r[0] for r in rows]),
            (case_figure, [r[1] for r in rows]),
            (search_key, keys),
        ):
            insert = Prepared(upsert(table))
            for first in range(0, len(filled), _STEP):
                insert.run_many(store.log.connection, filled[first : first + _STEP])


def _rows(
    one: InventedCase, later: int, today: int, number: int, stream: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    registered = one.registered_on + later
    ended = one.closed_on + later if one.closed_on is not None and one.closed_on + later < today else None
    due = None if ended is not None else _micros(one.red_from + later) if one.red_from else NEVER
    rated = one.rated_on + later if one.rated_on is not None and one.rated_on + later < today else None
    case_id = f"{number:08d}-case"
    case = {
        "stream": stream,
        "case_id": case_id,
        "case_code": f"{number}",
        "state": "accepted" if ended is None else "closed",
        "open": int(ended is None),
        "source": "counter",
        "category": "neighbour",
        "town": one.area,
        "party_count": one.parties,
        "receipt_code_hash": f"{number}",
        "registered_at_us": _micros(registered),
        "dispute_type": f"{one.group}01",
        "grade": one.grade,
    }
    figure = {
        "stream": stream,
        "case_id": case_id,
        "registered_day": _iso(registered),
        "ended_day": _iso(ended),
        "rated_day": _iso(rated),
        "worsened": "",
        "town": one.area,
        "type_key": one.group,
        "unit": "",
        "level": "",
        "due_us": due,
        "soon_us": due,
        "rating": None if rated is None else 2 if one.bad else 5,
        "late": int(one.red_from is not None and ended is not None),
    }
    return case, figure


def _hash(luck: random.Random, kind: str) -> str:
    return f"{hash((kind, luck.randrange(PEOPLE))) & (1 << 62) - 1:016x}" * 4


def _micros(day: int) -> int:
    return (day - date(1970, 1, 1).toordinal()) * DAY_US


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def _seconds(act: Callable[[], object]) -> float:
    begun = perf_counter()
    act()
    return perf_counter() - begun
