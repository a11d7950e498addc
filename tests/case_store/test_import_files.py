"""Files of others: read whatever their encoding, refused whatever their trick, and sent back to be corrected."""

import stat
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from case_store.clock import OffsetClock
from case_store.imports.dry_run import dry_run
from case_store.imports.list_file import ListFile, read_list
from case_store.imports.xlsx_file import xlsx_rows
from cases.matter.import_sheet import CellFlaw, SheetRow
from cases.policy.imports import ImportLimits, ImportMapping, parse_mapping
from cases.policy.policy_file import parse_file
from cases.refusal import Refusal
from tests.case_store.made_lists import HEADINGS, ROW, csv_file, part, repacked, rows_of, xlsx

ASSETS = Path(__file__).parents[2] / "assets"
PERSON = "李某甲"
SHEET = "xl/worksheets/sheet1.xml"


def policy_text(name: str) -> str:
    return (ASSETS / "policy" / name).read_text("utf-8")


LIMITS = parse_file(ImportLimits, policy_text("imports.toml"), "imports.toml")
MAPPING: ImportMapping = parse_mapping(
    policy_text("imports/message_board.toml"), "imports/message_board.toml"
)


def read(path: Path, **limits: int) -> ListFile:
    answer = read_list(path, MAPPING, LIMITS.model_copy(update=limits))
    assert isinstance(answer, ListFile), answer
    return answer


def code(path: Path, **limits: int) -> str:
    answer = read_list(path, MAPPING, LIMITS.model_copy(update=limits))
    return answer.code if isinstance(answer, Refusal) else "read"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_read_in_every_encoding_that_offices_use(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    file = read(csv_file(tmp_path / "list.csv", [HEADINGS, ROW], encoding, delimiter))
    assert file.rows == (SheetRow(2, ROW),)


def test_excel_and_csv_of_one_list_say_the_same(tmp_path: Path) -> None:
    rows = [
        ("网上枫桥留言板 2026年11月",),
        (),
        *rows_of(3),
        ("FQ-9", "2026-11-22 20:15", "多行\n内容，有逗号"),
    ]
    first = read(csv_file(tmp_path / "a.csv", rows)).rows
    second = read(xlsx(tmp_path / "a.xlsx", rows)).rows
    assert [row.line for row in first] == [row.line for row in second] == [4, 5, 6, 7]
    assert [row.texts()[:3] for row in first] == [row.texts()[:3] for row in second]


def test_a_workbook_says_its_values_as_a_person_would_type_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADINGS))
    sheet.append([17, datetime(2026, 3, 5, 10, 0), "=1+1", True, 13000000001, 80.5])
    sheet.append([1.0, date(2026, 3, 5), "x", "=", 150502199001011234, 1e30])
    sheet["C2"].data_type = "s"  # a text that begins with =
    book.save(tmp_path / "list.xlsx")
    first, second = read(tmp_path / "list.xlsx").rows
    assert first.cells == ("17", "2026-03-05 10:00:00", "=1+1", "TRUE", "13000000001", "80.5")
    assert second.cells[:3] == ("1", "2026-03-05 00:00:00", "x")
    assert second.cells[4:] == (CellFlaw.IMPRECISE, CellFlaw.IMPRECISE)


def test_formulas_errors_and_merged_cells_are_told_and_the_rest_of_the_list_is_read(tmp_path: Path) -> None:
    rows = rows_of(4)
    rows[1] = ("FQ-1", "2026-11-22 20:15", "=CONCAT(A1)", *ROW[3:])
    rows[2] = ("FQ-2", "#DIV/0!", *ROW[2:])
    file = read(xlsx(tmp_path / "list.xlsx", [("留言板",), *rows], merge=["A1:F1", "D5:D6"]))
    assert file.rows[0].cells[2] is CellFlaw.FORMULA
    assert file.rows[1].cells[1] is CellFlaw.ERROR
    assert [row.merged for row in file.rows] == [frozenset(), frozenset(), {3}, {3}]
    assert file.rows[3].cell(3) is CellFlaw.MERGED
    assert file.rows[2].cell(4) == ROW[4]


def test_a_workbook_that_lies_about_its_size_is_read_whole(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "list.xlsx", rows_of(5))
    lying = part(path, SHEET).replace(b'<dimension ref="A1:F6"', b'<dimension ref="A1:A1"')
    assert b"A1:A1" in lying
    assert len(read(repacked(path, {SHEET: lying})).rows) == 5


def test_a_hidden_sheet_is_nobodys_list_and_two_lists_in_one_file_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(list(HEADINGS))
    first.append(list(ROW))
    book.create_sheet("空的")
    hidden = book.create_sheet("隐藏")
    hidden.append(["别的"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "one.xlsx")
    assert code(tmp_path / "one.xlsx") == "read"
    hidden.sheet_state = "visible"
    book.save(tmp_path / "two.xlsx")
    assert code(tmp_path / "two.xlsx") == "import.several_sheets"


def test_a_list_of_a_hundred_thousand_rows_is_refused_before_it_is_in_memory(tmp_path: Path) -> None:
    head, row = (",".join(cells) + "\r\n" for cells in (HEADINGS, ROW))
    (tmp_path / "bomb.csv").write_text(head + row * 100_000, "utf-8")
    assert code(tmp_path / "bomb.csv") == "import.too_many_rows"
    path = xlsx(tmp_path / "bomb.xlsx", rows_of(2))
    sheet = part(path, SHEET)
    row_xml = b"<row>" + b'<c t="inlineStr"><is><t>x</t></is></c>' * 3 + b"</row>"
    bomb = sheet.replace(b"</sheetData>", row_xml * 30_000 + b"</sheetData>")
    assert code(repacked(path, {SHEET: bomb})) == "import.too_many_rows"


def test_a_zip_that_becomes_enormous_is_not_unpacked(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "list.xlsx", rows_of(2))
    repacked(path, {"xl/media/image1.bin": bytes(3_000_000)})
    assert path.stat().st_size < 20_000
    assert code(path, unpacked_bytes_max=2_000_000) == "import.unpacked_too_large"
    assert code(path) == "read"
    many = repacked(path, {f"xl/{number}.bin": b"" for number in range(2_000)})
    assert code(many) == "import.unpacked_too_large"


def test_a_megabyte_of_merged_cells_that_never_end_holds_up_nobody(tmp_path: Path) -> None:
    """It is 2 KB as it is sent; when each was looked through to the end of the file, it took a quarter of an hour."""
    path = xlsx(tmp_path / "list.xlsx", rows_of(2))
    endless = part(path, SHEET).replace(b"</worksheet>", b"<mergeCell " * 100_000)
    assert code(repacked(path, {SHEET: endless})) == "import.unreadable"


@pytest.mark.parametrize(
    ("number", "says", "code_"),
    [
        (1_000_000, "", "read"),
        (1_000_000, "x", "import.too_many_rows"),
        (2_000_000_000, "", "import.unreadable"),
    ],
)
def test_a_row_far_below_costs_nothing_and_one_that_no_sheet_has_is_refused(
    tmp_path: Path, number: int, says: str, code_: str
) -> None:
    path = xlsx(tmp_path / "list.xlsx", rows_of(2))
    row = f'<row r="{number}"><c t="inlineStr"><is><t>{says}</t></is></c></row></sheetData>'
    far = part(path, SHEET).replace(b"</sheetData>", row.encode())
    assert code(repacked(path, {SHEET: far})) == code_


def test_xml_that_multiplies_itself_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "list.xlsx", rows_of(2))
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    strings = b'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">' + laughs + b"]><sst>&l9;</sst>"
    for part_name in ("xl/sharedStrings.xml", "xl/workbook.xml"):
        assert code(repacked(xlsx(path, rows_of(2)), {part_name: strings})) == "import.unreadable"
    wide = part(xlsx(path, rows_of(2)), SHEET).decode().encode("utf-16")
    assert code(repacked(path, {SHEET: wide})) == "import.unreadable"


@pytest.mark.parametrize(
    ("content", "code_"),
    [
        (b"", "import.no_headings"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "import.old_excel"),
        (b"PK\x03\x04" + bytes(500), "import.unreadable"),
        (b"\xff\xfe\x59\x75\x00\x00", "import.encoding"),
        (b"\x00\x01\x02", "import.encoding"),
        (b"\xff\xff\xff\xff", "import.encoding"),
        ('留言编号,留言时间,留言内容\r\n1,"没有关上的引号'.encode(), "import.csv_broken"),
        ("留言编号,留言时间,留言内容\r\n".encode(), "import.no_rows"),
        (b"a,b\r\n" + b"," * 200, "import.too_many_columns"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(tmp_path: Path, content: bytes, code_: str) -> None:
    (tmp_path / "list").write_bytes(content)
    assert code(tmp_path / "list") == code_


def test_a_file_that_is_not_there_or_too_large_is_told(tmp_path: Path) -> None:
    assert code(tmp_path / "nothing.csv") == "import.no_file"
    assert code(tmp_path) in ("import.no_file", "import.too_large")
    assert code(csv_file(tmp_path / "list.csv", rows_of(100)), file_bytes_max=1_000) == "import.too_large"


def test_a_cell_far_to_the_right_and_a_novel_in_a_cell_are_noticed(tmp_path: Path) -> None:
    wide = xlsx(tmp_path / "wide.xlsx", [HEADINGS, [*ROW, *["x"] * 200]])
    assert code(wide) == "import.too_many_columns"
    long = csv_file(tmp_path / "long.csv", [HEADINGS, [*ROW[:2], "长" * 20_001, *ROW[3:]]])
    assert read(long).rows[0].cells[2] is CellFlaw.TOO_LONG


_PLACE = st.integers(0, 1_000_000)  # a workbook says when it was made, so its length is not always the same


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
@given(st.data(), st.booleans())
def test_a_workbook_that_was_changed_anywhere_breaks_nothing(
    tmp_path: Path, data: st.DataObject, inside: bool
) -> None:
    path = xlsx(tmp_path / "list.xlsx", rows_of(3))
    torn = bytearray(part(path, SHEET) if inside else path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        torn[data.draw(_PLACE) % len(torn)] = data.draw(st.integers(0, 255))
    del torn[len(torn) // 2 + data.draw(_PLACE) % (len(torn) * 3 // 2) :]
    answer = xlsx_rows(repacked(path, {SHEET: bytes(torn)}).read_bytes() if inside else bytes(torn), LIMITS)
    assert isinstance(answer, list) or answer.code.startswith("import.")


# The trial run.


def config_of(tmp_path: Path) -> Path:
    OffsetClock(tmp_path / "clock").move_to(datetime(2026, 11, 23, 9, 30))
    path = tmp_path / "store.toml"
    path.write_text(
        f'role = "hall"\nname = "150502000"\ndatabase = "hall.db"\nkey_file = "k"\ntokens_file = "t"\n'
        f'assets_dir = "{ASSETS}"\nclock_file = "clock"\n',
        "utf-8",
    )
    return path


def test_a_trial_run_says_every_bad_row_and_writes_them_to_be_corrected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = rows_of(5)
    rows[2] = ("FQ-2", "2026-02-29", "=cmd()", PERSON, "1300", "80余万元")
    rows[4] = ("FQ-4", "2026-11-22 20:15", "", PERSON, "13000000001", "")
    path = csv_file(tmp_path / "list.csv", rows)
    for ending in ("xlsx", "csv"):
        bad = tmp_path / "out" / f"bad.{ending}"
        assert dry_run(path, "message_board", config_of(tmp_path), bad) == 1
        said = capsys.readouterr().out
        assert "可以导入3行" in said
        assert "有问题2行" in said
        assert "第3行：“留言时间”" in said
        assert "第3行：“涉及金额”不是确切的数。请问清楚，填数字。" in said
        assert "第5行：“留言内容”必须填写，现在是空的。" in said
        assert PERSON not in said
        assert stat.S_IMODE(bad.stat().st_mode) == 0o600
        again = read(bad)
        assert [row.texts()[0] for row in again.rows] == ["3", "5"]
        assert again.rows[0].texts()[2:] == rows[2], "as it stood there, also what looks like a formula"
        assert again.head.unread == ("A", "B")
    assert b",'=cmd()," in (tmp_path / "out" / "bad.csv").read_bytes()
    cell = load_workbook(BytesIO((tmp_path / "out" / "bad.xlsx").read_bytes())).active
    assert cell is not None
    assert cell["E2"].data_type == "s"


def test_a_list_without_a_mistake_ends_well_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = xlsx(tmp_path / "list.xlsx", rows_of(5))
    assert dry_run(path, "message_board", config_of(tmp_path), tmp_path / "bad.csv") == 0
    assert "可以导入5行，重复0行，内容有变0行，有问题0行" in capsys.readouterr().out
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clock", "list.xlsx", "store.toml"]


def test_a_trial_run_that_cannot_begin_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config, path = config_of(tmp_path), csv_file(tmp_path / "list.csv", rows_of(2))
    for arguments, word in (
        ((path, "letters", config), "message_board"),
        ((tmp_path / "none.csv", "message_board", config), "找不到这个文件"),
        ((path, "superior", config), "交办编号"),
        ((path, "message_board", tmp_path / "none.toml"), "none.toml"),
    ):
        assert dry_run(*arguments) == 2
        assert word in capsys.readouterr().err
    (tmp_path / "bad.csv").write_text("there already")
    rows = [HEADINGS, ("FQ-1", "never", *ROW[2:])]
    assert dry_run(csv_file(path, rows), "message_board", config, tmp_path / "bad.csv") == 2
    assert (tmp_path / "bad.csv").read_text() == "there already"
