"""吹哨报到, records of coordination, case review and slow places over real HTTP."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from case_store.casework.whistle_rows import unanswered
from case_store.log.supervision_tables import SUPERVISION_PROJECTIONS
from case_store.store import Store
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind
from cases.hall_time import HALL_ZONE
from cases.policy.coordination import RecordKind
from cases.supervision import whistle_acts
from cases.supervision.coordination_acts import Resolution, WriteRecord
from cases.supervision.field_inspection import AreaKind, Finding
from cases.supervision.review_acts import Inspect, Remind, ReviewMatter
from cases.supervision.supervision_acts import Close, Rectified
from cases.views_supervision import WhistleRow
from tests.case_store.casework_hall import at_work, open_hall
from tests.case_store.one_hall import POLICY, granted, refused
from tests.case_store.served import Ground


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One hall for all of these: each test has days of its own."""
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    yield opened
    opened.stop()


def store_of(ground: Ground) -> Store:
    assert ground.hall.store is not None
    return ground.hall.store


async def move_to(ground: Ground, day: date, hour: int = 9) -> None:
    """Another time, and what it causes."""
    ground.clock.move_to(datetime(day.year, day.month, day.day, hour, tzinfo=HALL_ZONE))
    await store_of(ground).run(store_of(ground).hall.tick)


async def unanswered_of(ground: Ground, case_id: str) -> dict[str, WhistleRow]:
    """What every counter is shown of the calls for a case."""
    _now, seen = await store_of(ground).run(store_of(ground).hall.look, {"whistles": unanswered})
    return {row.unit: row for row in seen["whistles"] if row.case_id == case_id}


async def test_called_units_open_the_case_come_and_report_and_who_does_not_answer_is_supervised(
    ground: Ground,
) -> None:
    await move_to(ground, date(2026, 11, 24))
    async with at_work(ground, "s1", "sup", "disp", "c_justice", "c_housing") as hall:
        case_id = await hall.register()
        call = whistle_acts.Whistle(case_id=case_id, units=("justice", "housing"), reason="要懂房屋鉴定的")
        housing, justice = hall.who["c_housing"], hall.who["c_justice"]
        assert refused(await housing.casework.open(case_id)) == "case.unknown"
        assert refused(await housing.whistles.call(call)) == "auth.right"
        page = granted(await hall.who["disp"].whistles.call(call))
        whistle_id = page.whistle_id
        assert page.reason == "要懂房屋鉴定的"
        assert (await unanswered_of(ground, case_id)).keys() == {"justice", "housing"}
        assert granted(await housing.casework.open(case_id)).whistles == (whistle_id,)
        (own,) = granted(await housing.whistles.rows(waiting=True))
        assert (own.unit, own.state) == ("housing", "called")
        assert own.due_at == own.called_at + timedelta(hours=2)
        granted(await housing.whistles.act(whistle_id, whistle_acts.Confirm()))
        ground.clock.move_by(timedelta(hours=2))
        await store_of(ground).run(store_of(ground).hall.tick)
        rows = await unanswered_of(ground, case_id)
        assert {unit: row.state for unit, row in rows.items()} == {
            "justice": "missed",
            "housing": "confirmed",
        }
        (item,) = granted(await hall.who["sup"].supervision.board(trigger="whistle_missed")).rows
        assert (item.unit, item.case_id, item.limit_date) == ("justice", case_id, date(2026, 11, 25))
        granted(await housing.whistles.act(whistle_id, whistle_acts.Arrive()))
        report = whistle_acts.ReportBack(text="墙体没有危险")
        page = granted(await housing.whistles.act(whistle_id, report))
        assert page.lines[-1].text == "墙体没有危险"
        assert refused(await justice.whistles.act(whistle_id, whistle_acts.Confirm())) == "whistle.not_now"
        granted(await justice.whistles.act(whistle_id, whistle_acts.Arrive()))  # late, but there
        granted(await justice.supervision.act(item.item_id, Rectified(text="已派人常驻")))
        close = Close(evidence="已到场")
        granted(await hall.who["sup"].supervision.act(item.item_id, close))
        assert await unanswered_of(ground, case_id) == {}


async def test_a_call_that_is_off_waits_for_nobody_and_opens_nothing_any_more(ground: Ground) -> None:
    await move_to(ground, date(2026, 11, 25))
    async with at_work(ground, "s1", "c_housing") as hall:
        case_id = await hall.register()
        call = whistle_acts.Whistle(case_id=case_id, units=("housing",), reason="误会")
        page = granted(await hall.who["s1"].whistles.call(call))
        off = whistle_acts.CallOff(reason="当事人和解了")
        assert refused(await hall.who["c_housing"].whistles.act(page.whistle_id, off)) == "auth.right"
        page = granted(await hall.who["s1"].whistles.act(page.whistle_id, off))
        assert [unit.state for unit in page.units] == ["cancelled"]
        assert await unanswered_of(ground, case_id) == {}
        assert refused(await hall.who["c_housing"].casework.open(case_id)) == "case.unknown"
        await move_to(ground, date(2026, 11, 25), 17)
        assert granted(await hall.who["s1"].casework.open(case_id)).items == ()


async def test_a_consultation_stands_in_its_case_at_once_and_its_tasks_fall_due(ground: Ground) -> None:
    await move_to(ground, date(2026, 11, 26))
    async with at_work(ground, "s1", "sup", "disp", "c_housing", "c_justice") as hall:
        case_id = await hall.register()
        records = hall.who["disp"].records
        write = WriteRecord(
            kind=RecordKind.CONSULTATION,
            held_at=ground.clock.now(),
            text="先鉴定，再分责任",
            units=("housing", "justice"),
            case_id=case_id,
            resolutions=(Resolution(unit="housing", text="三日内出鉴定", workdays=3),),
        )
        assert refused(await hall.who["c_housing"].records.write(write)) == "auth.right"
        page = granted(await records.write(write))
        (owed,) = page.tasks
        assert (owed.text, owed.due_date) == ("三日内出鉴定", date(2026, 12, 1))
        in_case = granted(await hall.who["s1"].casework.open(case_id)).timeline[-1]
        assert (in_case.type, in_case.text) == ("handling_recorded", "先鉴定，再分责任")
        assert ("consultation", "True") in in_case.facts
        assert refused(await hall.who["c_justice"].records.page(page.row.record_id)) == "record.unknown"
        (mine,) = granted(await hall.who["c_housing"].records.tasks())
        assert mine.task_id == owed.task_id
        meeting = WriteRecord(kind=RecordKind.MEETING, held_at=ground.clock.now(), text="周例会")
        numbers = [granted(await records.write(meeting)).row.number for _ in range(2)]
        assert [number[-10:] for number in numbers] == ["会议〔2026〕1号", "会议〔2026〕2号"]
        report = WriteRecord(kind=RecordKind.REPORT_UP, held_at=ground.clock.now(), text="请示增派人手")
        up = granted(await records.write(report))
        assert up.row.answer_owed
        answered = granted(await records.answer(up.row.record_id, "同意"))
        assert (answered.row.answer_owed, answered.lines[-1].text) == (False, "同意")
        assert len(granted(await records.rows(RecordKind.MEETING))) == 2
    await move_to(ground, date(2026, 12, 2))
    async with at_work(ground, "c_housing") as hall:
        (late,) = granted(await hall.who["c_housing"].records.tasks())
        assert (late.state, late.light) == ("overdue", "red")
        done = await hall.who["c_housing"].records.do_task(late.record_id, late.task_id, "鉴定报告已交")
        assert [task.state for task in granted(done).tasks] == ["done"]
        assert granted(await hall.who["c_housing"].records.tasks()) == ()


async def test_a_month_is_drawn_once_and_who_handled_a_matter_does_not_review_it(ground: Ground) -> None:
    await move_to(ground, date(2026, 12, 3))
    settle = acts.SettleNow(
        done="当面调解",
        result=CloseResult.RESOLVED_ORAL,
        method=ResolutionMethod.RECONCILIATION,
        told="当场说好",
    )
    async with at_work(ground, "s1", "s2", "sup", "lead") as hall:
        closed = [await hall.register() for _ in range(3)]
        for case_id in closed:
            await hall.do("s1", case_id, settle)
        await hall.do("s2", closed[0], acts.SignOff())
        await hall.do("s2", closed[1], acts.SignOff())
        await hall.do("sup", closed[2], acts.SignOff())
        assert refused(await hall.who["sup"].reviews.draw("2026-12")) == "review.month_not_over"
    await move_to(ground, date(2027, 1, 4))
    full = tuple((item.key, item.score) for item in POLICY.supervision.review.checklist)
    async with at_work(ground, "s1", "sup", "lead") as hall:
        reviews = hall.who["sup"].reviews
        assert refused(await hall.who["s1"].reviews.draw("2026-12")) == "auth.right"
        page = granted(await reviews.draw("2026-12"))
        assert (page.closed, {row.case_id for row in page.rows}) == (3, set(closed))
        assert granted(await hall.who["lead"].reviews.draw("2026-12")) == page
        own = ReviewMatter(case_id=closed[2], scores=full)
        assert refused(await reviews.review("2026-12", own)) == "review.own_case"
        granted(await hall.who["lead"].reviews.review("2026-12", own))
        poor = tuple((key, 0) for key, _ in full)
        bad = ReviewMatter(case_id=closed[0], scores=poor, text="没有记录")
        page = granted(await reviews.review("2026-12", bad))
        found = {row.case_id: (row.total, row.reopening_asked) for row in page.rows}
        assert found == {closed[0]: (0, True), closed[1]: (None, False), closed[2]: (100, False)}


async def test_a_slow_place_is_named_with_its_figures_and_a_person_reminds_it(ground: Ground) -> None:
    await move_to(ground, date(2027, 1, 5))
    send = acts.SendTo(
        kind=DispatchKind.SINGLE,
        level=Level.BANNER,
        channel=ResolutionMethod.PEOPLES_MEDIATION,
        units=("housing",),
    )
    async with at_work(ground, "s1", "sup") as hall:
        assert granted(await hall.who["sup"].reviews.slow_areas()) == ()
        for _ in range(10):
            case_id = await hall.register()
            await hall.do("s1", case_id, acts.Accept())
            await hall.do("s1", case_id, acts.Grade(grade=CaseGrade.SIMPLE))
            await hall.do("s1", case_id, send)
    await move_to(ground, date(2027, 1, 14))
    async with at_work(ground, "sup") as hall:
        reviews = hall.who["sup"].reviews
        slow = {(row.kind, row.area): row for row in granted(await reviews.slow_areas())}
        unit = slow["unit", "housing"]
        assert (unit.open, unit.overdue, unit.reasons[0].code) == (10, 10, "slow.overdue_share")
        sent = granted(await reviews.remind(Remind(kind=AreaKind.UNIT, area="housing")))
        assert "提示〔2027〕" in sent.number
        again = Remind(kind=AreaKind.UNIT, area="housing")
        assert refused(await reviews.remind(again)) == "reminder.too_soon"
        assert refused(await reviews.remind(Remind(kind=AreaKind.UNIT, area="court"))) == "reminder.not_slow"
        seen = Inspect(
            kind=AreaKind.TOWN,
            area="150502001",
            inspected_at=ground.clock.now(),
            text="台账不全",
            finding=Finding.COMMON,
        )
        row = granted(await reviews.inspect(seen))
        assert (row.by_name, row.text, row.finding) == ("赵某己", "台账不全", "common")
        assert granted(await reviews.inspections()) == (row,)
    store = store_of(ground)
    before = await store.run(_tables, store)
    await store.run(store.rebuild)
    assert await store.run(_tables, store) == before


def _tables(store: Store) -> dict[str, list[str]]:
    """What the events of this file have made."""
    with store.log.reading() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(sa.select(table)))
            for table in SUPERVISION_PROJECTIONS
        }
