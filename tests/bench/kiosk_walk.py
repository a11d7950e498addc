"""A citizen's finger on a kiosk of its own process: all pages in both sizes, with the keyboard.

`python -m tests.bench.kiosk_walk CONFIG` prints {"touches_ms": […], "resident_mb": …}. The hall must run. With
`--look` it looks at each picture before and after a touch, so that a frame that shows nothing new is an error; that
costs memory, so these figures are not for the table.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import structlog
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from cases.matter.case_code import CaseCode, parse_case_code
from cases.matter.intake import Taken
from kiosk.app import KioskScreen, build
from kiosk.choice_model import ChoiceModel
from kiosk.config import KioskConfig
from screenkit import grab
from screenkit.screen_config import load_screen_config
from tests.screenkit.pinyin_once import key, key_caps

MORNING_S = 3.0  # since its start the kiosk has compiled its pages behind the first picture
QUIET_S = 0.02  # what the touch before has caused is over
FINGER_S = 0.03  # a finger rests so long
NO_FRAME_MS = 250  # no frame in this time: nothing on the screen has changed
PATIENCE_S = 15.0
PINYIN, HANZI = "limou", "李某"
MAPS = Path("/proc/self/smaps")
OF_THE_FINGER = tuple(
    f"{name}{kind}" for name in ("Test", "Widgets") for kind in (".abi3.so", ".so.6")
)  # QTest's


class Finger:
    """Touches, and keeps how long each took until a frame showed it. The caret must not blink: it makes frames too."""

    def __init__(self, screen: KioskScreen, *, look: bool) -> None:
        self.touches_ms: list[float] = []
        self._window = screen.window
        self._looks = look

    def touch(self, name: str) -> None:
        """Touch what is called so, once it is there and takes touches."""
        grab.wait_until(
            lambda: any(item.isEnabled() for item in grab.find_all(self._window, name)), PATIENCE_S, name
        )
        self.touch_item(next(item for item in grab.find_all(self._window, name) if item.isEnabled()))

    def touch_item(self, item: QQuickItem) -> None:
        """The slower of the two answers: to the finger coming down, and to its leaving. Raises RuntimeError if none."""
        grab.wait_until(lambda: not grab.is_settling(self._window), PATIENCE_S, "the page to settle")
        grab.process_events(QUIET_S)
        at, name = grab.centre_of(item), grab.name_of(item)
        before = self._picture()
        down = self._frame_after(lambda: _mouse(QTest.mousePress, self._window, at))
        grab.process_events(FINGER_S)
        up = self._frame_after(lambda: _mouse(QTest.mouseRelease, self._window, at))
        answers = [ms for ms in (down, up) if ms is not None]
        if not answers or (before is not None and before == self._picture()):
            raise RuntimeError(f"nothing on the screen answers a touch of {name!r}")
        self.touches_ms.append(max(answers))

    def _picture(self) -> QImage | None:
        if not self._looks:
            return None
        image = self._window.grabWindow()
        grab.process_events(QUIET_S)
        return image

    def _frame_after(self, act: Callable[[], None]) -> float | None:
        """Milliseconds until the next frame was on the screen; None when none came."""
        stamps: list[float] = []
        over = QEventLoop()

        def swapped() -> None:
            stamps.append(time.perf_counter())
            over.quit()

        self._window.frameSwapped.connect(swapped)
        started = time.perf_counter()
        act()
        if not stamps:
            QTimer.singleShot(NO_FRAME_MS, over, over.quit)
            over.exec()
        self._window.frameSwapped.disconnect(swapped)
        return (stamps[0] - started) * 1000 if stamps else None


class Citizen:
    """Walks through the pages as their words lead."""

    def __init__(self, screen: KioskScreen, *, look: bool) -> None:
        self.finger = Finger(screen, look=look)
        self._screen, self._session = screen, screen.session

    def dispute(self, *, large_print: bool) -> Taken:
        """Every page of the dispute, everything told, to the number; then home."""
        self._key("attract.start")
        self._key("intent.dispute_large" if large_print else "intent.dispute")
        if large_print:
            self._choose("money_work")
        self._choose("labour_wages")  # of which the money is asked too
        self._key("other_side.word_3")
        if self._page == "other_side":
            self._key("frame.next")
        self._choose()
        while self._page in ("town_kind", "town"):
            self._choose()
        self._key("people.many")
        self._digits("12")
        self._digits("3600")
        self._story()
        self._name()
        self._digits("13000000001")
        self._key("check.change_of", label=self._word("check.people"))
        self._key("people.one")
        while self._page == "check" and not grab.is_shown(self._screen.window, self._word("check.confirm")):
            self._key("check.see_rest")
        self._key("check.confirm")
        taken = self._taken()
        self._key("done.finish_large" if large_print else "done.finish")
        return taken

    def consult(self) -> None:
        """咨询."""
        self._key("attract.start")
        self._key("intent.consult")
        self._key("consult.number")
        self._taken()
        self._key("done.finish")

    def progress(self, taken: Taken) -> None:
        """查进度 with the codes of a receipt; then home."""
        code = parse_case_code(taken.case_code or "")
        assert isinstance(code, CaseCode)
        self._key("attract.start")
        self._key("intent.progress")
        self._digits(code.typed_part)
        self._digits(taken.lookup_code or "")
        self._wait_for("progress_result")
        self._key("frame.home")
        self._wait_for("attract")

    def other_size(self) -> None:
        """大字, or back."""
        large_print = self._session.walk.large_print
        self._key("frame.standard_print" if large_print else "frame.large_print")

    def write_a_name(self) -> None:
        """To the page where one writes, and stay there, the keyboard on the screen."""
        self._key("attract.start")
        self._key("intent.dispute")
        self._choose()
        self._pinyin("other_side.label")

    @property
    def _page(self) -> str:
        return self._session.walk.page.value

    def _story(self) -> None:
        self._pinyin("story.label")
        grab.type_text(self._screen.window, "工资拖了三个月没有给。")
        self._key("frame.next")

    def _name(self) -> None:
        self._pinyin("name.label")
        self._key("frame.next")

    def _pinyin(self, label: str) -> None:
        """Letters on the keyboard, and the word that they are. A page with nothing else has the keyboard already."""
        window = self._screen.window
        grab.process_events(QUIET_S)
        if not key_caps(window):
            self._key(label)
        grab.wait_until(lambda: bool(key_caps(window)), PATIENCE_S, "the keyboard")
        for letter in PINYIN:
            self.finger.touch_item(key(window, letter))
        for character in HANZI:
            self.finger.touch(character)

    def _digits(self, digits: str) -> None:
        for digit in digits:
            self.finger.touch(digit)
        self._key("frame.next")

    def _choose(self, choice_id: str | None = None) -> None:
        """An answer of the page; the first one where it does not matter."""
        model = self._session.page_model
        if not isinstance(model, ChoiceModel):
            raise TypeError(f"{self._page} has no choices")
        choices = model.choices.rows
        self.finger.touch(next(c.words for c in choices if choice_id in (None, c.id)))

    def _taken(self) -> Taken:
        self._wait_for("done")
        grab.wait_until(
            lambda: (ending := self._session.ending) is not None and ending.out is not None,
            PATIENCE_S,
            "the papers",
        )
        ending = self._session.ending
        if ending is None or ending.taken is None:
            raise RuntimeError("no number")
        return ending.taken

    def _wait_for(self, page: str) -> None:
        grab.wait_until(lambda: self._page == page, PATIENCE_S, page)

    def _key(self, name: str, **facts: str) -> None:
        self.finger.touch(self._word(name, **facts))

    def _word(self, name: str, **facts: str) -> str:
        return self._session.parts.texts.get(f"kiosk.{name}", **facts)


def _mouse(act: Callable[..., None], window: object, at: QPoint) -> None:
    act(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def _resident_mb() -> float:
    """What lies in memory of this process, without the libraries of the finger, which no kiosk has."""
    kb, is_ours = 0, True
    for line in MAPS.read_text("utf-8").splitlines():
        if line.startswith("Rss:"):
            kb += int(line.split()[1]) if is_ours else 0
        elif "-" in line.split(" ", 1)[0]:  # the addresses of the next mapping, its file last
            is_ours = not line.endswith(OF_THE_FINGER)
    return kb / 1024


def main(config: Path, *, look: bool) -> None:
    """Walk, and print what was measured."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    screen = build(load_screen_config(KioskConfig, config))
    screen.window.theme.setProperty(
        "settleMs", 1
    )  # a page takes its first touch at once: nobody touches twice here
    QGuiApplication.styleHints().setCursorFlashTime(0)
    try:
        grab.wait_until(lambda: screen.session.hall is not None, PATIENCE_S, "the hall to be heard")
        grab.process_events(MORNING_S)
        citizen = Citizen(screen, look=look)
        taken = citizen.dispute(large_print=False)
        citizen.consult()
        citizen.progress(taken)
        citizen.other_size()
        citizen.dispute(large_print=True)
        citizen.write_a_name()
        resident_mb = _resident_mb()
    finally:
        screen.close()
    print(json.dumps({"touches_ms": citizen.finger.touches_ms, "resident_mb": resident_mb}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), look="--look" in sys.argv)
