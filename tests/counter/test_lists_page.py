"""The lists page at a real hall, by keys alone: kinds, search, sorting, filters, details, saved filters, export."""

import csv
import io
import stat
from pathlib import Path

import openpyxl
import orjson
import pytest
from PySide6.QtCore import Qt

from case_store.log.schema import event
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.views import StaffView
from counter.lists.lists import ListsViewModel
from screenkit import grab
from tests.case_store.served import rows as table_rows
from tests.counter.conftest import CTRL, Counter, Open
from tests.page_looks import bad_words
from tests.real_hall import RealHall

BOSS = StaffView(staff_id="t-boss", name="督办乙", role="supervisor")
DISPATCH = StaffView(staff_id="t-dispatch", name="调度乙", role="dispatcher")
NEIGHBOUR = OpenMatter(category="neighbour", town="150502003", party_count=1)


def lists_of(counter: Counter) -> ListsViewModel:
    model = counter.screen.view_model.frame.modelOf("lists")
    assert isinstance(model, ListsViewModel)
    return model


def shown(counter: Counter) -> list[str]:
    """The rows, as a screen reader says them."""
    model = lists_of(counter).rows
    return [line.said for n in range(model.count) if (line := model.row(n)) is not None]


def open_lists(counter: Counter, kind: Qt.Key = Qt.Key.Key_4) -> ListsViewModel:
    counter.key(Qt.Key.Key_2, CTRL)
    counter.wait_for("等候", "搜索")
    model = lists_of(counter)
    counter.key(kind)
    grab.wait_until(lambda: model.property("count") != "正在取名单……", what="the list")
    return model


def wait_for_rows(counter: Counter, count: int) -> None:
    model = lists_of(counter)
    grab.wait_until(
        lambda: model.rows.count == count and len(shown(counter)) == count,
        what=f"{count} rows; there are {shown(counter)}",
    )


@pytest.fixture
def morning(hall: RealHall) -> list[str]:
    """Three who came: two with a matter, one only with a number."""
    return [
        hall.take(),
        hall.take(NEIGHBOUR, PrivateMatter(contact_name="欧阳某乙", story="楼上漏水")),
        hall.take(confirmed=False),
    ]


def test_the_waiting_are_listed_in_line_and_a_call_moves_nobody_out_of_sight(
    hall: RealHall, counter: Counter, morning: list[str]
) -> None:
    open_lists(counter, Qt.Key.Key_1)
    wait_for_rows(counter, 3)
    assert [row.split()[0] for row in shown(counter)] == morning
    counter.key(Qt.Key.Key_1, CTRL)
    counter.wait_for("下一位")
    counter.key(Qt.Key.Key_F1)
    counter.wait_quiet()
    counter.key(Qt.Key.Key_2, CTRL)
    grab.wait_until(lambda: any("已叫号" in row for row in shown(counter)), what="the call in the list")


def test_typing_finds_by_pinyin_name_and_number_and_escape_clears(
    counter: Counter, morning: list[str]
) -> None:
    open_lists(counter)
    counter.key(Qt.Key.Key_F6)  # today: this hall has days before
    wait_for_rows(counter, 3)
    for query, ticket in (("ouy", morning[1]), ("linli", morning[1]), (morning[2].lower(), morning[2])):
        counter.key(Qt.Key.Key_Slash)
        counter.type(query)
        wait_for_rows(counter, 1)
        assert shown(counter)[0].startswith(ticket)
        counter.wait_for("找到1条", "清除条件")
        counter.key(Qt.Key.Key_Escape)
        wait_for_rows(counter, 3)
    counter.key(Qt.Key.Key_Slash)
    counter.type("zzzz")
    counter.wait_for("没有找到。换个词，或者清除条件（Esc）。")
    counter.key(Qt.Key.Key_Return)
    counter.key(Qt.Key.Key_Escape)
    grab.wait_until(lambda: lists_of(counter).isPlain and lists_of(counter).rows.count >= 3, what="all again")


def test_keys_sort_and_filter(counter: Counter, morning: list[str]) -> None:
    model = open_lists(counter)
    counter.key(Qt.Key.Key_F6)
    wait_for_rows(counter, 3)
    counter.key(Qt.Key.Key_F2)  # from 登记 to 窗口
    counter.key(Qt.Key.Key_F2)  # to 票号
    grab.wait_until(lambda: [row.split()[0] for row in shown(counter)] == sorted(morning), what="by ticket")
    counter.key(Qt.Key.Key_F3)
    grab.wait_until(
        lambda: [row.split()[0] for row in shown(counter)] == sorted(morning, reverse=True), what="turned"
    )
    counter.key(Qt.Key.Key_F5)
    wait_for_rows(counter, 2)
    assert "状态：待受理" in counter.words()
    counter.key(Qt.Key.Key_F4)
    wait_for_rows(counter, 0)
    assert model.lightFilter == "亮灯：超期"
    counter.key(Qt.Key.Key_Escape)
    grab.wait_until(lambda: model.rows.count >= 3, what="everything again")


def test_enter_shows_the_row_and_no_person_beyond_the_masked_name(
    counter: Counter, morning: list[str]
) -> None:
    open_lists(counter, Qt.Key.Key_1)
    wait_for_rows(counter, 3)
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("细节")
    seen = set[str]()
    for _ in morning:
        seen |= {name for name in ("李**", "欧阳*") if counter.sees(name)}
        assert not {"李某甲", "欧阳某乙", "楼上漏水"} & set(counter.words())
        assert not bad_words(counter.screen.window)
        counter.key(Qt.Key.Key_Down)
        grab.process_events(0.05)
    assert seen == {"李**", "欧阳*"}
    counter.key(Qt.Key.Key_Escape)
    counter.wait_without("细节")


def test_o_opens_the_page_of_the_case_and_esc_leads_back(counter: Counter, morning: list[str]) -> None:
    open_lists(counter)
    counter.key(Qt.Key.Key_F6)
    wait_for_rows(counter, 3)
    place = next(n for n, said in enumerate(shown(counter)) if said.startswith(morning[0]))
    counter.key(Qt.Key.Key_Home)
    for _ in range(place):
        counter.key(Qt.Key.Key_Down)
    counter.key(Qt.Key.Key_O)
    counter.wait_for("李某甲 130 0000 0017", "下一步")
    counter.key(Qt.Key.Key_Escape)
    counter.wait_for("搜索")
    wait_for_rows(counter, 3)


def test_a_list_is_saved_under_a_name_used_and_forgotten(counter: Counter, morning: list[str]) -> None:
    model = open_lists(counter)
    counter.key(Qt.Key.Key_F6)
    counter.key(Qt.Key.Key_Slash)
    counter.type("ouy")
    wait_for_rows(counter, 1)
    counter.key(Qt.Key.Key_Return)
    counter.key(Qt.Key.Key_F8)
    counter.wait_for("常用条件", "还没有存过")
    counter.type("ouy")
    counter.key(Qt.Key.Key_Return)
    counter.wait_for("回车用，Delete 删")
    counter.key(Qt.Key.Key_Escape)
    counter.key(Qt.Key.Key_Escape)
    grab.wait_until(lambda: model.isPlain, what="nothing filtered")
    counter.key(Qt.Key.Key_F8)
    counter.wait_for("ouy")
    counter.key(Qt.Key.Key_Down)
    counter.key(Qt.Key.Key_Return)
    wait_for_rows(counter, 1)
    assert model.query == "ouy"
    counter.key(Qt.Key.Key_F8)
    counter.wait_for("ouy")
    counter.key(Qt.Key.Key_Down)
    counter.key(Qt.Key.Key_Delete)
    counter.wait_for("还没有存过")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_supervisor_takes_the_list_out_as_a_private_file_and_the_hall_knows(
    hall: RealHall, open_counter: Open, morning: list[str], tmp_path: Path, form: str
) -> None:
    hall.take(NEIGHBOUR, PrivateMatter(contact_name="=cmd", story="x"))
    hall.add_staff(BOSS)
    office = open_counter(None)
    office.sign_in_as(BOSS.name)
    office.open_page("lists")
    office.wait_for("搜索")
    office.key(Qt.Key.Key_4)
    office.key(Qt.Key.Key_F6)
    wait_for_rows(office, 4)
    office.key(Qt.Key.Key_E)
    office.wait_for("把这4条存成文件。大厅会记下是谁、什么时候、导出了多少条。")
    office.key(Qt.Key.Key_C if form == "csv" else Qt.Key.Key_X)
    grab.wait_until(lambda: "已存到" in lists_of(office).said, what="the file")
    (file,) = (tmp_path / "exports").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    rows = _rows(file)
    assert [row[0] for row in rows[1:]][::-1][:3] == morning
    # What a spreadsheet would run is text: by an apostrophe in CSV, by its type in Excel's own format.
    assert {row[2] for row in rows[1:]} == {"李**", "欧阳*", "", "'=***" if form == "csv" else "=***"}
    taken = [row.body for row in table_rows(hall._ground, event) if row.type == "data_taken"]
    assert orjson.loads(taken[-1]) == {"staff_id": BOSS.staff_id, "what": "list:all", "form": form, "rows": 4}


def _rows(file: Path) -> list[list[str]]:
    if file.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(file).active
        assert sheet is not None
        return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_dispatcher_sees_no_names_and_has_no_key_to_take_out(
    hall: RealHall, open_counter: Open, morning: list[str]
) -> None:
    hall.add_staff(DISPATCH)
    office = open_counter(None)
    office.sign_in_as(DISPATCH.name)
    office.open_page("lists")
    office.wait_for("搜索")
    office.key(Qt.Key.Key_1)
    wait_for_rows(office, 3)
    assert not any("**" in row for row in shown(office))
    office.key(Qt.Key.Key_E)
    grab.process_events(0.1)
    assert not office.sees("导出")


def test_a_list_stays_when_the_hall_is_away_and_says_so(
    hall: RealHall, counter: Counter, morning: list[str]
) -> None:
    open_lists(counter, Qt.Key.Key_1)
    wait_for_rows(counter, 3)
    hall.stop()
    counter.key(Qt.Key.Key_4)
    counter.wait_for("大厅系统没有回答，名单可能不是最新的。")
    assert len(shown(counter)) == 3
    hall.start()
    counter.wait_for(
        "已锁屏"
    )  # sessions end with the store; the list asks for a new sign-in as every key does
