"""What the frame of every page says: whose hall, what time, which step, in which size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.flow import INTAKE_PAGES, STEPS, Page, Walk, step_of
from kiosk.parts import KioskParts
from kiosk.wording import clock_time, day_line
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`step` from 1; 0 where there are no steps. `intake`: a ticket can be taken at once."""

    step: int = 0
    step_text: str = ""
    intake: bool = False
    large_print: bool = False
    numbered: bool = False
    clock: str = ""
    day: str = ""


@QmlElement
class FrameModel(QObject):
    """The frame of the page that is shown; SessionModel turns the pages."""

    frameChanged = Signal()

    def __init__(self, parts: KioskParts) -> None:
        super().__init__()
        self.parts = parts
        self.frame = Frame()

    @Property(str, notify=frameChanged)
    def centre(self) -> str:
        """The centre's short name."""
        return self.parts.policy.hall.short_name

    @Property(int, constant=True)
    def stepCount(self) -> int:
        """How many steps."""
        return len(STEPS)

    @Property(int, notify=frameChanged)
    def step(self) -> int:
        """From 1; 0 where there are no steps."""
        return self.frame.step

    @Property(str, notify=frameChanged)
    def stepText(self) -> str:
        """「第1步，共6步」."""
        return self.frame.step_text

    @Property(bool, notify=frameChanged)
    def intake(self) -> bool:
        """Whether this is a page of the dispute, from which a ticket can be taken at once."""
        return self.frame.intake

    @Property(bool, notify=frameChanged)
    def largePrint(self) -> bool:
        """大字."""
        return self.frame.large_print

    @Property(bool, notify=frameChanged)
    def numbered(self) -> bool:
        """Whether answers show the key that chooses them: a keypad is there."""
        return self.frame.numbered

    @Property(str, notify=frameChanged)
    def clock(self) -> str:
        """「09:40」; empty while the machine's clock cannot be believed."""
        return self.frame.clock

    @Property(str, notify=frameChanged)
    def day(self) -> str:
        """「11月23日 星期一」."""
        return self.frame.day

    def frame_of(self, walk: Walk) -> bool:
        """Show the frame of this page now; whether anything changed, the minute included."""
        frame = self._make(walk)
        if frame == self.frame:
            return False
        self.frame = frame
        self.frameChanged.emit()
        return True

    def _make(self, walk: Walk) -> Frame:
        texts, clock = self.parts.texts, self.parts.hall_clock
        step = len(STEPS) if walk.page is Page.CHECK else step_of(walk.page)
        said = "kiosk.frame.all_asked" if walk.page is Page.CHECK else "kiosk.frame.step"
        return Frame(
            step=step,
            step_text=texts.get(said, step=step, count=len(STEPS)) if step else "",
            intake=walk.page in INTAKE_PAGES,
            large_print=walk.large_print,
            numbered=self.parts.at_hand.has_keypad,
            clock=clock_time(clock.now()) if clock.believable else "",
            day=day_line(clock.now(), texts) if clock.believable else "",
        )
