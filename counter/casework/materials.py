"""The view-model of 拍材料: papers under the document camera become one attachment of the case.

Pictures lie in memory only, from the shot until the hall has them or they are given up. What is stored is the page as
it is; the words of domain.md §8.2 stand over every copy that is printed (printing.copies), because what was once
written into a picture cannot be taken out of the evidence again.
"""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from shiboken6 import Shiboken

from cases.matter.media.media_type import AttachmentKind
from cases.policy.attachments import AttachmentsPolicy
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.views_casework import CaseView
from counter.casework.asking import Asking
from counter.casework.material_pages import CornerLine, Page, Shot, corner_lines, file_of, page_of, shot
from counter.casework.ready_pages import ReadyPages, image_of
from counter.services import CounterServices
from devices.document_camera.document_camera import DocumentCamera
from devices.line import DeviceState
from screenkit.property_shim import Property
from screenkit.rows import RowModel

if TYPE_CHECKING:
    from devices.document_camera.picture import Picture

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

NAMES = (
    "evidence",
    "identity",
    "mandate",
    "receipt",
)  # counter_materials.name.*: papers.toml files them by these words
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """How an attachment is often called."""

    name: str


@QmlElement
class MaterialsViewModel(QObject):
    """Either a paper is being laid (the camera is seen), or one was taken and its corners are looked at."""

    changed = Signal()
    pictureChanged = Signal()
    kept = Signal(object, str)  # the case with the attachment, and what is said of it

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._texts = services, services.rules.texts
        self._asking = Asking(services, self)
        self._view: CaseView | None = None
        self._heard: DocumentCamera | None = None
        self._is_open = self._is_working = self._warned = False
        self._is_in_front = True
        self._said = self._name = ""
        self._stage: QImage | None = None
        self._shot: Shot | None = None
        self._ready = ReadyPages(self._texts, self)
        self._round = 0
        self._chosen = 0
        self._corners = RowModel(CornerLine, lambda line: line.number, self)
        self._names = RowModel(NameLine, lambda line: line.name, self)
        self._names.set_rows(
            [NameLine(name=self._texts.get(f"counter_materials.name.{one}")) for one in NAMES]
        )
        services.at_hand.changed.connect(self._look)
        services.desk.changed.connect(self._look)

    def show(self, view: CaseView | None) -> None:
        """The case that the page shows now; another one, or none: every picture is forgotten."""
        if view is None or self._view is None or view.case_id != self._view.case_id:
            self._forget()
        self._view = view
        self.changed.emit()

    def looked_at(self, is_in_front: bool) -> None:
        """While another page is in front the camera is off; what was taken stays."""
        self._is_in_front = is_in_front
        self._look()

    @Slot()
    def open(self) -> None:
        """Ctrl+M."""
        if not self._is_offered() or self._is_open:
            return
        self._is_open, self._said = True, ""
        self._name = self._names.rows[0].name
        self._look()

    @Slot(result=bool)
    def stepBack(self) -> bool:
        """Esc: the shot first, then, once warned of pages that are not kept, the whole; False when it is not open."""
        if not self._is_open:
            return False
        if self._shot is not None:
            self.again()
        elif self._ready.pages and not self._warned:
            self._warned = True
            self._tell("counter_materials.said.not_kept", count=len(self._ready.pages))
        elif not self._asking_now():
            self._forget()
        return True

    @Slot()
    def shoot(self) -> None:
        """Space: what lies under the camera."""
        camera = self._camera()
        if camera is None or self._shot is not None or self._is_working:
            return
        if len(self._ready.pages) >= self._limits().pages_max:
            self._refuse(Refusal("camera.too_many_pages", {"most": self._limits().pages_max}))
            return
        self._is_working, self._said, self._warned = True, "", False
        self.changed.emit()
        camera.take()

    @Slot()
    def again(self) -> None:
        """Esc: this shot is given up."""
        if self._shot is not None and not self._is_working:
            self._shot, self._said = None, ""
            self._show_stage(None)
            self._look()

    @Slot()
    def turn(self) -> None:
        """R."""
        if self._shot is not None and not self._is_working:
            self._mark(self._shot.turned())

    @Slot(int)
    def chooseCorner(self, index: int) -> None:
        """1–4: which corner the arrows move."""
        if self._shot is not None:
            self._chosen = index
            self._mark(self._shot)

    @Slot(int, float, float)
    def moveCorner(self, index: int, x: float, y: float) -> None:
        """Dragged to here; shares of the picture."""
        if self._shot is not None and not self._is_working:
            self._chosen = index
            self._mark(self._shot.with_corner(index, x, y))

    @Slot(float, float)
    def nudge(self, dx: float, dy: float) -> None:
        """An arrow key; shares of the picture."""
        if self._shot is not None:
            x, y = self._shot.corners[self._chosen]
            self.moveCorner(self._chosen, float(x) + dx, float(y) + dy)

    @Slot()
    def keepPage(self) -> None:
        """Enter: this is a page."""
        taken = self._shot
        if taken is None or self._is_working:
            return
        bytes_max = self._limits().page_bytes_max

        def made(page: Page) -> None:
            self._shot = None
            self._show_stage(None)
            self._ready.add(page)

        self._work(lambda: page_of(taken, bytes_max), made)

    @Slot()
    def dropLast(self) -> None:
        """Delete: the last page is given up."""
        if self._ready.pages and self._shot is None and not self._is_working:
            self._ready.drop_last()
            self.changed.emit()

    @Slot(str)
    def setName(self, name: str) -> None:
        """How the attachment is to be called."""
        self._name = name
        self.changed.emit()

    @Slot()
    def save(self) -> None:
        """Ctrl+Enter: the pages become one attachment, sealed by the hall as every other."""
        view, pages = self._view, list(self._ready.pages)
        if view is None or not pages or self._shot is not None or self._is_working:
            return
        name, case_id = self._name.strip() or self._names.rows[0].name, view.case_id
        self._work(lambda: file_of(pages), lambda made: self._send(case_id, name, len(pages), *made))

    def picture(self, page: int) -> QImage | None:
        """What is shown: a small page, or with -1 what is taken or seen now."""
        return self._stage if page < 0 else self._ready.thumb(page)

    def _send(self, case_id: str, name: str, count: int, content: bytes, media_type: str) -> None:
        client = self._services.client.attachments

        def kept(view: CaseView) -> None:
            self._is_working = False
            if self._view is None or view.case_id != self._view.case_id:
                return
            self._forget()
            self.kept.emit(view, self._texts.get("counter_materials.said.kept", name=name, count=count))

        asked = self._asking.ask(
            (case_id, name, hashlib.sha256(content).digest()),
            lambda id_: client.add(
                case_id, AttachmentKind.SCAN, content, name=name, declared=media_type, command_id=id_
            ),
            kept,
            self._failed,
        )
        self._is_working = asked
        self.changed.emit()

    @Slot(object)
    def _see(self, picture: "Picture") -> None:
        if self._is_open and self._shot is None:
            self._show_stage(picture)

    @Slot(object)
    def _taken(self, picture: "Picture | Refusal") -> None:
        if not self._is_open:
            return
        if isinstance(picture, Refusal):
            self._is_working = False
            self._refuse(picture)
            return

        def found(taken: Shot) -> None:
            self._chosen = 0
            self._mark(taken)
            if not taken.was_found:
                self._tell("counter_materials.said.not_found")

        self._work(lambda: shot(picture), found)

    def _work(self, work: Callable[[], Made], then: Callable[[Made], None]) -> None:
        """Outside the UI thread. What comes back when the page is closed is thrown away."""
        self._is_working, self._warned, self._said = True, False, ""
        self.changed.emit()
        of_round = self._round

        def done(made: Made) -> None:
            if Shiboken.isValid(self) and self._round == of_round:
                self._is_working = False
                then(made)
                self._look()

        def failed(_error: Exception) -> None:
            if Shiboken.isValid(self) and self._round == of_round:
                self._failed(self._texts.get("counter.said.broken"))

        self._services.bridge.submit(asyncio.to_thread(work), done, failed)

    def _mark(self, taken: Shot) -> None:
        self._shot = taken
        self._corners.set_rows(corner_lines(taken, self._chosen))
        self._look()
        self._show_stage(taken.small)

    def _show_stage(self, picture: "Picture | None") -> None:
        self._stage = None if picture is None else image_of(picture)
        self.pictureChanged.emit()

    @Slot()
    def _look(self) -> None:
        """The camera runs while a paper is being laid in front of somebody who is there, and else not."""
        camera, knows = self._camera(), self._services.desk.knows
        if camera is not None and self._heard is not camera:
            self._heard = camera
            camera.seen.connect(self._see)
            camera.taken.connect(self._taken)
            self.destroyed.connect(camera.close)
        if self._trouble() and self._shot is None and self._stage is not None:
            self._show_stage(None)  # what was seen last is not what lies there
        is_laying = self._is_open and self._shot is None and self._is_in_front
        if camera is not None:
            if is_laying and knows.staff is not None and not knows.locked:
                camera.open()
            elif not self._is_working or self._shot is not None:
                camera.close()
        self.changed.emit()

    def _forget(self) -> None:
        was_open, self._is_open = self._is_open, False
        self._is_working = self._warned = False
        self._shot, self._said = None, ""
        self._round += 1
        self._show_stage(None)
        self._corners.set_rows([])
        self._ready.clear()
        if was_open and (camera := self._camera()) is not None:
            camera.close()
        self.changed.emit()

    def _failed(self, sentence: str) -> None:
        self._is_working, self._said = False, sentence
        self.changed.emit()

    def _refuse(self, refusal: Refusal) -> None:
        self._failed(self._services.desk.sentence(refusal))

    def _tell(self, key: str, **facts: str | int) -> None:
        self._said = self._texts.get(key, **facts)
        self.changed.emit()

    def _camera(self) -> DocumentCamera | None:
        return self._services.at_hand.camera

    def _limits(self) -> AttachmentsPolicy:
        return self._services.policy_in_force.policy.attachments

    def _is_offered(self) -> bool:
        staff = self._services.desk.knows.staff
        is_there = self._camera() is not None and self._view is not None
        return is_there and staff is not None and may(staff.role, Right.HANDLE)

    def _trouble(self) -> str:
        """The sentence of what is wrong with the camera; "" when it is well."""
        camera = self._camera()
        if camera is None or camera.report.state is DeviceState.OK:
            return ""
        return self._services.desk.sentence(Refusal(camera.report.error))

    def _asking_now(self) -> bool:
        return self._is_working and self._shot is None

    corners = Property(RowModel, lambda self: self._corners, constant=True)
    pages = Property(RowModel, lambda self: self._ready.rows, constant=True)
    names = Property(RowModel, lambda self: self._names, constant=True)
    isOffered = Property(bool, _is_offered, notify=changed)
    isOpen = Property(bool, lambda self: self._is_open, notify=changed)
    isShot = Property(bool, lambda self: self._shot is not None, notify=changed)
    isWorking = Property(bool, lambda self: self._is_working, notify=changed)
    isThere = Property(bool, lambda self: not self._trouble(), notify=changed)
    trouble = Property(str, _trouble, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)
    name = Property(str, lambda self: self._name, notify=changed)
