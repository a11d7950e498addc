"""Lists of others at a hall that runs: each good row a case, once; bad rows back with a reason; nothing overwritten."""

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from case_store.log.schema import case_, clock, event, notice, supervision
from cases.advice.grade import CaseGrade
from cases.casework import acts
from cases.hall_time import HALL_ZONE
from main import app
from tests.case_store.casework_hall import at_work, open_hall
from tests.case_store.made_lists import HEADINGS, ROW, csv_file, xlsx
from tests.case_store.one_hall import granted, refused
from tests.case_store.served import PIN, Ground, rows

PETITION = (
    "信访编号",
    "登记时间",
    "信访人",
    "涉法涉诉类别",
    "信访事项",
    "是否终结",
    "办结期限",
    "转送单位",
    "信访人数",
)
HANDED_DOWN = (
    "交办编号",
    "交办日期",
    "交办单位",
    "要求办结日期",
    "是否重点",
    "当事人",
    "主要事项",
    "所在乡镇",
)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One hall for all of these: each test has lists with numbers of its own."""
    opened = open_hall(tmp_path_factory.mktemp("hall"))
    yield opened
    opened.stop()


def board(letter: str, count: int) -> list[tuple[object, ...]]:
    """A list of the message board whose numbers begin with a letter."""
    return [HEADINGS, *((f"{letter}-{n}", *ROW[1:]) for n in range(1, count + 1))]


def cases_of(ground: Ground, letter: str) -> list[Any]:
    return [row for row in rows(ground, case_) if (row.external_id or "").startswith(f"{letter}-")]


def clocks_of(ground: Ground, case_id: str) -> dict[str, Any]:
    return {row.kind: row for row in rows(ground, clock) if row.case_id == case_id}


async def test_each_row_of_the_message_board_is_a_case_with_its_source_number_and_day(
    ground: Ground, tmp_path: Path
) -> None:
    async with at_work(ground, "disp", "s1") as hall:
        file = xlsx(tmp_path / "board.xlsx", board("A", 3))
        answer = granted(await hall.who["disp"].imports.send(file.read_bytes(), "message_board"))
        assert answer.lines[0] == "读了3行：导入3行，已有0行，内容有变0行，有问题0行。"
        found = cases_of(ground, "A")
        assert [(row.source, row.state, row.visit_id) for row in found] == [
            ("message_board", "registered", None)
        ] * 3
        assert len({row.case_code for row in found}) == 3
        received = datetime(2026, 11, 22, 20, 15, tzinfo=HALL_ZONE)
        assert {row.registered_at_us for row in found} == {int(received.timestamp()) * 1_000_000}
        clocks = clocks_of(ground, found[0].case_id)
        assert clocks.keys() == {"accept", "first_answer"}
        assert (
            clocks["first_answer"].due_at_us - clocks["first_answer"].started_at_us == 24 * 3600 * 1_000_000
        )
        page = granted(await hall.who["s1"].casework.open(found[0].case_id))
        assert (page.private.contact_name, page.private.story) == ("李某甲", "晚上有装修声")
        bodies = [row.body for row in rows(ground, event)]
        assert not [body for body in bodies if "李某甲" in body or "13000000001" in body or "装修" in body]
        next_case = await hall.register()
        assert granted(await hall.who["s1"].casework.open(next_case)).case_code > max(
            r.case_code for r in found
        )


def of_cases(ground: Ground) -> int:
    """How much has happened to matters; the hall's own day goes on meanwhile."""
    return sum(row.aggregate.startswith("case:") for row in rows(ground, event))


async def test_a_list_that_comes_again_changes_nothing_and_what_is_told_differently_is_named(
    ground: Ground, tmp_path: Path
) -> None:
    async with at_work(ground, "disp") as hall:
        imports = hall.who["disp"].imports
        first = csv_file(tmp_path / "one.csv", board("B", 60))
        granted(await imports.send(first.read_bytes(), "message_board"))
        before = of_cases(ground)
        as_excel = xlsx(tmp_path / "two.xlsx", board("B", 60))
        answer = granted(await imports.send(as_excel.read_bytes(), "message_board"))
        assert answer.lines == ("读了60行：导入0行，已有60行，内容有变0行，有问题0行。",)
        changed = [*board("B", 60)[:-1], ("B-60", *ROW[1:2], "说法不同", *ROW[3:])]
        answer = granted(
            await imports.send(csv_file(tmp_path / "three.csv", changed).read_bytes(), "message_board")
        )
        assert answer.lines[1] == "第61行（B-60）以前导入过，这次内容不同，没有改动，请人工核对。"
        assert of_cases(ground) == before
        assert len(cases_of(ground, "B")) == 60


async def test_two_people_import_the_same_list_at_once_and_each_matter_is_there_once(
    ground: Ground, tmp_path: Path
) -> None:
    async with at_work(ground, "disp", "sup") as hall:
        content = csv_file(tmp_path / "list.csv", board("C", 120)).read_bytes()
        answers = await asyncio.gather(
            *(hall.who[one].imports.send(content, "message_board") for one in ("disp", "sup"))
        )
        assert {granted(answer).lines[0] for answer in answers} == {
            "读了120行：导入120行，已有0行，内容有变0行，有问题0行。",
            "读了120行：导入0行，已有120行，内容有变0行，有问题0行。",
        }
        assert len({row.external_id for row in cases_of(ground, "C")}) == len(cases_of(ground, "C")) == 120


async def test_a_petition_with_a_final_ruling_has_petition_clocks_and_is_suggested_difficult_and_dual(
    ground: Ground, tmp_path: Path
) -> None:
    async with at_work(ground, "disp", "s1") as hall:
        file = xlsx(
            tmp_path / "petitions.xlsx",
            [
                PETITION,
                ("D-1", "2026-11-20", "王某乙", "涉法院", "不服判决", "是", "2026-12-20", "上级信访局", "1"),
            ],
        )
        granted(await hall.who["disp"].imports.send(file.read_bytes(), "petitions"))
        (found,) = cases_of(ground, "D")
        assert clocks_of(ground, found.case_id).keys() == {"accept", "accept_petition_outer"}
        page = await hall.do("s1", found.case_id, acts.Accept())
        assert (page.open.dispute_type, str(page.open.demanded_by)) == ("1403", "2026-12-20")
        assert page.private.sent_by == "上级信访局"
        suggested = page.grade_suggestion
        assert suggested is not None
        assert suggested.grade is CaseGrade.DIFFICULT
        assert [reason.code for reason in suggested.reasons] == ["grade.prior_final_ruling"]
        page = await hall.do("s1", found.case_id, acts.Grade(grade=CaseGrade.DIFFICULT))
        assert "petition_close" in {one.kind for one in page.clocks}
        assert page.routes[0].dual_with is not None


async def test_a_key_matter_of_a_superior_is_on_the_supervision_list_from_its_first_day(
    ground: Ground, tmp_path: Path
) -> None:
    async with at_work(ground, "disp") as hall:
        handed = [
            HANDED_DOWN,
            ("E-1", "2026-11-23", "市综治中心", "2026-12-01", "是", "赵某丙", "拖欠工程款", ""),
            ("E-2", "2026-11-23", "市综治中心", "2026-12-01", "否", "赵某丙", "邻里纠纷", ""),
        ]
        content = xlsx(tmp_path / "handed.xlsx", handed).read_bytes()
        for _ in range(2):
            granted(await hall.who["disp"].imports.send(content, "superior"))
        key, other = cases_of(ground, "E")
        assert (key.superior_key, other.superior_key) == (1, 0)
        items = [row for row in rows(ground, supervision) if row.case_id in (key.case_id, other.case_id)]
        assert [(row.case_id, row.trigger) for row in items] == [(key.case_id, "superior_key")]


async def test_words_of_an_emergency_in_an_imported_story_raise_an_alarm(
    ground: Ground, tmp_path: Path
) -> None:
    async with at_work(ground, "disp") as hall:
        feared = [HEADINGS, ("F-1", "2026-11-22 20:15", "他拿刀威胁我", "李某甲", "", "")]
        content = csv_file(tmp_path / "f.csv", feared).read_bytes()
        granted(await hall.who["disp"].imports.send(content, "message_board"))
        (found,) = cases_of(ground, "F")
        told = [row for row in rows(ground, notice) if found.case_code in row.facts]
        assert [row.code for row in told] == ["notice.emergency_violence"]
        (registered,) = [
            json.loads(row.body)
            for row in rows(ground, event)
            if row.aggregate == f"case:{found.case_id}" and row.type == "case_registered"
        ]
        assert registered["matter"]["open"]["emergencies"] == ["violence"]
        assert "key" in registered["imported"]


async def test_who_may_not_import_and_what_is_no_list_is_refused(ground: Ground) -> None:
    async with at_work(ground, "disp", "s1") as hall:
        assert refused(await hall.who["s1"].imports.send(b"x", "message_board")) == "auth.right"
        imports = hall.who["disp"].imports
        assert refused(await imports.send(b"PK\x03\x04 torn", "message_board")) == "import.unreadable"
        assert refused(await imports.send(b"a,b\n1,2\n", "nothing")) == "import.mapping_unknown"
        assert refused(await imports.send(bytes(20_000_001), "message_board")) == "import.too_large"
        assert refused(await imports.send(bytes(30_000_000), "message_board")) == "import.too_large"


def config_of(ground: Ground) -> Path:
    config, path = ground.hall.config, ground.folder / "hall.toml"
    path.write_text(
        f'role = "hall"\nname = "{config.name}"\ndatabase = "hall.db"\nport = {ground.hall.port}\n'
        f'key_file = "{config.key_file}"\ntokens_file = "hall.tokens.json"\nassets_dir = "{config.assets_dir}"\n'
        f'clock_file = "clock"\n',
        "utf-8",
    )
    return path


def typed(ground: Ground, file: Path, *more: str, pin: str = PIN) -> tuple[int, str]:
    """`main.py admin import …`: how it ended and what it said."""
    words = ["admin", "import", str(file), "--mapping", "message_board", "--config", str(config_of(ground))]
    result = CliRunner().invoke(app, [*words, *more], input=f"{pin}\n")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout + result.stderr


def test_bad_rows_come_back_as_a_file_and_are_imported_once_corrected(ground: Ground, tmp_path: Path) -> None:
    listed = [
        HEADINGS,
        ("G-1", *ROW[1:]),
        ("G-2", "昨天", *ROW[2:]),
        ("G-3", *ROW[1:4], "12345", "八十余万元"),
    ]
    file, bad = xlsx(tmp_path / "list.xlsx", listed), tmp_path / "bad.xlsx"
    code, said = typed(ground, file, "--dry-run")
    assert (code, "试读3行" in said) == (1, True), said
    assert cases_of(ground, "G") == [], "a trial run changes nothing"
    code, said = typed(ground, file, "--staff", "disp", "--bad-rows", str(bad))
    assert (code, "导入1行" in said, "第3行：“留言时间”" in said) == (1, True, True), said
    book = openpyxl.load_workbook(bad)
    sheet = book.active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    assert [sheet.cell(row, 1).value for row in (2, 3)] == [3, 4]
    for row, heading, right in (
        (2, "留言时间", "2026-11-22 20:15"),
        (3, "联系电话", "13000000001"),
        (3, "涉及金额", "800000"),
    ):
        sheet.cell(row, heads.index(heading) + 1).value = right
    book.save(bad)
    code, said = typed(ground, bad, "--staff", "disp")
    assert (code, "导入2行" in said) == (0, True), said
    assert sorted(row.external_id for row in cases_of(ground, "G")) == ["G-1", "G-2", "G-3"]
    code, said = typed(ground, file, "--staff", "disp")
    assert (code, "已有1行" in said) == (1, True), said
    assert len(cases_of(ground, "G")) == 3


def test_an_operator_is_told_why_nothing_was_imported(ground: Ground, tmp_path: Path) -> None:
    file = csv_file(tmp_path / "list.csv", board("H", 1))
    assert typed(ground, tmp_path / "gone.csv", "--staff", "disp")[0] == 2
    code, said = typed(ground, file, "--staff", "disp", pin="000000")
    assert (code, said.strip() != "") == (2, True)
    code, said = typed(ground, file, "--staff", "s1")
    assert (code, said.strip() != "") == (2, True)
    assert cases_of(ground, "H") == []
