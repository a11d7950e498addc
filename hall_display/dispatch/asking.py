"""One question to the hall at a time, and what it answered as a sentence of staff.

A key that is pressed again while the hall has not answered does nothing: the question is on its way. A question that
got no answer is asked again under the same command id, so that it happens once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar
from uuid import UUID

import uuid_utils.compat as uuid_v7
from PySide6.QtCore import QObject, Signal

from case_store.client.connection import Unreachable
from cases.refusal import Reader, Refusal
from cases.texts import TextError
from hall_display.dispatch.ground import DispatchGround

SESSION_OVER = frozenset({"auth.session_missing"})

Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)


class Asking(QObject):
    """`said` is the last sentence for who sits here, until something is done."""

    changed = Signal()
    sessionOver = Signal(str)  # the hall knows nobody here: the sentence that says so

    def __init__(self, ground: DispatchGround, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self._asked: str | None = None
        self._unanswered: dict[str, UUID] = {}
        self.said = ""

    @property
    def is_quiet(self) -> bool:
        """Whether no question is on its way."""
        return self._asked is None

    def ask(
        self,
        what: str,
        question: Callable[[UUID], Coroutine[Any, Any, Answer | Refusal]],
        then: Callable[[Answer], None],
        otherwise: Callable[[], None] = lambda: None,
    ) -> None:
        """`what` names the question: asked again it keeps its command id. `then` hears what is no refusal."""
        if self._asked is not None:
            return
        self._asked = what
        command_id = self._unanswered.setdefault(what, uuid_v7.uuid7())
        self.say("")

        def answered(answer: Answer | Refusal) -> None:
            self._asked = None
            self._unanswered.pop(what, None)
            if isinstance(answer, Refusal):
                self.refused(answer)
                otherwise()
            else:
                then(answer)
            self.changed.emit()

        def failed(error: Exception) -> None:
            self._asked = None
            if not isinstance(error, Unreachable):
                _log.error("asking the hall %s failed", what.partition(":")[0], exc_info=error)
            key = "unreachable" if isinstance(error, Unreachable) else "broken"
            self.say(self._ground.texts.get(f"dispatch.said.{key}"))
            otherwise()

        self._ground.bridge.submit(question(command_id), answered, failed)
        self.changed.emit()

    def refused(self, refusal: Refusal) -> None:
        """The sentence of a refusal; one of them means that nobody is signed in any more."""
        sentence = self.sentence(refusal)
        self.say(sentence)
        if refusal.code in SESSION_OVER:
            self.sessionOver.emit(sentence)

    def sentence(self, refusal: Refusal) -> str:
        """A refusal in the words of staff; a newer hall may know one that we have no words for."""
        unit = self._ground.in_force.policy.units.of(str(refusal.facts.get("unit", "")))
        told = Refusal(refusal.code, {**refusal.facts, "unit": unit.name}) if unit else refusal
        try:
            return self._ground.texts.tell(told, Reader.STAFF)
        except TextError as error:
            _log.error("%s", error)
            return self._ground.texts.get("dispatch.said.broken")

    def say(self, sentence: str) -> None:
        """A sentence for who sits here; "" for nothing to say."""
        if sentence != self.said:
            self.said = sentence
            self.changed.emit()
