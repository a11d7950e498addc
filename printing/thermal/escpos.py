"""Letters or dots: what a printer is sent follows from how fast the way to it is, and from what it knows.

Dots look as designed everywhere, so they are taken wherever they arrive in time; else whichever is shorter. That is
the printer's own letters on serial lines, and dots by USB and TCP. Letters that are in time on a slow line are taken
without drawing the dots, of which the shortest paper has 6,000 bytes.
"""

from printing.faces import Faces
from printing.thermal.dots import dots
from printing.thermal.native import native
from printing.thermal.press import Encoder
from printing.thermal.rows import Layout

LAST_BYTE_S_MAX = 0.6  # from the touch on (issue 8); the head needs as long again
SLOW_BYTES_PER_S_MAX = 6_000  # 57,600 baud: no paper arrives as dots in time, so none is drawn to see


def are_dots_better(letters_bytes: int, dots_bytes: int, bytes_per_s: float) -> bool:
    """Whether a paper of these two sizes goes as dots over that way."""
    return dots_bytes <= letters_bytes or dots_bytes / bytes_per_s <= LAST_BYTE_S_MAX


def escpos(bytes_per_s: float) -> Encoder:
    """The encoder for a way of that speed: of a serial line its baud rate / 10."""

    def encode(layout: Layout, faces: Faces) -> bytes:
        letters = native(layout, faces)
        if bytes_per_s <= SLOW_BYTES_PER_S_MAX and len(letters) <= LAST_BYTE_S_MAX * bytes_per_s:
            return letters
        drawn = dots(layout, faces)
        return drawn if are_dots_better(len(letters), len(drawn), bytes_per_s) else letters

    return encode
