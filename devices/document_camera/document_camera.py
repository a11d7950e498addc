"""What a document camera is to the page that shows it. There are `uvc_camera` and `folder_camera`; this one is none."""

from PySide6.QtCore import QObject, Signal, Slot

from cases.refusal import Refusal
from devices.line import ABSENT, DeviceReport, DeviceState

NAME = "camera"  # a part of cases.alarm.device_health
PREVIEW_EVERY_MS = 150  # 7 pictures a second: enough to lay a paper straight, little for a PC without a GPU


class DocumentCamera(QObject):
    """Lives in the UI thread. It looks only between `open` and `close`: a light on the camera means that somebody is.

    `seen` carries a small Picture, `taken` a Picture as large as the camera gives, or the Refusal that says why not;
    `changed`: it came, went or broke (`report`).
    """

    changed = Signal()
    seen = Signal(object)
    taken = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report = DeviceReport(NAME, DeviceState.MISSING, ABSENT)

    @property
    def report(self) -> DeviceReport:
        """How it is; from any thread."""
        return self._report

    def open(self) -> None:
        """Begin to look; without a camera nothing happens until one is plugged in."""

    def take(self) -> None:
        """Answered by `taken`, once."""
        self.taken.emit(Refusal(ABSENT))

    @Slot()
    def close(self) -> None:
        """Look no more, and forget what was seen; may be called twice."""

    def _tell(self, state: DeviceState, error: str = "", detail: str = "") -> None:
        before, self._report = self._report, DeviceReport(NAME, state, error, detail)
        if (before.state, before.error) != (state, error):
            self.changed.emit()
