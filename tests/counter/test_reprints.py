"""F11 → 6: what did not come out at a kiosk comes out here, with a new code and the mark 补打."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from counter.app import build
from screenkit import grab
from screenkit.window import make_app
from tests.counter.conftest import Counter
from tests.counter.test_papers_at_the_counter import config_of
from tests.printing.pty_printer import PtyPrinter
from tests.printing.thermal_paper import ThermalPaper
from tests.real_hall import RealHall


@pytest.fixture
def printer() -> Iterator[PtyPrinter]:
    with PtyPrinter(ThermalPaper()) as running:
        yield running


@pytest.fixture
def desk(hall: RealHall, printer: PtyPrinter, tmp_path: Path) -> Iterator[Counter]:
    make_app()
    screen = build(config_of(hall, printer, tmp_path))
    screen.window.requestActivate()
    grab.wait_until(screen.window.isActive, what="the window to be active")
    counter = Counter(screen)
    counter.sign_in()
    counter.wait_for("锁屏")
    yield counter
    screen.close()


def test_a_ticket_that_a_kiosk_could_not_print_is_made_anew_at_the_counter(
    hall: RealHall, desk: Counter, printer: PtyPrinter
) -> None:
    ticket_no = hall.take()
    hall.paper_failed()
    desk.wait_for(ticket_no)
    desk.key(Qt.Key.Key_F11)
    desk.wait_for("补打小票", "没打出来的，或者上一张丢了")
    desk.key(Qt.Key.Key_6)
    desk.wait_for(ticket_no, "按号码选，补打的小票从本窗口出。", "缺纸")
    desk.type(ticket_no)
    desk.key(Qt.Key.Key_Return)
    desk.wait_for("小票打出来了。")
    assert "补打" in printer.printer.text
    assert ticket_no in printer.printer.text
    view = desk.screen.view_model.desk

    def is_empty() -> bool:
        return view.knows.view is not None and view.knows.view.papers == ()

    grab.wait_until(is_empty, what="the journal to be empty")
