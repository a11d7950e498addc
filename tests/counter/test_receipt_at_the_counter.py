"""补打回执 at the counter, by keys: first whom staff have in front of them, then one receipt with codes that work."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from pypdf import PdfReader
from PySide6.QtCore import Qt

from case_store.log.schema import case_, event
from cases.matter.citizen_code import code_hash
from cases.matter.matter import OpenMatter
from counter.app import CounterConfig, build
from counter.casework.casework import CaseworkViewModel
from screenkit import grab
from screenkit.window import make_app
from tests.counter.conftest import CTRL, Counter
from tests.counter.test_counter_queue import serve
from tests.counter.test_papers_at_the_counter import config_of
from tests.printing.pty_printer import PtyPrinter
from tests.printing.thermal_paper import ThermalPaper
from tests.real_hall import NOBODY, WAGES, RealHall

Key = Qt.Key
Sit = Callable[[CounterConfig], Counter]


@pytest.fixture
def printer() -> Iterator[PtyPrinter]:
    with PtyPrinter(ThermalPaper()) as running:
        yield running


@pytest.fixture
def sit() -> Iterator[Sit]:
    """Signed in at counter 3."""
    screens = []

    def sit_down(config: CounterConfig) -> Counter:
        make_app()
        screens.append(build(config))
        screens[-1].window.requestActivate()
        grab.wait_until(screens[-1].window.isActive, what="the window to be active")
        counter = Counter(screens[-1])
        counter.sign_in()
        counter.wait_for("锁屏")
        return counter

    yield sit_down
    for screen in screens:
        screen.close()


def page_of(desk: Counter) -> CaseworkViewModel:
    page = desk.screen.view_model.frame.modelOf("casework")
    assert isinstance(page, CaseworkViewModel)
    return page


def at_the_case(desk: Counter) -> CaseworkViewModel:
    """The page of the matter of whoever sits here."""
    serve(desk)
    desk.wait_for("不予受理")
    desk.screen.view_model.openCaseHere()
    desk.wait_for("补打回执")
    return page_of(desk)


def case_row(hall: RealHall) -> object:
    (row,) = (row for row in hall.rows(case_) if row.case_code == hall.taken.case_code)
    return row


def test_who_lost_the_receipt_gets_another_with_the_same_codes_to_type_and_a_new_one_to_scan(
    hall: RealHall, sit: Sit, printer: PtyPrinter, tmp_path: Path
) -> None:
    hall.take()
    desk = sit(config_of(hall, printer, tmp_path))
    page = at_the_case(desk)
    desk.key(Key.Key_R, CTRL)
    desk.wait_for("补打回执：先认人", "登记的是李某甲，电话130 0000 0017", "看了证件，是登记的人")
    desk.key(Key.Key_1)
    desk.wait_for("回执打出来了，请交给来访人。")
    slip = printer.printer.text
    for said in ("补打，以这张为准", "来访登记回执", "是否受理将于"):
        assert said in slip
    lookup_code = hall.taken.lookup_code or ""
    assert f"{lookup_code[:3]} {lookup_code[3:]}" in slip
    assert "李某" not in slip
    assert "1300000" not in slip
    (url,) = (code.text for code in zxingcpp.read_barcodes(printer.printer.sheets[-1]))
    assert url != hall.taken.receipt_url
    assert code_hash(url.rpartition("/")[2]) == case_row(hall).receipt_code_hash  # type: ignore[attr-defined]
    desk.key(Key.Key_Escape)
    desk.wait_without("补打回执：先认人")
    assert page.property("isCaseOpen")


def test_what_a_kiosk_could_not_print_is_found_in_the_journal_and_leads_to_its_case(
    hall: RealHall, sit: Sit, printer: PtyPrinter, tmp_path: Path
) -> None:
    ticket_no = hall.take()
    hall.paper_failed("receipt")
    desk = sit(config_of(hall, printer, tmp_path))
    desk.wait_for(ticket_no)
    desk.key(Key.Key_F11)
    desk.wait_for("补打小票、回执")
    desk.key(Key.Key_6)
    desk.wait_for("回执09:30没有打出来", "缺纸")
    grab.press_keys(desk.screen.window, f"{ticket_no}R")
    desk.wait_for("补打回执：先认人", "登记的是李某甲，电话130 0000 0017")
    desk.key(Key.Key_2)
    desk.wait_for("回执打出来了，请交给来访人。")
    view = desk.screen.view_model.desk

    def is_empty() -> bool:
        return view.knows.view is not None and view.knows.view.papers == ()

    grab.wait_until(is_empty, what="the journal to be empty")


def test_where_nobody_is_named_only_answers_count(
    hall: RealHall, sit: Sit, printer: PtyPrinter, tmp_path: Path
) -> None:
    hall.take(replace(WAGES, contact_withheld=True), NOBODY)
    desk = sit(config_of(hall, printer, tmp_path))
    at_the_case(desk)
    desk.key(Key.Key_R, CTRL)
    desk.wait_for("登记时没留姓名和电话。", "没带证件，登记的人和事都答得上")
    assert not desk.sees("看了证件，是登记的人")
    desk.key(Key.Key_1)
    desk.key(Key.Key_2)
    desk.wait_for("回执打出来了，请交给来访人。")
    assert len(printer.printer.sheets) == 1
    assert [row.type for row in hall.rows(event)].count("receipt_reissued") >= 1


def test_a_dry_printer_leaves_the_codes_on_the_screen_to_be_written_down(
    hall: RealHall, sit: Sit, printer: PtyPrinter, tmp_path: Path
) -> None:
    hall.take()
    desk = sit(config_of(hall, printer, tmp_path))
    at_the_case(desk)
    printer.printer.paper_left_dots = 0
    desk.key(Key.Key_R, CTRL)
    desk.wait_for("补打回执：先认人")
    desk.key(Key.Key_1)
    said = page_of(desk).case.papers.receipt
    grab.wait_until(lambda: "没有打出来" in said.property("said"), what="that it is not there")
    lookup_code = hall.taken.lookup_code or ""
    assert f"{lookup_code[:3]} {lookup_code[3:]}" in said.property("said")


def test_a_counter_without_an_80_mm_printer_hands_it_out_on_a4(
    hall: RealHall, sit: Sit, printer: PtyPrinter, tmp_path: Path
) -> None:
    hall.take(OpenMatter(category="neighbour", town="150502001", party_count=1))
    desk = sit(config_of(hall, printer, tmp_path).model_copy(update={"printer": ""}))
    at_the_case(desk)
    desk.key(Key.Key_R, CTRL)
    desk.wait_for("补打回执：先认人")
    desk.key(Key.Key_1)
    desk.wait_for("回执已送到 A4 打印机，请交给来访人。")
    (paper,) = (tmp_path / "a4").glob("*.pdf")
    assert paper.name == "回执.pdf"  # seen in a print queue, so it is nobody's
    words = "".join(PdfReader(paper).pages[0].extract_text().split())
    assert "来访登记回执" in words
    assert (hall.taken.lookup_code or "")[:3] in words
    assert printer.printer.sheets == []
