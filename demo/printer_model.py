"""The virtual printer as its window shows it: the paper that comes out, how it is, and what a hand can do to it."""

from math import inf

from PIL import Image
from PySide6.QtCore import QObject, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickImageProvider

from cases.texts import Texts
from demo.table_printer import A_FINGER_MM, NEAR_END_MM, ROLL_MM, TablePrinter
from printing.virtual.build import Fault
from screenkit.property_shim import Property

QML_IMPORT_NAME = "demo"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_AGAIN_MS = 60
PAPER = {"new": ROLL_MM, "near_end": NEAR_END_MM, "finger": A_FINGER_MM, "out": 0.0}  # millimetres left
ANSWERS = {"at_once": 0.0, "late": 0.25, "never": inf}  # seconds; a driver gives up on one after 0.3
SEEN_MM_MAX = 150.0  # of what hangs out: what the window has room for


class HangingPaper(QQuickImageProvider):
    """`image://hanging/…`: the paper that hangs out of the printer, as it was looked at last."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self.image = QImage()

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, ARG002 - Qt's names
        """Qt's: whatever hangs out now."""
        size.setWidth(self.image.width())
        size.setHeight(self.image.height())
        return self.image


@QmlElement
class PrinterModel(QObject):
    """Looks at the printer many times a second, and draws only what has moved."""

    changed = Signal()
    paperMoved = Signal()

    def __init__(self, printer: TablePrinter, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.provider = HangingPaper()
        self._printer, self._texts = printer, texts
        self._moved = 0
        self._before: tuple[object, ...] = ()
        self._paper_before: tuple[object, ...] = ()
        self._state = printer.state
        self._timer = QTimer(self, interval=LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Look again."""
        state = self._state = self._printer.state
        paper = (state.paper_mm, state.sheets_count)
        if paper != self._paper_before:
            self._paper_before = paper
            self._moved += 1
            self.provider.image = _as_qt(self._printer.hanging())
            self.paperMoved.emit()
        now = (self._word(), self._left(), state.cover_open, state.too_hot, state.fault, *self._line())
        if now != self._before:
            self._before = now
            self.changed.emit()

    @Slot(str)
    def setPaper(self, left: str) -> None:
        """ "new", "near_end", "finger" (half a paper), "out"."""
        self._printer.set_paper_mm(PAPER[left])
        self.look()

    @Slot(bool)
    def setCover(self, is_open: bool) -> None:
        """Open or close it."""
        self._printer.set_cover(is_open=is_open)
        self.look()

    @Slot(bool)
    def setHot(self, is_hot: bool) -> None:
        """Its head."""
        self._printer.set_hot(is_hot=is_hot)
        self.look()

    @Slot(bool)
    def setJammed(self, is_jammed: bool) -> None:
        """Its knife."""
        self._printer.set_jammed(is_jammed=is_jammed)
        self.look()

    @Slot(bool)
    def setPluggedIn(self, is_in: bool) -> None:
        """Its cable."""
        if is_in:
            self._printer.plug_in()
        else:
            self._printer.pull_out()
        self.look()

    @Slot(int)
    def setBaud(self, baud: int) -> None:
        """How fast its line is."""
        self._printer.set_baud(baud)
        self.look()

    @Slot(str)
    def setAnswers(self, how: str) -> None:
        """ "at_once", "late", "never"."""
        self._printer.set_late(ANSWERS[how])
        self.look()

    def _line(self) -> tuple[bool, int, float]:
        return self._printer.is_plugged_in, self._printer.baud, self._printer.late_s

    def _word(self) -> str:
        """What is the matter, what hides the rest first."""
        state = self._state
        matters = {
            "unplugged": not self._printer.is_plugged_in,
            "cover": state.cover_open,
            "out": state.out_of_paper,
            "jammed": state.fault is Fault.CUTTER_JAMMED,
            "hot": state.too_hot,
            "printing": state.working or state.buffered_bytes > 0,
            "near_end": state.near_end,
        }
        word = next((name for name, is_so in matters.items() if is_so), "well")
        return self._texts.get(f"demo.printer.{word}")

    def _left(self) -> str:
        mm = self._state.paper_mm
        if mm < 1000:  # noqa: PLR2004 - a metre
            return self._texts.get("demo.printer.left_cm", cm=f"{mm / 10:.1f}")
        return self._texts.get("demo.printer.left_m", m=f"{mm / 1000:.2f}")

    def _paper(self) -> str:
        """What of `PAPER` is told by a sensor."""
        if self._state.out_of_paper:
            return "out"
        return "near_end" if self._state.near_end else ""

    def _answers(self) -> str:
        return next(how for how, seconds in ANSWERS.items() if seconds == self._printer.late_s)

    # `hanging` names another picture each time the paper has moved.
    hanging = Property(str, lambda self: f"image://hanging/{self._moved}", notify=paperMoved)
    hangs = Property(bool, lambda self: not self.provider.image.isNull(), notify=paperMoved)
    word = Property(str, _word, notify=changed)
    left = Property(str, _left, notify=changed)
    paper = Property(str, _paper, notify=changed)
    prints = Property(
        bool, lambda self: self._printer.is_plugged_in and not self._state.offline, notify=changed
    )
    isOpen = Property(bool, lambda self: self._state.cover_open, notify=changed)
    isHot = Property(bool, lambda self: self._state.too_hot, notify=changed)
    isJammed = Property(bool, lambda self: self._state.fault is Fault.CUTTER_JAMMED, notify=changed)
    isPluggedIn = Property(bool, lambda self: self._printer.is_plugged_in, notify=changed)
    baud = Property(int, lambda self: self._printer.baud, notify=changed)
    answers = Property(str, _answers, notify=changed)


def _as_qt(paper: Image.Image) -> QImage:
    """The end of it that is next to the printer; null while nothing hangs out."""
    if not paper.height:
        return QImage()
    seen = paper.crop((0, max(0, paper.height - int(SEEN_MM_MAX * 8)), paper.width, paper.height))
    data = seen.tobytes()
    return QImage(data, seen.width, seen.height, seen.width, QImage.Format.Format_Grayscale8).copy()
