"""QR codes for layout, dots and PDF: level Q, so that a tenth of the code may be lost (a fold, a wet spot, a tear)."""

from PIL import Image
from zxingcpp import BarcodeFormat, create_barcode

QUIET_MODULES = 4  # ISO/IEC 18004: four modules of white on every side
LEVEL = "Q"  # on the same paper as M: one version more, with modules of six dots instead of seven


def qr_modules(url: str) -> int:
    """Modules along a side, quiet zone not counted. Raises ValueError if no QR code can hold `url`."""
    return qr_image(url).width


def qr_matrix(url: str) -> list[list[bool]]:
    """The modules row by row, True for black, quiet zone not counted."""
    image = qr_image(url)
    modules = [not white for white in image.tobytes()]
    return [modules[start : start + image.width] for start in range(0, len(modules), image.width)]


def qr_image(url: str) -> Image.Image:
    """The code as an image of one pixel a module, black on white ("L")."""
    # As bytes: one segment, as a printer's own encoder makes it of a URL in mixed case; both come out equally large.
    code = create_barcode(url.encode("ascii"), BarcodeFormat.QRCode, ec_level=LEVEL)
    return Image.fromarray(code.to_image(scale=1, add_quiet_zones=False))
