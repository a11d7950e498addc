"""The view-model of the inline panel for 不予受理: a reason of the list, and always where to go instead."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from counter.desk import Desk
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceLine:
    """A reason, or a place to go."""

    code: str
    name: str
    is_chosen: bool


@QmlElement
class RejectionViewModel(QObject):
    """A reason brings its usual referral; staff may choose another one."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_open = False
        self._reason: str | None = None
        self._referral: str | None = None
        self._remark = ""
        self._problem = ""
        self._reasons = RowModel(ChoiceLine, lambda line: line.code, self)
        self._referrals = RowModel(ChoiceLine, lambda line: line.code, self)
        desk.changed.connect(self._follow)
        desk.rejectionDone.connect(self.close)
        self._show()

    @Slot()
    def open(self) -> None:
        """Nothing is chosen yet."""
        self._is_open = True
        self._show()

    @Slot()
    def close(self) -> None:
        """Give up or done."""
        self._is_open, self._reason, self._referral, self._remark, self._problem = False, None, None, "", ""
        self._show()

    @Slot(int)
    def chooseReason(self, index: int) -> None:
        """The reason at this place of the list, and where such matters mostly go."""
        reasons = list(self._desk.rules.policy.acceptance.reasons.items())
        if 0 <= index < len(reasons):
            self._reason, self._problem = reasons[index][0], ""
            self._referral = reasons[index][1].referral
            self._show()

    @Slot(int)
    def chooseReferral(self, index: int) -> None:
        """Another place to go."""
        referrals = list(self._desk.rules.policy.acceptance.referrals)
        if 0 <= index < len(referrals):
            self._referral = referrals[index]
            self._show()

    @Slot(str)
    def writeRemark(self, text: str) -> None:
        """A remark for the file, sealed by the hall."""
        self._remark = text

    @Slot()
    def confirm(self) -> None:
        """不予受理. Without a reason nothing is asked."""
        if self._reason is None or self._referral is None:
            self._problem = self._desk.rules.texts.get("counter.reject.choose_first")
            self._show()
            return
        self._desk.reject(self._reason, self._referral, self._remark.strip())

    @Slot()
    def _follow(self) -> None:
        if self._is_open and self._desk.knows.matter is None:
            self.close()

    def _show(self) -> None:
        acceptance = self._desk.rules.policy.acceptance
        self._reasons.set_rows(
            [
                ChoiceLine(code=code, name=reason.text, is_chosen=code == self._reason)
                for code, reason in acceptance.reasons.items()
            ]
        )
        self._referrals.set_rows(
            [
                ChoiceLine(code=code, name=referral.name, is_chosen=code == self._referral)
                for code, referral in acceptance.referrals.items()
            ]
        )
        self.changed.emit()

    def _way(self) -> str:
        referrals = self._desk.rules.policy.acceptance.referrals
        return referrals[self._referral].way if self._referral is not None else ""

    def _reason_index(self) -> int:
        codes = list(self._desk.rules.policy.acceptance.reasons)
        return codes.index(self._reason) if self._reason is not None else -1

    def _referral_index(self) -> int:
        codes = list(self._desk.rules.policy.acceptance.referrals)
        return codes.index(self._referral) if self._referral is not None else -1

    isOpen = Property(bool, lambda self: self._is_open, notify=changed)
    problem = Property(str, lambda self: self._problem, notify=changed)
    way = Property(str, _way, notify=changed)
    reason = Property(int, _reason_index, notify=changed)
    referral = Property(int, _referral_index, notify=changed)
    reasons = Property(RowModel, lambda self: self._reasons, constant=True)
    referrals = Property(RowModel, lambda self: self._referrals, constant=True)
