"""The document camera as its page has it: a folder in its place, and what Qt Multimedia does without a camera."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QMediaDevices, QVideoFrame, QVideoFrameFormat

from cases.refusal import Refusal
from devices.config import CameraConfig, DevicesConfig
from devices.document_camera import plugged as plugged_room
from devices.document_camera.document_camera import DocumentCamera
from devices.document_camera.folder_camera import FolderCamera
from devices.document_camera.plugged import plugged
from devices.document_camera.uvc_camera import Form, UvcCamera, best_of, picture_of
from devices.line import DeviceState
from screenkit import grab
from screenkit.window import make_app

HOUSE = Path(__file__).parents[2]

ABSENT = Refusal("device.absent")


class Heard:
    """What a camera told."""

    def __init__(self, camera: DocumentCamera) -> None:
        self.camera = camera
        self.taken: list[Any] = []
        self.seen: list[Any] = []
        camera.taken.connect(self.taken.append)
        camera.seen.connect(self.seen.append)

    def take(self) -> Any:
        self.camera.take()
        grab.wait_until(lambda: bool(self.taken), what="an answer")
        return self.taken.pop()


@pytest.fixture(autouse=True)
def _loop() -> None:
    """Qt's event loop, as a screen has it."""
    make_app()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number, level in enumerate((90, 180)):
        Image.new("RGB", (400, 300), (level, level, level)).save(folder / f"{number}.jpg", quality=95)
    return folder


def frame(width: int, height: int, colour: str = "#c8b4a0") -> QVideoFrame:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return QVideoFrame(image)


def test_each_shot_lays_the_next_paper_under_the_camera(folder: Path) -> None:
    heard = Heard(plugged(CameraConfig(folder=folder)))
    assert heard.camera.report.state is DeviceState.OK
    levels = [int(heard.take().mean().round()) for _ in range(3)]
    assert levels == pytest.approx([90, 180, 90], abs=1)


def test_nothing_is_seen_before_it_is_opened_nor_after_it_is_closed(folder: Path) -> None:
    camera = FolderCamera(folder)
    heard = Heard(camera)
    grab.process_events(0.6)
    assert heard.seen == []
    camera.open()
    assert heard.seen[0].shape == (300, 400, 3)
    camera.close()
    heard.seen.clear()
    grab.process_events(0.6)
    assert heard.seen == []


def test_pulled_out_and_put_in_again_is_told_and_needs_nobody(folder: Path) -> None:
    camera = FolderCamera(folder)
    heard, told = Heard(camera), []
    camera.changed.connect(lambda: told.append(camera.report.state))
    away = folder.with_name("away")
    shutil.move(folder, away)
    assert heard.take() == ABSENT
    grab.wait_until(lambda: told == [DeviceState.MISSING], what="its absence")
    shutil.move(away, folder)
    grab.wait_until(lambda: told == [DeviceState.MISSING, DeviceState.OK], what="its return")
    assert heard.take().shape == (300, 400, 3)


def test_a_torn_and_a_black_picture_are_refused_and_the_next_is_taken(folder: Path) -> None:
    whole = (folder / "0.jpg").read_bytes()
    (folder / "0.jpg").write_bytes(whole[: len(whole) // 3])
    Image.new("RGB", (400, 300)).save(folder / "00.jpg")
    heard = Heard(FolderCamera(folder))
    heard.camera.open()
    codes = [answer.code if isinstance(answer := heard.take(), Refusal) else answer.shape for _ in range(3)]
    assert codes == ["camera.torn", "camera.dark", (300, 400, 3)]


def test_without_a_camera_on_usb_the_absence_is_told_and_nothing_breaks() -> None:
    assert not [one for one in QMediaDevices.videoInputs() if "no such camera" in one.description()]
    camera = UvcCamera("no such camera")
    heard = Heard(camera)
    assert (camera.report.state, camera.report.error) == (DeviceState.MISSING, "device.absent")
    camera.open()
    assert heard.take() == ABSENT
    camera.close()
    camera.close()


def test_frames_become_a_preview_and_the_next_one_a_page() -> None:
    camera = UvcCamera("no such camera")
    heard = Heard(camera)
    camera.see(frame(640, 480))
    assert heard.seen == []  # not open: what the camera sees is nobody's business
    camera.open()
    camera.see(frame(2560, 1920))
    assert heard.seen[0].shape == (960, 1280, 3)
    camera._is_asked = True  # as `take` with a camera in its place
    camera.see(frame(2560, 1920))
    assert heard.taken[0].shape == (1920, 2560, 3)
    assert heard.taken[0][5, 5] == pytest.approx([0xC8, 0xB4, 0xA0], abs=2)


def test_frames_of_nothing_and_of_too_much_are_refused_by_name() -> None:
    assert picture_of(QVideoFrame()) == Refusal("camera.no_picture")
    empty = QVideoFrameFormat(QSize(0, 0), QVideoFrameFormat.PixelFormat.Format_YUYV)
    assert picture_of(QVideoFrame(empty)) == Refusal("camera.no_picture")
    huge = QVideoFrameFormat(QSize(10_000, 8_000), QVideoFrameFormat.PixelFormat.Format_Y8)
    assert picture_of(QVideoFrame(huge)) == Refusal("camera.too_large", {"megapixels_max": 40})
    torn = QVideoFrameFormat(QSize(64, 48), QVideoFrameFormat.PixelFormat.Format_Jpeg)
    answer = picture_of(QVideoFrame(torn))
    assert isinstance(answer, Refusal | np.ndarray)  # whatever Qt makes of it: no exception


def test_a_width_that_is_no_multiple_of_four_comes_out_straight() -> None:
    """Rows of a QImage are padded to four bytes."""
    image = QImage(33, 2, QImage.Format.Format_RGB888)
    image.fill(QColor("#000000"))
    image.setPixelColor(0, 1, QColor("#ff0000"))
    picture = picture_of(QVideoFrame(image))
    assert not isinstance(picture, Refusal)
    assert picture.shape == (2, 33, 3)
    assert picture[1, 0].argmax() == 0
    assert picture[1, 0, 0] > 100


def test_the_largest_format_is_chosen_that_is_quick_enough_and_fits() -> None:
    offered = [
        Form(640, 480, 30),
        Form(3264, 2448, 5),
        Form(3264, 2448, 15),
        Form(4208, 3120, 1),
        Form(7680, 4320, 30),
    ]
    assert best_of(offered) == Form(3264, 2448, 15)
    assert best_of([Form(7680, 4320, 30), Form(4208, 3120, 1)]) == Form(4208, 3120, 1)
    assert best_of([Form(0, 0, 0)]) is None


@pytest.mark.parametrize("table", [{}, {"name": "HD", "folder": "/x"}, {"name": ""}, {"port": "/dev/x"}])
def test_a_camera_is_named_or_a_folder_and_never_both_or_neither(table: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="document_camera"):
        DevicesConfig.model_validate({"document_camera": table})


def test_without_the_extra_there_is_no_camera_and_the_desk_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(plugged_room, "find_spec", lambda _name: None)
    camera = plugged(CameraConfig(folder=tmp_path))
    camera.open()
    assert camera.report.state is DeviceState.MISSING


def test_a_screen_without_a_camera_loads_nothing_that_works_on_pictures() -> None:
    look = "import sys, counter.app, kiosk.house; sys.exit(any(m in sys.modules for m in ('cv2', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", look], check=False, cwd=HOUSE).returncode == 0
