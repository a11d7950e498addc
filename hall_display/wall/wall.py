"""The view-model of the public wall: a window on `WallShown`, and the heartbeat of its render loop."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

from case_store.client.live import FeedState
from case_store.clock import Clock
from cases.texts import Texts
from cases.views import WallView
from hall_display.wall.side_pages import SidePages
from hall_display.wall.wall_shown import CallShown, DeskShown, QueueShown, RosterShown, WallShown, wall_shown
from screenkit.policy_in_force import PolicyInForce
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1000
"""How often the clock is looked at; nothing is drawn unless a word changed."""


@dataclass(frozen=True, slots=True)
class DrawnCall:
    """The newest call and when the frame that shows it was on the screen (time.monotonic seconds)."""

    ticket_no: str
    counter_no: str
    call_no: int
    frame_drawn_at: float


@QmlElement
class WallViewModel(QObject):
    """Everything the wall shows. Feed it with `on_view` and `on_state`; both may come at any time, in any order."""

    changed = Signal()
    newCall = Signal()

    def __init__(
        self, in_force: PolicyInForce, texts: Texts, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._in_force, self._texts, self._clock = in_force, texts, clock
        self._view: WallView | None = None
        self._link = FeedState(connected=False)
        self._older = RowModel(CallShown, lambda call: call.ticket_no, self)
        self._queues = RowModel(QueueShown, lambda queue: queue.letter, self)
        self._desks = RowModel(DeskShown, lambda desk: desk.counter, self)
        self._roster = RowModel(RosterShown, lambda line: line.unit_name, self)
        self._side = SidePages(self)
        self._awaiting_frame = False
        self.last_frame_at: float | None = None
        self.drawn: DrawnCall | None = None
        self.shown: WallShown = wall_shown(None, self._link, in_force.policy, texts, clock.now())
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._show)
        self._timer.start()

    def on_view(self, view: WallView) -> None:
        """The hall's newest view."""
        self._in_force.on_view(view.policy)
        before, self._view = self._newest_call(), view
        self._show()
        if self._is_newer_than(before):
            self._awaiting_frame = True
            self.newCall.emit()

    def on_state(self, state: FeedState) -> None:
        """Whether the hall answers."""
        self._link = state
        self._show()

    def on_frame(self) -> None:
        """A frame was put on the screen (QQuickWindow.frameSwapped)."""
        self.last_frame_at = time.monotonic()
        if self._awaiting_frame and self._view is not None:
            self._awaiting_frame = False
            call = self._view.calls[0]
            self.drawn = DrawnCall(call.ticket_no, str(call.counter_no), call.call_no, self.last_frame_at)

    def _newest_call(self) -> tuple[datetime, str] | None:
        if self._view is None or not self._view.calls:
            return None
        call = self._view.calls[0]
        return call.called_at, call.ticket_no

    def _is_newer_than(self, before: tuple[datetime, str] | None) -> bool:
        """Whether a call has come; a passed number that leaves the wall shows an older one, which is no news."""
        newest = self._newest_call()
        return newest is not None and (before is None or newest > before)

    def _is_somebody_absent(self) -> bool:
        return self._view is not None and bool(self._view.not_present)

    def _show(self) -> None:
        shown = wall_shown(self._view, self._link, self._in_force.policy, self._texts, self._clock.now())
        if shown == self.shown:
            return
        self.shown = shown
        self._older.set_rows(shown.older)
        self._queues.set_rows(shown.queues)
        self._desks.set_rows(shown.desks)
        self._roster.set_rows(shown.roster)
        self._side.have(desks=bool(shown.desks), roster=bool(shown.roster))
        self.changed.emit()

    centre = Property(str, lambda self: self.shown.centre, notify=changed)
    slogan = Property(str, lambda self: self.shown.slogan, notify=changed)
    date = Property(str, lambda self: self.shown.date, notify=changed)
    weekday = Property(str, lambda self: self.shown.weekday, notify=changed)
    clock = Property(str, lambda self: self.shown.clock, notify=changed)

    ticketNo = Property(str, lambda self: self.shown.newest.ticket_no, notify=changed)
    counterNo = Property(str, lambda self: self.shown.newest.counter_no, notify=changed)
    queueName = Property(str, lambda self: self.shown.newest.queue_name, notify=changed)
    zone = Property(str, lambda self: self.shown.newest.zone, notify=changed)
    again = Property(str, lambda self: self.shown.newest.again, notify=changed)
    spoken = Property(str, lambda self: self.shown.newest.spoken, notify=changed)
    older = Property(RowModel, lambda self: self._older, constant=True)

    queues = Property(RowModel, lambda self: self._queues, constant=True)
    notPresent = Property(str, lambda self: self.shown.not_present, notify=changed)
    isSomebodyAbsent = Property(bool, lambda self: self._is_somebody_absent(), notify=changed)
    notPresentMore = Property(str, lambda self: self.shown.not_present_more, notify=changed)

    desks = Property(RowModel, lambda self: self._desks, constant=True)
    roster = Property(RowModel, lambda self: self._roster, constant=True)
    side = Property(SidePages, lambda self: self._side, constant=True)

    normal = Property(str, lambda self: self.shown.lights.normal, notify=changed)
    soon = Property(str, lambda self: self.shown.lights.soon, notify=changed)
    overdue = Property(str, lambda self: self.shown.lights.overdue, notify=changed)
    openTotal = Property(str, lambda self: self.shown.lights.total, notify=changed)
    asOf = Property(str, lambda self: self.shown.lights.as_of, notify=changed)

    onDuty = Property(str, lambda self: self.shown.on_duty, notify=changed)
    phone = Property(str, lambda self: self.shown.phone, notify=changed)
    hours = Property(str, lambda self: self.shown.hours, notify=changed)
    lost = Property(str, lambda self: self.shown.lost, notify=changed)
    lostAge = Property(str, lambda self: self.shown.lost_age, notify=changed)
