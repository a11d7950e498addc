"""督办 by keys alone at a hall that really runs: a ladder, a whistle, a meeting, a review, what citizens wrote."""

from collections.abc import Callable, Coroutine
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pytest
from PySide6.QtCore import Qt

from case_store.tokens import KIOSK
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult
from cases.hall_time import HALL_ZONE
from cases.supervision.supervision_acts import RaiseByHand, Rectified
from cases.supervision.whistle_acts import Whistle
from cases.views_supervision import ItemPage
from counter.supervision.section_view import SectionViewModel
from counter.supervision.supervision import SupervisionViewModel
from counter.wording import short_case_code
from screenkit import grab
from tests.case_store.casework_hall import PEOPLE, CaseworkHall, at_work, employ
from tests.case_store.one_hall import granted
from tests.case_store.served import POLICY
from tests.counter.conftest import CTRL, Counter, Open
from tests.page_looks import bad_words
from tests.real_hall import RealHall

Key = Qt.Key
NAMES = {person.staff_id: person.name for person in PEOPLE}
Made = TypeVar("Made")


class Office:
    """The page 督办 of somebody, by keys and by what stands on it."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        frame = counter.screen.view_model.frame
        grab.wait_until(lambda: frame.property("current") != "", what="the pages")
        number = [tab.name for tab in frame.tabs.rows].index("supervision") + 1
        counter.key(Key(Key.Key_0 + number), CTRL)
        model = frame.modelOf("supervision")
        assert isinstance(model, SupervisionViewModel)
        self.model = model

    @property
    def section(self) -> SectionViewModel:
        return self.model.section

    def tab(self, name: str) -> None:
        names = [tab.name for tab in self.model.tabs.rows]
        self.counter.key(Key(Key.Key_1 + names.index(name)))
        assert self.section.name == name

    def wait(self, true: Callable[[], bool], what: str) -> None:
        try:
            grab.wait_until(true)
        except TimeoutError as late:
            raise TimeoutError(f"no {what}; there is {self.counter.words()}") from late

    def wait_rows(self, count: int) -> None:
        self.wait(lambda: self.section.rows.count == count, f"{count} rows")

    def act(self, key: Key, title: str) -> None:
        """The letter of an act, once it is offered, opens its form."""
        letter = chr(key)
        self.wait(
            lambda: (
                letter == self.section.property("primaryKey")
                or letter in [line.letter for line in self.section.acts.rows]
            ),
            f"act {letter}",
        )
        self.counter.key(key)
        self.wait(lambda: self.section.form.property("title") == title, f"form {title}")

    def write(self, *texts: str) -> None:
        """Into the field that has the focus and those behind it."""
        for number, text in enumerate(texts):
            if number:
                self.counter.key(Key.Key_Tab)
            self.counter.type(text)

    def confirm(self, said: str) -> None:
        self.counter.key(Key.Key_F10)
        self.wait(lambda: not self.section.form.property("isOpen"), f"answer: {self.said_by_form}")
        assert self.section.property("said") == said
        assert bad_words(self.counter.screen.window) == []

    @property
    def said_by_form(self) -> str:
        return str(self.section.form.property("said"))


class Sit(Protocol):
    """Somebody signs in at a workplace of their own and opens 督办."""

    def __call__(self, staff_id: str) -> Office: ...


@pytest.fixture
def hall(standing_hall: RealHall) -> RealHall:
    """The hall of this file with people of every role, on a day of its own."""
    standing_hall.next_day()
    employ(standing_hall._ground.hall, *PEOPLE)
    return standing_hall


@pytest.fixture
def sit(open_counter: Open) -> Sit:
    def sit_down(staff_id: str) -> Office:
        counter = open_counter(None)
        counter.sign_in_as(NAMES[staff_id])
        return Office(counter)

    return sit_down


def done_by(
    hall: RealHall, todo: Callable[[CaseworkHall], Coroutine[Any, Any, Made]], *staff_ids: str
) -> Made:
    """What others did before, at clients of their own."""

    async def run() -> Made:
        async with at_work(hall._ground, *staff_ids) as work:
            return await todo(work)

    return hall._runner.run(run())


def test_what_a_new_calendar_moved_is_read_taken_out_and_known(
    hall: RealHall, sit: Sit, tmp_path: Path
) -> None:
    case_id = done_by(hall, lambda work: work.register(), "s1")
    hall.revise(
        ("working_days_total = 248", "working_days_total = 246"),
        ("off = [", 'off = [\n    { name = "那达慕", first = 2026-11-26, last = 2026-11-27 },'),
        name="calendar/2026.toml",
    )
    supervisor = sit("sup")
    supervisor.tab("recount")

    def moved() -> bool:
        supervisor.counter.key(Key.Key_F5)
        return supervisor.section.rows.count == 1 and not supervisor.section.count.endswith("还在算")

    supervisor.wait(moved, "what moved")
    assert supervisor.section.rows.rows[0].row_id.startswith(case_id)
    supervisor.counter.wait_for("原来是11月27日", "12月1日", "11月26日至27日 改为那达慕放假")
    supervisor.act(Key.Key_E, "导出")
    supervisor.counter.key(Key.Key_F10)
    supervisor.wait(lambda: "已存到" in str(supervisor.section.property("said")), "the file")
    (file,) = (tmp_path / "exports").iterdir()
    assert "12月1日" in file.read_text("utf-8-sig")
    supervisor.act(Key.Key_P, "知道了")
    supervisor.confirm("知道了，办好了。")
    supervisor.wait(lambda: supervisor.section.property("primary") == "", "the notice to go")

    async def rejected(work: CaseworkHall) -> None:
        reason, rule = next(iter(POLICY.acceptance.reasons.items()))
        await work.do("s1", case_id, acts.Reject(reason_code=reason, referral_code=rule.referral))

    done_by(hall, rejected, "s1")  # nothing of it is on the list of the tests that follow


def test_a_leader_approves_a_drafted_interview_a_supervisor_holds_it_and_closes_the_item(
    hall: RealHall, sit: Sit
) -> None:
    async def raised(work: CaseworkHall) -> ItemPage:
        act = RaiseByHand(unit="justice", reason="界桩的事拖了三个月")
        return granted(await work.who["sup"].supervision.raise_by_hand(act))

    item = done_by(hall, raised, "sup")
    interview = next(rung for rung in item.ladder if rung.rung == "interview")
    assert interview.due_on is not None
    while hall.clock.now().date() < interview.due_on:
        hall.next_day()  # the ladder goes by working days after the limit
    leader = sit("lead")
    leader.wait_rows(1)
    leader.counter.wait_for("1项，1份待批", "约谈", "待审批")
    leader.act(Key.Key_P, "批准")
    leader.confirm("批准，办好了。")
    leader.wait(lambda: leader.counter.sees("1项", "已批准"), "approved rung")
    supervisor = sit("sup")
    supervisor.act(Key.Key_T, "写约谈记录")
    supervisor.counter.key(Key.Key_Tab)
    supervisor.write("局长答应十日内立好界桩", "10")
    supervisor.confirm("写约谈记录，办好了。")
    supervisor.counter.wait_for("还没有报告整改", "现在没有要您办的。")

    async def rectified(work: CaseworkHall) -> None:
        report = Rectified(text="界桩已立")
        granted(await work.who["c_justice"].supervision.act(item.row.item_id, report))

    done_by(hall, rectified, "c_justice")
    supervisor.counter.key(Key.Key_F5)
    supervisor.wait(lambda: supervisor.section.property("primaryTitle") == "督办办结", "the closing")
    supervisor.act(Key.Key_J, "督办办结")
    supervisor.counter.key(Key.Key_F10)
    supervisor.wait(lambda: supervisor.said_by_form == "请填“办结的凭据”。", "what is missing")
    supervisor.write("界桩已立，双方签字")
    supervisor.confirm("督办办结，办好了。")
    supervisor.counter.wait_for("督办清单上没有事项。")
    supervisor.counter.key(Key.Key_F6)
    supervisor.counter.wait_for("已督办办结", "界桩已立，双方签字")


def test_a_dispatcher_whistles_and_the_unit_answers_comes_and_reports(hall: RealHall, sit: Sit) -> None:
    async def told(work: CaseworkHall) -> str:
        return granted(await work.who["s1"].casework.open(await work.register())).case_code

    case_code = done_by(hall, told, "s1")
    caller = sit("disp")
    caller.tab("whistles")
    caller.act(Key.Key_N, "吹哨")
    caller.write(short_case_code(case_code))
    caller.counter.key(Key.Key_Return)
    caller.write("", "住房和城乡")
    caller.counter.key(Key.Key_Return)
    caller.write("", "要懂房屋鉴定的")
    caller.confirm("吹哨，办好了。")
    caller.wait_rows(1)
    caller.counter.wait_for("要懂房屋鉴定的")
    caller.counter.key(Key.Key_Return)
    casework = caller.counter.screen.view_model.frame
    assert casework.property("current") == "casework"
    caller.counter.key(Key.Key_Escape)  # and back
    assert casework.property("current") == "supervision"
    unit = sit("c_housing")
    assert [tab.name for tab in unit.model.tabs.rows] == ["board", "whistles", "records"]
    unit.tab("whistles")
    unit.act(Key.Key_C, "应哨")
    unit.confirm("应哨，办好了。")
    unit.act(Key.Key_D, "报到")
    unit.confirm("报到，办好了。")
    unit.act(Key.Key_B, "报告结果")
    unit.write("看过了，墙体没有危险")
    unit.confirm("报告结果，办好了。")
    unit.counter.wait_for("没有在等的单位。")
    unit.counter.key(Key.Key_F2)
    unit.counter.wait_for("看过了，墙体没有危险")


def test_a_meeting_gives_a_unit_a_task_and_the_unit_ticks_it(hall: RealHall, sit: Sit) -> None:
    supervisor = sit("sup")
    supervisor.tab("records")
    supervisor.act(Key.Key_N, "写一份记录")
    supervisor.counter.key(Key.Key_1)
    for _ in range(4):
        supervisor.counter.key(Key.Key_Tab)  # when, who, which case
    supervisor.counter.type("研究界桩的事")
    supervisor.counter.key(Key.Key_Tab)
    supervisor.counter.type("sfj")
    supervisor.counter.key(Key.Key_Return)
    supervisor.write("", "把界桩立好", "3")
    supervisor.confirm("写一份记录，办好了。")
    supervisor.wait_rows(2)
    supervisor.counter.wait_for("议定事项", "研究界桩的事", "把界桩立好")
    unit = sit("c_justice")
    unit.tab("records")
    unit.act(Key.Key_C, "报完成")
    unit.write("界桩已立")
    unit.confirm("报完成，办好了。")
    unit.wait_rows(1)
    unit.counter.wait_for("已完成", "界桩已立")
    unit.counter.key(Key.Key_Return)  # no case belongs to it
    assert unit.counter.screen.view_model.frame.property("current") == "supervision"


def test_a_month_is_drawn_and_a_matter_is_reviewed_by_its_checklist(hall: RealHall, sit: Sit) -> None:
    settle = acts.SettleNow(
        done="当面调解",
        result=CloseResult.RESOLVED_ORAL,
        method=ResolutionMethod.RECONCILIATION,
        told="当场说好",
    )

    async def closed(work: CaseworkHall) -> None:
        case_id = await work.register()
        await work.do("s1", case_id, settle)
        await work.do("s2", case_id, acts.SignOff())

    done_by(hall, closed, "s1", "s2")
    today = hall.clock.now().date()
    month = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    hall.clock.move_to(datetime(month.year, month.month, month.day, 9, 30, tzinfo=HALL_ZONE))
    hall.next_day()
    supervisor = sit("sup")
    supervisor.tab("reviews")
    supervisor.act(Key.Key_K, "抽样")
    supervisor.confirm("抽样，办好了。")
    supervisor.wait_rows(1)
    supervisor.act(Key.Key_P, "评查打分")
    supervisor.write("11")  # over what stands there; the first point has ten
    supervisor.counter.key(Key.Key_F10)
    supervisor.wait(lambda: "不在0到10之间" in supervisor.said_by_form, "the hall's no")
    supervisor.counter.key(Key.Key_Backspace)
    supervisor.confirm("评查打分，办好了。")  # 1 of 10, and full points for the rest
    supervisor.wait(lambda: supervisor.counter.sees("91分", "合格"), "the result")


def test_what_citizens_wrote_is_released_or_withheld_with_a_reason(hall: RealHall, sit: Sit) -> None:
    async def rated(work: CaseworkHall) -> None:
        desk = work.who["s1"]
        for text in ("讲得清楚", "某某人态度不好"):
            granted(await desk.queue.issue_ticket("A"))
            row = granted(await desk.call_next(1))
            granted(await desk.start(row.visit_id))
            granted(await desk.end(row.visit_id))
            async with hall._ground.client(KIOSK) as kiosk:
                found = granted(await kiosk.citizens.evaluable_visits(int(row.ticket_no[1:])))
                (subject,) = [one for one in found if one.name == row.ticket_no]
                assert granted(await kiosk.citizens.evaluate(subject, (("overall", 4),), text))

    done_by(hall, rated, "s1")
    supervisor = sit("sup")
    supervisor.tab("words")
    supervisor.wait_rows(2)
    supervisor.counter.wait_for("讲得清楚")
    supervisor.act(Key.Key_P, "放行")
    supervisor.confirm("放行，办好了。")
    supervisor.wait_rows(1)
    supervisor.act(Key.Key_X, "不公开")
    supervisor.counter.key(Key.Key_1)  # 点了人的名
    supervisor.confirm("不公开，办好了。")
    supervisor.counter.wait_for("没有要审的评语。")


def test_a_whistle_that_nobody_answers_is_a_red_line_and_an_item_on_the_board(
    hall: RealHall, sit: Sit
) -> None:
    async def called(work: CaseworkHall) -> None:
        case_id = await work.register()
        call = Whistle(case_id=case_id, units=("housing",), reason="来看房子")
        granted(await work.who["disp"].whistles.call(call))

    done_by(hall, called, "s1", "disp")
    hall.next_day()
    supervisor = sit("sup")
    supervisor.wait(lambda: "吹哨未到" in [line.title for line in supervisor.section.rows.rows], "the item")
    supervisor.tab("whistles")
    supervisor.wait_rows(1)
    (line,) = supervisor.section.rows.rows
    assert (line.light, line.title) == ("overdue", "未按时到")
