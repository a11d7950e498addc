"""A camera on USB (UVC) through Qt Multimedia.

One stream serves both: the preview and, at full size, the page, because on Linux Qt's QImageCapture takes the next
video frame, too. So the largest format is chosen that is still quick enough to lay a paper by.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoSink,
)

from cases.refusal import Refusal
from devices.document_camera.document_camera import PREVIEW_EVERY_MS, DocumentCamera
from devices.document_camera.picture import KEPT_PIXELS_MAX, PIXELS_MAX, Picture, preview, usable
from devices.line import ABSENT, DeviceState

_FRAMES_MIN = 3.0  # a second; below it a paper cannot be laid straight by looking
_SILENT_MS = 5_000  # the slowest USB camera gives its first frame within 3 s
_RGB_BYTES = 3
SILENT: Final = "camera.silent"


@dataclass(frozen=True, slots=True)
class Form:
    """A format as a camera offers it."""

    width: int
    height: int
    frames_s: float

    @property
    def pixels(self) -> int:
        """How much of a page is seen."""
        return self.width * self.height


def best_of(forms: Iterable[Form]) -> Form | None:
    """The largest that fits and is quick enough; else the smallest that there is, before none."""
    offered = [form for form in forms if form.pixels > 0]
    fits = [form for form in offered if form.pixels <= KEPT_PIXELS_MAX and form.frames_s >= _FRAMES_MIN]
    if fits:
        return max(fits, key=lambda form: (form.pixels, form.frames_s))
    return min(offered, key=lambda form: form.pixels, default=None)


def picture_of(frame: QVideoFrame) -> Picture | Refusal:
    """The frame as a picture of its own memory; or why there is none."""
    pixels = frame.width() * frame.height()
    if not frame.isValid() or pixels <= 0:
        return Refusal("camera.no_picture")
    if pixels > PIXELS_MAX:
        return Refusal("camera.too_large", {"megapixels_max": PIXELS_MAX // 1_000_000})
    image = frame.toImage().convertToFormat(QImage.Format.Format_RGB888)
    if image.isNull():
        return Refusal("camera.no_picture")
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * _RGB_BYTES].reshape(image.height(), image.width(), _RGB_BYTES).copy()


class UvcCamera(DocumentCamera):
    """The first camera whose name contains `name`: a counter's own webcam must not be taken for it."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._is_wanted = self._is_asked = False
        self._camera: QCamera | None = None
        self._session = QMediaCaptureSession(self)
        self._sink = QVideoSink(self)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self.see)
        self._since = QElapsedTimer()
        self._silence = QTimer(self, interval=_SILENT_MS, singleShot=True)
        self._silence.timeout.connect(self._is_silent)
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self._look)
        self._look()

    def open(self) -> None:
        """Let the camera run, as soon as there is one."""
        self._is_wanted = True
        self._look()

    def take(self) -> None:
        """The next frame, so that it shows what lies there now."""
        self._is_asked = True
        if self._camera is None:
            self._answer(Refusal(ABSENT))

    @Slot()
    def close(self) -> None:
        """Its light goes out."""
        self._is_wanted = self._is_asked = False
        self._stop()

    @Slot("QVideoFrame")
    def see(self, frame: QVideoFrame) -> None:
        """A frame came."""
        self._silence.start()
        if self._report.error == SILENT:
            self._tell(DeviceState.OK)
        is_due = not self._since.isValid() or self._since.elapsed() >= PREVIEW_EVERY_MS
        if not self._is_wanted or not (self._is_asked or is_due):
            return
        self._since.start()
        picture = picture_of(frame)
        if self._is_asked:
            self._answer(picture if isinstance(picture, Refusal) else usable(picture))
        elif not isinstance(picture, Refusal):
            self.seen.emit(preview(picture))

    @Slot()
    def _look(self) -> None:
        """Which cameras there are: now, and whenever one is plugged in or pulled out."""
        device = next(
            (one for one in QMediaDevices.videoInputs() if self._name in one.description()), QCameraDevice()
        )
        if device.isNull():
            self._stop()
            self._tell(DeviceState.MISSING, ABSENT)
            if self._is_asked:
                self._answer(Refusal(ABSENT))
            return
        if self._camera is None or self._camera.cameraDevice() != device:
            self._stop()
            self._tell(DeviceState.OK)
        if self._is_wanted and self._camera is None:
            self._start(device)

    def _start(self, device: QCameraDevice) -> None:
        camera = self._camera = QCamera(device, self)
        formats: dict[Form, QCameraFormat] = {
            Form(one.resolution().width(), one.resolution().height(), one.maxFrameRate()): one
            for one in device.videoFormats()
        }
        if (best := best_of(formats)) is not None:
            camera.setCameraFormat(formats[best])
        camera.errorChanged.connect(self._has_failed)
        self._session.setCamera(camera)
        camera.start()
        self._silence.start()

    def _stop(self) -> None:
        camera, self._camera = self._camera, None
        self._silence.stop()
        self._since.invalidate()
        if camera is not None:
            camera.stop()
            self._session.setCamera(None)  # type: ignore[arg-type]
            camera.deleteLater()

    @Slot()
    def _has_failed(self) -> None:
        if self._camera is not None and self._camera.error() != QCamera.Error.NoError:
            self._tell(DeviceState.FAULT, "camera.failed", self._camera.errorString())
            if self._is_asked:
                self._answer(Refusal("camera.failed"))

    @Slot()
    def _is_silent(self) -> None:
        self._tell(DeviceState.FAULT, SILENT)
        if self._is_asked:
            self._answer(Refusal(SILENT))

    def _answer(self, taken: Picture | Refusal) -> None:
        self._is_asked = False
        self.taken.emit(taken)
