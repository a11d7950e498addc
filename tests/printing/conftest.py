"""Papers as the demo hall prints them, and the real fonts, texts and presses."""

from pathlib import Path

import pytest

from cases.texts import Texts, parse_texts
from printing.faces import Faces
from printing.measure import Measure
from printing.press import Press

ASSETS = Path(__file__).parents[2] / "assets"
FILES = ("papers.toml", "refusals_printing.toml")


@pytest.fixture(scope="session")
def texts() -> Texts:
    return parse_texts({name: (ASSETS / "texts" / name).read_text("utf-8") for name in FILES})


@pytest.fixture(scope="session")
def faces() -> Faces:
    return Faces(ASSETS / "fonts")


@pytest.fixture(scope="session")
def measure(faces: Faces) -> Measure:
    return Measure(faces)


@pytest.fixture(scope="session")
def press(faces: Faces) -> Press:
    return Press(faces)
