"""The house keeps its own rules; a message names file, line and remedy."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.long_files import LONG, longest_first

HERE = Path(__file__).parents[1]
PY_LINES_MAX = 400
HAN = re.compile("[\u3400-\u9fff]")
# Words and folders that may not stand in the tree, written so that this file does not hold them.
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(work|root|home)/\w")
QML_STRING_OR_COMMENT = re.compile(
    r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|(//[^\n]*|/\*.*?\*/)""", re.DOTALL
)


def our_files() -> list[Path]:
    """What git tracks or would track; a fresh clone may belong to another user than the one testing."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [path for name in listed.split("\0") if name and (path := HERE / name).is_file()]


def our_texts() -> Iterator[tuple[str, str]]:
    for path in our_files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield str(path.relative_to(HERE)), content.decode()


def places(pattern: re.Pattern[str], name: str, text: str) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()}"
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_every_room_that_architecture_names_exists_and_no_other() -> None:
    rooms = set(re.findall(r"^(\w+)/ ", (HERE / "ARCHITECTURE.md").read_text(), re.MULTILINE))
    assert "cases" in rooms
    there = {path.relative_to(HERE).parts[0] for path in our_files() if path.parent != HERE}
    assert {name for name in there if not name.startswith(".")} == rooms


def test_every_command_in_the_readme_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (HERE / "Makefile").read_text(), re.MULTILINE))
    for document in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md"):
        named = set(re.findall(r"(?:`|^)make ([a-z-]+)", (HERE / document).read_text(), re.MULTILINE))
        assert named <= targets, document


def test_every_picture_and_page_that_a_document_links_is_there() -> None:
    for document in HERE.glob("*.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", document.read_text())
        assert [link for link in links if not (HERE / link).exists()] == [], document.name


def test_no_python_file_outgrows_its_idea() -> None:
    grown = {
        name: lines
        for name, text in our_texts()
        if name.endswith(".py") and (lines := text.count("\n")) > PY_LINES_MAX
    }
    assert grown == {}


def test_nothing_unfinished_is_left_behind() -> None:
    assert [place for name, text in our_texts() for place in places(UNFINISHED, name, text)] == []


def test_no_path_of_one_machine_is_in_the_tree() -> None:
    assert [place for name, text in our_texts() for place in places(MACHINE_PATH, name, text)] == []


def test_what_a_person_reads_is_never_written_in_qml() -> None:
    written = [
        f"{name}: {string}"
        for name, text in our_texts()
        if name.endswith(".qml")
        for string, _comment in QML_STRING_OR_COMMENT.findall(text)
        if HAN.search(string)
    ]
    assert written == []


def test_pictures_and_fonts_are_the_only_binaries() -> None:
    binary = {str(path.relative_to(HERE)) for path in our_files() if b"\0" in path.read_bytes()}
    assert {name for name in binary if not re.match(r"assets/|docs/\w+\.png$", name)} == set()


def test_the_changelog_knows_this_version() -> None:
    version = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]["version"]
    assert f"\n## {version} " in (HERE / "CHANGELOG.md").read_text()


def test_qt_is_the_version_that_does_not_kill_python_3_11() -> None:
    lock = tomllib.loads((HERE / "uv.lock").read_text())
    locked = {package["name"]: package.get("version") for package in lock["package"]}
    for part in ("pyside6-essentials", "pyside6-addons", "shiboken6"):
        assert locked[part] == "6.11.3", "6.12.0 ends in bool_dealloc: pitfalls.md §7"
    assert "pyside6" not in locked, "the whole of PySide6 is larger than the parts we use"


class Named(NamedTuple):
    nodeid: str


def test_the_long_files_of_the_suite_are_there_and_begin_first() -> None:
    assert [name for name in LONG if not (HERE / "tests" / name).is_file()] == []
    tests = [Named(f"tests/{name}") for name in ("a.py::1", "b.py::1", "b.py::2", f"{LONG[0]}::1")]
    order = [test.nodeid.removeprefix("tests/") for test in longest_first(tests)]
    assert order == [f"{LONG[0]}::1", "b.py::1", "b.py::2", "a.py::1"]


def test_the_licence_is_the_whole_text() -> None:
    text = (HERE / "LICENSE").read_text()
    assert "GNU GENERAL PUBLIC LICENSE\n                       Version 3" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_qt_objects_outlive_5000_signals() -> None:
    """pitfalls.md §7: 6.12.0 drops a reference to None and True at every emit."""
    code = (
        "import sys; from PySide6.QtCore import QObject, Signal\n"
        "class Bell(QObject):\n    rung = Signal(bool)\n"
        "bell = Bell(); bell.rung.connect(lambda on: None)\n"
        "before = sys.getrefcount(None), sys.getrefcount(True)\n"
        "for _ in range(5000): bell.rung.emit(True)\n"
        "after = sys.getrefcount(None), sys.getrefcount(True)\n"
        "assert all(abs(a - b) < 100 for a, b in zip(before, after)), (before, after)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
