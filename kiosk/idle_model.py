"""Whether anybody is still there: the ring of time, 「您还在吗？」, and the end of a session nobody answers for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.patience import Patience
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1000


@QmlElement
class IdleModel(QObject):
    """Ticks once a second while a session runs. `monotonic`: seconds of a clock that never jumps."""

    changed = Signal()
    over = Signal()
    ticked = Signal()

    def __init__(self, monotonic: Callable[[], float], grace_s: int, *, tick_ms: int = TICK_MS) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._grace_s = grace_s
        self._patience: Patience | None = None
        self._held: frozenset[str] = frozenset()
        self._timer = QTimer(self)
        self._timer.setInterval(tick_ms)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @Property(int, notify=changed)
    def secondsLeft(self) -> int:
        """Until the kiosk asks whether somebody is there."""
        return self._patience.seconds_left(self._monotonic()) if self._patience else 0

    @Property(int, notify=changed)
    def secondsAll(self) -> int:
        """How long it waits on this page; 0: nobody is there to wait for."""
        return self._patience.idle_s if self._patience else 0

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """「您还在吗？」 is on the screen."""
        return self._patience is not None and self._patience.is_asking(self._monotonic())

    @Property(int, notify=changed)
    def graceLeft(self) -> int:
        """Seconds until everything is wiped, while asking."""
        return self._patience.grace_left(self._monotonic()) if self._patience else 0

    @Slot()
    def stillHere(self) -> None:
        """Somebody answered."""
        self._restart()

    def allow(self, grace_s: int) -> None:
        """So long 「您还在吗？」 stands, from the next session on."""
        self._grace_s = grace_s

    def wait_for(self, idle_s: int) -> None:
        """A page was entered: from now on `idle_s` of quiet are allowed. 0: nobody is there."""
        self._patience = (
            Patience(
                touched_at=self._monotonic(), idle_s=idle_s, grace_s=self._grace_s, held=bool(self._held)
            )
            if idle_s
            else None
        )
        self.changed.emit()

    def hold(self, why: str, *, held: bool) -> None:
        """Nobody is hurried while `why` lasts; afterwards the time begins anew."""
        self._held = self._held | {why} if held else self._held - {why}
        if self._patience is not None:
            self._patience = replace(self._patience, held=bool(self._held))
        self._restart()

    @Slot()
    def touch(self) -> None:
        """A finger or a key, anywhere. While asking only an answer counts."""
        if self._patience is not None and not self.asking:
            before = self.secondsLeft
            self._patience = self._patience.touched(self._monotonic())
            if before != self.secondsLeft:
                self.changed.emit()

    def _restart(self) -> None:
        if self._patience is not None:
            self._patience = self._patience.touched(self._monotonic())
        self.changed.emit()

    @Slot()
    def _tick(self) -> None:
        self.ticked.emit()
        if self._patience is None:
            return
        if self._patience.is_over(self._monotonic()):
            self.over.emit()
        else:
            self.changed.emit()
