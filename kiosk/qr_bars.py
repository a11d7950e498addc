"""A QR code on the screen: bars of black, drawn by QrCode.qml."""

from itertools import groupby


def qr_bars(link: str) -> tuple[str, int]:
    """The QR code of a link as bars of black, `x y length` a line, and its modules along a side."""
    from printing.thermal.qr_symbol import qr_matrix  # noqa: PLC0415  its pictures' library is no part of the start

    matrix = qr_matrix(link)
    bars: list[str] = []
    for y, row in enumerate(matrix):
        x = 0
        for black, run in groupby(row):
            length = len(list(run))
            if black:
                bars.append(f"{x} {y} {length}")
            x += length
    return "\n".join(bars), len(matrix)
