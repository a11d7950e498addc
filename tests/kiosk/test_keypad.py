"""The numeric keypad leads through the same pages as a finger: on a real line, and as the keyboard it mostly is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from devices.config import DevicesConfig, PortConfig
from devices.keypad.virtual import VirtualKeypad
from kiosk.flow import Page, Walk
from screenkit import grab
from screenkit.at_hand import KEYPAD
from tests.kiosk.fingers import page, shows, touch, wait_for
from tests.kiosk.kiosk_room import KioskRoom, open_room
from tests.kiosk.page_album import TOLD

KEYS = {str(digit): Qt.Key(Qt.Key.Key_0 + digit) for digit in range(10)} | {
    "clear": Qt.Key.Key_Delete,
    "confirm": Qt.Key.Key_Enter,
    "help": Qt.Key.Key_Asterisk,
}


@dataclass(slots=True)
class Kiosk:
    room: KioskRoom
    keypad: VirtualKeypad | None  # None: a keyboard

    def press(self, *names: str) -> None:
        """One key after the other, each once the page takes it; on a line it is waited until it was heard."""
        for name in names:
            self._press(name)

    def _press(self, name: str) -> None:
        window, heard = self.room.screen.window, list[object]()
        grab.wait_until(lambda: not grab.is_settling(window), what="the page to settle")
        if self.keypad is None:
            grab.press_key(window, KEYS[name])
            return
        at_hand = self.room.screen.session.parts.at_hand
        connection = at_hand.key.connect(heard.append)
        self.keypad.press(name)
        grab.wait_until(lambda: bool(heard), what=f"the key {name}")
        at_hand.key.disconnect(connection)
        grab.process_events()

    def go(self, walk: Walk) -> None:
        self.room.screen.session.walk_to(walk)
        grab.process_events()


@pytest.fixture(scope="module", params=["on a line", "a keyboard"])
def standing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    port = tmp_path_factory.mktemp("ports") / "keypad"
    keypad = VirtualKeypad(port) if request.param == "on a line" else None
    if keypad is not None:
        keypad.start()
        room = open_room(devices=DevicesConfig(keypad=PortConfig(port=str(port))))
    else:
        room = open_room(devices=DevicesConfig(keypad_is_keyboard=True))
    yield Kiosk(room, keypad)
    room.close()
    if keypad is not None:
        keypad.close()


@pytest.fixture
def kiosk(standing: Kiosk) -> Kiosk:
    standing.room.next_citizen()
    session = standing.room.screen.session
    grab.wait_until(lambda: bool(session.property("numbered")), what="the keypad")
    return standing


def test_a_dispute_is_told_by_keys_alone_up_to_the_ticket(kiosk: Kiosk) -> None:
    room = kiosk.room
    kiosk.press("confirm")
    wait_for(room, "intent")
    kiosk.press("1")
    wait_for(room, "category")
    kiosk.press("1")
    wait_for(room, "other_side")
    chosen = room.screen.session.walk.draft.category
    assert chosen is not None
    kiosk.go(Walk(page=Page.BANNER, draft=TOLD))
    kiosk.press("1")
    wait_for(room, "town")
    kiosk.press("2")
    wait_for(room, "people")
    kiosk.press("3")
    wait_for(room, "people_count")
    kiosk.press("3", "8", "clear", "3", "7", "confirm")
    wait_for(room, "money")
    assert room.screen.session.walk.draft.people == 37
    kiosk.press("clear", *"800000")
    assert shows(room, "80万元")
    kiosk.press("confirm")
    wait_for(room, "story")
    kiosk.go(Walk(page=Page.PHONE, draft=TOLD))
    kiosk.press("clear", *"13000000002", "confirm")
    wait_for(room, "check")
    assert room.screen.session.walk.draft.phone == "13000000002"


def test_zero_goes_from_control_to_control_and_confirm_presses_it(kiosk: Kiosk) -> None:
    room = kiosk.room
    kiosk.go(Walk(page=Page.CHECK, draft=TOLD))
    window = room.screen.window
    for _ in range(40):
        kiosk.press("0")
        focused = window.activeFocusItem()
        if focused is not None and grab.name_of(focused) == "都对，取号":
            break
    else:
        pytest.fail("the button was not reached")
    kiosk.press("confirm")
    wait_for(room, "done")
    assert len(room.door.taken) == 1


def test_clear_wipes_digits_first_and_goes_back_then(kiosk: Kiosk) -> None:
    room = kiosk.room
    kiosk.press("confirm", "3")
    wait_for(room, "progress_code")
    kiosk.press("1", "2", "clear")
    assert page(room) == "progress_code"
    assert room.screen.session.page_model.typed == ""
    kiosk.press("clear")
    wait_for(room, "intent")


def test_help_calls_a_person_and_any_other_key_puts_the_words_away(kiosk: Kiosk) -> None:
    room = kiosk.room
    kiosk.press("help")
    wait_for(room, "intent")
    assert shows(room, "不用了")
    assert room.door.helped == ["intent"]
    kiosk.press("1")
    assert page(room) == "intent"
    assert not shows(room, "不用了")
    kiosk.press("1")
    wait_for(room, "category")


def test_somebody_who_only_has_keys_is_still_there(kiosk: Kiosk) -> None:
    room = kiosk.room
    kiosk.press("confirm", "1")
    wait_for(room, "category")
    idle = room.screen.idle
    room.clock.go_on(idle.secondsAll + 1)
    grab.wait_until(lambda: bool(idle.property("asking")), what="您还在吗")
    kiosk.press("5")
    assert not idle.property("asking")
    assert page(room) == "category"


def test_the_key_stands_at_each_answer_in_both_sizes_and_leads_to_the_same(kiosk: Kiosk) -> None:
    room = kiosk.room
    for large in (False, True):
        kiosk.go(Walk(page=Page.INTENT, large_print=large))
        ways = 5 if large else 7
        reached = set()
        for number in range(1, ways + 1):
            kiosk.go(Walk(page=Page.INTENT, large_print=large))
            kiosk.press(str(number))
            reached.add(page(room))
        assert len(reached) == ways
        assert "intent" not in reached
        kiosk.go(Walk(page=Page.INTENT, large_print=large))
        kiosk.press("9")
        assert page(room) == "intent"


def test_digits_belong_to_the_field_where_one_writes(kiosk: Kiosk) -> None:
    room = kiosk.room
    kiosk.go(Walk(page=Page.OTHER_SIDE, draft=TOLD))
    touch(room, "对方是谁")
    kiosk.press("2")
    assert page(room) == "other_side"
    assert room.screen.session.page_model.typed.endswith("2")


def test_without_a_keypad_no_answer_shows_a_number() -> None:
    room = open_room()
    try:
        assert not room.screen.session.property("numbered")
        assert not room.screen.session.parts.at_hand.is_well(KEYPAD)
        assert "keypad" not in room.screen.session.parts.at_hand.health()
    finally:
        room.close()
