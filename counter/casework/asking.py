"""Questions of this page to the hall: one at a time, told here and not at the desk when they fail."""

import logging
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, TypeVar
from uuid import UUID

import uuid_utils.compat as uuid_v7
from PySide6.QtCore import QObject
from shiboken6 import Shiboken

from case_store.client.connection import Unreachable
from cases.refusal import Refusal
from counter.seat import SESSION_OVER
from counter.services import CounterServices

Answer = TypeVar("Answer")
Question = Callable[[UUID], Coroutine[Any, Any, Answer | Refusal]]
_log = logging.getLogger(__name__)


class Asking:
    """What was not answered is asked again under the same command id, so that it happens once.

    Nothing is told to an `owner` that is gone: its page went with the sign-out.
    """

    def __init__(self, services: CounterServices, owner: QObject) -> None:
        self._services, self._owner = services, owner
        self._flying = False
        self._unanswered: dict[Hashable, UUID] = {}

    def ask(
        self,
        what: Hashable,
        question: Question[Answer],
        then: Callable[[Answer], None],
        refused: Callable[[str], None],
    ) -> bool:
        """Whether it was asked: not while another is on its way. `refused` is told the sentence for staff."""
        if self._flying:
            return False
        self._flying = True
        command_id = self._unanswered.setdefault(what, uuid_v7.uuid7())

        def answered(answer: Answer | Refusal) -> None:
            self._flying = False
            self._unanswered.pop(what, None)
            if not Shiboken.isValid(self._owner):
                return
            if not isinstance(answer, Refusal):
                then(answer)
                return
            if answer.code in SESSION_OVER:
                self._services.desk.lock()
            refused(self._services.desk.sentence(answer))

        def failed(error: Exception) -> None:
            self._flying = False
            if not Shiboken.isValid(self._owner):
                return
            if not isinstance(error, Unreachable):
                _log.error("asking the hall failed", exc_info=error)
            key = "unreachable" if isinstance(error, Unreachable) else "broken"
            refused(self._services.rules.texts.get(f"counter.said.{key}"))

        self._services.bridge.submit(question(command_id), answered, failed)
        return True
