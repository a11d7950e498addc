"""The report of a warning page by page, as a printer gets it: crowded, next to empty, with the longest names."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from cases.risk.warning_report import WarningReport
from cases.texts import parse_texts
from printing.a4.describe import describe
from printing.a4.pdf import make
from printing.a4.type_faces import TypeFaces
from screenkit.environment import ROOT
from tests.printing.risk_samples import CROWDED, LONG, SMALL, paper_of
from tests.screens.picture import Picture

PAGE = QSize(1240, 1754)  # A4 at 150 dots an inch
APPROVED = "0f" * 32
PAPERS = (("crowded", CROWDED, APPROVED), ("empty", SMALL, ""), ("crowded-long", LONG, ""))


def pictures() -> Iterator[Picture]:
    """A page each."""
    for state, report, record in PAPERS:
        pdf = _pdf(report, record)
        for number in range(_opened(pdf)[0].pageCount()):
            yield Picture(f"paper.risk_warning.{number + 1}", state, partial(_page, pdf, number))


def _pdf(report: WarningReport, record: str) -> bytes:
    files = [*(ROOT / "assets" / "texts").glob("papers*.toml"), ROOT / "assets" / "texts" / "warnings.toml"]
    texts = parse_texts({path.name: path.read_text("utf-8") for path in files})
    return make(describe(paper_of(report, record=record), texts), TypeFaces(ROOT / "assets" / "fonts")).pdf


def _opened(pdf: bytes) -> tuple[QPdfDocument, QBuffer]:
    """The document, and what it reads from as long as it is looked at."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer


def _page(pdf: bytes, number: int) -> QImage:
    """On white paper."""
    document, _buffer = _opened(pdf)
    drawn = document.render(number, PAGE)
    paper = QImage(PAGE, QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper
