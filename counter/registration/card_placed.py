"""An ID card on this counter's reader while the form is open: what it says is handed on, what went wrong is said."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from cases.refusal import Reader, Refusal
from counter.services import CounterServices
from devices.card_reader.card_reader import CardEvent, CardRead, Unreadable
from screenkit.at_hand import READER


class CardPlaced(QObject):
    """`said`: what staff must know of the card, until the next one."""

    read = Signal(object)  # Card
    changed = Signal()

    def __init__(self, services: CounterServices, is_wanted: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._texts, self._at_hand, self._is_wanted = services.rules.texts, services.at_hand, is_wanted
        self.said = ""
        self._at_hand.card.connect(self._hear)
        self._at_hand.changed.connect(self.changed)

    @property
    def is_offered(self) -> bool:
        """Whether the reader is there and well."""
        return self._at_hand.is_well(READER)

    def look(self) -> None:
        """A card is read only while the form is open and nobody has locked the screen over it."""
        self._at_hand.want_card(self._is_wanted())
        if not self._is_wanted():
            self.said = ""

    def refuse(self, refusal: Refusal) -> None:
        """Say why nothing was filled."""
        self.said = self._texts.tell(refusal, Reader.STAFF)
        self.changed.emit()

    @Slot(object)
    def _hear(self, event: CardEvent) -> None:
        if not self._is_wanted():
            return
        match event:
            case CardRead(card):
                self.said = self._texts.get("registration.card.expired") if card.expired else ""
                self.read.emit(card)
            case Unreadable(code):
                self.refuse(Refusal(code))
