"""督办 over real HTTP: an overdue matter up the ladder to its end (case D), a 差评 with appeal, and who sees what."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta

import pytest

from case_store.store import Store
from case_store.tokens import KIOSK
from case_store.views.counter import notice_rows
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind
from cases.hall_time import HALL_ZONE
from cases.matter.matter import OpenMatter
from cases.supervision import supervision_acts
from cases.views_supervision import ItemPage, ItemRow
from tests.case_store.casework_hall import CaseworkHall, at_work, open_hall
from tests.case_store.one_hall import granted, refused
from tests.case_store.served import Ground

LAND = OpenMatter(category="land", dispute_type="0901", town="150502001", party_count=2)
BAD, GOOD = (("overall", 1),), (("overall", 5),)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One hall for all of these: each test has days of its own."""
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    yield opened
    opened.stop()


@asynccontextmanager
async def on(ground: Ground, day: date, *staff_ids: str, hour: int = 9) -> AsyncIterator[CaseworkHall]:
    """A day in the hall, after what time alone has caused."""
    ground.clock.move_to(datetime(day.year, day.month, day.day, hour, tzinfo=HALL_ZONE))
    await store_of(ground).run(store_of(ground).hall.tick)
    async with at_work(ground, *staff_ids) as hall:
        yield hall


def store_of(ground: Ground) -> Store:
    assert ground.hall.store is not None
    return ground.hall.store


async def notices(ground: Ground) -> list[str]:
    """Codes of what staff are told."""
    store = store_of(ground)
    _now, seen = await store.run(store.hall.look, {"notices": notice_rows})
    return sorted(row.code for row in seen["notices"])


def rungs(page: ItemPage) -> dict[str, str]:
    return {rung.rung: rung.state for rung in page.ladder if rung.state}


async def handed_to_justice(hall: CaseworkHall) -> tuple[str, str]:
    """A matter that the justice bureau has signed for: (case, dispatch)."""
    case_id = await hall.register(LAND)
    await hall.do("s1", case_id, acts.Accept())
    await hall.do("s1", case_id, acts.Grade(grade=CaseGrade.ORDINARY, because="要丈量"))
    send = acts.SendTo(
        kind=DispatchKind.SINGLE,
        level=Level.BANNER,
        channel=ResolutionMethod.PEOPLES_MEDIATION,
        units=("justice",),
    )
    (given,) = (await hall.do("s1", case_id, send)).dispatches
    await hall.do("c_justice", case_id, acts.Acknowledge(dispatch_id=given.dispatch_id))
    return case_id, given.dispatch_id


async def items(hall: CaseworkHall, by: str = "sup", *, done: bool = False) -> dict[str, ItemRow]:
    """What is on somebody's list."""
    return {row.item_id: row for row in granted(await hall.who[by].supervision.board(done=done)).rows}


async def test_case_d_overdue_is_supervised_interviewed_and_closed_within_ten_days_with_feedback(
    ground: Ground,
) -> None:
    async with on(ground, date(2026, 11, 23), "s1", "c_justice") as hall:
        case_id, dispatch_id = await handed_to_justice(hall)
    async with on(ground, date(2026, 12, 2), "sup") as hall:  # the seventh working day: not overdue yet
        assert await items(hall) == {}
    async with on(ground, date(2026, 12, 3), "sup", "s1") as hall:
        board = granted(await hall.who["sup"].supervision.board())
        (row,) = board.rows
        assert (row.trigger, row.case_id, row.last_rung) == ("deadline_passed", case_id, "")
        assert row.limit_date == date(2026, 12, 14)  # ten calendar days; the 13th is a Sunday
        assert (board.by_trigger, board.by_unit) == ((("deadline_passed", 1),), (("justice", 1),))
        assert granted(await hall.who["s1"].casework.open(case_id)).items == (row.item_id,)
    await reminded(ground, row.item_id)
    await interviewed(ground, row.item_id)
    async with on(ground, date(2026, 12, 17), "sup", "s1", "s2", "c_justice") as hall:
        page = granted(await hall.who["sup"].supervision.item(row.item_id))
        assert set(rungs(page)) == {
            "work_reminder",
            "interview",
        }  # the new limit runs: the ladder waits for it
        await settled_with_feedback(hall, case_id, dispatch_id)
        close = supervision_acts.Close(evidence="已向当事人反馈，界桩已立")
        page = granted(await hall.who["sup"].supervision.act(row.item_id, close))
        assert (page.row.open, page.acts) == (False, ())
        assert [line.type for line in page.lines] == [
            *("supervision_raised", "rung_sent", "rung_drafted"),
            *("rung_approved", "interview_held", "item_closed"),
        ]
        assert [line.text for line in page.lines if line.text] == [
            *("请分管负责人到场", "答应十日内办结"),
            "已向当事人反馈，界桩已立",
        ]
        assert await items(hall) == {}
        assert (await items(hall, done=True)).keys() == {row.item_id}
        assert granted(await hall.who["s1"].casework.open(case_id)).items == ()


async def reminded(ground: Ground, item_id: str) -> None:
    """工作提示 on the third working day, when the hall opens."""
    async with on(ground, date(2026, 12, 4), "sup") as hall:
        assert rungs(granted(await hall.who["sup"].supervision.item(item_id))) == {}
    ground.clock.move_to(datetime(2026, 12, 7, 7, 0, tzinfo=HALL_ZONE))
    await store_of(ground).run(store_of(ground).hall.tick)
    assert "notice.work_reminder" not in await notices(ground)
    async with on(ground, date(2026, 12, 7), "c_justice", "c_housing") as hall:
        page = granted(await hall.who["c_justice"].supervision.item(item_id))
        assert rungs(page) == {"work_reminder": "sent"}
        assert page.ladder[0].number.endswith("提示〔2026〕1号")
        assert "notice.work_reminder" in await notices(ground)
        assert refused(await hall.who["c_housing"].supervision.item(item_id)) == "supervision.unknown"


async def interviewed(ground: Ground, item_id: str) -> None:
    """约谈: drafted on the fifth working day, approved by the leader, held, and a new limit set."""
    async with on(ground, date(2026, 12, 9), "sup", "lead", "c_justice") as hall:
        supervision = hall.who["sup"].supervision
        assert rungs(granted(await supervision.item(item_id)))["interview"] == "drafted"
        assert "notice.rung_drafted" in await notices(ground)
        assert granted(await supervision.board()).awaiting == 1
        approve = supervision_acts.Approve(rung="interview", text="请分管负责人到场")
        assert refused(await supervision.act(item_id, approve)) == "supervision.approver_role"
        assert refused(await hall.who["c_justice"].supervision.act(item_id, approve)) == "auth.right"
        page = granted(await hall.who["lead"].supervision.act(item_id, approve))
        assert rungs(page)["interview"] == "approved"
        held = supervision_acts.Interview(held_at=ground.clock.now(), text="答应十日内办结")
        page = granted(await supervision.act(item_id, held))
        assert page.limit is not None
        assert page.limit.due_date == date(2026, 12, 21)  # ten calendar days; the 19th is a Saturday
        early = supervision_acts.Close(evidence="说好了")
        assert refused(await supervision.act(item_id, early)) == "supervision.not_settled"


async def settled_with_feedback(hall: CaseworkHall, case_id: str, dispatch_id: str) -> None:
    """The unit reports, the citizen is told, somebody else signs it off."""
    await hall.do("c_justice", case_id, acts.Record(kind="survey", text="到地里量过了"))
    report = acts.Report(
        dispatch_id=dispatch_id,
        result=CloseResult.RESOLVED_ORAL,
        method=ResolutionMethod.PEOPLES_MEDIATION,
        text="两家都认",
    )
    await hall.do("c_justice", case_id, report)
    hall.ground.clock.move_by(timedelta(minutes=1))
    await hall.do("s1", case_id, acts.Tell(channel="phone", text="量好了，按新界种。"))
    assert (await hall.do("s2", case_id, acts.SignOff())).state == "closed"


async def rated_visit(ground: Ground, hall: CaseworkHall, levels: tuple[tuple[str, int], ...]) -> None:
    """Somebody is served by s1 and says what it was like."""
    desk = hall.who["s1"]
    ground.clock.move_by(timedelta(minutes=1))
    granted(await desk.queue.issue_ticket("A"))
    row = granted(await desk.call_next(1))
    granted(await desk.start(row.visit_id))
    granted(await desk.end(row.visit_id))
    async with ground.client(KIOSK) as kiosk:
        found = granted(await kiosk.citizens.evaluable_visits(int(row.ticket_no[1:])))
        (subject,) = [one for one in found if one.name == row.ticket_no]
        assert granted(await kiosk.citizens.evaluate(subject, levels))


async def test_a_bad_rating_of_a_visit_is_appealed_against_and_reviewed_by_somebody_else(
    ground: Ground,
) -> None:
    async with on(ground, date(2026, 12, 18), "s1", "s2", "sup", "lead") as hall:
        before = await items(hall)
        await rated_visit(ground, hall, GOOD)
        assert await items(hall) == before
        await rated_visit(ground, hall, BAD)
        (row,) = [one for item_id, one in (await items(hall)).items() if item_id not in before]
        assert (row.trigger, row.responsible) == ("bad_rating", "斯琴")
        assert row.limit_date == date(2026, 12, 25)  # five working days
        rated = hall.who["s1"].supervision
        assert row.item_id in await items(hall, "s1")
        assert row.item_id not in await items(hall, "s2")
        appeal = supervision_acts.Appeal(text="来访人要求的事不归我办")
        assert (
            refused(await hall.who["s2"].supervision.act(row.item_id, appeal)) == "supervision.another_unit"
        )
        assert granted(await rated.act(row.item_id, appeal)).appeal == "filed"
        upheld = supervision_acts.DecideAppeal(upheld=True, text="听了录音，服务没有差错")
        assert refused(await rated.act(row.item_id, upheld)) == "auth.right"
        page = granted(await hall.who["lead"].supervision.act(row.item_id, upheld))
        assert (page.appeal, page.ladder[0].due_on) == ("upheld", date(2026, 12, 30))
        close = supervision_acts.Close(evidence="申诉成立")
        assert not granted(await hall.who["sup"].supervision.act(row.item_id, close)).row.open


async def test_a_bad_rating_is_put_right_and_the_citizen_visited(ground: Ground) -> None:
    async with on(ground, date(2026, 12, 21), "s1", "s2", "sup") as hall:
        before = await items(hall)
        await rated_visit(ground, hall, BAD)
        (item_id,) = (await items(hall)).keys() - before.keys()
        visited = supervision_acts.Visited(channel="phone", satisfied=True, text="说可以了")
        s1, s2 = hall.who["s1"].supervision, hall.who["s2"].supervision
        assert refused(await s2.act(item_id, visited)) == "supervision.not_rectified"
        granted(await s1.act(item_id, supervision_acts.Rectified(text="已登门道歉")))
        assert refused(await s1.act(item_id, visited)) == "supervision.own_item"
        page = granted(await s2.act(item_id, visited))
        assert [line.by_name for line in page.lines] == ["", "斯琴", "包某甲"]
        close = supervision_acts.Close(evidence="回访满意")
        assert not granted(await hall.who["sup"].supervision.act(item_id, close)).row.open


async def test_a_supervisor_puts_a_matter_on_the_list_by_hand_and_a_unit_sees_its_own(ground: Ground) -> None:
    async with on(ground, date(2026, 12, 22), "s1", "sup", "c_justice", "c_housing") as hall:
        case_id, _ = await handed_to_justice(hall)
        supervision = hall.who["sup"].supervision
        nobody = supervision_acts.RaiseByHand(unit="justice", reason=" ", case_id=case_id)
        assert refused(await supervision.raise_by_hand(nobody)) == "supervision.reason_missing"
        assert refused(await hall.who["s1"].supervision.raise_by_hand(nobody)) == "auth.right"
        by_hand = supervision_acts.RaiseByHand(unit="justice", reason="领导批示", case_id=case_id)
        page = granted(await supervision.raise_by_hand(by_hand))
        assert page.lines[0].text == "领导批示"
        without_case = supervision_acts.RaiseByHand(unit="housing", reason="材料总是晚交")
        other = granted(await supervision.raise_by_hand(without_case))
        assert other.lines[0].text == "材料总是晚交"  # sealed with a key of its own
        for unit, item in (("c_justice", page), ("c_housing", other)):
            assert (await items(hall, unit)).keys() == {item.row.item_id}
        done = supervision_acts.Rectified(text="已经补交")
        assert granted(await hall.who["c_housing"].supervision.act(other.row.item_id, done)).rectified
        named = supervision_acts.Name(unit="housing", responsible="s1")
        assert granted(await supervision.act(other.row.item_id, named)).row.responsible == "斯琴"
