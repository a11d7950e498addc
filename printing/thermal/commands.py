"""The ESC/POS that we send, by name (domain.md §8.2, Epson's command reference); toolchain.md §6: why our own."""

from collections.abc import Iterator

from printing.thermal.printer_profile import PrinterProfile

ESC, FS, GS = b"\x1b", b"\x1c", b"\x1d"

RESET = ESC + b"@"
CHINESE = FS + b"&"
LINE_FEED = b"\n"
CUT = GS + b"V\x42\x00"
"""Feed to the knife and cut."""

ALIGN, BOLD, SIZE, SPACING = ESC + b"a", ESC + b"E", GS + b"!", ESC + b"3"
LEFT_MARGIN, WIDTH, POSITION = GS + b"L", GS + b"W", ESC + b"$"
TAB = b"\t"

EJECT = RESET + CUT
"""Push out and cut off what an interrupted paper left half printed."""

CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: forget every byte not yet printed, or the rest of a ticket comes out after the paper is changed."""

FEED_DOTS_MAX = 255
TEAR_MM = 20  # without a knife: the end must pass the edge where people tear


def two_bytes(number: int) -> bytes:
    """As arguments want it: the low byte first."""
    return number.to_bytes(2, "little")


def feed(dots: int) -> bytes:
    """White paper (ESC J)."""
    return b"".join(ESC + b"J" + bytes([step]) for step in _steps(dots))


def tab_stops(cells: tuple[int, ...]) -> bytes:
    """Where TAB goes, in cells of a letter of single size, which must be the size now (ESC D)."""
    return ESC + b"D" + bytes(cells) + b"\x00"


def begin(profile: PrinterProfile) -> bytes:
    """As after power-on, with the margins of the layout."""
    return (
        RESET
        + (CHINESE if profile.chinese else b"")
        + (LEFT_MARGIN + two_bytes(profile.margin_dots))
        + (WIDTH + two_bytes(profile.content_dots))
    )


def end(profile: PrinterProfile) -> bytes:
    """The paper's end: cut, or far enough out to be torn off."""
    return CUT if profile.cutter else feed(round(TEAR_MM * profile.dots_per_mm))


def raster_band(mode: int, width_bytes: int, height: int, dots: bytes) -> bytes:
    """GS v 0: `height` rows of `width_bytes` each, a set bit is ink. Mode 1 doubles widths, 2 heights, 3 both."""
    header = GS + b"v0" + bytes([mode]) + two_bytes(width_bytes) + two_bytes(height)
    return header + _without_real_time(dots)


def _steps(dots: int) -> Iterator[int]:
    while dots > 0:
        yield min(dots, FEED_DOTS_MAX)
        dots -= FEED_DOTS_MAX


def _without_real_time(dots: bytes) -> bytes:
    """Dots in which no real-time command (DLE EOT, DLE ENQ, DLE DC4) can be read: printers obey it wherever it is.

    One dot more in the second byte says something else; nobody sees it.
    """
    for second in (0x04, 0x05, 0x14):
        dots = dots.replace(bytes((0x10, second)), bytes((0x10, second | 0x08)))
    return dots
