"""Papers at the counter, by keys: a rejection hands over where to go, an act its paper, the page shows them all; and
what did not come out at a kiosk comes out here, with a new code and the mark 补打 (F11 → 6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from case_store.log.schema import device_health
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.paper.paper_record import CheckedPaper, DocumentKind
from cases.texts import Texts
from counter.app import CounterConfig, build
from counter.casework.casework import CaseworkViewModel
from printing.a4.check import check_pdf
from printing.slips.trial_strip import trial_strip
from screenkit import grab
from screenkit.window import make_app
from tests.case_store.served import MONDAY
from tests.counter.conftest import COUNTER_NO, CTRL, Counter
from tests.counter.test_counter_queue import serve
from tests.printing.pty_printer import PtyPrinter
from tests.printing.thermal_paper import ThermalPaper
from tests.real_hall import ASSETS, RealHall

Key = Qt.Key
RENT = OpenMatter(category="property_housing", dispute_type="0602", town="150502001", party_count=1)
WORDS = PrivateMatter(contact_name="张某乙", contact_phone="13000000022", story="租房的押金，已经在打官司。")


@pytest.fixture
def printer() -> Iterator[PtyPrinter]:
    with PtyPrinter(ThermalPaper()) as running:
        yield running


@pytest.fixture
def desk(hall: RealHall, printer: PtyPrinter, tmp_path: Path) -> Iterator[Counter]:
    """Signed in at counter 3, with an 80 mm printer on a serial line and a folder for A4."""
    make_app()
    screen = build(config_of(hall, printer, tmp_path))
    screen.window.requestActivate()
    grab.wait_until(screen.window.isActive, what="the window to be active")
    counter = Counter(screen)
    counter.sign_in()
    counter.wait_for("锁屏")
    yield counter
    screen.close()


def config_of(hall: RealHall, printer: PtyPrinter, folder: Path) -> CounterConfig:
    return CounterConfig(
        hall_url=hall.url,
        token_file=hall.token_file("counter"),
        assets_dir=ASSETS,
        clock_file=hall.clock_file,
        counter_no=COUNTER_NO,
        printer=f"serial:{printer.port}",
        a4_dir=folder / "a4",
        data_dir=folder / "counter",
    )


def papers_in(folder: Path) -> dict[DocumentKind, bytes]:
    """What came out on A4, each proven by itself."""
    found = {}
    for path in folder.glob("*.pdf"):
        checked = check_pdf(path.read_bytes())
        assert isinstance(checked, CheckedPaper)
        assert checked.untouched
        found[checked.kind] = path.read_bytes()
    return found


def test_who_is_turned_away_is_handed_where_to_go_and_the_page_prints_every_paper_again(
    hall: RealHall, desk: Counter, printer: PtyPrinter, tmp_path: Path
) -> None:
    hall.take(RENT, WORDS)
    serve(desk)
    desk.wait_for("不予受理")
    desk.key(Key.Key_F9)
    desk.wait_for("不予受理的理由")
    desk.key(Key.Key_4)
    desk.key(Key.Key_S, CTRL)
    grab.wait_until(lambda: len(printer.printer.sheets) == 1, what="the 引导单")
    slip = printer.printer.text
    for said in (
        "办事引导单",
        "请到：人民法院",
        "1. 身份证",
        "2. 合同、欠条、照片等证据",
        "通科综治引〔2026〕",
    ):
        assert said in slip
    for secret in ("张某", "押金", "1300000"):
        assert secret not in slip
    a4, page = tmp_path / "a4", desk.screen.view_model
    grab.wait_until(lambda: bool(papers_in(a4)), what="the notice on A4")
    grab.wait_until(lambda: "已出具" in str(page.property("said")), what="that it is out")
    (notice,) = papers_in(a4).items()
    assert notice[0] is DocumentKind.NON_ACCEPTANCE_NOTICE
    page.openCaseHere()
    model = page.frame.modelOf("casework")
    assert isinstance(model, CaseworkViewModel)
    papers = model.case.papers
    grab.wait_until(lambda: papers.rows.count == 2, what="both papers in the list")
    desk.key(Key.Key_P, CTRL)
    desk.wait_for("现在可以出具", "受理登记表", "已出具", "补打")
    issued = [line.name for line in papers.rows.rows]
    desk.key(Key.Key_1 if issued[0] == "不予受理告知书" else Key.Key_2)
    grab.wait_until(lambda: "已补打" in papers.property("said"), what="the copy")
    assert [path.read_bytes() for path in a4.glob("*.pdf")] == [notice[1], notice[1]]
    desk.key(Key.Key_A)
    grab.wait_until(lambda: papers.rows.count == 3, what="the form in the list")
    assert not papers.property("canBind")
    desk.key(Key.Key_Escape)
    desk.wait_without("现在可以出具")


def test_the_hall_hears_at_once_that_the_counters_printer_ran_dry_and_that_it_is_well_again(
    hall: RealHall, desk: Counter, printer: PtyPrinter, texts: Texts
) -> None:
    def hall_hears(trouble: str) -> None:
        """Within grab's 5 s: without an occasion a counter tells every 20 s."""
        told = f"counter-{COUNTER_NO}"
        grab.wait_until(
            lambda: [row.trouble for row in hall.rows(device_health) if row.device_id == told] == [trouble],
            what=f"the hall to hear {trouble or 'that all is well'}",
        )

    def strip(job_id: str) -> None:
        desk.screen.papers.print(job_id, trial_strip("3号窗口", MONDAY, texts), "", lambda _is_there: None)

    hall_hears("")
    printer.printer.paper_left_dots = 0
    strip("strip-1")
    hall_hears("paper_out")
    printer.printer.paper_left_dots = 1_000_000
    strip("strip-2")
    hall_hears("")


def test_a_ticket_that_a_kiosk_could_not_print_is_made_anew_at_the_counter(
    hall: RealHall, desk: Counter, printer: PtyPrinter
) -> None:
    ticket_no = hall.take()
    hall.paper_failed()
    desk.wait_for(ticket_no)
    desk.key(Key.Key_F11)
    desk.wait_for("补打小票、回执", "没打出来的，或者上一张丢了")
    desk.key(Key.Key_6)
    desk.wait_for(ticket_no, "按号码选，补打的小票从本窗口出。", "缺纸")
    desk.type(ticket_no)
    desk.key(Key.Key_Return)
    desk.wait_for("小票打出来了。")
    assert "补打" in printer.printer.text
    assert ticket_no in printer.printer.text
    view = desk.screen.view_model.desk

    def is_empty() -> bool:
        return view.knows.view is not None and view.knows.view.papers == ()

    grab.wait_until(is_empty, what="the journal to be empty")
