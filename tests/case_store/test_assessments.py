"""考核、月报、年报 at a served hall: what units and people did is what they say, for whoever may see it."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import orjson
import pytest

from case_store.figures import assessment_door
from case_store.log.schema import event
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind
from cases.figures.assessment import UnitWork
from cases.figures.periodic_report import Span
from cases.hall_time import HALL_ZONE
from cases.matter.matter import OpenMatter
from tests.case_store.casework_hall import CaseworkHall, at_work, open_hall
from tests.case_store.one_hall import granted, refused
from tests.case_store.served import Ground, rows

MONDAY = date(2026, 11, 23)
THURSDAY = date(2026, 12, 3)
NOISE = OpenMatter(category="neighbour", dispute_type="0203", town="150502001", party_count=1)
SETTLED = acts.SettleNow(
    done="当面调解",
    result=CloseResult.RESOLVED_ORAL,
    method=ResolutionMethod.RECONCILIATION,
    told="双方当场说好",
)


REPORT = acts.Report(
    dispatch_id="",
    result=CloseResult.RESOLVED_ORAL,
    method=ResolutionMethod.PEOPLES_MEDIATION,
    text="双方说好",
)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Six matters for the justice bureau on Monday; a week later."""
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    asyncio.run(a_week(opened))
    yield opened
    opened.stop()


async def a_week(ground: Ground) -> None:
    """Two are reported, two only signed for, one is given back, one left alone; two others settled at the counter.

    Those that are open are overdue on Thursday of next week, and so on the supervision list.
    """
    async with at_work(ground, "s1", "s2", "c_justice") as hall:
        given = [await sent(hall) for _ in range(6)]
        for case_id, dispatch_id in given[:4]:
            await hall.do("c_justice", case_id, acts.Acknowledge(dispatch_id=dispatch_id))
        for case_id, dispatch_id in given[:2]:
            await hall.do("c_justice", case_id, acts.Record(kind="talk", text="和两家都谈过了"))
            await hall.do("c_justice", case_id, replace(REPORT, dispatch_id=dispatch_id))
        await hall.do(
            "c_justice", given[4][0], acts.GiveBack(dispatch_id=given[4][1], duty_id="territory_neighbour")
        )
        for opened in (NOISE, OpenMatter(category="neighbour")):  # one without a place
            case_id = await hall.register(opened)
            await hall.do("s1", case_id, SETTLED)
            await hall.do("s2", case_id, acts.SignOff())
        await hall.register(OpenMatter(category="debt"))
    assert ground.hall.store is not None
    ground.clock.move_to(datetime(2026, 12, 3, 9, 30, tzinfo=HALL_ZONE))
    await ground.hall.store.run(ground.hall.store.hall.tick)


async def sent(hall: CaseworkHall) -> tuple[str, str]:
    case_id = await hall.register(NOISE)
    await hall.do("s1", case_id, acts.Accept())
    await hall.do("s1", case_id, acts.Grade(grade=CaseGrade.ORDINARY, because="要查看"))
    send = acts.SendTo(
        kind=DispatchKind.SINGLE,
        level=Level.BANNER,
        channel=ResolutionMethod.PEOPLES_MEDIATION,
        units=("justice",),
    )
    (given,) = (await hall.do("s1", case_id, send)).dispatches
    return case_id, given.dispatch_id


def taken(ground: Ground) -> list[tuple[str, str, int]]:
    found = [row.body for row in rows(ground, event) if row.type == "data_taken"]
    return [(one["what"], one["form"], one["rows"]) for one in map(orjson.loads, found)]


async def test_a_unit_is_told_what_it_was_given_and_what_it_leads(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assessment_door, "PAGE_ROWS", 2)  # six dispatches are three pages
    async with at_work(ground, "sup") as hall:
        told = granted(await hall.who["sup"].assessments.units(MONDAY, THURSDAY))
    justice = next(one for one in told.units if one.work.unit == "justice")
    assert justice.name == "科尔沁区司法局"
    assert replace(justice.work, rungs=()) == UnitWork(
        unit="justice",
        assigned=6,
        to_acknowledge=5,
        acknowledged_in_time=4,
        returned=1,
        reported=2,
        accepted=5,  # who gave it back leads it no more
        late=3,
        supervised=6,  # for these, for two results that nobody was told of, and for what was not signed for
    )
    assert (told.first_day, told.last_day, justice.rank) == (MONDAY, THURSDAY, 1)
    assert [(t.term, t.part, t.whole) for t in justice.terms][:2] == [
        ("acknowledged_in_time", 4, 5),
        ("reported", 2, 5),
    ]
    assert {rung: times for rung, times in justice.work.rungs if times} == {"work_reminder": 3}
    assert justice.score == 31.2  # 4/5 of 15, 2/5 of 15 and none of 25, of 55; less 3 × 0.5
    centre = next(one for one in told.units if one.work.unit == "centre")
    assert (centre.work.accepted, centre.work.resolved, centre.score) == (2, 2, None)


async def test_people_stand_under_their_unit_with_what_they_did(ground: Ground) -> None:
    async with at_work(ground, "sup") as hall:
        told = granted(await hall.who["sup"].assessments.people(MONDAY, THURSDAY))
    of = {unit.unit: unit for unit in told.units}
    assert (told.centre_percent, told.sending_unit_percent) == (70, 30)
    sheet = {person.staff_id: person for person in of[""].people}["s1"]
    assert (sheet.served, sheet.decided, sheet.days) == (9, 8, 1)
    assert [person.staff_id for person in of["justice"].people] == ["c_justice"]
    assert of["justice"].name == "科尔沁区司法局"


async def test_a_month_is_told_beside_others(ground: Ground) -> None:
    async with at_work(ground, "sup") as hall:
        month = granted(await hall.who["sup"].assessments.periodic(Span.MONTH, MONDAY))
        year = granted(await hall.who["sup"].assessments.periodic(Span.YEAR, MONDAY))
        to_come = await hall.who["sup"].assessments.periodic(Span.MONTH, date(2027, 1, 1))
    assert refused(to_come) == "report.not_begun"
    this, before, year_ago = ({value.kpi: value.value for value in of} for of in month.kpis)
    assert (this["accepted"], this["resolved"], this["resolution_rate"]) == (8, 2, 0.25)
    assert (before["accepted"], before["resolution_rate"], year_ago["accepted"]) == (0, None, 0)
    assert [(line.key, line.counts) for line in month.types] == [("02", (8, 0, 0)), ("08", (1, 0, 0))]
    assert [(one.name, one.accepted, one.resolved) for one in month.areas] == [
        ("科尔沁区", (7, 0, 0), 1),
        ("科尔沁街道", (7, 0, 0), 1),
        ("没写地点", (1, 0, 0), 1),
    ]
    assert [(day.first_day, day.received, day.ended, day.stock) for day in month.trend[-8:-6]] == [
        (MONDAY, 9, 2, 7),
        (MONDAY + timedelta(days=1), 0, 0, 7),
    ]
    assert len(month.trend) == 30
    assert [(one.first_day.month, one.received, one.stock) for one in year.trend[-2:]] == [
        (11, 9, 7),
        (12, 0, 7),
    ]
    assert [(line.name, line.counts) for line in month.triggers] == [("超期未办结", (7, 0, 0))]
    assert [(line.name, line.counts) for line in year.triggers] == [("超期未办结", (11, 0, 0))]


async def test_what_is_taken_out_is_written_down(ground: Ground) -> None:
    async with at_work(ground, "sup") as hall:
        doors = hall.who["sup"].assessments
        granted(await doors.units(MONDAY, THURSDAY, "xlsx"))
        granted(await doors.people(MONDAY, THURSDAY, "pdf"))
        granted(await doors.periodic(Span.YEAR, MONDAY, "xlsx"))
    assert [(what, form) for what, form, _rows in taken(ground)] == [
        ("assessment:units", "xlsx"),
        ("assessment:people", "pdf"),
        ("report:year", "xlsx"),
    ]


async def test_who_may_not_and_what_is_asked_wrongly_is_refused(ground: Ground) -> None:
    async with at_work(ground, "s1", "disp", "sup") as hall:
        assert refused(await hall.who["s1"].assessments.units(MONDAY, THURSDAY)) == "auth.right"
        assert refused(await hall.who["s1"].assessments.periodic(Span.MONTH, MONDAY)) == "auth.right"
        granted(await hall.who["disp"].assessments.units(MONDAY, THURSDAY))
        assert refused(await hall.who["disp"].assessments.people(MONDAY, THURSDAY)) == "auth.right"
        boss = hall.who["sup"].assessments
        assert refused(await boss.units(THURSDAY, MONDAY)) == "report.period"
        assert refused(await boss.units(date(2025, 1, 1), THURSDAY)) == "report.period"
        assert refused(await boss.people(date(2026, 8, 1), THURSDAY)) == "report.period"
        for garbage in (date.min, date.max):
            assert refused(await boss.units(garbage, garbage)) == "request.invalid"
            assert refused(await boss.periodic(Span.YEAR, garbage)) == "request.invalid"
