"""How a citizen writes at the kiosk: words to be touched, Pinyin, or a finger."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from cases.refusal import Reader, Refusal
from cases.texts import Texts
from devices.handwriting.reader import open_reader
from devices.handwriting.zinnia import LIBRARY_ABSENT, MODEL
from kiosk.draft import Draft
from kiosk.flow import Flow, Page, Walk
from kiosk.writing_words import suggested_words
from screenkit import grab
from tests.kiosk.fingers import touch
from tests.kiosk.kiosk_room import KioskRoom, open_room
from tests.kiosk.written_once import STROKES_OF_WANG, draw, lift, put_down

WAGES = Draft(category="labour_wages", place="150502100")
STORY = "事情的经过"
MM_PX = 1 / 0.37
LETTERS = set("qwertyuiopasdfghjklzxcvbnm1234567890，。")


def story(room: KioskRoom, *, typed: str = "", large_print: bool = False) -> QQuickItem:
    room.screen.session.walk_to(Walk(page=Page.STORY, draft=WAGES, large_print=large_print), typed=typed)
    grab.wait_until(lambda: grab.is_shown(room.screen.window, "大林镇"), what="the words above the keyboard")
    return grab.find(room.screen.window, STORY)


def written(room: KioskRoom) -> str:
    return room.screen.session.page_model.typed


@pytest.fixture
def by_hand(room: KioskRoom) -> Iterator[KioskRoom]:
    """The story's page with the pad, on a machine that can read it."""
    if isinstance(found := open_reader(), Refusal):
        pytest.skip(f"{found.code}: python3 tools/debian_packages.py handwriting")
    found.close()
    story(room)
    touch(room, "手写")
    yield room
    room.screen.session.leave()


def offered(room: KioskRoom) -> list[str]:
    return str(room.screen.handwriting.property("candidates")).split("\n")


def test_words_for_the_question_are_touched_instead_of_written(room: KioskRoom) -> None:
    story(room)
    touch(room, "大林镇", "拖欠工资")
    assert written(room) == "大林镇拖欠工资"


def test_the_place_that_was_told_comes_first_and_the_matters_words_behind_it(
    flow: Flow, texts: Texts
) -> None:
    words = suggested_words(Walk(page=Page.STORY, draft=WAGES), flow, texts)
    assert words[:3] == ("大林镇", "科尔沁区", "拖欠工资")
    assert "扎鲁特旗" in words
    assert len(words) == len(set(words))


def test_every_category_has_words_of_its_own(flow: Flow, texts: Texts) -> None:
    pages = [Walk(page=Page.STORY, draft=Draft(category=c.id)) for c in flow.categories.categories]
    assert len({suggested_words(walk, flow, texts) for walk in pages}) == len(pages)
    assert suggested_words(Walk(page=Page.STORY), flow, texts)


def test_a_finger_writes_into_the_same_field_as_the_keys(by_hand: KioskRoom) -> None:
    draw(by_hand.screen.window, STROKES_OF_WANG)
    touch(by_hand, "王")
    assert written(by_hand) == "王"
    assert offered(by_hand) == [""]
    touch(by_hand, "。", "删字", "拼音")
    assert written(by_hand) == "王"
    assert not grab.is_shown(by_hand.screen.window, "手写区")


def test_each_stroke_and_each_stroke_taken_back_is_read_anew(by_hand: KioskRoom) -> None:
    window = by_hand.screen.window
    draw(window, STROKES_OF_WANG[:1])
    grab.wait_until(lambda: offered(by_hand)[0] == "一", what="一")
    draw(window, STROKES_OF_WANG[1:])
    grab.wait_until(lambda: offered(by_hand)[0] == "王", what="王")
    for _ in range(3):
        touch(by_hand, "退一笔")
    grab.wait_until(lambda: offered(by_hand)[0] == "一", what="一 again")
    touch(by_hand, "重写")
    assert offered(by_hand) == [""]
    assert written(by_hand) == ""


def test_what_stands_before_the_caret_ranks_what_is_written(by_hand: KioskRoom) -> None:
    asked: list[str] = []
    reader: Any = by_hand.screen.handwriting._reader
    read = reader.read

    def listen_and_read(strokes: object, before: str, words: object) -> tuple[str, ...]:
        asked.append(before)
        found: tuple[str, ...] = read(strokes, before, words)
        return found

    reader.read = listen_and_read
    touch(by_hand, "科尔沁区")
    draw(by_hand.screen.window, STROKES_OF_WANG)
    grab.wait_until(lambda: "科尔沁区" in asked, what="the text before the caret")
    del reader.read


@pytest.mark.parametrize("go", ["leave", "startOver"])
def test_the_next_citizen_finds_no_ink_no_candidates_and_the_keys(by_hand: KioskRoom, go: str) -> None:

    def times_in_memory() -> int:
        return Path("/proc/self/maps").read_text("utf-8").count(str(MODEL))

    before = times_in_memory()  # of another reader's
    draw(by_hand.screen.window, STROKES_OF_WANG)
    grab.wait_until(lambda: offered(by_hand)[0] == "王", what="王")
    assert times_in_memory() == before + 1
    getattr(by_hand.screen.session, go)()
    handwriting = by_hand.screen.handwriting
    assert handwriting._strokes == () == handwriting._candidates
    grab.wait_until(lambda: times_in_memory() == before, what="the model to leave the memory")
    story(by_hand)
    assert not grab.is_shown(by_hand.screen.window, "手写区")
    touch(by_hand, "手写")
    assert grab.find(by_hand.screen.window, "手写区").property("empty")
    assert offered(by_hand) == [""]


@pytest.fixture
def slow(by_hand: KioskRoom) -> Iterator[threading.Event]:
    """Nothing is read until it is set."""
    may_read = threading.Event()
    reader: Any = by_hand.screen.handwriting._reader
    read = reader.read

    def wait_and_read(*asked: Any) -> tuple[str, ...]:
        may_read.wait(5)
        found: tuple[str, ...] = read(*asked)
        return found

    reader.read = wait_and_read  # the real one, only later
    yield may_read
    may_read.set()
    del reader.read


def test_an_answer_that_comes_after_the_page_was_left_is_nobodys(
    by_hand: KioskRoom, slow: threading.Event
) -> None:
    window, handwriting = by_hand.screen.window, by_hand.screen.handwriting
    for stroke in STROKES_OF_WANG:
        lift(window, put_down(window, stroke))
    assert handwriting.property("reading")
    by_hand.screen.session.leave()
    slow.set()
    grab.wait_until(lambda: not handwriting.property("reading"), what="the late answer")
    assert offered(by_hand) == [""]


def test_no_finger_hits_a_candidate_that_is_about_to_change(
    by_hand: KioskRoom, slow: threading.Event
) -> None:
    window, handwriting = by_hand.screen.window, by_hand.screen.handwriting
    slow.set()
    draw(window, STROKES_OF_WANG[:1])
    first = grab.centre_of(grab.find(window, "一"))
    slow.clear()
    lift(window, put_down(window, STROKES_OF_WANG[1]))
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    assert written(by_hand) == ""
    slow.set()
    grab.wait_until(lambda: not handwriting.property("reading"), what="the candidates")


def test_writing_with_a_finger_counts_as_being_there(by_hand: KioskRoom) -> None:
    by_hand.clock.go_on(119)
    draw(by_hand.screen.window, STROKES_OF_WANG)
    by_hand.clock.go_on(119)
    grab.process_events(0.05)
    assert not by_hand.screen.idle.property("asking")


def test_without_library_or_model_no_key_leads_there_and_the_log_says_why(
    caplog: pytest.LogCaptureFixture, texts: Texts
) -> None:
    absent = Refusal(LIBRARY_ABSENT)
    room = open_room(opening=lambda: absent)
    try:
        story(room)
        grab.wait_until(lambda: bool(caplog.messages), what="the sentence for the operator")
        assert texts.tell(absent, Reader.OPERATOR) in caplog.messages
        assert not grab.is_shown(room.screen.window, "手写")
        assert room.screen.handwriting.health() == {"handwriting": "missing"}
    finally:
        room.close()


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)], ids=["portrait", "landscape"])
def test_pad_candidates_and_words_can_be_hit_and_stay_on_the_screen(size: tuple[int, int]) -> None:
    if isinstance(found := open_reader(), Refusal):
        pytest.skip(found.code)
    found.close()
    room = open_room(size)
    try:
        window = room.screen.window
        for large_print in (False, True):
            story(room, large_print=large_print)
            touch(room, "手写")
            _all_can_be_hit(room, large_print=large_print)
            draw(window, STROKES_OF_WANG)
            grab.wait_until(lambda: grab.is_shown(window, "王"), what="candidates")
            _all_can_be_hit(room, large_print=large_print)
            assert len(offered(room)) >= 10
            pad = grab.rect_of(grab.find(window, "手写区"))
            assert min(pad.width(), pad.height()) >= (110 * MM_PX * float(_unit(room)))
            touch(room, "拼音")
    finally:
        room.close()


def _all_can_be_hit(room: KioskRoom, *, large_print: bool) -> None:
    window = room.screen.window
    least = (25 if large_print else 20) * MM_PX * _unit(room) - 1
    screen = QRectF(0, 0, window.width(), window.height())
    for name, role, item in grab.heard(window):
        if role is QAccessible.Role.Button and not _scrolls(item):
            rect = grab.rect_of(item)
            assert min(rect.width(), rect.height()) >= least, (name, rect)
            assert screen.contains(rect), (name, rect)


def _scrolls(item: QQuickItem) -> bool:
    above = item.parentItem()
    while above is not None:
        if above.clip():
            return True
        above = above.parentItem()
    return False


def _unit(room: KioskRoom) -> float:
    size = room.screen.window
    portrait = size.height() > size.width()
    return 1.0 if portrait else 0.72


def test_the_words_of_another_question_are_not_those_of_this_one(flow: Flow, texts: Texts) -> None:
    walk = Walk(page=Page.OTHER_SIDE, draft=WAGES)
    assert "包工头" in suggested_words(walk, flow, texts)
    assert suggested_words(replace(walk, page=Page.NAME), flow, texts)[0] == "王"
    assert suggested_words(replace(walk, page=Page.PHONE), flow, texts) == ()


def _keys(room: KioskRoom) -> dict[str, QRectF]:
    """The keys that write something, by what stands on them."""
    found: dict[str, QRectF] = {}
    items = [room.screen.window.contentItem()]
    while items:
        item = items.pop()
        items += [child for child in item.childItems() if child.isVisible()]
        word = item.property("displayText")
        if word and item.metaObject().className().startswith("Key_"):
            found[str(word)] = grab.rect_of(item)
    return found


@pytest.mark.parametrize(
    ("size", "least_px"), [((1080, 1920), 102), ((1920, 1080), 88)], ids=["portrait", "landscape"]
)
def test_keys_are_high_enough_and_none_is_there_twice_or_off_the_screen(
    size: tuple[int, int], least_px: int
) -> None:
    room = open_room(size)
    try:
        screen = QRectF(0, 0, *size)
        for large_print in (False, True):
            story(room, large_print=large_print)
            grab.wait_until(lambda: _keys(room).keys() >= LETTERS, what="the keys")
            grab.process_events(0.1)
            keys = _keys(room)
            for word, rect in keys.items():
                assert rect.height() >= least_px, (word, rect)
                assert screen.contains(rect), (word, rect)
            over = [
                (one, other)
                for one, at in keys.items()
                for other, there in keys.items()
                if one < other and at.adjusted(1, 1, -1, -1).intersects(there.adjusted(1, 1, -1, -1))
            ]
            assert over == []
            room.screen.session.leave()
    finally:
        room.close()
