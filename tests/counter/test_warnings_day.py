"""风险预警 by keys alone at a hall that really runs: words written, a file taken, another person approves, a number."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from case_store.risk.warning_drafting import draft_warnings
from tests.case_store.casework_hall import PEOPLE, employ
from tests.case_store.test_warnings import crossing
from tests.counter.conftest import Open
from tests.counter.test_supervision_day import NAMES, Office
from tests.real_hall import RealHall

Key = Qt.Key
TOWN = "150502104"


@pytest.fixture
def hall(standing_hall: RealHall) -> RealHall:
    """A hall with people of every role, in which the index of one town has crossed upwards."""
    standing_hall.next_day()
    employ(standing_hall._ground.hall, *PEOPLE)
    store = standing_hall._ground.hall.store
    assert store is not None

    def draft() -> int:
        with store.hall.runner.writing() as work:
            return draft_warnings(work, store.house, [crossing(TOWN, hot_spots=((TOWN, "02", 6, 1.0, 3.5),))])

    assert standing_hall._runner.run(store.run(draft)) == 1
    return standing_hall


def test_a_supervisor_writes_a_section_and_a_leader_approves_it_with_its_number(
    hall: RealHall, open_counter: Open, tmp_path: Path
) -> None:
    supervisor = _sit(open_counter, "sup")
    supervisor.tab("warnings")
    supervisor.wait_rows(1)
    supervisor.counter.wait_for(
        "科尔沁区丰田镇各类矛盾纠纷", "待审批", "试行，内部参考", "现在没有要您办的。"
    )
    supervisor.act(Key.Key_W, "改写一节")
    supervisor.counter.key(Key.Key_2)  # 指数构成: its words come with it
    supervisor.wait(
        lambda: any("61.5" in line.text for line in supervisor.section.form.fields.rows), "its words"
    )
    supervisor.counter.key(Key.Key_5)
    supervisor.counter.key(Key.Key_Tab)
    supervisor.counter.key(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    supervisor.counter.type("电话13000000020")
    supervisor.counter.key(Key.Key_F10)
    supervisor.wait(lambda: "身份证号或电话" in supervisor.said_by_form, "the refusal")
    supervisor.counter.key(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    supervisor.counter.type("都与一处工地的夜间施工有关")
    supervisor.confirm("改写一节，办好了。")
    supervisor.counter.wait_for("风险热点（人工改写）", "都与一处工地的夜间施工有关")

    supervisor.act(Key.Key_E, "导出")
    supervisor.counter.key(Key.Key_F10)
    supervisor.wait(lambda: "已存到" in str(supervisor.section.property("said")), "the file")
    (file,) = (tmp_path / "exports").iterdir()
    pages = ["".join(page.extract_text().split()) for page in PdfReader(file).pages]
    assert all("草稿" in page for page in pages)
    assert "都与一处工地的夜间施工有关" in "".join(pages)

    leader = _sit(open_counter, "lead")
    leader.tab("warnings")
    leader.wait_rows(1)
    leader.act(Key.Key_P, "批准")
    leader.confirm("已批准，通科综治预警〔2026〕1号。")
    leader.counter.wait_for("已批准", "通科综治预警〔2026〕1号", "孟某庚", "待审批0份，已批准1份")


def _sit(open_counter: Open, staff_id: str) -> Office:
    counter = open_counter(None)
    counter.sign_in_as(NAMES[staff_id])
    return Office(counter)
