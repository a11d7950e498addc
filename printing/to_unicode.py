"""So that rare names can be searched and copied from a PDF: what reportlab 5 gets wrong beyond U+FFFF.

It writes the code point in hex where the format wants UTF-16: U+2B36F as five digits, which readers drop, and with it
sometimes the characters after it. Drawn it is right; copied, searched or read aloud the name has a hole.
"""

from collections.abc import Sequence

from reportlab.pdfbase import ttfonts

_FIRST_BEYOND = 0x10000
_makes_cmap = ttfonts.makeToUnicodeCMap


def mend() -> None:
    """From now on ToUnicode maps hold surrogate pairs; the same when called twice."""
    ttfonts.makeToUnicodeCMap = _cmap


def _cmap(fontname: str, subset: Sequence[int]) -> str:
    made = str(_makes_cmap(fontname, subset))
    for index, point in enumerate(subset):
        if point >= _FIRST_BEYOND:
            right = chr(point).encode("utf-16-be").hex().upper()
            made = made.replace(f"<{index:02X}> <{point:04X}>", f"<{index:02X}> <{right}>")
    return made
