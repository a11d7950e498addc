"""拍材料 by keys at a hall that runs: papers under the camera, corners set by hand, one attachment, sealed."""

import asyncio
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import Qt

from cases.hall_time import hall_date
from cases.matter.media.media_type import MediaType
from cases.texts import Texts
from counter.casework.casework import CaseworkViewModel
from counter.casework.materials import MaterialsViewModel
from devices.config import CameraConfig, DevicesConfig
from devices.document_camera.photograph import Scene, photograph
from printing.copies.print_copy import print_copy, print_mark
from printing.faces import Faces
from screenkit import grab
from tests.counter.conftest import COUNTER_NO, CTRL, Counter, Open
from tests.counter.test_casework_day import NOISE, WORDS, casework_of
from tests.devices.camera_samples import DESKS
from tests.page_looks import bad_words
from tests.real_hall import ASSETS, RealHall

Key = Qt.Key
PAPER = (249, 249, 246)


class Desk:
    """The counter at the page of a case, with papers under its camera."""

    def __init__(self, counter: Counter, folder: Path) -> None:
        self.counter, self.folder = counter, folder
        self.page: CaseworkViewModel = casework_of(counter)
        self.shots: MaterialsViewModel = self.page.case.shots

    def begin(self) -> None:
        self.counter.key(Key.Key_M, CTRL)
        self.counter.wait_for("把材料放在镜头下，四边都看得见，按空格拍。可以连拍几页，存成一个附件。")

    def wait(self, name: str, value: object = True) -> None:
        grab.wait_until(
            lambda: self.shots.property(name) == value and not self.shots.property("isWorking"),
            what=f"{name} {value}; it says {self.shots.property('said')!r}",
        )

    def wait_said(self, start: str) -> None:
        grab.wait_until(lambda: str(self.shots.property("said")).startswith(start), what=start)

    def shoot(self) -> None:
        self.counter.key(Key.Key_Space)
        self.wait("isShot")

    def keep(self) -> None:
        self.counter.key(Key.Key_Return)
        self.wait("isShot", False)

    def save(self) -> None:
        self.counter.key(Key.Key_F10)
        self.wait("isOpen", False)

    def stored(self) -> list[Any]:
        view = self.page.case._view
        assert view is not None
        return list(view.attachments)

    def read(self, attachment_id: str, *, to_print: bool = False) -> bytes:
        view, client = self.page.case._view, self.counter.screen.client
        assert view is not None
        reading = client.attachments.read(view.case_id, attachment_id, to_print=to_print)
        content = asyncio.run_coroutine_threadsafe(reading, self.counter.screen.bridge.loop).result(10)
        assert isinstance(content, bytes)
        return content


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two papers on two desks; the place where it was taken is in the first."""
    folder = tmp_path_factory.mktemp("photos")
    exif = Image.Exif()
    exif[0x010F] = "MAKER-OF-THE-CAMERA"
    for number, desk in enumerate(("dark wood", "green mat")):
        paper = Image.new("RGB", (600, 849), PAPER)
        paper.paste((30, 30, 30), (60, 80, 540, 120 + number * 100))
        scene = Scene(size=(1000, 750), desk=DESKS[desk], turn_deg=5 + number, seed=number)
        photograph(paper, scene)[0].save(folder / f"{number}.jpg", quality=90, exif=exif)
    return folder


@pytest.fixture
def desk(hall: RealHall, open_counter: Open, photos: Path, tmp_path: Path) -> Desk:
    folder = tmp_path / "camera"
    shutil.copytree(photos, folder)
    hall.take(NOISE, WORDS)
    counter = open_counter(COUNTER_NO, devices=DevicesConfig(document_camera=CameraConfig(folder=folder)))
    counter.sign_in()
    counter.wait_for("锁屏")
    counter.open_page("casework")
    inbox = casework_of(counter).inbox
    grab.wait_until(lambda: inbox.rows.count > 0, what="the inbox")
    counter.key(Key.Key_Return)
    counter.wait_for("拍材料")
    return Desk(counter, folder)


def test_two_papers_become_one_sealed_attachment_and_nothing_of_them_lies_in_clear(
    desk: Desk, hall: RealHall, texts: Texts, tmp_path: Path
) -> None:
    desk.begin()
    for _ in range(2):
        desk.shoot()
        assert bad_words(desk.counter.screen.window) == []
        desk.keep()
    assert bad_words(desk.counter.screen.window) == []
    desk.save()
    assert desk.page.case.property("said") == "已存为附件“证据材料”，2页。"
    [one] = desk.stored()
    assert (one.name, one.kind, one.media_type) == ("证据材料", "scan", "application/pdf")
    file = desk.read(one.attachment_id)
    leaves = PdfReader(BytesIO(file)).pages
    assert len(leaves) == 2
    for leaf in leaves:
        [picture] = leaf.images
        seen = np.array(picture.image.convert("RGB"))  # type: ignore[union-attr]
        assert seen.shape[0] / seen.shape[1] == pytest.approx(297 / 210, abs=0.01)
        rim = np.concatenate([seen[4], seen[-5], seen[:, 4], seen[:, -5]])
        assert (rim.mean(axis=0) > 120).all()  # paper up to the rim: nothing of the desk is left
    lying = [
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.parent != desk.folder
    ]
    vault = [path.read_bytes() for path in hall._ground.folder.rglob("*") if path.is_file()]
    assert not any(
        b"%PDF" in content or b"MAKER-OF" in content or b"JFIF" in content for content in (*lying, *vault)
    )
    lines = print_mark("ZZ1", hall_date(hall.clock.now()), texts)
    copy = print_copy(
        desk.read(one.attachment_id, to_print=True), MediaType.PDF, lines, Faces(ASSETS / "fonts")
    )
    assert "仅供综治中心办理使用" in "".join(PdfReader(BytesIO(copy)).pages[1].extract_text().split())


def test_one_paper_is_a_picture_without_exif_turned_and_cut_as_set_by_hand(desk: Desk) -> None:
    desk.begin()
    desk.shoot()
    before = [(line.at_x, line.at_y) for line in desk.shots.corners.rows]
    desk.counter.key(Key.Key_2)
    desk.counter.key(Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    after = [(line.at_x, line.at_y) for line in desk.shots.corners.rows]
    assert after[1] == pytest.approx((before[1][0] - 0.02, before[1][1]))
    assert after[:1] + after[2:] == before[:1] + before[2:]
    desk.counter.key(Key.Key_R)
    desk.keep()
    desk.shots.setName("身份证复印件")
    desk.save()
    one = desk.stored()[-1]
    assert (one.name, one.media_type) == ("身份证复印件", "image/jpeg")
    content = desk.read(one.attachment_id)
    assert len(content) <= 2_000_000
    assert b"MAKER-OF" not in content
    with Image.open(BytesIO(content)) as picture:
        assert not picture.getexif()
        assert picture.width > picture.height


def test_a_corner_is_dragged_with_the_mouse(desk: Desk) -> None:
    desk.begin()
    desk.shoot()
    window = desk.counter.screen.window
    handle = grab.centre_of(grab.find(window, "3"))
    before = desk.shots.corners.rows[2]
    grab.hold(window, "3")
    grab.slide(window, handle.__class__(handle.x() - 40, handle.y() - 30))
    grab.release(window, "3")
    after = desk.shots.corners.rows[2]
    assert after.at_x < before.at_x
    assert after.at_y < before.at_y


def test_pulled_out_the_button_says_so_and_what_was_taken_stays(desk: Desk) -> None:
    desk.begin()
    desk.shoot()
    desk.keep()
    away = desk.folder.with_name("away")
    shutil.move(desk.folder, away)
    desk.counter.wait_for("设备没有接上。请检查插头和电源，插好后会自己恢复。")
    assert not desk.shots.property("isThere")
    assert desk.counter.screen.at_hand.health() == {"camera": "missing"}
    assert bad_words(desk.counter.screen.window) == []
    shutil.move(away, desk.folder)
    grab.wait_until(lambda: bool(desk.shots.property("isThere")), what="its return")
    desk.save()
    assert len(desk.stored()[-1].name) > 0


def test_what_is_not_kept_is_given_up_only_after_a_warning(desk: Desk) -> None:
    desk.begin()
    desk.shoot()
    desk.keep()
    desk.counter.key(Key.Key_Escape)
    assert desk.shots.property("said") == "还有1页没有存。再按一次 Esc 就不要了。"
    desk.counter.key(Key.Key_Escape)
    desk.wait("isOpen", False)
    assert desk.page.property("isCaseOpen")
    assert desk.shots.pages.count == 0
    assert desk.shots.picture(-1) is None


def test_a_black_and_a_torn_picture_are_said_and_the_next_is_taken(desk: Desk) -> None:
    Image.new("RGB", (600, 400)).save(desk.folder / "0.jpg")
    torn = (desk.folder / "1.jpg").read_bytes()
    (desk.folder / "2.jpg").write_bytes(torn)
    (desk.folder / "1.jpg").write_bytes(torn[: len(torn) // 2])
    desk.begin()
    for sentence in ("画面全黑。", "这一张没有传完整，"):
        desk.counter.key(Key.Key_Space)
        desk.wait_said(sentence)
        assert not desk.shots.property("isShot")
    desk.shoot()


def test_a_locked_counter_does_not_look(desk: Desk) -> None:
    desk.begin()
    camera = desk.counter.screen.at_hand.camera
    assert camera is not None
    seen: list[object] = []
    camera.seen.connect(seen.append)
    desk.counter.key(Key.Key_F12)
    grab.process_events(0.1)
    seen.clear()
    grab.process_events(0.7)
    assert seen == []
