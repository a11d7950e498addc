"""The kiosk's drawings on paper: drawn without Qt, and the same."""

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QColor, QGuiApplication

from printing.faces import Faces
from printing.paper import Paper, PaperKind, Pictogram
from printing.thermal.layout import lay_out
from printing.thermal.measure import Measure
from printing.thermal.native import native
from printing.thermal.pictograms import pictogram
from printing.virtual.printer import VirtualPrinter
from screenkit.pictograms import draw_pictogram
from tests.printing.conftest import ASSETS

SIDE = 96
NAMES = sorted(file.stem for file in (ASSETS / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_looks_as_on_the_screen(qapp: QGuiApplication, name: str) -> None:
    drawn = draw_pictogram(name, QColor("black"), SIDE)
    screen = Image.frombytes("RGBA", (SIDE, SIDE), bytes(drawn.constBits()), "raw", "BGRA").getchannel("A")
    paper = ImageChops.invert(pictogram(name, SIDE))
    off = sum(abs(one - other) > 96 for one, other in zip(screen.tobytes(), paper.tobytes(), strict=True))
    assert off < 0.02 * SIDE * SIDE


def test_a_drawing_comes_out_of_the_printer_in_the_middle(faces: Faces, measure: Measure) -> None:
    layout = lay_out(Paper(PaperKind.GUIDANCE_SLIP, (Pictogram("crowd", 14),)), measure)
    printer = VirtualPrinter(ASSETS / "fonts" / "NotoSansSC-Regular.ttf")
    printer.feed(native(layout, faces), 0.0)
    (sheet,) = printer.sheets()
    left, _, right, bottom = ImageChops.invert(sheet).getbbox() or (0, 0, 0, 0)
    assert abs((left + right) / 2 - 288) <= 1
    assert right - left > 90
    assert bottom <= layout.height


def test_a_name_that_there_is_no_drawing_of_is_an_error(measure: Measure, faces: Faces) -> None:
    with pytest.raises(FileNotFoundError):
        pictogram("no_such", 40)
    with pytest.raises(ValueError, match="wider than the paper"):
        lay_out(Paper(PaperKind.GUIDANCE_SLIP, (Pictogram("crowd", 80),)), measure)
