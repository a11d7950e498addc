"""A real counter window whose member of staff uses nothing but the keyboard."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt

from cases.queue.visit import VisitState
from cases.refusal import Refusal
from cases.views import StaffView, WaitingRow
from counter.app import CounterConfig, CounterScreen, build
from screenkit.grab import grab, press_key, process_events, wait_until
from screenkit.screen_config import load_screen_config
from tests.rehearsal.hands import HttpHands, Row, Runs

T = TypeVar("T")
PATIENCE_S = 10.0
NOBODY = Refusal("queue.empty")


class KeyedHands(HttpHands):
    """Calls, starts, passes over and ends with F1 to F4 and F10; the rest goes over the same counter's session."""

    def __init__(self, config: Path, who: StaffView, pin: str, counter_no: int, hall: Runs) -> None:
        self.screen: CounterScreen = build(load_screen_config(CounterConfig, config))
        super().__init__(self.screen.client, counter_no, self)
        self._hall, self._pin = hall, pin
        desk = self.screen.view_model.desk
        wait_until(lambda: bool(desk.knows.people) and desk.knows.view is not None, PATIENCE_S, "the hall")
        self.screen.view_model.signIn.choose([one.staff_id for one in desk.knows.people].index(who.staff_id))
        for digit in pin:
            self._key(Qt.Key(ord(digit)))
        self._key(Qt.Key.Key_Return)
        wait_until(lambda: desk.knows.staff is not None, PATIENCE_S, "the sign-in")

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """In the counter's own worker thread, where its client lives."""
        future = self.screen.bridge.submit(work)
        while not future.done():
            process_events()
        return future.result()

    def view(self) -> Any:
        """The hall as this counter sees it."""
        return self._hall.view()

    def call_next(self) -> Row:
        """F1."""
        self._key(Qt.Key.Key_F1)
        self._wait(lambda: self._desk.is_quiet)
        for _ in range(20):  # the answer may be a refusal: nobody waits
            if self._desk.mine is not None:
                return self._mine()
            process_events(0.005)
        return NOBODY

    def recall(self, row: WaitingRow) -> Row:
        """F2."""
        self._key(Qt.Key.Key_F2)
        self._wait(lambda: self._has(calls_count=row.calls_count + 1))
        return self._mine()

    def no_show(self, row: WaitingRow) -> Row:
        """F3."""
        self._key(Qt.Key.Key_F3)
        self._wait(lambda: self._desk.mine is None)
        return row

    def start(self, row: WaitingRow) -> Row:
        """F4."""
        self._key(Qt.Key.Key_F4)
        self._wait(lambda: self._has(visit_id=row.visit_id, visit_state=VisitState.SERVING.value))
        return self._mine()

    def end(self, row: WaitingRow) -> Row:
        """F10."""
        self._wait(lambda: self._desk.is_quiet)
        self._key(Qt.Key.Key_F10)
        self._wait(lambda: self._desk.mine is None)
        return row

    def hold(self, row: WaitingRow) -> Row:
        """F6, and the first reason."""
        self._key(Qt.Key.Key_F6)
        self._key(Qt.Key.Key_1)
        self._wait(lambda: self._desk.mine is None)
        return row

    def transfer(self, row: WaitingRow, to_counter: int) -> Row:
        """转窗口."""
        return self._gone(super().transfer(row, to_counter))

    def check_priority(self, row: WaitingRow, *, granted: bool) -> Row:
        """核实优先."""
        answer = super().check_priority(row, granted=granted)
        return answer if granted else self._gone(answer)

    def _gone(self, answer: Row) -> Row:
        """The screen knows it, too."""
        if isinstance(answer, WaitingRow):
            self._wait(lambda: self._desk.mine is None)
        return answer

    def picture(self, path: Path) -> None:
        """What the member of staff sees now."""
        grab(self.screen.window, path)

    @property
    def _desk(self) -> Any:
        return self.screen.view_model.desk

    def _has(self, **wanted: object) -> bool:
        mine = self._desk.mine
        return mine is not None and all(getattr(mine, name) == value for name, value in wanted.items())

    def _mine(self) -> WaitingRow:
        mine: WaitingRow | None = self._desk.mine
        if mine is None:
            raise LookupError(f"counter {self.counter_no} has nobody")
        return mine

    def _key(self, key: Qt.Key) -> None:
        if not self.screen.window.isActive():
            self.screen.window.requestActivate()
            wait_until(self.screen.window.isActive, what="the counter in front")
        if self._desk.knows.locked:  # a slow machine takes longer between two keys than a screen stays open
            self._unlock()
        press_key(self.screen.window, key)

    def _unlock(self) -> None:
        for digit in self._pin:
            press_key(self.screen.window, Qt.Key(ord(digit)))
        press_key(self.screen.window, Qt.Key.Key_Return)
        self._wait(lambda: not self._desk.knows.locked)

    def _wait(self, condition: Callable[[], bool]) -> None:
        wait_until(condition, PATIENCE_S, f"counter {self.counter_no}")
