"""手写签名 at a paper of a case: the very paper is read out of the vault and shown, then the pad is asked.

What the pad gives is bound to what the pages show (print hash); the hall takes it for an issued paper only.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import uuid_utils.compat as uuid_v7
from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtQml import QmlElement

from case_store.client.connection import Unreachable
from case_store.paper_words import paper_name
from cases.matter.media.media_type import AttachmentKind
from cases.matter.media.pictures import png_chunk
from cases.paper.signature import CHUNK, Signature, decode
from cases.refusal import Reader, Refusal
from cases.views_casework import CaseView, PaperView
from counter.seat import SESSION_OVER
from counter.services import CounterServices
from devices.signature_pad.picture import signature_png
from devices.signature_pad.signature_pad import Signed, SignEvent
from printing.a4.check import check_pdf
from screenkit.at_hand import SIGNATURE_PAD
from screenkit.property_shim import Property

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

PAGE_WIDE_PX = 900  # a page is read at that width and shown smaller
_CHANGED = Refusal("signature.paper_changed")
Answer = TypeVar("Answer")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Unsent:
    """Signed, and not at the hall yet: the same again under the same id."""

    command_id: UUID
    signature: Signature


@QmlElement
class SigningViewModel(QObject):
    """One paper at a time. `picturesChanged`: the page or the signature is another one."""

    changed = Signal()
    picturesChanged = Signal()
    seen = Signal(object)  # CaseView: the case with its new signature

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._case_id = ""
        self._paper: PaperView | None = None
        self._said, self._asking, self._busy = "", False, False
        self._unsent: _Unsent | None = None
        self._page, self._signature = QImage(), QImage()
        services.at_hand.signed.connect(self._hear)
        services.at_hand.changed.connect(self.changed)

    def open(self, view: CaseView, paper: PaperView) -> None:
        """Read the paper, see that it is still the one that was issued, and show it with its newest signature."""
        self.close()
        self._case_id, self._paper = view.case_id, paper
        signed = [one for one in view.attachments if one.signs == paper.print_hash]
        self._ask(self._read(view.case_id, paper, signed[-1].attachment_id if signed else ""), self._show)
        self._say("reading")

    @Slot()
    def close(self) -> None:
        """Esc: nobody is asked any more; nothing of the paper stays."""
        if self._asking:
            self._services.at_hand.end_signature()
        self._paper, self._unsent, self._asking, self._busy, self._said = None, None, False, False, ""
        self._page, self._signature = QImage(), QImage()
        self.picturesChanged.emit()
        self.changed.emit()

    @Slot()
    def ask(self) -> None:
        """Enter: 请当事人签名, or send again what the hall did not hear."""
        if not self._can_ask() or self._paper is None:
            return
        if self._unsent is not None:
            self._send(self._unsent)
            return
        self._asking = True
        self._services.at_hand.begin_signature(self._paper.print_hash, self._title())
        self._say("waiting")

    def page(self) -> QImage:
        """The first page of the paper."""
        return self._page

    def signature(self) -> QImage:
        """The newest signature under it."""
        return self._signature

    @Slot(object)
    def _hear(self, event: SignEvent) -> None:
        """The pad's word, if it was asked for this paper."""
        if not self._asking or self._paper is None:
            return
        self._asking = False
        if not isinstance(event, Signed):
            self._refuse(Refusal(event.code or "signature.nobody"))
        elif event.signature.print_hash != self._paper.print_hash:
            self._refuse(_CHANGED)
        else:
            self._unsent = _Unsent(uuid_v7.uuid7(), event.signature)
            self._send(self._unsent)

    def _send(self, unsent: _Unsent) -> None:
        self._ask(self._keep(self._case_id, self._title(), unsent), self._kept)
        self._say("sending")

    async def _read(self, case_id: str, paper: PaperView, signature_id: str) -> tuple[bytes, bytes] | Refusal:
        """The paper's PDF, and the PNG of its signature or nothing; both are what they were, or it is told."""
        client = self._services.client
        pdf = await client.papers.read(case_id, paper.paper_id)
        if isinstance(pdf, Refusal):
            return pdf
        checked = await asyncio.to_thread(check_pdf, pdf)
        if isinstance(checked, Refusal):
            return checked
        if checked.print_hash != paper.print_hash:
            return _CHANGED
        if not signature_id:
            return pdf, b""
        png = await client.attachments.read(case_id, signature_id)
        if isinstance(png, Refusal):
            return png
        signature = decode(png_chunk(png, CHUNK) or b"")
        if isinstance(signature, Refusal):
            return signature
        return (pdf, png) if signature.print_hash == paper.print_hash else _CHANGED

    async def _keep(self, case_id: str, title: str, unsent: _Unsent) -> tuple[CaseView, bytes] | Refusal:
        """The signature into the vault."""
        png = await asyncio.to_thread(signature_png, unsent.signature)
        name = self._services.rules.texts.get("counter_papers.signing.name", paper=title)
        view = await self._services.client.attachments.add(
            case_id,
            AttachmentKind.SIGNATURE,
            png,
            name=name,
            declared="image/png",
            command_id=unsent.command_id,
        )
        return view if isinstance(view, Refusal) else (view, png)

    def _show(self, read: tuple[bytes, bytes]) -> None:
        pdf, png = read
        self._page, self._signature = first_page(pdf), QImage.fromData(png) if png else QImage()
        self.picturesChanged.emit()
        self._say("signed" if png else "read")

    def _kept(self, kept: tuple[CaseView, bytes]) -> None:
        view, png = kept
        self._unsent, self._signature = None, QImage.fromData(png)
        self.picturesChanged.emit()
        self._say("kept")
        self.seen.emit(view)

    def _ask(self, question: Coroutine[Any, Any, Answer | Refusal], then: Callable[[Answer], None]) -> None:
        """Answers of a paper that is shown no more are nobody's."""
        paper, self._busy = self._paper, True

        def answered(answer: Answer | Refusal) -> None:
            if paper is not self._paper:
                return
            self._busy = False
            if isinstance(answer, Refusal) and answer.code in SESSION_OVER:
                self._services.desk.hear_refusal(answer)  # sign in again; what was signed stays until then
                self._say("unreachable" if self._unsent else "not_read")
            elif isinstance(answer, Refusal):
                self._unsent = None
                self._refuse(answer)
            else:
                then(answer)

        def failed(error: Exception) -> None:
            if paper is not self._paper:
                return
            self._busy = False
            if not isinstance(error, Unreachable):
                _log.error("a signature was not kept", exc_info=error)
            self._say("unreachable" if self._unsent else "not_read")

        self._services.bridge.submit(question, answered, failed)

    def _refuse(self, refusal: Refusal) -> None:
        self._said = self._services.rules.texts.tell(refusal, Reader.STAFF)
        self.changed.emit()

    def _say(self, key: str) -> None:
        self._said = self._services.rules.texts.get(f"counter_papers.signing.{key}")
        self.changed.emit()

    def _title(self) -> str:
        if self._paper is None:
            return ""
        return f"{paper_name(self._paper.kind, self._services.rules.texts)} {self._paper.number}"

    def _can_ask(self) -> bool:
        if self._paper is None or self._page.isNull() or self._busy or self._asking:
            return False
        return self._unsent is not None or self._services.at_hand.is_well(SIGNATURE_PAD)

    isOpen = Property(bool, lambda self: self._paper is not None, notify=changed)
    isAsking = Property(bool, lambda self: self._asking, notify=changed)
    canAsk = Property(bool, _can_ask, notify=changed)
    title = Property(str, _title, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)
    hasSignature = Property(bool, lambda self: not self._signature.isNull(), notify=picturesChanged)


def first_page(pdf: bytes) -> QImage:
    """As wide as it is read well on the screen; null for what Qt cannot draw."""
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(pdf))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.pageCount() == 0:
        return QImage()
    size = document.pagePointSize(0)
    image = document.render(0, QSize(PAGE_WIDE_PX, round(PAGE_WIDE_PX * size.height() / size.width())))
    document.close()
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(0xFFFFFFFF)  # Qt draws a page on nothing
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper
