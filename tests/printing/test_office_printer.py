"""A4 papers come out: whole files in a folder, and what the print service of the machine is handed."""

from pathlib import Path

import pytest

from cases.refusal import Refusal
from printing.transports.office_printer import OfficePrinter

PDF = b"%PDF-1.7 a paper"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with only these programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def lp(folder: Path, ends_with: int) -> Path:
    """An `lp` that keeps what it is handed."""
    program, told = folder / "lp", folder / "told"
    program.write_text(f'#!/bin/sh\necho "$@" > {told}.args\n/bin/cat > {told}.pdf\nexit {ends_with}\n')
    program.chmod(0o700)
    return told


def code_of(refused: Refusal | None) -> str:
    return refused.code if refused else ""


def test_a_paper_in_the_folder_is_whole_and_none_is_written_over(tmp_path: Path) -> None:
    printer = OfficePrinter(tmp_path / "a4")
    for _ in range(2):
        assert printer.print("通科综治受告〔2026〕7号", PDF) is None
    names = sorted(path.name for path in (tmp_path / "a4").iterdir())
    assert names == ["通科综治受告〔2026〕7号-2.pdf", "通科综治受告〔2026〕7号.pdf"]
    assert {path.read_bytes() for path in (tmp_path / "a4").iterdir()} == {PDF}


def test_a_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    assert OfficePrinter(tmp_path / "a4").print("../../x", PDF) is None
    assert [path.parent for path in tmp_path.rglob("*.pdf")] == [tmp_path / "a4"]


def test_the_print_service_is_handed_the_paper_through_a_pipe(programs: Path) -> None:
    told = lp(programs, 0)
    assert OfficePrinter(queue="office").print("受告7", PDF) is None
    assert told.with_suffix(".args").read_text().split() == ["-d", "office", "-t", "受告7", "-"]
    assert told.with_suffix(".pdf").read_bytes() == PDF


def test_what_does_not_print_is_said(programs: Path, tmp_path: Path) -> None:
    assert code_of(OfficePrinter().print("n", PDF)) == "office_printer.none"
    assert code_of(OfficePrinter(queue="office").print("n", PDF)) == "office_printer.no_lp"
    lp(programs, 1)
    assert code_of(OfficePrinter(queue="office").print("n", PDF)) == "office_printer.failed"
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert code_of(OfficePrinter(blocked / "a4").print("n", PDF)) == "office_printer.folder"
