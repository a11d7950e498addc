"""The counts by the day are the cases themselves counted anew, whatever happened and in whatever order it was heard."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import orjson
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from case_store.figures.counts import Counts
from case_store.figures.durations import Durations
from case_store.figures.listed import Listed, Place, count, page, place_of
from case_store.figures.scope import Scope
from case_store.figures.where import OF_CASES, where
from case_store.keys import CENTRE
from case_store.log.event_log import EventLog
from case_store.log.history import case_name
from case_store.log.micros import from_us, to_us
from case_store.log.projections import cases as cases_
from case_store.log.projections.kept_cases import case_from_json
from case_store.log.schema import (
    case_,
    case_day,
    case_folded,
    clock,
    evaluation,
    event,
    figure_day,
    figure_now,
)
from cases.casework import case_events as done
from cases.casework import handling_events as handled
from cases.casework.case_folding import evolve
from cases.casework.case_state import FINISHED, Case, CaseState, CloseResult
from cases.codec import decode
from cases.figures.case_figures import MatterRecord, figures_of
from cases.figures.figure import FigureAsked, FigureName
from cases.figures.kpis import COUNTED as KPI_COUNTED
from cases.figures.kpis import count_of
from cases.figures.type_groups import type_key
from cases.hall_time import hall_date
from tests.case_store.figure_world import Told, draw
from tests.case_store.one_hall import POLICY, granted
from tests.case_store.test_tenures import Replica, envelopes, replica
from tests.case_store.two_stores import NOON, STREAM, open_two_stores

COUNTED = (
    FigureName.ACCEPTED,
    FigureName.CLOSED,
    FigureName.RESOLVED,
    FigureName.CLOSED_IN_TIME,
    FigureName.EVALUATED,
    FigureName.CONTENT,
    FigureName.MEDIATED,
    FigureName.MEDIATED_AT_ONCE,
)
CASES = 20
SINCE = NOON - timedelta(days=40)


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    """A store that has heard everything of a hall and its centre."""
    folder = tmp_path_factory.mktemp("heard")
    third = replica(folder)
    for stream, events in histories(folder, Random(2)).items():  # noqa: S311  the same world every time
        third.hear(stream, events, len(events))
    yield third
    third.engine.dispose()


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), pieces=st.lists(st.tuples(st.booleans(), st.integers(1, 60)), max_size=4))
def test_the_counts_are_the_cases_counted_anew(
    tmp_path_factory: pytest.TempPathFactory, seed: int, pieces: list[tuple[bool, int]]
) -> None:
    """A hall's history, some of it taken over and rated at the centre, heard by a third store in pieces."""
    told = histories(tmp_path_factory.mktemp("told"), Random(seed))  # noqa: S311  the same world for a seed
    third = replica(tmp_path_factory.mktemp("third"))
    for of_the_hall, many in pieces:
        stream = STREAM if of_the_hall else CENTRE
        third.hear(stream, told[stream], many)
        _holds(third)
    for stream, events in told.items():
        third.hear(stream, events, len(events))
    _holds(third)
    kept = third.tables()
    third.rebuild()
    assert third.tables() == kept
    third.engine.dispose()


def test_a_case_that_is_forgotten_leaves_no_count_behind(heard: Replica) -> None:
    with heard.engine.begin() as connection:
        assert connection.execute(sa.select(figure_day)).first()
        for case_id in connection.execute(sa.select(case_.c.case_id)).scalars().all():
            cases_.forget(connection, case_id)
        for table in (figure_day, figure_now, case_day):
            assert connection.execute(sa.select(table)).all() == []
        connection.rollback()


def test_over_several_halls_a_list_is_turned_over_as_one(heard: Replica) -> None:
    now_us = to_us(NOON)
    scope, days = Scope((STREAM, CENTRE)), (SINCE.date(), NOON.date())
    with heard.engine.connect() as connection:
        lengths = {}
        for name in OF_CASES:
            asked = FigureAsked(name=name, first_day=days[0], last_day=days[1])
            listed = granted(where(asked, POLICY, now_us))
            lengths[name] = count(connection, listed, scope.streams)
            found = list(_turned(connection, listed, scope))
            assert found == sorted(set(found), reverse=listed.newest_first)
            assert len(found) == lengths[name]
        counts = Counts(connection, scope, POLICY, now_us)
        (sums,) = counts.sums([days], Durations())
        assert {name: count_of(name, sums) for name in KPI_COUNTED} == {n: lengths[n] for n in KPI_COUNTED}
        assert (counts.open, counts.lights()[-1]) == (lengths[FigureName.OPEN], lengths[FigureName.OVERDUE])
        flows = counts.flows(days).values()
        assert sum(flow.received for flow in flows) == lengths[FigureName.RECEIVED]
        assert sum(flow.ended for flow in flows) == lengths[FigureName.ENDED]


def _turned(connection: sa.Connection, listed: Listed, scope: Scope) -> Iterator[Place]:
    after: Place | None = None
    while True:
        places, further = page(connection, listed, scope.streams, after, 3)
        yield from places
        if not further:
            return
        after = granted(place_of(listed, further))


def histories(folder: Path, luck: Random) -> dict[str, list[Any]]:
    """What a hall and its centre told: cases that were decided, taken over, rated."""
    stores = open_two_stores(folder)
    say(stores.hall, [one for number in range(CASES) for one in draw(luck, number, NOON, SINCE)])
    known = stores.hall.head.seq
    taken = luck.sample(range(CASES), 5)
    stores.push()
    for number in taken:
        case_id = f"case-{number:05d}"
        over = done.TakenOver(
            staff_id="lead", store=CENTRE, from_store=STREAM, forced=True, known_epoch=1, known_seq=known
        )
        say(stores.centre, [Told(case_name(case_id), over, NOON)])
    say(stores.centre, draw(luck, 900, NOON, SINCE))
    events = {STREAM: envelopes(stores.hall), CENTRE: envelopes(stores.centre)}
    stores.close()
    return events


def say(log: EventLog, told: list[Told]) -> None:
    """Everything in one transaction."""
    with log.writing(uuid4(), NOON) as work:
        for one in told:
            work.record(one.aggregate, [one.event], "staff:s1", one.at)


def _holds(store: Replica) -> None:
    """Every count is what the cases say, counted one by one."""
    days, now, flows = Counter[tuple[str, ...]](), Counter[tuple[str, ...]](), set[tuple[str, ...]]()
    with store.engine.connect() as connection:
        for kept in connection.execute(sa.select(case_)).all():
            _count(connection, kept, days, now, flows)
        counted: Counter[tuple[str, ...]] = Counter()
        for found in connection.execute(sa.select(figure_day)).mappings():
            row: dict[str, Any] = {**found}
            cell = (row["stream"], row["axis"], row["day"], row["key"])
            named = {name: row[name] for name in row if isinstance(row[name], int)}
            took = {f"took:{pair.split(':')[0]}": int(pair.split(":")[1]) for pair in row["took"].split()}
            counted.update({(*cell, name): count for name, count in {**named, **took}.items() if count})
            assert any(named.values())
        assert counted == days
        standing: Counter[tuple[str, ...]] = Counter()
        for stream, town, opened, running in connection.execute(sa.select(figure_now)):
            standing.update({(stream, town, "open"): opened, (stream, town, "running"): running})
        assert +standing == now
        assert {tuple(row) for row in connection.execute(sa.select(case_day))} == flows


def _count(
    connection: sa.Connection,
    row: Any,
    days: Counter[tuple[str, ...]],
    now: Counter[tuple[str, ...]],
    flows: set[tuple[str, ...]],
) -> None:
    folded = connection.execute(
        sa.select(case_folded.c.folded).where(case_folded.c.case_id == row.case_id)
    ).scalar_one()
    case = case_from_json(folded)
    town = row.town or ""
    axes = ["", *([town[:6]] if town else []), *([town] if len(town) == 9 else [])]
    happened = _flows(connection, row)
    for flow, day in happened:
        flows.add((row.stream, flow, day, row.case_id))
        days.update((row.stream, axis, day, "", flow) for axis in axes)
    registered = hall_date(from_us(row.registered_at_us)).isoformat()
    key = type_key(row.dispute_type, row.category)
    days.update((row.stream, f"type{axis}", registered, key, "received") for axis in axes)
    record = _record(connection, row, case)
    if record.counts and record.accepted_at:
        accepted = hall_date(record.accepted_at)
        names = [name.value for name in figures_of(record, 10**15) if name in COUNTED]
        if record.is_resolved:
            names.append(f"resolved_{row.level}")
        if record.closed_at and record.state is not CaseState.WITHDRAWN and record.is_closed:
            names.append(f"took:{(hall_date(record.closed_at) - accepted).days}")
        days.update((row.stream, axis, accepted.isoformat(), "", name) for axis in axes for name in names)
    if row.open:
        now[row.stream, town, "open"] += 1
        if row.due_at_us is not None:
            now[row.stream, town, "running"] += 1


def _record(connection: sa.Connection, row: Any, case: Case) -> MatterRecord:
    this = (clock.c.stream == row.stream, clock.c.case_id == row.case_id)
    late = connection.execute(
        sa.select(clock.c.clock_id).where(
            *this,
            clock.c.kind.in_(["close", "petition_close"]),
            sa.or_(clock.c.passed == 1, clock.c.stopped_at_us >= clock.c.due_at_us),
        )
    ).first()
    rating = connection.execute(
        sa.select(evaluation.c.overall).where(evaluation.c.subject_id == row.case_id)
    ).scalar()
    ended = [e for e in _decisions(connection, row.case_id) if isinstance(e[0], handled.MediationEnded)]
    return MatterRecord(
        registered_on=hall_date(from_us(row.registered_at_us)),
        state=CaseState(row.state),
        accepted_at=None if row.accepted_at_us is None else from_us(row.accepted_at_us),
        closed_at=None if row.closed_at_us is None else from_us(row.closed_at_us),
        result=CloseResult(row.close_result) if row.close_result in set(CloseResult) else None,
        level=row.level or "",
        late=late is not None,
        rating=rating,
        mediations=len(ended),
        failed_mediations=case.failed_mediations,
    )


def _flows(connection: sa.Connection, row: Any) -> set[tuple[str, str]]:
    first: dict[str, str] = {"received": hall_date(from_us(row.registered_at_us)).isoformat()}
    worse: set[tuple[str, str]] = set()
    case: Case | None = None
    for happened, at in _decisions(connection, row.case_id):
        before, case = case, evolve(case, happened, row.stream)
        assert case is not None
        day = hall_date(at).isoformat()
        match happened:
            case done.CaseDispatched():
                first.setdefault("sent", day)
            case done.DispatchAcknowledged():
                first.setdefault("handled", day)
            case handled.FeedbackGiven():
                first.setdefault("told", day)
            case handled.ContactFailed() if happened.clocks:
                first.setdefault("told", day)
            case handled.CaseReopened() | done.DeadlinePassed():
                worse.add(("worsened", day))
            case done.CaseGraded() if before and before.grade and happened.grade.rank > before.grade.rank:
                worse.add(("worsened", day))
            case _:
                pass
        if case.state not in FINISHED:
            first.pop("ended", None)
        elif before is None or before.state not in FINISHED:
            first["ended"] = day
    rated_us = connection.execute(
        sa.select(evaluation.c.at_us).where(evaluation.c.subject_id == row.case_id)
    ).scalar()
    if rated_us is not None:
        first["rated"] = hall_date(from_us(rated_us)).isoformat()
    return worse | set(first.items())


def _decisions(connection: sa.Connection, case_id: str) -> list[tuple[Any, datetime]]:
    rows = connection.execute(
        sa.select(event)
        .where(event.c.aggregate == case_name(case_id))
        .order_by(event.c.tenure, event.c.epoch, event.c.seq)
    )
    return [(decode(row.type, row.v, orjson.loads(row.body)), from_us(row.at_us)) for row in rows]
