"""What the citizen sees beside the counter: the words that are written for them, and an appointment."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickWindow

from cases.matter.intake import Intent
from cases.matter.matter import OpenMatter
from screenkit import grab
from tests.counter.conftest import CTRL, Counter
from tests.counter.test_counter_queue import serve
from tests.real_hall import NOBODY, WAGES, RealHall

WRITE_FOR_ME = replace(WAGES, staff_writes_story=True)


@pytest.fixture
def mirror(counter: Counter) -> "Mirror":
    return Mirror(counter)


class Mirror:
    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    @property
    def window(self) -> QQuickWindow | None:
        return self._counter.screen.mirror.window

    def shows(self, words: str) -> bool:
        return self.window is not None and words in grab.names(self.window)


def test_who_asked_staff_to_write_reads_along_and_nothing_stays(
    hall: RealHall, counter: Counter, mirror: Mirror
) -> None:
    hall.take(WRITE_FOR_ME, NOBODY, confirmed=False)
    serve(counter)
    counter.wait_for("登记")
    assert mirror.window is None
    counter.key(Qt.Key.Key_F5)
    grab.wait_until(lambda: mirror.window is not None, what="the mirror")
    form = counter.screen.view_model.form
    form.write("story", "老板欠我五个月工资。")
    grab.wait_until(lambda: mirror.shows("老板欠我五个月工资。"), what="the words")
    counter.key(Qt.Key.Key_F12)
    grab.wait_until(lambda: mirror.window is None, what="the mirror to go with the lock")


def test_a_key_shows_the_words_to_anybody_and_takes_them_away(
    hall: RealHall, counter: Counter, mirror: Mirror
) -> None:
    hall.take()
    serve(counter)
    counter.wait_for("修改")
    counter.key(Qt.Key.Key_F5)
    counter.wait_for("保存")
    form = counter.screen.view_model.form
    assert mirror.window is None
    counter.key(Qt.Key.Key_M, CTRL)
    grab.wait_until(lambda: mirror.shows(form.mirror.rows[-1].value), what="the mirror")
    counter.key(Qt.Key.Key_M, CTRL)
    grab.wait_until(lambda: mirror.window is None, what="the mirror to go")
    counter.key(Qt.Key.Key_M, CTRL)
    grab.wait_until(lambda: mirror.window is not None, what="the mirror again")
    counter.key(Qt.Key.Key_Escape)
    grab.wait_until(lambda: mirror.window is None, what="the mirror to go with the form")


def test_an_appointment_is_made_by_keys_and_its_code_is_told(hall: RealHall, counter: Counter) -> None:
    hall.take(OpenMatter(), NOBODY, confirmed=False, intent=Intent.CONSULT)
    counter.wait_for("呼叫下一位")
    counter.key(Qt.Key.Key_F11)
    counter.wait_for("预约")
    counter.key(Qt.Key.Key_7)
    counter.wait_for("哪一天", "08:30")
    counter.key(Qt.Key.Key_3)
    counter.key(Qt.Key.Key_Tab)
    counter.key(Qt.Key.Key_Down)
    counter.key(Qt.Key.Key_S, CTRL)
    counter.wait_for("预约号，请写下来交给来访人。那天在自助机上输入，或者到导办台说。")
    assert any(word.startswith("约好了：") and word.endswith("09:00，3号窗口") for word in counter.words())
    counter.key(Qt.Key.Key_Escape)
    counter.key(Qt.Key.Key_F11)
    counter.key(Qt.Key.Key_7)
    counter.wait_for("哪一天")
    counter.key(Qt.Key.Key_3)
    grab.wait_until(lambda: not counter.sees("09:00"), what="the taken slot to go")
