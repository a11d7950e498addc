"""QR codes at level M: their size for the layout, their modules for raster and PDF."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage
from qrcode.image.pure import PyPNGImage
from qrcode.util import QRData

QUIET_MODULES = 4  # ISO/IEC 18004: four modules of white on every side


def qr_modules(url: str) -> int:
    """Modules along a side, quiet zone not counted. Raises ValueError if no QR code can hold `url`."""
    return 17 + 4 * _symbol(url).best_fit(start=1)


def qr_matrix(url: str) -> list[list[bool]]:
    """The modules row by row, True for black, quiet zone not counted."""
    symbol = _symbol(url)
    symbol.make(fit=True)
    return [[bool(module) for module in row] for row in symbol.modules]


def _symbol(url: str) -> "qrcode.QRCode[PilImage | PyPNGImage]":
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    # One byte-mode segment, as a printer's own encoder makes it for a URL in mixed case: both come out equally large.
    symbol.add_data(QRData(url.encode("ascii"), mode=4), optimize=0)
    return symbol
