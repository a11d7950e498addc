"""Asking the hall for what somebody wants to see: the newest question counts, an answer to an older one is let go."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from case_store.client.connection import Unreachable
from cases.refusal import Refusal
from hall_display.dispatch.asking import Asking
from hall_display.dispatch.ground import DispatchGround

Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)


class Looking:
    """One place of the screen that shows an answer. `words` says what went wrong, and hears when a session is over."""

    def __init__(self, ground: DispatchGround, parent: QObject) -> None:
        self._ground = ground
        self._newest = 0
        self.words = Asking(ground, parent)
        self.is_waiting = False

    def look(
        self,
        question: Coroutine[Any, Any, Answer | Refusal],
        then: Callable[[Answer], None],
        otherwise: Callable[[], None],
    ) -> None:
        """`otherwise` is called when nothing came; `words.said` then has the sentence."""
        self._newest += 1
        mine = self._newest
        self.is_waiting = True

        def answered(answer: Answer | Refusal) -> None:
            if mine != self._newest:
                return
            self.is_waiting = False
            if isinstance(answer, Refusal):
                self.words.refused(answer)
                otherwise()
            else:
                self.words.say("")
                then(answer)

        def failed(error: Exception) -> None:
            if mine != self._newest:
                return
            self.is_waiting = False
            if not isinstance(error, Unreachable):
                _log.error("looking failed", exc_info=error)
            key = "unreachable" if isinstance(error, Unreachable) else "broken"
            self.words.say(self._ground.texts.get(f"dispatch.said.{key}"))
            otherwise()

        self._ground.bridge.submit(question, answered, failed)

    def forget(self) -> None:
        """Nobody waits for an answer any more."""
        self._newest += 1
        self.is_waiting = False
        self.words.say("")
