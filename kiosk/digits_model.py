"""A question answered in digits on a number pad: people, money, phone, case code, 查询码."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from cases.matter.scanned_code import OurCode
from cases.refusal import Reader, Refusal
from devices.scanner.scanner import NotOurs, ScanEvent
from kiosk.draft import Draft
from kiosk.page_model import PageModel
from kiosk.page_words import page_words
from kiosk.session_model import SessionModel
from screenkit.at_hand import SCANNER
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitsRule:
    """How a page of digits works. `go_on` gets the digits and walks on, or answers why not; "" means nothing typed."""

    digits_max: int
    format: Callable[[str], str]  # digits as they stand in the box
    go_on: Callable[[str], Refusal | None]
    reading: Callable[[str], str] = lambda _digits: ""  # the same in words, to catch a slip
    draft: Callable[[str], Draft] | None = None  # all that was told, with these digits
    scan: Callable[[OurCode], Refusal | None] | None = (
        None  # a code of ours in place of digits; None: there is no such
    )
    prefix: str = ""  # stands before the digits already
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitsShown:
    """What stands in the box and under it."""

    digits: str
    text: str
    reading: str
    note: str = ""


@QmlElement
class DigitsModel(PageModel):
    """The digits live here and nowhere else."""

    changed = Signal()

    def __init__(self, session: SessionModel, rule: DigitsRule, typed: str) -> None:
        super().__init__(session)
        self._rule = rule
        self._words = page_words(session.walk, session.parts.flow, session.parts.texts)
        self.shown = self._make(typed[: rule.digits_max])

    @Property(str, constant=True)
    def question(self) -> str:
        """One, in large type."""
        return self._words.question

    @Property(str, constant=True)
    def hint(self) -> str:
        """One line under it."""
        return self._words.hint

    @Property(str, constant=True)
    def label(self) -> str:
        """What the box is."""
        return self._words.label

    @Property(str, constant=True)
    def openText(self) -> str:
        """The button that leaves it open; empty: there is none."""
        return self._words.open_text

    @Property(str, constant=True)
    def below(self) -> str:
        """One line under everything; empty: there is none."""
        return self._words.note

    @Property(str, notify=changed)
    def offer(self) -> str:
        """That a code may be scanned in place of typing; empty: it cannot."""
        return self._offer()

    @Property(str, constant=True)
    def prefix(self) -> str:
        """Stands before the digits already."""
        return self._rule.prefix

    @Property(str, constant=True)
    def unit(self) -> str:
        """Stands behind the digits."""
        return self._rule.unit

    @Property(str, notify=changed)
    def text(self) -> str:
        """The digits as the eye takes them."""
        return self.shown.text

    @Property(str, notify=changed)
    def reading(self) -> str:
        """The same in words, 「80万元」."""
        return self.shown.reading

    @Property(str, notify=changed)
    def note(self) -> str:
        """Why it does not go on; empty: nothing is wrong."""
        return self.shown.note

    @Slot(str)
    def press(self, digit: str) -> None:
        """A key of the pad, or of a keyboard."""
        self.session.touched()
        digits = self.shown.digits + digit
        if digit.isascii() and digit.isdigit() and len(digits) <= self._rule.digits_max:
            self._show(self._make(digits))

    @Slot()
    def erase(self) -> None:
        """The last digit."""
        self._show(self._make(self.shown.digits[:-1]))

    @Slot()
    def clear(self) -> None:
        """All digits."""
        self._show(self._make(""))

    @property
    def takes_digits(self) -> bool:
        """All of them."""
        return True

    def wipe_typed(self) -> bool:
        """清除."""
        typed = bool(self.shown.digits)
        self.clear()
        return typed

    @Slot()
    def goOn(self) -> None:
        """下一步."""
        if self.session.busy:
            return
        if not self.shown.digits:
            self.refuse(self._words.empty)
        elif (refusal := self._rule.go_on(self.shown.digits)) is not None:
            self.refuse(self.session.parts.texts.tell(refusal, Reader.CITIZEN))

    def take_scan(self, event: ScanEvent) -> None:
        """One of our codes, or something else, which is told."""
        if self._rule.scan is None:
            return
        refusal = Refusal(event.code) if isinstance(event, NotOurs) else self._rule.scan(event.code)
        if refusal is not None:
            self.refuse(self.session.parts.texts.tell(refusal, Reader.CITIZEN))

    def refresh(self) -> None:
        """The scanner came or went."""
        self.changed.emit()

    def _offer(self) -> str:
        parts = self.session.parts
        if self._rule.scan is None or not parts.at_hand.is_well(SCANNER):
            return ""
        size = "_large" if self.session.walk.large_print else ""
        return parts.texts.get(f"kiosk.at_hand.scan{size}")

    @Slot()
    def leaveOpen(self) -> None:
        """The citizen says it later, or not at all."""
        if not self.session.busy:
            self.session.walk_to(self.session.parts.flow.leave_open(self.session.walk))

    @property
    def typed(self) -> str:
        """What a page in the other size begins with."""
        return self.shown.digits

    def draft(self) -> Draft:
        """With these digits, if they can be an answer."""
        return self._rule.draft(self.shown.digits) if self._rule.draft else self.session.walk.draft

    def refuse(self, note: str) -> None:
        """Say why it does not go on."""
        self._show(replace(self.shown, note=note))

    def _make(self, digits: str) -> DigitsShown:
        return DigitsShown(digits=digits, text=self._rule.format(digits), reading=self._rule.reading(digits))

    def _show(self, shown: DigitsShown) -> None:
        if shown != self.shown:
            self.shown = shown
            self.changed.emit()
