"""Papers as the demo hall prints them, and the real fonts, texts and presses."""

from pathlib import Path

import pytest

from cases.texts import Texts, parse_texts
from printing.a4.type_faces import TypeFaces
from printing.faces import Faces
from printing.thermal.measure import Measure
from printing.thermal.press import Press

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="session")
def texts() -> Texts:
    others = [ASSETS / "texts" / name for name in ("warnings.toml", "refusals_printing.toml")]
    files = [*(ASSETS / "texts").glob("papers*.toml"), *others]
    return parse_texts({path.name: path.read_text("utf-8") for path in files})


@pytest.fixture(scope="session")
def faces() -> Faces:
    return Faces(ASSETS / "fonts")


@pytest.fixture(scope="session")
def a4_faces() -> TypeFaces:
    return TypeFaces(ASSETS / "fonts")


@pytest.fixture(scope="session")
def measure(faces: Faces) -> Measure:
    return Measure(faces)


@pytest.fixture(scope="session")
def press(faces: Faces) -> Press:
    return Press(faces)
