"""The virtual devices of a demo hall: the kiosk's printer; card reader and scanner there and at counter 1.

The screens do not know that they are virtual: their configurations name ports, and these stand at the other ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from demo.ground import ASSETS, KIOSK_ID, PRINTER_BAUD, Ground
from demo.table_printer import TablePrinter
from devices.card_reader.virtual import VirtualReader
from devices.card_reader.virtual_card import VirtualCard, load_cards
from devices.scanner.virtual import VirtualScanner

FACE = ASSETS / "fonts" / "NotoSansSC-Regular.ttf"
WITH_DEVICES = ("kiosk", "counter")
SPEED_MM_S = 100.0  # of paper, where somebody watches


@dataclass(frozen=True, slots=True)
class HandDevices:
    """What people hold something to."""

    reader: VirtualReader
    scanner: VirtualScanner


class VirtualDevices:
    """All of them, plugged in from `start` to `close`."""

    def __init__(self, ground: Ground, *, speed_mm_s: float = 0.0) -> None:
        """`speed_mm_s` 0: the printer needs no time for paper, only for bytes."""
        self.cards: Mapping[str, VirtualCard] = load_cards(ASSETS)
        self.printer = TablePrinter(
            ground.port("printer"),
            ground.papers,
            FACE,
            name=KIOSK_ID,
            baud=PRINTER_BAUD,
            speed_mm_s=speed_mm_s,
        )
        self.at: Mapping[str, HandDevices] = {
            name: HandDevices(
                VirtualReader(ground.port(f"{name}-reader")), VirtualScanner(ground.port(f"{name}-scanner"))
            )
            for name in WITH_DEVICES
        }

    def start(self) -> None:
        """Before the screens: a device that is there from the beginning is never missed."""
        self.printer.plug_in()
        for hand in self.at.values():
            hand.reader.start()
            hand.scanner.start()

    def close(self) -> None:
        """After the screens; may be called twice."""
        self.printer.pull_out()
        for hand in self.at.values():
            hand.reader.close()
            hand.scanner.close()
