"""双人办理 of the page 管理, by keys: one asks, another agrees with their own PIN; what a case page then says."""

import asyncio
import re

import pytest
from PySide6.QtCore import Qt

from case_store.client.hall import HallClient
from cases.casework import acts
from cases.policy.guard import TwoPersonAct
from cases.views import StaffView
from counter.casework.case import CaseViewModel
from counter.casework.casework import CaseworkViewModel
from screenkit import grab
from tests.case_store.one_hall import granted
from tests.counter.conftest import Counter, Open
from tests.counter.test_accounts import BOSS, F, Office
from tests.page_looks import bad_words
from tests.real_hall import NOBODY, PIN, WAGES, RealHall

LEAD = StaffView(staff_id="s81", name="孟某庚", role="leader")


@pytest.fixture
def people(hall: RealHall) -> None:
    hall.employ(BOSS)
    hall.employ(LEAD)


async def withdrawn(hall: RealHall) -> tuple[str, str]:
    """A case that its citizen took back: id and code."""
    async with HallClient(hall.url, hall.token_file("counter").read_text()) as desk:
        granted(await desk.sign_in("s1", PIN, 1))
        granted(await desk.queue.issue_ticket("A"))
        row = granted(await desk.call_next(1))
        granted(await desk.start(row.visit_id))
        case = granted(await desk.register(row.visit_id, WAGES, NOBODY))
        granted(await desk.end(row.visit_id))
        assert case.case_id is not None
        page = granted(await desk.casework.act(case.case_id, acts.Withdraw(because="自己和好了")))
        await desk.sign_out()
        return case.case_id, page.case_code


def sign_in_instead(screen: Counter, staff: StaffView, role: str) -> None:
    """Somebody else sits down."""
    screen.screen.view_model.desk.seat.sign_out()
    screen.wait_for("您是")
    for _ in screen.screen.view_model.desk.knows.people:  # it begins at who was here last
        screen.key(Qt.Key.Key_Up)
    screen.sign_in_as(staff.name)
    screen.wait_for(f"{staff.name}（{role}）")


def case_page(screen: Counter, case_id: str) -> CaseViewModel:
    """The case page of whoever has just signed in."""
    view_model = screen.screen.view_model
    grab.wait_until(lambda: view_model.frame.current != "", what="the sign-in")
    view_model.openCase(case_id)
    casework = view_model.frame.modelOf("casework")
    assert isinstance(casework, CaseworkViewModel)
    grab.wait_until(lambda: casework.case.isThere, what="the case")
    return casework.case


@pytest.mark.usefixtures("people")
def test_a_case_is_forgotten_when_a_second_person_agrees_at_the_first_ones_screen(
    hall: RealHall, open_counter: Open
) -> None:
    case_id, code = asyncio.run(withdrawn(hall))
    screen = open_counter(None)
    screen.sign_in_as(BOSS.name)
    office = Office(screen, "together")
    page = office.page.together
    office.wait(lambda: "现在没有等第二个人的事。" in screen.words(), "an empty list")
    assert bad_words(office.window) == []
    office.go_to("事项编号")
    screen.type(code)
    screen.key(F[6])
    office.wait(lambda: page.said == "请写事项编号，并选一个理由。", "what is missing")
    page.chooseReason("person_asked")
    screen.key(F[6])
    office.wait(lambda: page.lines.count == 1, "the request")
    (line,) = page.lines.rows
    assert line.name == f"销毁 {code}"
    assert line.facts == "塔娜 09:30 提出。理由：本人申请删除，经审查应予删除"
    assert [one.title for one in page.seconds.rows] == [LEAD.name]
    grab.process_events(0.1)
    assert bad_words(office.window) == []
    office.go_to("第二个人自己的密码")
    screen.type("904417")
    screen.key(F[8])
    office.wait(lambda: "姓名或密码不对" in page.said, "the refusal")
    office.go_to("第二个人自己的密码")
    screen.type(PIN)
    screen.key(F[8])
    office.wait(lambda: "没有留下痕迹" in page.said and page.lines.count == 0, "the proof")
    assert page.pin == ""
    screen.screen.view_model.desk.seat.sign_out()
    screen.sign_in_as(LEAD.name)
    assert (
        case_page(screen, case_id).facts.rows[0].value
        == "已遗忘：当事人和文字已按规定销毁，谁也看不到了；办理过程和数字还在。"
    )


@pytest.mark.usefixtures("people")
def test_a_leader_sees_what_waits_and_says_no(hall: RealHall, open_counter: Open) -> None:
    _, code = asyncio.run(withdrawn(hall))

    async def ask() -> None:
        async with HallClient(hall.url, hall.token_file("counter").read_text()) as boss:
            granted(await boss.sign_in(BOSS.staff_id, PIN, None))
            granted(await boss.two_person.ask(TwoPersonAct.FORGET, code, "person_asked"))

    asyncio.run(ask())
    screen = open_counter(None)
    screen.sign_in_as(LEAD.name)
    office = Office(screen, "together")
    page = office.page.together
    assert [tab.name for tab in office.page.sections.rows] == ["together"]
    office.wait(lambda: page.lines.count == 1 and page.hasChosen, "the request")
    assert [one.title for one in page.seconds.rows] == [LEAD.name]
    screen.key(F[9])
    office.wait(lambda: page.said == "已记下：不同意，没有办。" and page.lines.count == 0, "the no")


@pytest.mark.usefixtures("people")
def test_a_leader_holds_a_case_by_keys_whoever_would_forget_it_hears_so_and_it_is_let_go(
    hall: RealHall, open_counter: Open
) -> None:
    case_id, code = asyncio.run(withdrawn(hall))
    screen = open_counter(None)
    screen.sign_in_as(LEAD.name)
    case = case_page(screen, case_id)
    assert not any(row.label == "保全" for row in case.facts.rows)
    screen.key(F[7])  # nothing to lift
    assert not case.form.isOpen
    screen.key(F[6])
    screen.wait_for("保全期间不能销毁姓名、电话和文字，照常办理。")
    screen.key(F[10])  # without a reason
    grab.wait_until(lambda: "请填" in case.form.property("said"), what="what is missing")
    screen.key(Qt.Key.Key_1)
    screen.key(F[10])
    grab.wait_until(lambda: not case.form.isOpen, what="the hall's answer")
    screen.wait_for("已保全。", "保全：诉讼、仲裁或复议中")
    assert case.facts.rows[0].label == "保全"
    held = case.facts.rows[0].value
    assert re.fullmatch(f"诉讼、仲裁或复议中\n2026-11-\\d+起 · {LEAD.name}", held)
    assert screen.sees(held)
    assert [mark.word for mark in case.marks.rows] == ["保全中"]
    assert bad_words(screen.screen.window) == []

    sign_in_instead(screen, BOSS, "大厅管理")
    office = Office(screen, "together")
    page = office.page.together
    office.go_to("事项编号")
    screen.type(code)
    page.chooseReason("person_asked")
    screen.key(F[6])
    office.wait(lambda: f"{code} 正在保全" in page.said, "why it is kept")
    assert "诉讼、仲裁或复议中" in page.said
    assert f"由工号{LEAD.staff_id}提出" in page.said
    assert bad_words(office.window) == []

    sign_in_instead(screen, LEAD, "负责人")
    case = case_page(screen, case_id)
    screen.key(F[7])
    screen.wait_for(held.replace("\n", " · "), "解除哪一条")
    screen.key(F[10])
    grab.wait_until(lambda: not case.form.isOpen, what="the hall's answer")
    assert not any(row.label == "保全" for row in case.facts.rows)
    assert case.marks.rows == ()
