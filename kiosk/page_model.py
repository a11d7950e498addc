"""The base of all pages' view-models: made when a page is entered, gone with everything in it when it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from devices.card_reader.card_reader import CardEvent
    from devices.scanner.scanner import ScanEvent
    from kiosk.draft import Draft
    from kiosk.session_model import SessionModel


class PageModel(QObject):
    """One page, once. `typed` is what stands in its field and is not an answer yet."""

    def __init__(self, session: SessionModel) -> None:
        super().__init__(session)
        self.session = session

    @property
    def typed(self) -> str:
        """What a page in the other size begins with."""
        return ""

    def draft(self) -> Draft:
        """All that was told, with what stands in this page's field, for 「先取号，到窗口再说」."""
        return self.session.walk.draft

    def refresh(self) -> None:
        """The hall said something new, a minute went by, or a device came or went."""

    @property
    def wants_card(self) -> bool:
        """Whether an ID card may be placed on the reader for this page."""
        return False

    def take_card(self, event: CardEvent) -> None:
        """A card was placed, taken away, or could not be read."""

    @property
    def takes_digits(self) -> bool:
        """Whether digits are what this page asks for; else a digit chooses the answer of that number."""
        return False

    def choose_number(self, number: int) -> None:
        """The keypad's 1 to 9: as if that answer had been touched."""

    def wipe_typed(self) -> bool:
        """清除: whether anything was typed that is gone now; else it leads back."""
        return False

    def take_scan(self, event: ScanEvent) -> None:
        """Something was held under the scanner."""
