"""手写: what a finger writes is read beside the screen's thread; nothing of it outlives the page."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from cases.alarm.device_health import FINE
from cases.refusal import Reader, Refusal
from devices.handwriting.ink import Stroke
from devices.handwriting.known_words import NO_WORDS, KnownWords
from devices.handwriting.reader import HandwritingReader, open_reader
from kiosk.session_model import SessionModel
from kiosk.writing_words import known_words_of
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1

MISSING = "missing"  # of cases.alarm.device_health
_log = logging.getLogger(__name__)


@QmlElement
class HandwritingModel(QObject):
    """The strokes of one character, and what they may be. Where nothing can read them, `offered` stays false."""

    changed = Signal()
    readingChanged = Signal()
    cleared = Signal()  # the ink goes away
    wiped = Signal()  # and the next citizen begins with Pinyin

    def __init__(self, session: SessionModel) -> None:
        super().__init__()
        self._session = session
        self._reader: HandwritingReader | None = None
        self._condition = ""
        self._strokes: tuple[Stroke, ...] = ()
        self._before = ""
        self._words = NO_WORDS
        self._words_of: object = None
        self._asked = 0  # answers to anything older than the newest question are dropped
        self._is_reading = False
        self._candidates: tuple[str, ...] = ()
        session.pageChanged.connect(self.clear)
        session.wiped.connect(self._wipe)

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether this machine can read handwriting."""
        return self._reader is not None

    @Property(str, notify=changed)
    def candidates(self) -> str:
        """Likely characters, best first, a line each."""
        return "\n".join(self._candidates)

    @Property(bool, notify=readingChanged)
    def reading(self) -> bool:
        """The candidates are those of the stroke before: a finger must not hit what is about to change."""
        return self._is_reading

    def health(self) -> dict[str, str]:
        """For the report of this machine's health; from any thread. {} until it was looked for."""
        return {"handwriting": self._condition} if self._condition else {}

    def open(self, opening: Callable[[], HandwritingReader | Refusal] = open_reader) -> None:
        """Find library and model, behind the first picture."""
        self._session.parts.bridge.submit(asyncio.to_thread(opening), self._opened)

    def close(self) -> None:
        """Let the model go; nothing is read any more."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    @Slot(list, str)
    def write(self, points: list[float], before: str) -> None:
        """The finger was lifted: x and y in turn; `before` is the text before the caret."""
        self._session.touched()
        self._strokes = (*self._strokes, tuple(zip(points[::2], points[1::2], strict=True)))
        self._before = before
        self._ask()

    @Slot()
    def undo(self) -> None:
        """退一笔."""
        self._session.touched()
        self._strokes = self._strokes[:-1]
        if self._strokes:
            self._ask()
        else:
            self.clear()

    @Slot()
    def clear(self) -> None:
        """重写, or the character is chosen, or the page is left."""
        self._strokes, self._before = (), ""
        self._asked += 1
        self._show(())
        self.cleared.emit()

    @Slot()
    def putAway(self) -> None:
        """写好了: the pad goes, the text stays."""
        QGuiApplication.inputMethod().hide()

    @Slot()
    def _wipe(self) -> None:
        self.clear()
        self._words, self._words_of = NO_WORDS, None
        if self._reader is not None:
            self._session.parts.bridge.submit(asyncio.to_thread(self._reader.rest))
        self.wiped.emit()

    def _ask(self) -> None:
        self._asked += 1
        if not self._is_reading:
            self._read()

    def _read(self) -> None:
        if self._reader is None:
            return
        self._set_reading(reading=True)
        asked, reading = (
            self._asked,
            asyncio.to_thread(self._reader.read, self._strokes, self._before, self._known_words()),
        )
        self._session.parts.bridge.submit(reading, lambda found: self._answered(asked, found), self._failed)

    def _answered(self, asked: int, found: tuple[str, ...]) -> None:
        if asked == self._asked:
            self._show(found)
        elif self._strokes:
            self._read()
            return
        self._set_reading(reading=False)

    def _failed(self, error: Exception) -> None:
        self._set_reading(reading=False)
        _log.error("handwriting could not be read: %s", type(error).__name__)  # never the strokes

    def _set_reading(self, *, reading: bool) -> None:
        self._is_reading = reading
        self.readingChanged.emit()

    def _opened(self, opened: HandwritingReader | Refusal) -> None:
        if isinstance(opened, Refusal):
            self._condition = MISSING
            _log.warning("%s", self._session.parts.texts.tell(opened, Reader.OPERATOR))
            return
        self._reader, self._condition = opened, FINE
        self.changed.emit()

    def _known_words(self) -> KnownWords:
        walk = self._session.walk
        if self._words_of != (walk.page, walk.draft.category):
            self._words_of = (walk.page, walk.draft.category)
            parts = self._session.parts
            self._words = known_words_of(walk, parts.flow, parts.texts)
        return self._words

    def _show(self, candidates: tuple[str, ...]) -> None:
        if candidates != self._candidates:
            self._candidates = candidates
            self.changed.emit()
