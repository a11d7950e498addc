"""补打回执 on the page of a case: first whom staff have in front of them, then the paper, made anew by the hall."""

import logging
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.casework.by import By
from cases.paper.receipt_rules import may_reissue
from cases.people.party import PartyRole
from cases.people.proof import Proof
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views_casework import CaseView
from cases.views_papers import ReissuedReceipt
from counter.casework.asking import Asking
from counter.casework.paper_desk import Came
from counter.services import CounterServices
from counter.wording import grouped_phone
from printing.paper import Paper
from printing.slips.printed_again import printed_again
from printing.slips.receipt import CASE_CODE_GROUPS, LOOKUP_CODE_GROUPS, Receipt, receipt
from printing.wording import grouped
from screenkit.property_shim import Property

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

_log = logging.getLogger(__name__)


@QmlElement
class ReceiptAnewViewModel(QObject):
    """Open until it is closed or the page shows another case. Nothing of a receipt is kept here."""

    changed = Signal()

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._asking = services, Asking(services, self)
        self._view: CaseView | None = None
        self._is_open, self._said = False, ""

    def show(self, view: CaseView | None) -> None:
        """The case that the page shows now; None: none."""
        if view is None or self._view is None or view.case_id != self._view.case_id:
            self._is_open, self._said = False, ""
        self._view = view
        self.changed.emit()

    @Slot()
    def open(self) -> None:
        """Ctrl+R: who is it?"""
        self._is_open, self._said = self._is_offered(), ""
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Esc."""
        self._is_open, self._said = False, ""
        self.changed.emit()

    @Slot()
    def giveOnDocument(self) -> None:
        """1: their document was seen."""
        if self._is_named():
            self._give(Proof.DOCUMENT)

    @Slot()
    def giveOnAnswers(self) -> None:
        """2: they could answer."""
        self._give(Proof.ANSWERS)

    def _give(self, proof: Proof) -> None:
        if (view := self._view) is None or not self._is_open:
            return
        client, case_id = self._services.client.papers, view.case_id

        async def ask(command_id: UUID) -> tuple[UUID, ReissuedReceipt] | Refusal:
            given = await client.reissue_receipt(case_id, proof, command_id)
            return given if isinstance(given, Refusal) else (command_id, given)

        def made(answer: tuple[UUID, ReissuedReceipt]) -> None:
            self._print(case_id, *answer)

        if self._asking.ask((case_id, proof), ask, made, partial(self._say, case_id)):
            self._say(case_id, self._text("asking"))

    def _print(self, case_id: str, reissue_id: UUID, given: ReissuedReceipt) -> None:
        """What did not come out is said with its codes, to be written down; the journal of the hall hears of both."""
        if (desk := self._services.paper_desk) is None:
            return
        codes = {
            "case_code": grouped(given.case_code, CASE_CODE_GROUPS),
            "lookup_code": grouped(given.lookup_code, LOOKUP_CODE_GROUPS),
        }

        def came(how: Came) -> None:
            self._say(case_id, self._text(how.value, **codes))
            result = PaperState.FAILED if how is Came.NOT else PaperState.PRINTED
            told = self._services.client.papers.receipt_printed(case_id, reissue_id, result)
            self._services.bridge.submit(told, on_error=_not_told)

        name = self._services.rules.texts.get("papers.receipt.kind")
        desk.hand_out(f"{case_id}:receipt:{reissue_id}", self._slip(given), name, came)

    def _slip(self, given: ReissuedReceipt) -> Paper:
        hall, texts = self._services.rules.policy.hall, self._services.rules.texts
        made = Receipt(
            centre_name=hall.full_name,
            case_code=given.case_code,
            registered_at=given.registered_at,
            answer_by=given.answer_by,
            qr_url=given.receipt_url,
            lookup_code=given.lookup_code,
            phone=hall.phone,
            info_only=given.info_only,
        )
        return printed_again(receipt(made, texts), texts)

    def _say(self, case_id: str, sentence: str) -> None:
        """An answer for a case that is no longer shown is not for this one."""
        if self._view is not None and self._view.case_id == case_id:
            self._said = sentence
            self.changed.emit()

    def _is_offered(self) -> bool:
        """Where the case is decided here, can be read, and there is a printer."""
        view, staff, desk = self._view, self._services.desk.knows.staff, self._services.paper_desk
        if view is None or staff is None or desk is None or not desk.can_hand_out:
            return False
        by = By(staff_id=staff.staff_id, role=staff.role, unit=staff.unit)
        is_readable = view.private_readable and not view.forgotten and bool(view.private.lookup_code)
        return view.held_here and is_readable and may_reissue(by)

    def _is_named(self) -> bool:
        return self._view is not None and not self._view.info_only

    def _whom(self) -> str:
        """Whom the document or the answers are held against."""
        if (view := self._view) is None or not self._is_open:
            return ""
        private = view.private
        people = [(one.name, one.phone) for one in private.parties if one.role is PartyRole.APPLICANT]
        people = people or [(private.contact_name, private.contact_phone)]
        named = [
            self._text(
                "whom",
                name=name or self._text("no_name"),
                phone=grouped_phone(phone) or self._text("no_phone"),
            )
            for name, phone in people
            if name or phone
        ]
        return "\n".join(named) or self._text("nobody")

    def _text(self, key: str, **facts: object) -> str:
        return self._services.rules.texts.get(f"counter_papers.receipt.{key}", **facts)

    isOffered = Property(bool, _is_offered, notify=changed)
    isOpen = Property(bool, lambda self: self._is_open, notify=changed)
    isNamed = Property(bool, _is_named, notify=changed)
    whom = Property(str, _whom, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)


def _not_told(error: Exception) -> None:
    """It stays in the journal then, and may be made once more."""
    _log.warning("what became of a receipt was not told to the hall: %s", error)
