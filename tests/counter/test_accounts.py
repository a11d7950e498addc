"""人员 of the page 管理, driven by keys at a hall that runs: somebody new, another role, a new PIN, a lock, an end."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from case_store.client.hall import HallClient
from cases.refusal import Refusal
from cases.views import StaffView
from counter.administration.administration import AdministrationViewModel
from screenkit import grab
from tests.counter.conftest import Counter, Open
from tests.page_looks import bad_words
from tests.real_hall import PIN, RealHall

BOSS = StaffView(staff_id="s80", name="塔娜", role="hall_admin")
F = {number: getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)}
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
PARTS = {"people": Qt.Key.Key_1, "together": Qt.Key.Key_2}
NEW_PIN = "904417"


class Office:
    """Somebody at a part of the page 管理."""

    def __init__(self, screen: Counter, part: str) -> None:
        self.screen, self.window = screen, screen.screen.window
        screen.open_page("administration")
        grab.wait_until(lambda: not self.page.isReading, what="the page")
        screen.key(PARTS[part], ALT)
        grab.process_events(0.05)
        assert self.page.chosen == part

    @property
    def page(self) -> AdministrationViewModel:
        model = self.screen.screen.view_model.frame.modelOf("administration")
        assert isinstance(model, AdministrationViewModel)
        return model

    def wait(self, true: Callable[[], bool], what: str) -> None:
        grab.wait_until(true, what=f"{what}; there is {self.screen.words()}")

    def go_to(self, label: str) -> None:
        """The keyboard to the field of this name, by Tab."""
        seen: list[str] = []
        for _ in range(40):
            item = self.window.activeFocusItem()
            while item is not None and not item.property("label"):
                item = item.parentItem()
            seen.append(str(item.property("label")) if item else "")
            if seen[-1] == label:
                return
            self.screen.key(Qt.Key.Key_Tab)
        raise AssertionError(f"{label} is not among {seen}")


@pytest.fixture
def office(hall: RealHall, open_counter: Open) -> Office:
    hall.employ(BOSS)
    screen = open_counter(3)
    screen.sign_in_as(BOSS.name)
    office = Office(screen, "people")
    office.wait(lambda: BOSS.name in screen.words(), "the list")
    return office


async def tries(hall: RealHall, staff_id: str, pin: str, times: int = 1) -> list[str]:
    """Somebody tries a PIN at another counter."""
    said: list[str] = []
    async with HallClient(hall.url, hall.token_file("counter").read_text()) as client:
        for _ in range(times):
            answer = await client.sign_in(staff_id, pin, 5)
            said.append(answer.code if isinstance(answer, Refusal) else answer.role)
    return said


def facts(office: Office) -> dict[str, str]:
    return {line.name: line.facts for line in office.page.people.lines.rows}


def test_somebody_new_is_let_in_by_keys_and_given_another_role(office: Office, hall: RealHall) -> None:
    screen, people = office.screen, office.page.people
    assert bad_words(office.window) == []
    office.go_to("工号（定了不能改）")
    screen.type("s9")
    office.go_to("姓名")
    screen.type("包某乙")
    screen.key(F[6])
    office.wait(lambda: "请写好工号、姓名和新密码" in people.said, "what is missing")
    office.go_to("新密码")
    screen.type("123456")
    screen.key(F[6])
    office.wait(lambda: "太容易猜" in people.said, "the refusal")
    screen.key(Qt.Key.Key_A, CTRL)
    screen.type(NEW_PIN)
    screen.key(F[6])
    office.wait(lambda: facts(office).get("包某乙") == "工号s9 · 接待", "the account")
    assert people.pin == ""
    assert asyncio.run(tries(hall, "s9", NEW_PIN)) == ["reception"]

    people.choose("s9")
    people.chooseRole("mediator")
    screen.key(F[7])
    office.wait(lambda: facts(office).get("包某乙") == "工号s9 · 调解员", "the role")
    people.choose("s9")
    assert bad_words(office.window) == []
    screen.key(Qt.Key.Key_Delete, CTRL)
    office.wait(lambda: "包某乙" not in facts(office), "the end")
    assert asyncio.run(tries(hall, "s9", NEW_PIN)) == ["auth.pin_wrong"]


def test_who_is_locked_out_stands_first_and_is_unlocked_by_somebody_else(
    office: Office, hall: RealHall
) -> None:
    people = office.page.people
    assert asyncio.run(tries(hall, "s2", "000000", 5))[-1] == "auth.locked"
    people.read()
    office.wait(lambda: people.lines.rows[0].standing == "密码连着输错，锁定还有5分钟", "who is locked out")
    assert people.lines.rows[0].name == "包某甲"
    people.choose("s2")
    grab.process_events(0.05)
    assert bad_words(office.window) == []
    office.screen.key(F[9])
    office.wait(lambda: people.said == "包某甲解锁了，可以再试。", "the end of the lock")
    assert asyncio.run(tries(hall, "s2", PIN)) == ["reception"]
    people.choose(BOSS.staff_id)
    office.screen.key(Qt.Key.Key_Delete, CTRL)
    office.wait(lambda: "请另一位管理员来办" in people.said, "the refusal")


def test_nothing_that_was_typed_stays_when_the_part_is_left(office: Office) -> None:
    office.go_to("新密码")
    office.screen.type(NEW_PIN)
    office.screen.key(PARTS["together"], ALT)
    office.wait(lambda: office.page.people.pin == "", "the PIN to go")
    office.screen.key(PARTS["people"], ALT)
    grab.process_events(0.05)
    assert office.page.people.pin == ""
