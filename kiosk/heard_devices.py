"""What the devices beside the screen say, handed to the page that is shown; while the hall is asked nobody listens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from devices.card_reader.card_reader import CardEvent
    from devices.scanner.scanner import ScanEvent
    from kiosk.session_model import SessionModel


class HeardDevices(QObject):
    """Beside the session, as long as it."""

    def __init__(self, session: SessionModel) -> None:
        super().__init__(session)
        self._session = session
        at_hand = session.parts.at_hand
        at_hand.card.connect(self._hear_card)
        at_hand.scan.connect(self._hear_scan)
        at_hand.changed.connect(self._hear_device)

    @Slot(object)
    def _hear_card(self, event: CardEvent) -> None:
        if not self._session.busy:
            self._session.touched()
            self._session.page_model.take_card(event)

    @Slot(object)
    def _hear_scan(self, event: ScanEvent) -> None:
        if not self._session.busy:
            self._session.touched()
            self._session.page_model.take_scan(event)

    @Slot()
    def _hear_device(self) -> None:
        self._session.frame_of(self._session.walk)  # numbers at the answers come and go with the keypad
        self._session.page_model.refresh()
