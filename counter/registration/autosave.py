"""Keeping the form at the hall while it is filled: on leaving a field, and after 10 s of typing at the latest."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from case_store.client.connection import Unreachable
from case_store.client.hall import HallClient
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.views import DraftKept
from screenkit.bridge import Bridge

LATEST_MS = 10_000
Matter = tuple[OpenMatter, PrivateMatter]
_log = logging.getLogger(__name__)


class Autosave(QObject):
    """One save on its way at a time; what was typed meanwhile follows it. Nothing is saved twice."""

    kept = Signal(object)  # DraftKept
    failed = Signal(object)  # Refusal, or None when nobody answered
    quiet = Signal()  # nothing is on its way any more

    def __init__(
        self, client: HallClient, bridge: Bridge, newest: Callable[[], Matter | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._client, self._bridge, self._newest = client, bridge, newest
        self._visit_id = ""
        self._saved: Matter | None = None
        self._on_its_way: Matter | None = None
        self._timer = QTimer(self, interval=LATEST_MS, singleShot=True)
        self._timer.timeout.connect(self.save)

    @property
    def is_quiet(self) -> bool:
        """Whether no save is on its way."""
        return self._on_its_way is None

    def begin(self, visit_id: str, stands: Matter) -> None:
        """A form is opened; `stands` is what the hall has."""
        self._visit_id, self._saved = visit_id, stands
        self._timer.stop()

    def typed(self) -> None:
        """Something was typed: it is saved when the field is left, or when the time is over."""
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def save(self) -> None:
        """Save what stands in the form now, unless the hall has it."""
        matter = self._newest()
        if matter is not None:
            self.put(matter)

    def put(self, matter: Matter) -> None:
        """Save this."""
        self._timer.stop()
        if matter == self._saved or not self._visit_id:
            return
        if self._on_its_way is not None:
            self._timer.start()  # at the latest; usually the answer comes first and asks again
            return
        self._on_its_way = matter
        self._bridge.submit(
            self._client.registration.save_draft(self._visit_id, *matter), self._answered, self._unanswered
        )

    def end(self) -> None:
        """The form is closed: nothing more is saved."""
        self._visit_id, self._saved = "", None
        self._timer.stop()

    def _answered(self, answer: DraftKept | Refusal) -> None:
        sent, self._on_its_way = self._on_its_way, None
        if isinstance(answer, Refusal):
            self.failed.emit(answer)
        else:
            self._saved = sent if self._visit_id else None
            self.kept.emit(answer)
            if self._visit_id:
                self.save()
        if self._on_its_way is None:
            self.quiet.emit()

    def _unanswered(self, error: Exception) -> None:
        self._on_its_way = None
        if not isinstance(error, Unreachable):
            _log.error("saving the draft failed", exc_info=error)
        if self._visit_id:
            self._timer.start()
        self.failed.emit(None)
        self.quiet.emit()
