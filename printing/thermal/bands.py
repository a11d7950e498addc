"""Ink as ESC/POS in few bytes: white rows are fed, white edges left out, doubled dots sent once; in bands that fit.

A ticket of 576 dots is 70 kB row by row. Cut along its white rows, each band cropped to its ink, it is a quarter; a QR
code, whose modules are even numbers of dots, is a quarter again where the printer doubles dots itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from printing.thermal.commands import LEFT_MARGIN, feed, raster_band, two_bytes
from printing.thermal.printer_profile import PrinterProfile

BAND_OVERHEAD_BYTES = 8 + 3 + 4  # GS v 0, the feed before it, the margin
_BITS = 8


@dataclass(frozen=True, slots=True)
class Span:
    """Rows `top` to `bottom` with ink, between the dots `left` and `right` (ends not counted)."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def cost(self) -> int:
        """Bytes, about."""
        return BAND_OVERHEAD_BYTES + _bytes_across(self.right - self.left) * (self.bottom - self.top)

    def joined(self, other: "Span") -> "Span":
        """Both as one, with what is white between them."""
        return Span(self.top, other.bottom, min(self.left, other.left), max(self.right, other.right))


def banded(ink: Image.Image, profile: PrinterProfile) -> bytes:
    """An image of ink ("1", 1 is black, as wide as the content) as commands, from the left margin of the paper on.

    Leaves the left margin where it begins: at `profile.margin_dots`.
    """
    out = bytearray()
    at, margin = 0, profile.margin_dots
    for span in spans(ink):
        out += feed(span.top - at)
        if (left := profile.margin_dots + span.left) != margin:
            out += LEFT_MARGIN + two_bytes(left)
            margin = left
        out += _span_bytes(ink.crop((span.left, span.top, span.right, span.bottom)), profile)
        at = span.bottom
    out += feed(ink.height - at)
    if margin != profile.margin_dots:
        out += LEFT_MARGIN + two_bytes(profile.margin_dots)
    return bytes(out)


def spans(ink: Image.Image) -> list[Span]:
    """Runs of rows with ink; two that are cheaper as one are one."""
    found: list[Span] = []
    for span in _lines(ink):
        if found and (both := found[-1].joined(span)).cost <= found[-1].cost + span.cost:
            found[-1] = both
        else:
            found.append(span)
    return found


def _lines(ink: Image.Image) -> Iterator[Span]:
    """Runs of rows that have ink, each in its bounding box."""
    row_bytes = _bytes_across(ink.width)
    data = ink.tobytes()
    white = bytes(row_bytes)
    inked = [data[start : start + row_bytes] != white for start in range(0, len(data), row_bytes)]
    inked.append(False)
    top: int | None = None
    for y, has_ink in enumerate(inked):
        if has_ink and top is None:
            top = y
        elif not has_ink and top is not None:
            box = ink.crop((0, top, ink.width, y)).getbbox()
            if box is not None:
                yield Span(top, y, box[0], box[2])
            top = None


def _span_bytes(ink: Image.Image, profile: PrinterProfile) -> bytes:
    mode, dots = _halved(ink) if profile.scales_dots else (0, ink)
    row_bytes = _bytes_across(dots.width)
    rows_max = max(1, profile.band_bytes // row_bytes)
    data = dots.tobytes()
    out = bytearray()
    for top in range(0, dots.height, rows_max):
        height = min(rows_max, dots.height - top)
        out += raster_band(mode, row_bytes, height, data[top * row_bytes : (top + height) * row_bytes])
    return bytes(out)


def _halved(ink: Image.Image) -> tuple[int, Image.Image]:
    """The mode of GS v 0 and the dots that it needs: half of them in each direction in which all come in pairs."""
    mode, dots = 0, ink
    for bit, (across, down) in ((1, (2, 1)), (2, (1, 2))):
        if dots.width % across or dots.height % down:
            continue
        half = dots.resize((dots.width // across, dots.height // down), Image.Resampling.NEAREST)
        if half.resize(dots.size, Image.Resampling.NEAREST).tobytes() == dots.tobytes():
            mode, dots = mode | bit, half
    return mode, dots


def _bytes_across(dots: int) -> int:
    return (dots + _BITS - 1) // _BITS
