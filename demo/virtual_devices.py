"""The virtual devices of a demo hall: the kiosk's printer; card reader and scanner there and at counter 1; pads.

The screens do not know that they are virtual: their configurations name ports, and these stand at the other ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from demo.ground import ASSETS, KIOSK_ID, PADS, PRINTER_BAUD, Ground
from demo.table_printer import TablePrinter
from devices.call_display.virtual import VirtualCallDisplay
from devices.card_reader.virtual import VirtualReader
from devices.card_reader.virtual_card import VirtualCard, load_cards
from devices.evaluation_pad.virtual import VirtualEvaluationPad
from devices.keypad.virtual import VirtualKeypad
from devices.scanner.virtual import VirtualScanner

FACE = ASSETS / "fonts" / "NotoSansSC-Regular.ttf"
SPEED_MM_S = 100.0  # of paper, where somebody watches
Pad = VirtualKeypad | VirtualEvaluationPad | VirtualCallDisplay
_PADS: Mapping[str, type[Pad]] = {
    "keypad": VirtualKeypad,
    "evaluation_pad": VirtualEvaluationPad,
    "call_display": VirtualCallDisplay,
}


@dataclass(frozen=True, slots=True)
class HandDevices:
    """What stands beside a screen."""

    reader: VirtualReader
    scanner: VirtualScanner
    pads: Mapping[str, Pad] = field(default_factory=dict)

    @property
    def all(self) -> Mapping[str, VirtualReader | VirtualScanner | Pad]:
        """By their names in a configuration."""
        return {"card_reader": self.reader, "scanner": self.scanner, **self.pads}


class VirtualDevices:
    """All of them, plugged in from `start` to `close`."""

    def __init__(self, ground: Ground, *, speed_mm_s: float = 0.0, pads: bool = False) -> None:
        """`speed_mm_s` 0: the printer needs no time for paper, only for bytes. `pads`: as the ground was laid."""
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
                VirtualReader(ground.port(f"{name}-card_reader")),
                VirtualScanner(ground.port(f"{name}-scanner")),
                {pad: _PADS[pad](ground.port(f"{name}-{pad}")) for pad in (its if pads else ())},
            )
            for name, its in PADS.items()
        }

    def start(self) -> None:
        """Before the screens: a device that is there from the beginning is never missed."""
        self.printer.plug_in()
        for hand in self.at.values():
            for device in hand.all.values():
                device.start()

    def close(self) -> None:
        """After the screens; may be called twice."""
        self.printer.pull_out()
        for hand in self.at.values():
            for device in hand.all.values():
                device.close()
