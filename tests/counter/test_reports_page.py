"""The reports page at a real hall, by keys alone; what is taken out says the same as the screen."""

import stat
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument

from case_store.log.schema import event
from case_store.tokens import COUNTER
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult
from cases.matter.matter import OpenMatter
from cases.views import StaffView
from counter.reports.reports import ReportsViewModel
from screenkit import grab
from tests.case_store.one_hall import granted
from tests.case_store.served import rows
from tests.counter.conftest import Counter, Open
from tests.page_looks import bad_words
from tests.real_hall import PIN, WORDS, RealHall

BOSS = StaffView(staff_id="t-boss", name="督办乙", role="supervisor")
NOISE = OpenMatter(category="neighbour", dispute_type="0203", party_count=1)
DISPATCH = StaffView(staff_id="t-dispatch", name="调度乙", role="dispatcher")


def reports_of(counter: Counter) -> ReportsViewModel:
    model = counter.screen.view_model.frame.modelOf("reports")
    assert isinstance(model, ReportsViewModel)
    return model


def open_reports(open_counter: Open, who: StaffView) -> Counter:
    office = open_counter(None)
    office.sign_in_as(who.name)
    office.wait_for("报表")
    office.open_page("reports")
    office.wait_for("几点来的人等了多久")
    grab.wait_until(lambda: reports_of(office).hasReport, what="the report")
    return office


@pytest.fixture
def morning(hall: RealHall) -> None:
    """Three took a number, one of them was received."""
    for _ in range(3):
        hall.take()
    if hall._desk is not None:
        hall._runner.run(hall._desk.sign_in("s2", PIN, 2))  # every day anew
    hall.call_next(2)


@pytest.fixture
def settled(hall: RealHall) -> None:
    """One matter was settled on the spot and signed off by a colleague, another one only accepted."""
    hall.add_staff(BOSS)
    hall._runner.run(_settle(hall))


async def _settle(hall: RealHall) -> None:
    done = acts.SettleNow(
        done="当面调解",
        result=CloseResult.RESOLVED_ORAL,
        method=ResolutionMethod.RECONCILIATION,
        told="双方当场说好",
    )
    async with hall._ground.client(COUNTER) as desk, hall._ground.client(COUNTER) as boss:
        granted(await desk.sign_in("s2", PIN, 2))
        granted(await boss.sign_in(BOSS.staff_id, PIN, None))
        for act in (done, acts.Accept()):
            hall.clock.move_by(timedelta(seconds=1))
            granted(await desk.queue.issue_ticket("A"))
            row = granted(await desk.call_next(2))
            granted(await desk.start(row.visit_id))
            case = granted(await desk.register(row.visit_id, NOISE, WORDS))
            granted(await desk.end(row.visit_id))
            assert case.case_id is not None
            granted(await desk.casework.act(case.case_id, act))
            if act is done:
                granted(await boss.casework.act(case.case_id, acts.SignOff()))


def figure(counter: Counter, label: str) -> str:
    value: str = next(one.value for one in reports_of(counter).figures.rows if one.label == label)
    return value


@pytest.mark.usefixtures("morning")
def test_the_day_is_told_and_keys_move_in_time(hall: RealHall, open_counter: Open) -> None:
    hall.add_staff(BOSS)
    office = open_reports(open_counter, BOSS)
    assert (figure(office, "取号"), figure(office, "接待完")) == ("3", "1")
    assert not bad_words(office.screen.window)
    today = reports_of(office).period
    office.key(Qt.Key.Key_Right)
    assert reports_of(office).period == today  # tomorrow has not come
    office.key(Qt.Key.Key_Left)
    grab.wait_until(
        lambda: figure(office, "取号") != "3" or reports_of(office).period != today, what="yesterday"
    )
    office.key(Qt.Key.Key_Right)
    office.key(Qt.Key.Key_W)
    grab.wait_until(lambda: "至" in reports_of(office).period, what="the week")
    office.key(Qt.Key.Key_D)
    grab.wait_until(lambda: reports_of(office).period == today, what="the day again")


@pytest.mark.usefixtures("morning")
def test_the_table_turns_from_desks_to_queues_to_hours(hall: RealHall, open_counter: Open) -> None:
    hall.add_staff(BOSS)
    office = open_reports(open_counter, BOSS)
    firsts = []
    for _ in range(4):
        firsts.append(reports_of(office).head.rows[0].title)
        office.key(Qt.Key.Key_T)
    assert firsts == ["窗口", "队列", "钟点", "日子"]


@pytest.mark.usefixtures("morning")
def test_attendance_is_for_who_may_see_it(hall: RealHall, open_counter: Open) -> None:
    hall.add_staff(BOSS)
    hall.add_staff(DISPATCH)
    boss = open_reports(open_counter, BOSS)
    boss.key(Qt.Key.Key_K)
    grab.wait_until(lambda: reports_of(boss).hasPeople, what="the people")
    boss.wait_for("包某甲", "在岗小时")
    assert not bad_words(boss.screen.window)
    dispatch = open_reports(open_counter, DISPATCH)
    dispatch.key(Qt.Key.Key_K)
    assert reports_of(dispatch).part == "queue"
    assert not dispatch.sees("考勤")


@pytest.mark.usefixtures("morning")
def test_a_report_is_taken_out_as_pdf_and_csv_and_the_hall_knows(
    hall: RealHall, open_counter: Open, tmp_path: Path
) -> None:
    hall.add_staff(BOSS)
    office = open_reports(open_counter, BOSS)
    for key in (Qt.Key.Key_P, Qt.Key.Key_C):
        before = reports_of(office).said
        office.key(key)
        grab.wait_until(
            lambda before=before: reports_of(office).said not in (before, "正在导出……"),  # type: ignore[misc]  # mypy cannot type a default of a lambda
            timeout_s=15,
            what="the file",
        )
    files = {file.suffix: file for file in (tmp_path / "exports").iterdir()}
    assert {stat.S_IMODE(file.stat().st_mode) for file in files.values()} == {0o600}
    told = files[".csv"].read_text("utf-8-sig")
    assert "大厅运行报表" in told
    paper = QPdfDocument()
    assert paper.load(str(files[".pdf"])) is QPdfDocument.Error.None_
    page = "".join(paper.getAllText(number).text() for number in range(paper.pageCount()))
    for words in ("科尔沁区社会治安综合治理中心", "几点来的人等了多久", "怎么算的", "第1页"):
        assert words in page.replace(" ", "")
    taken = [orjson.loads(row.body)["form"] for row in rows(hall._ground, event) if row.type == "data_taken"]
    assert taken[-2:] == ["pdf", "csv"]


@pytest.mark.usefixtures("settled")
def test_casework_is_told_with_what_it_is_counted_over(
    hall: RealHall, open_counter: Open, tmp_path: Path
) -> None:
    office = open_reports(open_counter, BOSS)
    office.key(Qt.Key.Key_B)
    office.wait_for("化解（化解率）", "办结的结果", "登记的去向")
    assert figure(office, "受理") == "2"
    assert figure(office, "化解（化解率）") == "1（50.0%）"
    assert figure(office, "在办超期率") == "0.0%"
    assert figure(office, "满意率") == "—"
    assert not bad_words(office.screen.window)
    firsts = []
    for _ in range(3):
        firsts.append(reports_of(office).head.rows[0].title)
        office.key(Qt.Key.Key_T)
    assert firsts == ["纠纷类型", "等级", "层级"]
    office.key(Qt.Key.Key_C)
    grab.wait_until(lambda: "办理-" in reports_of(office).said, timeout_s=15, what="the file")
    (file,) = (tmp_path / "exports").iterdir()
    told = file.read_text("utf-8-sig")
    assert "办理情况报表" in told
    assert "1（50.0%）" in told
