"""From a paper to bytes: set once, then written by each encoder that the way to the printer asks for."""

from collections.abc import Callable, Mapping
from enum import Enum

from printing.faces import Faces
from printing.paper import Block, Paper, PaperKind, Qr, Role, Text
from printing.thermal.commands import TEAR_MM
from printing.thermal.layout import lay_out
from printing.thermal.measure import Measure
from printing.thermal.printer_profile import GENERIC_80, PrinterProfile
from printing.thermal.rows import Layout

Encoder = Callable[[Layout, Faces], bytes]


class Encoding(Enum):
    """How a paper leaves; the value is what a file of it is called."""

    NATIVE = "bin"  # ESC/POS: letters, dots, or which of them fits the way (escpos.py)
    RASTER = "png"  # for eyes: the dots of that printer's head
    PDF = "pdf"


Encoders = Mapping[Encoding, Encoder]


class Press:
    """Makes bytes for one printer."""

    def __init__(self, faces: Faces, profile: PrinterProfile = GENERIC_80) -> None:
        self._faces = faces
        self._profile = profile
        self._measure = Measure(faces)

    def warm_up(self, encoders: Encoders) -> None:
        """Make a paper for nobody: fonts are read now (half a second for PDF), not while the first citizen waits.

        The large digits are the dearest to draw, the first QR code costs 30 ms.
        """
        blocks: tuple[Block, ...] = (
            *(Text(Role.NUMBER, number) for number in ("A01", "234", "567", "89")),
            Text(Role.BODY, "号"),
            Text(Role.BODY_STRONG, "号"),
            Qr("https://a.b/c", 26),
        )
        self.make(Paper(PaperKind.QUEUE_TICKET, blocks), encoders)

    def length_mm(self, paper: Paper) -> float:
        """How much of the roll it takes."""
        layout = lay_out(paper, self._measure, self._profile)
        return layout.height / self._profile.dots_per_mm + (0 if self._profile.cutter else TEAR_MM)

    def make(self, paper: Paper, encoders: Encoders) -> dict[Encoding, bytes]:
        """`paper` in each encoding. Raises ValueError for a paper that this printer's width cannot hold."""
        layout = lay_out(paper, self._measure, self._profile)
        return {encoding: encoder(layout, self._faces) for encoding, encoder in encoders.items()}
