"""Files that leave the house: nothing in them runs, and nobody else reads them."""

import csv
import io
import stat
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_store.sheet_file import csv_bytes, guarded, unguarded, xlsx_bytes
from cases.hall_time import HALL_ZONE
from counter.taken_file import keep

AT = datetime(2026, 11, 23, 9, 42, 5, tzinfo=HALL_ZONE)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1+1", "|cmd"])
def test_what_a_spreadsheet_would_run_is_kept_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "李**", "A001", "2026-11-23", 7, None, "13:05"])
def test_what_is_harmless_stays_as_it_is(text: str | int | None) -> None:
    assert guarded(text) == text


@given(st.text(max_size=8))
def test_what_was_guarded_is_read_again_as_it_was(text: str) -> None:
    assert unguarded(str(guarded(text))) == text or text.startswith("'")


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8), min_size=2, max_size=4
    )
)
def test_a_csv_says_what_was_put_in(cells: list[str]) -> None:
    content = csv_bytes(["名"], [cells])
    assert content.startswith(b"\xef\xbb\xbf")
    (_, row) = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row == [guarded(cell) for cell in cells]


def test_in_a_workbook_a_formula_is_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("名单", ["姓名"], [["=1+1"], [7]]))).active
    assert sheet is not None
    assert [(cell.value, cell.data_type) for (cell,) in sheet.iter_rows(min_row=2)] == [
        ("=1+1", "s"),
        (7, "n"),
    ]


def test_a_file_is_private_and_never_written_over(tmp_path: Path) -> None:
    first = keep(tmp_path / "out", "名单-全部/../x", "csv", b"1", AT)
    second = keep(tmp_path / "out", "名单-全部/../x", "csv", b"2", AT)
    assert first.parent == second.parent == tmp_path / "out"
    assert (first.name, first.read_bytes(), second.read_bytes()) == (
        "名单-全部_.._x-20261123-094205.csv",
        b"1",
        b"2",
    )
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
