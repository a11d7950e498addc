"""`make check` finds what a page gets wrong before a citizen does."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

import screenkit.check_colours as colours
import screenkit.qml_types as types
from screenkit.environment import ROOT
from screenkit.property_shim import Property

VIEW_MODEL = '''
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "desk"
QML_IMPORT_MAJOR_VERSION = 1

class WaitingRows(RowModel[int]):
    """Rows."""

@QmlElement
@QmlUncreatable("made by the test")
class DeskViewModel(QObject):
    changed = Signal()
    ticketNo = Property(str, lambda self: "A017", notify=changed)
    waiting = Property(RowModel, lambda self: None, constant=True)

    @Property(int, notify=changed)
    def count(self) -> int:
        return 1

    @Slot(str)
    def take(self, queue: str) -> None:
        """Take."""
'''
PAGE = """
import QtQuick
import assets.ui
import desk

Item {{
    id: page
    required property DeskViewModel desk
    ThemeText {{ text: page.desk.{word} + page.desk.count }}
    ListView {{ model: page.desk.waiting; visible: page.desk.waiting.count > 0 }}
    Component.onCompleted: page.desk.take("A")
}}
"""


@pytest.fixture
def desk_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A room `desk` with one view-model, its types made into a folder of the test."""
    room = tmp_path / "desk"
    room.mkdir()
    (room / "desk.py").write_text(VIEW_MODEL, encoding="utf-8")
    real_sources = types.room_sources
    monkeypatch.setattr(types, "BUILT", tmp_path / "built")
    monkeypatch.setattr(
        types, "room_sources", lambda name: [room / "desk.py"] if name == "desk" else real_sources(name)
    )
    assert types.make_qml_types(("screenkit", "desk")) == ["screenkit", "desk"]
    return tmp_path


def lint_page(folder: Path, word: str, capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    page = folder / "Page.qml"
    page.write_text(PAGE.format(word=word), encoding="utf-8")
    command = [
        str(types.QT.parent / "qmllint"),
        "-W",
        "0",
        "-I",
        str(ROOT),
        "-I",
        str(folder / "built"),
        str(page),
    ]
    code = subprocess.run(command, check=False).returncode
    return code, capfd.readouterr().err


def test_a_page_is_checked_against_the_python_it_shows(
    desk_types: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert lint_page(desk_types, "ticketNo", capfd) == (0, "")
    code, said = lint_page(desk_types, "ticketNumber", capfd)
    assert code != 0
    assert "ticketNumber" in said


def test_types_are_made_anew_only_when_the_sources_changed(desk_types: Path) -> None:
    assert types.make_qml_types(("screenkit", "desk")) == []
    source = desk_types / "desk" / "desk.py"
    source.write_text(VIEW_MODEL.replace("ticketNo", "ticketNumber"), encoding="utf-8")
    assert types.make_qml_types(("screenkit", "desk")) == ["desk"]
    made = (desk_types / "built" / "desk" / "desk.qmltypes").read_text(encoding="utf-8")
    assert "ticketNumber" in made


def test_a_source_that_cannot_be_read_names_itself(desk_types: Path) -> None:
    (desk_types / "desk" / "desk.py").write_text("class Broken(", encoding="utf-8")
    with pytest.raises(types.QmlTypesFailed, match=r"desk\.py"):
        types.make_qml_types(("screenkit", "desk"))


@pytest.mark.parametrize(
    "line",
    [
        'color: "#1E4F63"',
        'color: "red"',
        'border.color: on ? "white" : Theme.edge',
        "color: Qt.rgba(0, 0, 0, 0.2)",
        "color: Qt.darker(Theme.brand)",
        'readonly property color inkSoft: "gray"',
    ],
)
def test_a_literal_colour_outside_the_theme_is_found(tmp_path: Path, line: str) -> None:
    page = tmp_path / "Page.qml"
    page.write_text(f"import QtQuick\nRectangle {{\n    {line}\n}}\n", encoding="utf-8")
    assert [number for number, _ in colours.literal_colours(page)] == [3]


@pytest.mark.parametrize(
    "line",
    [
        "color: Theme.brand",
        'text: "red"',
        'kind: "plain" // like "#fff"',
        'color: Theme.lightInk("soon")',
        'url: "a#b"',
    ],
)
def test_a_colour_by_its_meaning_is_not(tmp_path: Path, line: str) -> None:
    page = tmp_path / "Page.qml"
    page.write_text(f"Rectangle {{\n    {line}\n}}\n", encoding="utf-8")
    assert list(colours.literal_colours(page)) == []


def test_the_house_has_colours_in_one_place_only() -> None:
    assert colours.main() == 0


class Ticket(QObject):
    changed = Signal()

    def _ticket_no(self) -> str:
        return "A017"

    number = Property(str, _ticket_no, notify=changed)

    @Property(int, notify=changed)
    def ahead(self) -> int:
        return 6


def test_a_property_has_its_type_for_python_and_its_name_for_qml(screen_app: QGuiApplication) -> None:
    ticket = Ticket()
    assert ticket.number.upper() == "A017"  # mypy knows it is a str
    assert ticket.ahead + 1 == 7
    assert (ticket.property("number"), ticket.property("ahead")) == ("A017", 6)
