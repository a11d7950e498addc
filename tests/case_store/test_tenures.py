"""A case that was taken over: events of two stores, in whatever order a third one hears of them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from case_store.keys import CENTRE
from case_store.log import projections
from case_store.log.event_log import EventLog
from case_store.log.fold_later import behind, fold_waiting
from case_store.log.history import case_name, case_of
from case_store.log.placed import Placed
from case_store.log.placing import place
from case_store.log.rows import envelope_of
from case_store.log.schema import PROJECTIONS, event, quarantine
from cases.advice.grade import CaseGrade
from cases.advice.grading import GradeFacts, suggest_grade
from cases.casework import case_commands as ask
from cases.casework.by import By
from cases.casework.case_rules import decide
from cases.casework.case_state import Case, CaseState
from cases.envelope import Envelope
from cases.matter.matter import OpenMatter, SealedMatter
from cases.matter.source import Source
from cases.sealed import Sealed
from tests.case_store.on_postgres import fresh_engine
from tests.case_store.one_hall import POLICY, granted
from tests.case_store.two_stores import NOON, STREAM, TwoStores, open_two_stores, verdicts

CASE = "c1"
BECAUSE = Sealed(key_id=CASE, nonce="bm9uY2U=", ciphertext="dGV4dA==")
LEADER = By(staff_id="lead", role="leader")
DESK = By(staff_id="s1", role="reception")
CODE = "ZZ150502000261123001724"


def register() -> ask.RegisterCase:
    return ask.RegisterCase(
        case_id=CASE,
        case_code=CODE,
        visit_id=None,
        source=Source.COUNTER,
        matter=SealedMatter(open=OpenMatter(category="neighbour", dispute_type="0203", party_count=1)),
        receipt_code_hash="",
        confirmed_at=NOON,
    )


def say(log: EventLog, *commands: ask.CaseCommand) -> None:
    """Commands at one store, each decided by the rule on what that store knows."""
    for command in commands:
        with log.writing(uuid4(), NOON) as work:
            events = granted(decide(case_of(work, CASE), command, POLICY, NOON, log.stream))
            work.record(case_name(CASE), events, "staff:s1")


def grade(to: CaseGrade) -> ask.GradeCase:
    suggestion = suggest_grade(GradeFacts(), POLICY.grading)
    return ask.GradeCase(by=LEADER, grade=to, suggestion=suggestion, because=BECAUSE)


def record(record_id: str) -> ask.RecordHandling:
    return ask.RecordHandling(by=DESK, record_id=record_id, kind="talk", done_at=NOON)


def take_over(known_seq: int) -> ask.TakeOver:
    return ask.TakeOver(by=LEADER, forced=True, known_epoch=1, known_seq=known_seq, because=BECAUSE)


def hear(stores: TwoStores) -> list[str]:
    """The hall pushes everything that the centre does not have."""
    with stores.hall.reading() as connection:
        ids = [row.id for row in connection.execute(sa.select(event).order_by(event.c.position))]
    answer = stores.push()
    assert ids
    return verdicts(answer)


def case_at(log: EventLog) -> Case:
    with log.writing(uuid4(), NOON) as work:
        found = case_of(work, CASE)
    assert found is not None
    return found


def taken_over(stores: TwoStores) -> None:
    """The hall registers, accepts and falls silent; the centre takes over and grades."""
    say(stores.hall, register(), ask.AcceptCase(staff_id="s1"))
    assert hear(stores) == ["ok", "ok"]
    say(stores.centre, take_over(2), grade(CaseGrade.ORDINARY))


def envelopes(log: EventLog) -> list[Envelope]:
    """A store's own events, in order."""
    with log.reading() as connection:
        rows = connection.execute(
            sa.select(event).where(event.c.stream == log.stream).order_by(event.c.position)
        )
        return [envelope_of(row) for row in rows]


@dataclass
class Replica:
    """A third store, which is told streams in pieces."""

    engine: sa.Engine
    read: dict[str, int] = field(default_factory=dict)

    def hear(self, stream: str, events: list[Envelope], count: int) -> None:
        """The next so many events of a stream, in one batch."""
        first = self.read.get(stream, 0)
        batch = [Placed.of(envelope) for envelope in events[first : first + count]]
        if batch:
            with self.engine.begin() as connection:
                place(connection, stream, batch, NOON, push_on=False)
                for waiting in behind(connection):  # on PostgreSQL folding is a step of its own
                    fold_waiting(connection, waiting)
        self.read[stream] = first + len(batch)

    def tables(self) -> dict[str, list[Any]]:
        """Everything that is made from the events."""
        with self.engine.connect() as connection:
            return {
                t.name: sorted(map(tuple, connection.execute(sa.select(t))), key=repr) for t in PROJECTIONS
            }

    def apart(self) -> list[str]:
        """Ids of what is set aside for a person."""
        with self.engine.connect() as connection:
            return sorted(connection.execute(sa.select(quarantine.c.id)).scalars())

    def rebuild(self) -> None:
        """All projections anew."""
        with self.engine.begin() as connection:
            projections.rebuild(connection)


def replica(folder: Path) -> Replica:
    engine = fresh_engine(folder / f"{uuid4()}.db", b"k" * 32, "replica")
    return Replica(engine)


def test_an_event_carries_the_tenure_that_its_case_is_in(stores: TwoStores) -> None:
    taken_over(stores)
    assert [e.tenure for e in envelopes(stores.hall)] == [1, 1]
    assert [(e.type, e.tenure) for e in envelopes(stores.centre)] == [("taken_over", 2), ("case_graded", 2)]
    case = case_at(stores.centre)
    assert (case.holder, case.tenure, case.state) == (CENTRE, 2, CaseState.GRADED)


def test_what_the_old_holder_decides_afterwards_is_kept_apart_and_what_it_adds_is_taken(
    stores: TwoStores,
) -> None:
    taken_over(stores)
    say(stores.hall, grade(CaseGrade.DIFFICULT), record("r1"))
    before = case_at(stores.centre)
    assert hear(stores)[2:] == ["quarantined", "ok"]
    assert list(stores.apart().values()) == ["old_tenure"]
    after = case_at(stores.centre)
    assert after.grade is before.grade is CaseGrade.ORDINARY
    assert after.records == {"r1"}
    assert hear(stores)[2:] == ["quarantined", "dup"]  # said again, nothing changes
    assert len(stores.apart()) == 1


def test_the_words_and_the_tables_of_a_taken_case_go_with_it_to_its_new_holder(stores: TwoStores) -> None:
    taken_over(stores)
    with stores.centre.reading() as connection:
        for table in ("case_", "case_folded", "clock"):
            streams = connection.execute(sa.text(f"SELECT DISTINCT stream FROM {table}")).scalars().all()  # noqa: S608
            assert streams == [CENTRE], table


def test_who_took_over_waits_for_the_last_that_was_known_also_where_that_is_an_addition(
    stores: TwoStores, tmp_path: Path
) -> None:
    say(stores.hall, register(), ask.AcceptCase(staff_id="s1"), record("r1"))
    hear(stores)
    say(stores.centre, take_over(3), grade(CaseGrade.ORDINARY))
    third = replica(tmp_path)
    third.hear(CENTRE, envelopes(stores.centre), 2)  # as after a backup: the hall pushes again what was lost
    for _ in range(3):
        third.hear(STREAM, envelopes(stores.hall), 1)
    tables = third.tables()
    third.rebuild()
    assert third.tables() == tables
    assert [row[0] for row in tables["case_folded"]] == [CENTRE]
    third.engine.dispose()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.booleans(), st.integers(1, 3)), max_size=8))
def test_whatever_order_the_streams_arrive_in_the_same_case_results(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, int]]
) -> None:
    told = _told(tmp_path_factory)
    third = replica(tmp_path_factory.mktemp("replica"))
    for of_the_hall, count in steps:
        stream = STREAM if of_the_hall else CENTRE
        third.hear(stream, told.events[stream], count)
    for stream, events in told.events.items():
        third.hear(stream, events, len(events))
    assert third.tables() == told.tables
    assert third.apart() == told.apart
    third.rebuild()
    assert third.tables() == told.tables
    third.engine.dispose()


@dataclass(frozen=True)
class _Told:
    events: dict[str, list[Envelope]]
    tables: dict[str, list[Any]]
    apart: list[str]


_KNOWN: list[_Told] = []


def _told(factory: pytest.TempPathFactory) -> _Told:
    """Two streams with a take-over between them, a late decision and additions on both sides; made once."""
    if not _KNOWN:
        stores = open_two_stores(factory.mktemp("stores"))
        say(stores.hall, register(), record("r1"), ask.AcceptCase(staff_id="s1"))
        hear(stores)
        say(stores.centre, record("r2"), take_over(3), grade(CaseGrade.ORDINARY))
        say(stores.hall, record("r3"), grade(CaseGrade.DIFFICULT))
        say(stores.centre, record("r4"))
        events = {STREAM: envelopes(stores.hall), CENTRE: envelopes(stores.centre)}
        stores.close()
        in_order = replica(factory.mktemp("in-order"))
        in_order.hear(STREAM, events[STREAM], 3)
        in_order.hear(CENTRE, events[CENTRE], 4)
        in_order.hear(STREAM, events[STREAM], 2)
        late = str(events[STREAM][-1].id)
        assert in_order.apart() == [late]
        _KNOWN.append(_Told(events, in_order.tables(), [late]))
        in_order.engine.dispose()
    return _KNOWN[0]
