"""Area casework: acts on a store with 10⁴ and 10⁶ events, a case with 200 events, the lists, the sweep of deadlines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7

from case_store.log.schema import case_, clock, event
from case_store.store import Store
from case_store.views.due_rows import DueList
from cases.casework import acts
from cases.hall_time import hall_date, midnight_after
from demo.ground import Ground
from tests.bench.many_matters import (
    DESK,
    UNIT,
    Copier,
    closed_model,
    events_in,
    handled_case,
    in_turn,
    open_models,
)
from tests.bench.measure import ROUNDS, Measurement, at_most, percentile
from tests.bench.replay import RawFile, Recorder, Recording
from tests.bench.standing_hall import DISK, answered, fresh_ground
from tests.bench.store import open_store

FEW, MANY = 10_000, 1_000_000  # events
OPEN_CASES, SWEPT_CASES = 20_000, 100_000
PASSED = 1_000  # of the swept: what midnight brings in a city
ASKED = 200
APPEND_MS_MAX, OPEN_MS_MAX, LIST_MS_MAX, SWEEP_S_MAX, FLAT_MAX = 3.0, 20.0, 20.0, 5.0, 1.3  # issue 5
RECORDS = 195  # with what came before: 200 events
RECORDED, LOOKED = 66, 40  # cases with three acts each; looks of a round
TALK = acts.Record(kind="talk", text="谈过了，各让一步")
_RAW_PAGE = "SELECT * FROM case_ WHERE open = 1 AND due_at_us IS NOT NULL ORDER BY due_at_us LIMIT 200"

Round = tuple[float, float]  # p50 and p99, in ms


def measure() -> list[Measurement]:
    """Every figure beside what sqlcipher3 alone needs for the same rows; rounds take turns on the same disk."""
    recording = _recording()
    raw: list[Round] = []
    few: list[Round] = []
    many: list[Round] = []
    with _filled(FEW) as small, _filled(MANY) as large:
        few_cases, many_cases = (in_turn(_ids(store, "handling")) for store in (small, large))
        for _ in range(ROUNDS):
            raw.append(_raw_round(recording))
            few.append(_round(small, few_cases))
            many.append(_round(large, many_cases))
        reading = _reading(large)
    raw_p50, few_p50, many_p50 = (median(p50 for p50, _ in rounds) for rounds in (raw, few, many))
    raw_p99, many_p99 = (median(p99 for _, p99 in rounds) for rounds in (raw, many))
    return [
        at_most("casework.append_p99", many_p99, "ms", APPEND_MS_MAX, raw_p99),
        at_most("casework.append_p50", many_p50, "ms", APPEND_MS_MAX, raw_p50),
        at_most("casework.append_many_by_few", many_p50 / few_p50, "×", FLAT_MAX),
        *reading,
        *_sweep(),
    ]


@contextmanager
def _filled(events: int) -> Iterator[Store]:
    """A store with so many events: 20,000 open cases where there is room, the others closed."""
    with fresh_ground() as ground:
        with open_store(ground) as store:
            models, closed = open_models(store), closed_model(store)
            copier = Copier(store)
            copier.copy(models, min(OPEN_CASES, events // 20))
            rest = events - events_in(store)
            copier.copy([closed], max(0, rest // _events_of(store, closed)), at_work=False)
        with open_store(ground) as store:
            yield store


def _events_of(store: Store, case_id: str) -> int:
    with store.log.reading() as connection:
        own = sa.select(sa.func.count()).where(event.c.aggregate == f"case:{case_id}")
        return int(connection.execute(own).scalar_one())


def _round(store: Store, handled: Iterator[str]) -> Round:
    """Acts on cases all over the file, each decided, appended and durable."""
    pause = _pause(store)
    ms: list[float] = []
    for case_id in islice(handled, ASKED // 3):
        ms += [_ms(partial(_decide, store, case_id, what)) for what in (TALK, pause, acts.Resume())]
    return percentile(ms, 50), percentile(ms, 99)


def _pause(store: Store) -> acts.Suspend:
    reason = store.policy.casework.suspend_reasons[0].key
    return acts.Suspend(reason_code=reason, because="等鉴定")


def _decide(store: Store, case_id: str, what: acts.Act) -> None:
    """Decide and append, without the page that answers."""
    lines = answered(store.hall.cases.act_on_many(uuid_v7.uuid7(), UNIT, (case_id,), what))
    if lines[0].code:
        raise RuntimeError(lines[0].code)


def _raw_round(recording: Recording) -> Round:
    """The same acts' rows, recorded in a small store, written by sqlcipher3 alone."""
    with TemporaryDirectory(dir=DISK, prefix="bench-") as folder:
        file = RawFile(Path(folder) / "raw.db", recording)
        ms = [file.commit(writes) * 1000 for writes in recording.commits]
        file.close()
    return percentile(ms, 50), percentile(ms, 99)


def _recording() -> Recording:
    with fresh_ground() as ground:
        with open_store(ground) as store:
            models = open_models(store)
            Copier(store).copy(models, len(models) * RECORDED)
        with open_store(ground) as store:
            with store.log.reading() as connection:
                recorder = Recorder(connection.connection.driver_connection)
            for case_id in _ids(store, "handling")[:RECORDED]:
                for what in (TALK, _pause(store), acts.Resume()):
                    _decide(store, case_id, what)
                    recorder.committed()
            return recorder.recording


def _reading(store: Store) -> list[Measurement]:
    """Pages and lists on the full store; beside each, sqlcipher3 alone fetching the rows that are shown."""
    long, due = handled_case(store, RECORDS), DueList()
    body = _p99(partial(_raw, store, f"SELECT * FROM event WHERE aggregate = 'case:{long}'"))  # noqa: S608
    page = _p99(partial(_raw, store, _RAW_PAGE))
    opened = _p99(lambda: answered(store.hall.cases.open(UNIT, long)))
    first_page = _p99(lambda: store.hall.look({"due": due.read}))
    return [
        at_most("casework.open_200_events", opened, "ms", OPEN_MS_MAX, body),
        at_most("casework.due_first_page", first_page, "ms", LIST_MS_MAX, page),
        *(
            at_most(
                f"casework.inbox_{name}",
                _p99(partial(store.hall.inbox.read, who, tab)),
                "ms",
                LIST_MS_MAX,
                page,
            )
            for name, who, tab in (("mine", DESK, "mine"), ("all", DESK, "all"), ("unit", UNIT, "mine"))
        ),
    ]


def _sweep() -> list[Measurement]:
    """100,000 open cases, of which midnight passed a thousand: found, told, and their items raised."""
    with fresh_ground() as ground:
        with open_store(ground) as store:
            models = open_models(store)
            Copier(store).copy(models[:1], SWEPT_CASES, at_work=False, with_events=False)
        with open_store(ground) as store:
            _let_pass(store, ground)
            seconds = _seconds(lambda: _tick(store))
            looks = _seconds(lambda: _tick(store))
    return [
        at_most("casework.sweep_100k_1000_due", seconds, "s", SWEEP_S_MAX),
        at_most("casework.sweep_100k_none_due", looks, "s", SWEEP_S_MAX),
    ]


def _let_pass(store: Store, ground: Ground) -> None:
    """The kept cases' own clocks end as their model's does: the table says when, the rule must agree."""
    with store.log.connection.begin():
        first = sa.select(clock.c.case_id).where(clock.c.running == 1).limit(PASSED)
        others = sa.update(clock).values(due_at_us=clock.c.due_at_us * 2)
        store.log.connection.execute(others.where(clock.c.case_id.not_in(first)))
    later = hall_date(ground.clock.now()) + timedelta(days=120)
    ground.clock.move_to(midnight_after(later))  # at night: the ladder is climbed when the hall is open


def _tick(store: Store) -> None:
    while store.hall.tick():
        pass


def _ids(store: Store, state: str) -> list[str]:
    with store.log.reading() as connection:
        found = sa.select(case_.c.case_id).where(case_.c.state == state).order_by(case_.c.case_id)
        return list(connection.execute(found).scalars())


def _raw(store: Store, sql: str) -> None:
    with store.log.reading() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute(sql).fetchall()


def _seconds(once: Callable[[], object]) -> float:
    started = perf_counter()
    once()
    return perf_counter() - started


def _ms(once: Callable[[], object]) -> float:
    return _seconds(once) * 1000


def _p99(once: Callable[[], object]) -> float:
    """Of a round; the median of the rounds."""
    once()
    return median(percentile([_ms(once) for _ in range(LOOKED)], 99) for _ in range(ROUNDS))
