"""The registration form state by state, in a real window: no word is cut, and no field lies on another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from case_store.client.registration import RegistrationClient
from cases.matter.duplicates import EarlierMatter, Reason
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.views import DraftKept, MatterView
from counter.knows import Rules
from screenkit import grab
from tests.counter.given_hall import CASE, DRAFT, NOTHING, NOW, code, help_row
from tests.counter.test_counter_looks import SERVING, SIZES, Shown
from tests.page_looks import bad_words

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
EARLIER = tuple(
    EarlierMatter(
        case_id=f"case-{number}",
        case_code=code(11, 16 - number, 12 + number),
        case_state="accepted",
        registered_at=NOW - timedelta(days=number),
        category="labour_wages",
        town="150502001",
        masked_names=("李**", "王*"),
        reasons=reasons,
    )
    for number, reasons in enumerate(
        (
            (Reason.SAME_ID, Reason.SAME_PHONE, Reason.SAME_NAME_AND_TOWN),
            (Reason.SAME_OTHER_SIDE,),
            (Reason.SAME_OBJECT,),
        )
    )
)


class GivenRegistration(RegistrationClient):
    """The registration's door of a hall that says what it is given."""

    def __init__(self) -> None:
        self.saved: list[tuple[OpenMatter, PrivateMatter]] = []
        self.asked: list[tuple[object, ...]] = []

    async def save_draft(
        self, visit_id: str, open_part: OpenMatter, private: PrivateMatter
    ) -> DraftKept | Refusal:
        self.asked.append(("save", visit_id))
        self.saved.append((open_part, private))
        return DraftKept(saved_at=NOW)

    async def earlier_matters(
        self, visit_id: str, open_part: OpenMatter, private: PrivateMatter
    ) -> tuple[EarlierMatter, ...] | Refusal:
        self.asked.append(("earlier", visit_id, open_part))
        return EARLIER if private.contact_phone == "13000000018" else ()


@pytest.fixture
def screen(rules: Rules) -> Iterator[Shown]:
    screen = Shown(rules, SIZES[0])
    screen.hall.registration = GivenRegistration()
    yield screen
    screen.close()


@pytest.fixture(params=SIZES, ids=["1366", "1920"])
def shown(request: pytest.FixtureRequest, rules: Rules) -> Iterator[Shown]:
    screen = Shown(rules, request.param)
    screen.hall.registration = GivenRegistration()
    yield screen
    screen.close()


def open_form(shown: Shown, matter: MatterView) -> None:
    shown.hall.matter = matter
    shown.sign_in()
    shown.hear(SERVING)
    shown.settle()
    grab.press_key(shown.window, Key.Key_F5)
    grab.wait_until(lambda: shown.view_model.form.isOpen, what="the form")
    shown.settle()


def press(shown: Shown, *keys: Qt.Key) -> None:
    for key in keys:
        grab.press_key(shown.window, key)


def test_the_form_holds_its_words_in_every_state(shown: Shown) -> None:
    open_form(shown, NOTHING)
    assert bad_words(shown.window) == []  # empty
    grab.type_text(shown.window, "李某甲")
    press(shown, Key.Key_Return)
    grab.type_text(shown.window, "130 0000 0018")
    press(shown, Key.Key_Return)
    grab.type_text(shown.window, "152301190001010012")
    grab.wait_until(
        lambda: grab.is_shown(shown.window, "同一个证件号码，同一个电话，同名，同一个地方"), what="duplicates"
    )
    assert bad_words(shown.window) == []  # an invalid number, and duplicates
    grab.press_key(shown.window, Key.Key_D, CTRL)
    assert bad_words(shown.window) == []
    press(shown, Key.Key_Return)
    assert bad_words(shown.window) == []


def test_the_form_with_a_group_and_with_banners_holds_its_words(shown: Shown) -> None:
    open_form(shown, CASE)
    assert bad_words(shown.window) == []  # as the kiosk filled it
    press(shown, Key.Key_Backtab, Key.Key_2)
    assert bad_words(shown.window) == []
    shown.hear(replace(SERVING, help=(help_row(1, 5),)))
    shown.lose(minutes_ago=11)
    shown.settle()
    assert bad_words(shown.window) == []


def test_the_field_in_front_is_seen_also_under_banners(screen: Shown) -> None:
    open_form(screen, DRAFT)
    screen.hear(replace(SERVING, help=(help_row(1, 5),)))
    screen.lose(minutes_ago=11)
    screen.settle()
    press(screen, Key.Key_Backtab)
    for _ in range(45):
        item = screen.window.activeFocusItem()
        rect = grab.rect_of(item)
        assert rect.top() >= 0
        assert rect.bottom() <= screen.window.height() - 30, item.property("label")
        press(screen, Key.Key_Tab)


def test_answers_of_a_search_lie_over_what_is_below_and_are_whole(screen: Shown) -> None:
    open_form(screen, NOTHING)
    press(screen, Key.Key_Slash)
    grab.type_text(screen.window, "tx")
    screen.settle()
    assert grab.is_shown(screen.window, "劳动合同、劳务派遣")
    assert bad_words(screen.window) == []
    press(screen, Key.Key_Down, Key.Key_Return)
    assert {line.key: line.text for line in screen.view_model.form.right.rows}["dispute_type"] == (
        "劳动人事争议 · 劳动合同、劳务派遣"
    )


def test_what_is_typed_without_leaving_the_field_is_saved_after_ten_seconds(
    rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter.registration.autosave.LATEST_MS", 60)
    screen = Shown(rules, SIZES[0])
    door = GivenRegistration()
    screen.hall.registration = door
    try:
        open_form(screen, NOTHING)
        grab.type_text(screen.window, "李某")
        grab.wait_until(lambda: bool(door.saved), what="the save")
        assert door.saved[-1][1].contact_name == "李某"
        grab.wait_until(lambda: screen.view_model.form.savedLine == "已保存 09:42", what="the line")
    finally:
        screen.close()
