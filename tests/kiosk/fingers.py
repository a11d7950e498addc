"""What a citizen does at the kiosk in these tests: touch, write, look."""

from __future__ import annotations

from PySide6.QtCore import Qt

from screenkit import grab
from tests.kiosk.kiosk_room import KioskRoom

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def touch(room: KioskRoom, *names: str) -> None:
    for name in names:
        grab.press(room.screen.window, name)


def write(room: KioskRoom, field: str, text: str) -> None:
    touch(room, field)
    grab.type_text(room.screen.window, text)


def page(room: KioskRoom) -> str:
    return room.screen.session.walk.page.value


def wait_for(room: KioskRoom, name: str) -> None:
    grab.wait_until(lambda: page(room) == name, what=f"page {name}, now {page(room)}")


def shows(room: KioskRoom, words: str) -> bool:
    return any(words in name for name in grab.names(room.screen.window))


def begin_dispute(room: KioskRoom) -> None:
    touch(room, "点这里，开始", "我有矛盾纠纷要反映")
    wait_for(room, "category")


def tell_everything(room: KioskRoom) -> None:
    begin_dispute(room)
    touch(room, "讨薪劳动")
    write(room, "对方是谁", "某某建筑公司")
    touch(room, "下一步", "科尔沁区", "大林镇", "三个人，或者更多")
    wait_for(room, "people_count")
    grab.press_digits(room.screen.window, "37")
    touch(room, "下一步")
    wait_for(room, "money")
    grab.press_digits(room.screen.window, "800000")
    assert shows(room, "80万元")
    touch(room, "下一步")
    write(room, "事情的经过", "五个月没给工钱")
    touch(room, "下一步")
    write(room, "您的姓名", "李某甲")
    touch(room, "下一步")
    wait_for(room, "phone")
    grab.press_digits(room.screen.window, "13000000001")
    touch(room, "下一步")
    wait_for(room, "check")
