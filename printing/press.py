"""From a paper to bytes: set once, then written in each encoding that is asked for."""

from collections.abc import Iterable
from enum import Enum

from printing import native, pdf, raster
from printing.faces import Faces
from printing.layout import lay_out
from printing.measure import Measure
from printing.paper import Paper


class Encoding(Enum):
    """How a paper leaves; the value is what a file of it is called."""

    NATIVE = "bin"  # ESC/POS, for slow lines
    RASTER = "png"  # 576 dots
    PDF = "pdf"


class Press:
    """Makes bytes with one pair of fonts."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._measure = Measure(faces)

    def warm_up(self, encodings: Iterable[Encoding]) -> None:
        """Do now what only the first paper would pay for."""
        if Encoding.PDF in encodings:
            pdf.warm_up(self._faces)

    def make(self, paper: Paper, encodings: Iterable[Encoding]) -> dict[Encoding, bytes]:
        """`paper` in each encoding. Raises ValueError for a paper that 80 mm cannot hold."""
        layout = lay_out(paper, self._measure)
        encoders = {Encoding.NATIVE: native.native, Encoding.RASTER: raster.png, Encoding.PDF: pdf.pdf}
        return {encoding: encoders[encoding](layout, self._faces) for encoding in encodings}
