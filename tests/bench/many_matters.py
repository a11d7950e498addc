"""A store as full as years make it: real matters made through its doors, then copied with ids of their own.

Like many_cases.py it writes behind the log, for what is measured would otherwise wait an hour for its ground. Copies
have the events, the folded case, clocks, dispatches and what figures count of their model, and keys of their own where
they are worked on; only the chain of hashes, the seals of the first words, and the counts by the day are not theirs.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7

from case_store.hall.house import OnDuty
from case_store.log.figure_tables import NEVER
from case_store.log.micros import to_us
from case_store.log.schema import (
    case_,
    case_day,
    case_figure,
    case_folded,
    case_key,
    case_search,
    clock,
    dispatch,
    event,
    figure_now,
    node_head,
    stream_head,
)
from case_store.seal import new_case_key, wrap
from case_store.store import Store
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.acts import Act
from cases.casework.case_state import CloseResult, DispatchKind
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.matter.source import Source
from tests.bench.standing_hall import answered

DESK = OnDuty(staff_id="s1", role="reception")
OTHER = OnDuty(staff_id="s2", role="reception")
UNIT = OnDuty(staff_id="c_justice", role="unit_officer", unit="justice")
OPEN = OpenMatter(category="neighbour", dispute_type="0203", town="150502001", party_count=1)
WORDS = PrivateMatter(contact_name="王某甲", contact_phone="13000000021", story="天天夜里吵，睡不着。")
SEND = acts.SendTo(
    kind=DispatchKind.SINGLE,
    level=Level.BANNER,
    channel=ResolutionMethod.PEOPLES_MEDIATION,
    units=("justice",),
)
_GRADE = acts.Grade(grade=CaseGrade.ORDINARY, because="要现场看")
_SETTLE = acts.SettleNow(
    done="当面调解", result=CloseResult.RESOLVED_ORAL, method=ResolutionMethod.RECONCILIATION, told="当场说好"
)
_VISIT = acts.FollowUp(channel="phone", text="安静了", satisfied=True)
_STEPS: tuple[tuple[tuple[OnDuty, Act], ...], ...] = (
    (),
    ((DESK, acts.Accept()),),
    ((DESK, acts.Accept()), (DESK, _GRADE)),
    ((DESK, acts.Accept()), (DESK, _GRADE), (DESK, SEND)),
    ((DESK, _SETTLE),),
)
_CLOSED = ((DESK, _SETTLE), (OTHER, acts.SignOff()), (DESK, _VISIT), (OTHER, acts.Archive()))
_TABLES = (case_, case_folded, case_key, case_search, clock, dispatch, case_figure, case_day)
_OPEN_BY_TOWN = sa.select(
    case_figure.c.stream,
    case_figure.c.town,
    sa.func.count(),
    sa.func.sum(sa.case((case_figure.c.due_us < NEVER, 1), else_=0)),
).where(case_figure.c.due_us.is_not(None))
_A_MINUTE_US = 60_000_000
_STEP = 2_000


def new_case(store: Store) -> str:
    """A matter that somebody told by telephone."""
    done = store.hall.bring_in.bring_in(uuid_v7.uuid7(), DESK, Source.PHONE, (OPEN, WORDS))
    return answered(done).case.case_id


def act(store: Store, who: OnDuty, case_id: str, what: Act) -> None:
    """One act that is granted."""
    answered(store.hall.cases.act(uuid_v7.uuid7(), who, case_id, what))


def open_models(store: Store) -> list[str]:
    """A case at every step before its end; one is in the hands of a unit."""
    ids = []
    for steps in _STEPS:
        case_id = new_case(store)
        for who, what in steps:
            act(store, who, case_id, what)
        ids.append(case_id)
    ids.append(handled_case(store))
    return ids


def handled_case(store: Store, records: int = 1) -> str:
    """A case that a unit handles, with so many records."""
    case_id = new_case(store)
    for what in (acts.Accept(), _GRADE, SEND):
        act(store, DESK, case_id, what)
    page = answered(store.hall.cases.open(UNIT, case_id))
    act(store, UNIT, case_id, acts.Acknowledge(dispatch_id=page.dispatches[0].dispatch_id))
    for number in range(records):
        act(store, UNIT, case_id, acts.Record(kind="talk", text=f"谈了第{number + 1}次"))
    return case_id


def closed_model(store: Store) -> str:
    """A case from its registration into the archive."""
    case_id = new_case(store)
    for who, what in _CLOSED:
        act(store, who, case_id, what)
    return case_id


@dataclass
class _Model:
    """The rows of one case."""

    case_id: str
    rows: dict[sa.Table, list[dict[str, Any]]]


class Copier:
    """`copy` makes so many cases of the models, in turn; their due dates lie a minute apart."""

    def __init__(self, store: Store) -> None:
        self._connection, self._readers = store.log.connection, store.keys.readers
        self._stream = store.config.name
        with self._connection.begin():
            self._position = int(self._one(stream_head.c.position))
            self._seq = int(self._one(node_head.c.seq))
        self._number = 0
        self._due_us = to_us(store.clock.now())

    def copy(
        self, case_ids: Sequence[str], count: int, *, at_work: bool = True, with_events: bool = True
    ) -> None:
        """`at_work`: somebody will act on them, so each has its key."""
        with self._connection.begin():
            models = [self._read(case_id) for case_id in case_ids]
        for first in range(0, count, _STEP):
            numbers = range(first, min(first + _STEP, count))
            copies = [self._copied(models[n % len(models)], n, at_work=at_work) for n in numbers]
            tables = (*_TABLES, event) if with_events else _TABLES
            with self._connection.begin():
                for table in tables:
                    if rows := [row for of in copies for row in of[table]]:
                        self._connection.execute(sa.insert(table), rows)
                self._connection.execute(sa.update(stream_head).values(position=self._position))
                self._connection.execute(sa.update(node_head).values(seq=self._seq))
        with self._connection.begin():
            self._connection.execute(sa.delete(figure_now))
            by_town = _OPEN_BY_TOWN.group_by(case_figure.c.stream, case_figure.c.town)
            self._connection.execute(sa.insert(figure_now).from_select(list(figure_now.c), by_town))

    def _one(self, column: sa.Column[Any]) -> Any:
        return self._connection.execute(sa.select(column)).scalar_one()

    def _read(self, case_id: str) -> _Model:
        rows: dict[sa.Table, list[dict[str, Any]]] = {}
        for table in (*_TABLES, event):
            mine = event.c.aggregate == f"case:{case_id}" if table is event else table.c.case_id == case_id
            found = self._connection.execute(sa.select(table).where(mine).order_by(*table.primary_key))
            rows[table] = [dict(row._mapping) for row in found]
        return _Model(case_id, rows)

    def _copied(self, model: _Model, due_in: int, *, at_work: bool) -> dict[sa.Table, list[dict[str, Any]]]:
        self._number += 1
        new_id = f"{self._number:08x}{model.case_id[8:]}"
        names = {model.case_id: new_id}
        names |= {
            row["dispatch_id"]: f"{self._number:08x}{row['dispatch_id'][8:]}" for row in model.rows[dispatch]
        }
        renamed = _renaming(names)
        rows = {table: [renamed(row) for row in model.rows[table]] for table in (*_TABLES, event)}
        keys = wrap(new_case_key(new_id), self._readers) if at_work else ()
        rows[case_key] = [{"stream": self._stream, "case_id": new_id, **asdict(key)} for key in keys]
        for row in rows[case_]:
            row["case_code"] = f"{self._number:024d}"
            if row["due_at_us"] is not None:
                row["due_at_us"] = self._due_us + (1 + due_in) * _A_MINUTE_US
        for row in rows[case_figure]:
            if row["due_us"] not in (None, NEVER):
                row["due_us"] = self._due_us + (1 + due_in) * _A_MINUTE_US
        for row in rows[clock]:
            row["due_at_us"] = self._due_us + (1 + due_in) * _A_MINUTE_US
        for row in rows[event]:
            self._position, self._seq = self._position + 1, self._seq + 1
            row |= {"position": self._position, "seq": self._seq}
            row["id"] = f"{self._seq:08x}-{row['id'][9:]}"
        return rows


def _renaming(names: dict[str, str]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def of(value: Any) -> Any:
        if isinstance(value, str):
            for old, new in names.items():
                value = value.replace(old, new)
        return value

    return lambda row: {name: of(value) for name, value in row.items()}


def events_in(store: Store) -> int:
    """How many events the log has."""
    with store.log.reading() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(event)).scalar_one())


def in_turn(items: Sequence[str]) -> Iterator[str]:
    """For ever, with a stride, so that neighbours of the disk are no neighbours in time."""
    number = 0
    while True:
        yield items[number % len(items)]
        number += 7919
