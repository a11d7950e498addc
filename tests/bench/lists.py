"""Area lists: 50,000 cases at a real hall, scrolled and searched in a real window by keys."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

from PySide6.QtCore import QEventLoop, Qt, QTimer, SignalInstance
from PySide6.QtQuick import QQuickItem

from case_store.store import Store
from counter.app import CounterConfig, CounterScreen, build
from counter.lists.lists import ListsViewModel
from demo.ground import Ground, start_stores
from demo.seed import DEMO_PIN, add_staff
from screenkit import grab
from screenkit.screen_config import load_screen_config
from screenkit.window import make_app
from tests.bench.many_cases import fill
from tests.bench.measure import ROUNDS, Measurement, at_most, percentile
from tests.bench.standing_hall import fresh_ground
from tests.bench.store import open_store

CASES = 50_000
FRAMES = 200  # of each way to scroll, a round
FRAME_MS_MAX = 33.0  # issue 4
SEARCH_MS_MAX = 50.0
WORDS = ("taoxin", "li 讨薪", "1123-", "ouyang", "wang xf")
PATIENCE_MS = 5_000
CTRL = Qt.KeyboardModifier.ControlModifier


def measure() -> list[Measurement]:
    """p99 of the frames of a round, and of the letters typed; the median of the rounds."""
    make_app(touch_keyboard=True, offscreen=True)
    with fresh_ground() as ground:
        add_staff(ground)
        with open_store(ground) as store:
            _fill(store, ground)
        start_stores(ground)
        screen = build(load_screen_config(CounterConfig, ground.config("counter")))
        try:
            reader = _Reader(screen)
            reader.come_in()
            frames = [percentile(reader.scroll(), 99) * 1000 for _ in range(ROUNDS)]
            letters = [percentile(reader.search(), 99) * 1000 for _ in range(ROUNDS)]
        finally:
            screen.close()
            ground.hall.stop()
            ground.centre.stop()
    return [
        at_most("lists.scroll_frame", median(frames), "ms", FRAME_MS_MAX),
        at_most("lists.letter_to_results", median(letters), "ms", SEARCH_MS_MAX),
    ]


def _fill(store: Store, ground: Ground) -> None:
    fill(store, CASES, ground.clock.now())


class _Reader:
    """Somebody at the counter, with keys only."""

    def __init__(self, screen: CounterScreen) -> None:
        self._screen, self._window = screen, screen.window

    def come_in(self) -> None:
        """Sign in, open the lists, choose all of them."""
        self._window.requestActivate()
        grab.wait_until(self._window.isActive, what="the window to be active")
        grab.wait_until(lambda: grab.is_shown(self._window, "斯琴"), what="the staff")
        grab.type_text(self._window, DEMO_PIN)
        grab.press_key(self._window, Qt.Key.Key_Return)
        grab.wait_until(lambda: self._screen.view_model.desk.knows.staff is not None, what="the sign-in")
        grab.press_key(self._window, Qt.Key.Key_2, CTRL)
        grab.wait_until(lambda: self._list is not None, what="the list")
        grab.press_key(self._window, Qt.Key.Key_4)
        grab.wait_until(lambda: self._model.rows.count >= CASES, timeout_s=30, what="all cases")
        grab.process_events(0.2)

    def scroll(self) -> list[float]:
        """Seconds of every frame: a page down at a time, then three rows at a time as with a wheel."""
        view = self._list
        if view is None:
            raise RuntimeError("there is no list")
        grab.press_key(self._window, Qt.Key.Key_Home)
        seconds = [self._until_frame(lambda: self._press(Qt.Key.Key_PageDown)) for _ in range(FRAMES)]
        step = 3 * float(view.property("rowHeight"))

        def roll() -> None:
            view.setProperty("contentY", float(view.property("contentY")) + step)

        return seconds + [self._until_frame(roll) for _ in range(FRAMES)]

    def search(self) -> list[float]:
        """Seconds from each letter to the frame that shows what it found."""
        seconds = []
        for word in WORDS:
            self._press(Qt.Key.Key_Slash)
            for letter in word:
                seconds.append(self._until_found(letter))
                grab.process_events(0.02)
            self._press(Qt.Key.Key_Escape)
            grab.wait_until(lambda: self._model.rows.count >= CASES, what="all again")
            grab.process_events(0.05)
        return seconds

    @property
    def _model(self) -> ListsViewModel:
        model = self._screen.view_model.frame.modelOf("lists")
        if not isinstance(model, ListsViewModel):
            raise TypeError("the lists page has no view-model")
        return model

    @property
    def _list(self) -> QQuickItem | None:
        return next((i for i in grab.items(self._window) if i.property("rowsShown") is not None), None)

    def _press(self, key: Qt.Key) -> None:
        grab.press_key(self._window, key)

    def _until_frame(self, act: Callable[[], None]) -> float:
        """Seconds until the next frame is on the screen."""
        return self._until(act, self._window.frameSwapped)

    def _until_found(self, letter: str) -> float:
        """Seconds until a frame after the answer. The same rows again would draw none: then one is asked for."""
        self._model.listChanged.connect(self._window.update)
        try:
            return self._until(
                lambda: grab.type_text(self._window, letter),
                self._window.frameSwapped,
                self._model.listChanged,
            )
        finally:
            self._model.listChanged.disconnect(self._window.update)

    def _until(
        self, act: Callable[[], None], drawn: SignalInstance, first: SignalInstance | None = None
    ) -> float:
        """Seconds from `act` until `drawn`, which counts only after `first`; either may come while `act` runs."""
        over, came, ended = QEventLoop(), [first is None], [0.0]

        def note() -> None:
            came[0] = True

        def end() -> None:
            if came[0] and not ended[0]:
                ended[0] = perf_counter()
                over.quit()

        if first is not None:
            first.connect(note)
        drawn.connect(end)
        QTimer.singleShot(PATIENCE_MS, over, over.quit)
        started = perf_counter()
        act()
        if not ended[0]:
            over.exec()
        drawn.disconnect(end)
        if first is not None:
            first.disconnect(note)
        if not ended[0]:
            raise RuntimeError("no frame came")
        return ended[0] - started
