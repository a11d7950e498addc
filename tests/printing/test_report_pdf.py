"""The report's PDF: every figure of its description is on it, the same bytes for the same report."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from printing.faces import Faces
from printing.reports.report import (
    BandPlot,
    BarPlot,
    Figure,
    Figures,
    Ranged,
    ReportDocument,
    SharePlot,
    Table,
    runs,
    scale_top,
)
from printing.reports.report_pdf import report_pdf

FACES = Faces(Path(__file__).parents[2] / "assets" / "fonts")
POINTS = (
    Ranged(label="8", middle=4.0, high=12.0),
    Ranged(label="9", middle=None, high=None),
    Ranged(label="10", middle=7.5, high=31.0),
)
REPORT = ReportDocument(
    centre="科尔沁区社会治安综合治理中心",
    title="大厅运行报表",
    period="2026-11-23",
    printed="2026-11-23 17:40导出",
    blocks=(
        Figures(figures=(Figure(label="取号", value="1,150"), Figure(label="等候", value="6.3／26分"))),
        BandPlot(title="等候", note="粗线是一半", points=POINTS, top=50.0, unit="{minutes}分"),
        BarPlot(title="办理", note="", bars=POINTS, top=50.0),
        SharePlot(
            title="预计", parts=(("准", 0.8), ("快", 0.2)), sentences=("十张里八张准。",), note="八成为准"
        ),
        SharePlot(title="优先 <&>", parts=(), sentences=("没有人用。",)),
        Table(title="窗口", head=("窗口", "取号"), rows=tuple((str(n), str(n * 7)) for n in range(1, 90))),
    ),
    definitions_title="怎么算的",
    definitions=("等候：从取号到叫号。",),
    page="第{page}页，共{pages}页",
)


def read(content: bytes) -> list[str]:
    """The words of each page."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return [document.getAllText(number).text() for number in range(document.pageCount())]


def test_everything_of_the_description_is_on_the_paper() -> None:
    pages = read(report_pdf(REPORT, FACES))
    told = "".join(pages).replace("\r\n", "")
    for words in (
        "科尔沁区社会治安综合治理中心",
        "1,150",
        "6.3／26分",
        "7.5 / 31.0",
        "准 80.0%",
        "优先 <&>",
        "八成为准",
    ):
        assert words in told
    assert "623" in told  # the last row of a table that needs more than a page
    assert f"第{len(pages)}页，共{len(pages)}页" in pages[-1]
    assert all("窗口" in page for page in pages[1:-1])  # the head is said again on each page


def test_the_same_report_is_the_same_file() -> None:
    assert report_pdf(REPORT, FACES) == report_pdf(REPORT, FACES)


def test_a_line_is_broken_where_nothing_is_known() -> None:
    assert [[point.label for point in run] for run in runs(POINTS)] == [["8"], ["10"]]


@given(st.lists(st.floats(0, 1e6)))
def test_a_scale_is_round_and_holds_everything(values: list[float]) -> None:
    top = scale_top(values)
    assert all(value <= top for value in values)
    assert str(int(top)).rstrip("0") in ("1", "2", "5")
