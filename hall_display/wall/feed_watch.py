"""Keeps a wall's feed alive: one that ended or says nothing although it claims to be connected is begun anew."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from case_store.client.live import FeedState

LOOK_MS = 5_000
SILENCE_S = 30.0
"""The hall beats every 2 s, and the feed itself gives up after 5 s of silence: after 30 s the feed is dead."""
_log = logging.getLogger(__name__)


class FeedWatch(QObject):
    """`begin` submits the feed and answers its future. `frozen`: the feed was found dead and is begun anew."""

    frozen = Signal()

    def __init__(
        self,
        begin: Callable[[], Future[Any]],
        parent: QObject | None = None,
        *,
        silence_s: float = SILENCE_S,
        look_ms: int = LOOK_MS,
    ) -> None:
        super().__init__(parent)
        self._begin, self._silence_s = begin, silence_s
        self._heard_at = time.monotonic()
        self._connected = False
        self.restarts = 0
        self._feed = begin()
        self._timer = QTimer(self, interval=look_ms)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def on_state(self, state: FeedState) -> None:
        """The feed says something; while the hall is away it tries on and says nothing."""
        self._heard_at = time.monotonic()
        self._connected = state.connected

    def stop(self) -> None:
        """Before the bridge is closed."""
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        is_silent = self._connected and time.monotonic() - self._heard_at > self._silence_s
        if not self._feed.done() and not is_silent:
            return
        _log.error("the wall's feed is dead (ended: %s), it begins anew", self._feed.done())
        self._feed.cancel()
        self.restarts += 1
        self._connected = False
        self._feed = self._begin()
        self.frozen.emit()
