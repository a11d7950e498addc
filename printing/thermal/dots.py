"""A whole paper as dots in ESC/POS: our own typeface on whatever knows GS v 0, for ways that are fast enough."""

from printing.faces import Faces
from printing.thermal.bands import banded
from printing.thermal.commands import begin, end
from printing.thermal.raster import raster
from printing.thermal.rows import Layout


def dots(layout: Layout, faces: Faces) -> bytes:
    """The paper as bands of dots."""
    return begin(layout.profile) + banded(raster(layout, faces), layout.profile) + end(layout.profile)
