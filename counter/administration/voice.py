"""The part 播报 of the page 管理: every piece of the voice that calls, heard one by one at this desk."""

import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement
from shiboken6 import Shiboken

from cases.refusal import Refusal
from counter.administration.voice_words import PieceLine, advice, piece_lines, summary
from counter.services import CounterServices
from devices.announcing.audition import Audition
from devices.announcing.piece_facts import PieceFacts
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

Answer = TypeVar("Answer")
TICKET_NO, COUNTER_NO = "A017", "3"
_log = logging.getLogger(__name__)


@QmlElement
class VoiceViewModel(QObject):
    """What is heard is what the hall would hear of a call, at this machine's loudspeaker and its volume."""

    changed = Signal()

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._texts = services, services.rules.texts
        self._pieces: dict[str, PieceFacts] = {}
        self._strays: tuple[Refusal, ...] = ()
        self._chosen, self._said, self._playing = "", "", ""
        self._ticket_no, self._counter_no = TICKET_NO, COUNTER_NO
        self._is_reading = self._goes_on = False
        self._lines = RowModel(PieceLine, lambda line: line.name, self)

    @Slot()
    def read(self) -> None:
        """F9: look at the recordings as they lie there now."""
        if (audition := self._services.audition) is None or self._is_reading:
            return
        self._is_reading = True
        self._ask(_all_of(audition), self._took)
        self.changed.emit()

    @Slot()
    def leave(self) -> None:
        """The part is left: silence."""
        self.stop()
        self._said = ""

    @Slot(str)
    def choose(self, name: str) -> None:
        """One of the list."""
        self._chosen = name
        self.changed.emit()

    @Slot(str)
    def setTicketNo(self, ticket_no: str) -> None:
        """Whose call is tried."""
        self._ticket_no = ticket_no

    @Slot(str)
    def setCounterNo(self, counter_no: str) -> None:
        """To which counter."""
        self._counter_no = counter_no

    @Slot()
    def play(self) -> None:
        """Enter: the chosen piece."""
        self._goes_on = False
        self._play_chosen()

    @Slot()
    def playOn(self) -> None:
        """F6: the chosen piece and all below it, one after the other."""
        self._goes_on = True
        self._play_chosen()

    @Slot()
    def playCall(self) -> None:
        """F7: a whole call with the number and counter that stand there."""
        if (audition := self._services.audition) is None:
            return
        self._goes_on = False
        policy = self._services.policy_in_force.policy
        number = int(self._counter_no) if self._counter_no.isdecimal() else 0
        counter = policy.hall.counter(number)
        zone = policy.hall.zone(counter.zone).name if counter else ""
        call = audition.play_call(self._ticket_no.strip().upper(), number, zone, policy.voice)
        self._begin("call", call)

    @Slot()
    def stop(self) -> None:
        """F8: silence, at once."""
        self._goes_on = False
        if self._services.audition is not None:
            self._services.audition.stop()

    def _play_chosen(self) -> None:
        line = self._line()
        if (audition := self._services.audition) is not None and line is not None and line.can_play:
            self._begin(line.name, audition.play(line.name))

    def _begin(self, what: str, heard: Coroutine[Any, Any, Refusal | None]) -> None:
        self._playing, self._said = what, ""
        self._ask(heard, lambda refusal: self._ended(what, refusal))
        self.changed.emit()

    def _ended(self, what: str, refusal: Refusal | None) -> None:
        if what == self._playing:
            self._playing = ""
        self._said = advice(refusal, self._texts)
        following = self._following() if self._goes_on and refusal is None and what == self._chosen else ""
        if following:
            self._chosen = following
            self._play_chosen()
        self.changed.emit()

    def _following(self) -> str:
        """The next in the list that can be heard."""
        names = [line.name for line in self._lines.rows]
        below = self._lines.rows[names.index(self._chosen) + 1 :] if self._chosen in names else []
        return next((line.name for line in below if line.can_play), "")

    def _took(self, answer: tuple[tuple[PieceFacts, ...], tuple[Refusal, ...]]) -> None:
        pieces, self._strays = answer
        self._pieces = {piece.name: piece for piece in pieces}
        self._is_reading = False
        self._lines.set_rows(piece_lines(pieces, self._strays, self._texts))
        if self._line() is None and self._lines.rows:
            self._chosen = self._lines.rows[0].name
        self.changed.emit()

    def _ask(self, work: Coroutine[Any, Any, Answer], then: Callable[[Answer], None]) -> None:
        def answered(answer: Answer) -> None:
            if Shiboken.isValid(self):
                then(answer)

        def failed(error: Exception) -> None:
            _log.error("the voice page failed", exc_info=error)
            if Shiboken.isValid(self):
                self._is_reading, self._playing, self._goes_on = False, "", False
                self._said = self._texts.get("counter.said.broken")
                self.changed.emit()

        self._services.bridge.submit(work, answered, failed)

    def _line(self) -> PieceLine | None:
        return next((line for line in self._lines.rows if line.name == self._chosen), None)

    def _advice(self) -> str:
        """What is wrong with the chosen one, and what to do."""
        if (piece := self._pieces.get(self._chosen)) is not None:
            return advice(piece.wrong, self._texts)
        return advice(
            next((s for s in self._strays if f"/{s.facts['clip']}" == self._chosen), None), self._texts
        )

    def _words(self, field: str) -> str:
        line = self._line()
        return str(getattr(line, field)) if line else ""

    lines = Property(RowModel, lambda self: self._lines, constant=True)
    chosen = Property(str, lambda self: self._chosen, notify=changed)
    words = Property(str, lambda self: self._words("words"), notify=changed)
    file = Property(str, lambda self: self._words("file"), notify=changed)
    advice = Property(str, _advice, notify=changed)
    summary = Property(
        str,
        lambda self: summary(tuple(self._pieces.values()), self._strays, self._texts) if self._pieces else "",
        notify=changed,
    )
    said = Property(str, lambda self: self._said, notify=changed)
    playing = Property(str, lambda self: self._playing, notify=changed)
    ticketNo = Property(str, lambda self: self._ticket_no, notify=changed)
    counterNo = Property(str, lambda self: self._counter_no, notify=changed)
    isReading = Property(bool, lambda self: self._is_reading, notify=changed)
    isPlaying = Property(bool, lambda self: bool(self._playing), notify=changed)
    canPlay = Property(
        bool, lambda self: (line := self._line()) is not None and line.can_play, notify=changed
    )


async def _all_of(audition: Audition) -> tuple[tuple[PieceFacts, ...], tuple[Refusal, ...]]:
    return await audition.facts(), await audition.strays()
