"""Controls answer a touch at once, can be hit, seen, heard and reached by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from screenkit import grab
from screenkit.window import ScreenWindow
from tests.screenkit.conftest import DESK, KIOSK, Screen

PX_PER_MM = 1 / 0.37
TOUCHED = {
    "TouchButton": 'TouchButton { text: "好" }',
    "primary": 'TouchButton { text: "好"; kind: "primary" }',
    "help": 'TouchButton { text: "好"; kind: "help" }',
    "quiet": 'TouchButton { text: "好"; kind: "quiet" }',
    "ChoiceTile": 'ChoiceTile { text: "好"; picture: "debt"; examples: "借条、担保" }',
    "dashed tile": 'ChoiceTile { text: "好"; picture: "unclear"; dashed: true }',
    "ChoiceRow": 'ChoiceRow { text: "好"; picture: "debt" }',
    "dominant row": 'ChoiceRow { text: "好"; picture: "dispute"; dominant: true }',
}


def page(body: str, count: str = "pressed") -> str:
    """A page with one control in the middle that counts its clicks."""
    inside = body.rstrip().removesuffix("}")
    clicked = f"onClicked: page.{count} += 1"
    return f"Item {{ id: page; property int {count}: 0; {inside}; anchors.centerIn: parent; {clicked} }} }}"


def picture_of(window: ScreenWindow, item: QQuickItem) -> QImage:
    return window.grabWindow().copy(grab.rect_of(item).toRect())


@pytest.mark.parametrize("control", TOUCHED.values(), ids=TOUCHED)
def test_a_finger_sees_its_answer_before_it_is_lifted(screen: Screen, control: str) -> None:
    window = screen(page(control))
    button = grab.find(window, "好")
    idle = picture_of(window, button)
    grab.hold(window, "好")
    assert picture_of(window, button) != idle  # the very next frame
    assert window.rootObject().property("pressed") == 0
    grab.release(window, "好")
    assert window.rootObject().property("pressed") == 1
    assert picture_of(window, button) == idle


@pytest.mark.parametrize("large_print", [False, True], ids=["standard", "大字"])
@pytest.mark.parametrize("control", TOUCHED.values(), ids=TOUCHED)
def test_nothing_to_touch_is_too_small_for_a_finger(screen: Screen, control: str, large_print: bool) -> None:
    window = screen(page(control), large_print=large_print)
    button = grab.find(window, "好")
    least_px = (25 if large_print else 20) * PX_PER_MM
    assert min(button.width(), button.height()) >= least_px


@pytest.mark.parametrize("control", TOUCHED.values(), ids=TOUCHED)
def test_a_keypad_reaches_a_control_and_sees_where_it_is(screen: Screen, control: str) -> None:
    window = screen(page(control))
    idle = window.grabWindow()
    grab.press_key(window, Qt.Key.Key_Tab)
    assert window.grabWindow() != idle
    grab.press_key(window, Qt.Key.Key_Return)
    grab.press_key(window, Qt.Key.Key_Space)
    assert window.rootObject().property("pressed") == 2


def test_a_finger_that_slides_off_presses_nothing(screen: Screen) -> None:
    window = screen(page(TOUCHED["TouchButton"]))
    grab.hold(window, "好")
    outside = grab.centre_of(grab.find(window, "好")) * 0
    grab.slide(window, outside)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, outside)
    assert window.rootObject().property("pressed") == 0


def test_a_disabled_button_is_seen_and_cannot_be_pressed(screen: Screen) -> None:
    window = screen(page('TouchButton { text: "好"; kind: "primary"; enabled: false }'))
    with pytest.raises(grab.NotThere, match="disabled"):
        grab.press_item(window, grab.find(window, "好"))


QUESTION = """KioskPage {
    property string said: ""
    step: 2; stepText: Texts.say("kiosk.step", { step: 2, steps: 6 })
    ticketFirstText: "先取号，到窗口再说"
    question: "%s"; hint: "%s"
    backText: "上一步"; restartText: "重新开始"; helpText: "叫人帮忙"
    secondsLeft: 45; secondsAll: 60; timeText: "还有 45 秒"
    onBack: said += "back "
    onRestart: said += "restart "
    onHelpCalled: said += "help "
    onTicketFirst: said += "ticket "
    TouchButton { text: "好" }
}"""


def test_every_button_of_a_page_says_what_was_pressed(screen: Screen) -> None:
    window = screen(QUESTION % ("是哪一类的事？", "拿不准就点最后一个。"))
    for name in ("上一步", "重新开始", "叫人帮忙", "先取号，到窗口再说"):
        grab.press(window, name)
    assert window.rootObject().property("said") == "back restart help ticket "


def test_the_second_tap_of_a_shaky_hand_does_not_answer_the_next_question(screen: Screen) -> None:
    window = screen(QUESTION % ("是哪一类的事？", ""))
    assert grab.is_settling(window)
    at = grab.centre_of(grab.find(window, "上一步"))
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert window.rootObject().property("said") == ""
    grab.press(window, "上一步")  # waits until the page takes touches
    assert window.rootObject().property("said") == "back "


def test_the_question_stands_at_the_same_place_on_every_page(screen: Screen) -> None:
    places = [
        grab.rect_of(grab.find(screen(QUESTION % (question, hint)), question)).topLeft()
        for question, hint in (("是哪一类的事？", "拿不准就点最后一个。"), ("和谁？", ""))
    ]
    assert places[0] == places[1]


def test_what_has_no_words_is_not_on_the_page(screen: Screen) -> None:
    window = screen('KioskPage { question: "和谁？"; helpText: "叫人帮忙" }')
    assert grab.names(window) == ["和谁？", "叫人帮忙"]


@pytest.mark.parametrize(("seconds", "digits"), [(45, []), (21, []), (20, ["20"]), (3, ["3"])])
def test_the_ring_turns_into_digits_only_in_the_last_twenty_seconds(
    screen: Screen, seconds: int, digits: list[str]
) -> None:
    window = screen(f"Item {{ TimeRing {{ secondsLeft: {seconds}; secondsAll: 60 }} }}")
    shown = [item.property("text") for item in grab.items(window) if item.inherits("QQuickText")]
    assert shown == digits


def test_digits_are_typed_with_the_pad_and_taken_back(screen: Screen) -> None:
    window = screen("""Item {
        property string phone: ""
        NumberPad {
            clearText: "清空"; eraseText: "删"
            onPressed: digit => phone += digit
            onErased: phone = phone.slice(0, -1)
            onCleared: phone = ""
        }
    }""")
    grab.press_digits(window, "1304")
    assert window.rootObject().property("phone") == "1304"
    grab.press(window, "删")
    assert window.rootObject().property("phone") == "130"
    grab.press(window, "清空")
    assert window.rootObject().property("phone") == ""


ENTRIES = """Item {
    property string said: ""
    TextEntry {
        width: 900; label: "姓名"; placeholder: "怎么称呼您"
        onEdited: text => said = text
        onAccepted: said += "!"
    }
    StoryEntry { y: 200; width: 900; label: "经过"; maximumLength: 20; onEdited: text => said = text }
}"""


def test_what_a_citizen_types_is_told_to_the_page(screen: Screen) -> None:
    window = screen(ENTRIES)
    grab.press(window, "姓名")
    grab.type_text(window, "李某甲")
    assert window.rootObject().property("said") == "李某甲"
    grab.press_key(window, Qt.Key.Key_Return)
    assert window.rootObject().property("said") == "李某甲!"


def test_a_word_written_for_the_citizen_counts_as_typed(screen: Screen) -> None:
    body = """Item {
        property string said: ""
        TextEntry { id: other; label: "对方"; maximumLength: 6; onEdited: text => said = text }
        TouchButton { y: 300; text: "公司"; onClicked: other.insert("有限公司") }
    }"""
    window = screen(body)
    grab.press(window, "公司")
    assert window.rootObject().property("said") == "有限公司"
    grab.press(window, "公司")  # no room for it a second time
    assert window.rootObject().property("said") == "有限公司"


def test_a_story_ends_at_its_limit_and_keeps_what_was_written(screen: Screen) -> None:
    window = screen(ENTRIES)
    grab.press(window, "经过")
    grab.type_text(window, "一二三四五六七八九十" * 3)
    assert grab.find(window, "经过").property("text") == "一二三四五六七八九十" * 2


@pytest.mark.parametrize("field", ["姓名", "经过"])
def test_a_long_press_or_a_right_click_brings_back_nobodys_words(screen: Screen, field: str) -> None:
    window = screen(ENTRIES)
    grab.press(window, field)
    grab.type_text(window, "李某甲")
    before = sorted(grab.names(window))
    at = grab.centre_of(grab.find(window, field))
    QTest.mouseClick(window, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    grab.process_events(0.1)
    QTest.mouseDClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    grab.process_events(0.1)
    assert sorted(grab.names(window)) == before
    assert grab.find(window, field).property("selectedText") == ""


def test_words_are_shown_as_they_are_written(screen: Screen) -> None:
    window = screen('Item { ThemeText { text: "<b>李</b>&amp;" } }')
    assert grab.names(window) == ["<b>李</b>&amp;"]


def test_a_screen_reader_hears_a_choice_and_whether_it_is_taken(screen: Screen) -> None:
    window = screen(
        'Item { ChoiceTile { text: "借钱欠款"; picture: "debt"; examples: "借条、担保"; selected: true } }'
    )
    face = QAccessible.queryAccessibleInterface(grab.find(window, "借钱欠款"))
    assert face is not None
    assert face.role() == QAccessible.Role.RadioButton
    assert face.state().selected
    assert face.text(QAccessible.Text.Description) == "借条、担保"


DESK_PAGE = """Item {
    property string said: ""
    Row {
        DeskButton { text: "呼叫下一位"; key: "F1"; kind: "primary"; onClicked: said += "call " }
        DeskButton { text: "重呼"; key: "F2"; enabled: false; onClicked: said += "recall " }
    }
    DeskEntry { id: reason; y: 60; lines: 3; label: "理由"; onEdited: text => said = text }
    DeskEntry { y: 200; label: "口令"; secret: true; onEdited: text => said = text; onAccepted: said += "!" }
}"""


def test_a_key_does_what_its_button_says(screen: Screen) -> None:
    window = screen(DESK_PAGE, DESK)
    grab.press_key(window, Qt.Key.Key_F1)
    grab.press(window, "呼叫下一位")
    grab.press_key(window, Qt.Key.Key_F2)
    assert window.rootObject().property("said") == "call call "


def test_staff_write_a_reason_and_leave_the_field_with_tab(screen: Screen) -> None:
    window = screen(DESK_PAGE, DESK)
    grab.press(window, "理由")
    grab.press_keys(window, "abc")
    assert window.rootObject().property("said") == "abc"
    grab.press_key(window, Qt.Key.Key_Tab)
    grab.press_keys(window, "4711")
    assert window.rootObject().property("said") == "4711"
    assert grab.find(window, "理由").property("text") == "abc"


def test_a_pin_is_never_shown(screen: Screen) -> None:
    window = screen(DESK_PAGE, DESK)
    grab.press(window, "口令")
    grab.press_keys(window, "4711")
    shown = [item.property("displayText") for item in grab.items(window) if item.inherits("QQuickTextInput")]
    assert "4711" not in shown
    assert window.rootObject().property("said") == "4711"


def test_a_light_is_known_by_its_shape_alone(screen: Screen) -> None:
    lights = ("normal", "soon", "overdue", "stopped", "done")
    marks = " ".join(f'LightMark {{ light: "{light}"; label: "{light}"; px: 60 }}' for light in lights)
    window = screen(f"Item {{ Row {{ spacing: 40; {marks} }} }}", DESK)
    shapes = {light: dark_columns(picture_of(window, grab.find(window, light))) for light in lights}
    assert len({tuple(shape) for shape in shapes.values()}) == len(lights)


def dark_columns(image: QImage) -> list[int]:
    """How many pixels of each column are not the ground: a shape without its colour."""
    ground = image.pixel(0, 0)
    return [
        sum(image.pixel(x, y) != ground for y in range(image.height())) for x in range(min(48, image.width()))
    ]


def test_the_sizes_follow_the_window_and_large_print(screen: Screen) -> None:
    window = screen(
        "Item { property int body: Theme.kiosk.body; property int question: Theme.kiosk.question }"
    )
    root = window.rootObject()
    assert (root.property("body"), root.property("question")) == (34, 68)
    window.theme.setProperty("largePrint", True)
    assert (root.property("body"), root.property("question")) == (44, 92)
    window.resize(KIOSK[0] // 2, KIOSK[1] // 2)
    grab.wait_until(lambda: root.property("body") == 22, what="half the size")


def test_targets_grow_with_the_real_density_of_a_small_screen(screen: Screen) -> None:
    window = screen('Item { TouchButton { text: "好" } }', (540, 960))
    window.theme.setProperty("mmPx", 6.0)
    assert grab.find(window, "好").height() >= 20 * 6.0


def test_a_field_goes_with_its_page_and_leaves_nothing_for_the_next_citizen(screen: Screen) -> None:
    window = screen(
        "Item { property bool on: true; Loader { active: parent.on; sourceComponent: TextEntry { label: 'x' } } }"
    )
    gone: list[bool] = []
    grab.find(window, "x").destroyed.connect(lambda *_: gone.append(True))
    window.rootObject().setProperty("on", False)
    grab.wait_until(lambda: bool(gone), what="the field to be destroyed")
