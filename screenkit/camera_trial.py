"""测试 of the document camera: it is opened until it shows a picture, and closed again. The picture is not kept."""

from PySide6.QtCore import QObject, QTimer, Slot

from cases.alarm.device_trial import TrialResult
from devices.document_camera.document_camera import DocumentCamera
from screenkit.local_devices import Ended

IN_USE_MS, SEEN_WITHIN_MS = 700, 8_000


class CameraTrial(QObject):
    """A camera that shows pictures unasked is in use by a page: it works, and is left to that page."""

    def __init__(self, camera: DocumentCamera) -> None:
        super().__init__(camera)
        self._camera = camera
        self._ended: Ended | None = None
        self._is_opened = False
        self._opening = QTimer(self, interval=IN_USE_MS, singleShot=True)
        self._opening.timeout.connect(self._open)
        self._waiting = QTimer(self, interval=SEEN_WITHIN_MS, singleShot=True)
        self._waiting.timeout.connect(self._in_vain)
        camera.seen.connect(self._seen)

    def begin(self, _trial_id: str, ended: Ended) -> None:
        """`ended` follows."""
        self._ended, self._is_opened = ended, False
        self._opening.start()
        self._waiting.start()

    @Slot()
    def _open(self) -> None:
        self._is_opened = True
        self._camera.open()

    @Slot(object)
    def _seen(self, _picture: object) -> None:
        self._end(TrialResult.PASSED)

    @Slot()
    def _in_vain(self) -> None:
        self._end(TrialResult.FAILED)

    def _end(self, result: TrialResult) -> None:
        ended, self._ended = self._ended, None
        if ended is None:
            return
        self._opening.stop()
        self._waiting.stop()
        if self._is_opened:
            self._camera.close()
        ended(result)
