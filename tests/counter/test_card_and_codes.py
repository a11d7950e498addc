"""An ID card on the reader and codes under the scanner of a counter, on real lines, at a hall that really runs."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt

from cases.matter.intake import Intent
from cases.matter.matter import OpenMatter
from cases.paper.paper_record import DocumentKind, PaperRecord, paper_url
from cases.people.party import Party
from cases.refusal import Refusal
from counter.registration.fields import FieldLine
from devices.card_reader.virtual import Fault, VirtualReader
from devices.card_reader.virtual_card import load_cards
from devices.config import DevicesConfig, PortConfig
from devices.scanner.virtual import VirtualScanner
from screenkit import grab
from screenkit.at_hand import READER, SCANNER
from tests.counter.conftest import COUNTER_NO, Counter, Open
from tests.counter.test_registration_day import enter, form_of, matter_of, open_form, serve, write_out
from tests.real_hall import ASSETS, NOBODY, RealHall

Key = Qt.Key
Answer = TypeVar("Answer")
CARDS = load_cards(ASSETS)
LI, WU = "15050219000101001X", "150522190006150025"
BASE = "https://zz.pingan-hall.example"


@dataclass
class Desk:
    counter: Counter
    reader: VirtualReader
    scanner: VirtualScanner

    def place(self, name: str) -> None:
        self.reader.place(CARDS[name])

    def take_away(self) -> None:
        """Long enough for the reader to notice."""
        self.reader.take_away()
        grab.process_events(0.8)

    def field(self, key: str) -> FieldLine:
        found: FieldLine = next(line for line in form_of(self.counter).left.rows if line.key == key)
        return found

    def wait_for_field(self, key: str, text: str) -> None:
        grab.wait_until(lambda: self.field(key).text == text, what=f"{text} in {key}")

    def waiting(self) -> list[str]:
        view = self.counter.screen.view_model.desk.knows.view
        return [row.ticket_no for row in view.waiting] if view else []

    def parties(self) -> tuple[Party, ...]:
        return matter_of(self.counter).private.parties


@pytest.fixture
def desk(hall: RealHall, open_counter: Open, tmp_path: Path) -> Iterator[Desk]:
    reader, scanner = VirtualReader(tmp_path / "reader"), VirtualScanner(tmp_path / "scanner")
    reader.start()
    scanner.start()
    counter = open_counter(
        COUNTER_NO,
        devices=DevicesConfig(
            card_reader=PortConfig(port=str(tmp_path / "reader"), baudrate=115_200),
            scanner=PortConfig(port=str(tmp_path / "scanner")),
        ),
    )
    counter.sign_in()
    counter.wait_for("锁屏")
    at_hand = counter.screen.at_hand
    grab.wait_until(lambda: at_hand.is_well(READER) and at_hand.is_well(SCANNER), what="the devices")
    yield Desk(counter, reader, scanner)
    counter.screen.close()
    reader.close()
    scanner.close()


def test_a_card_fills_the_party_and_what_the_chip_said_is_marked_as_such(hall: RealHall, desk: Desk) -> None:
    hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    serve(desk.counter, "登记")
    open_form(desk.counter)
    assert desk.field("party.id_number").note == "可以读身份证"
    desk.place("li_moujia")
    desk.wait_for_field("party.name", "李某甲")
    assert desk.counter.sees("芯片已读 · 居民身份证 · 男 · 126岁")
    enter(desk.counter, "")
    enter(desk.counter, "130 0000 0001")
    write_out(desk.counter)
    desk.counter.wait_for("已登记，待受理", "李某甲")
    (party,) = desk.parties()
    assert (party.id_number, party.verified_by, party.phone) == (LI, "chip", "13000000001")
    assert (party.sex, party.nation, str(party.birth)) == ("1", "17", "1900-01-01")
    assert party.address == "内蒙古自治区通辽市科尔沁区某某街道1号"


def test_what_is_written_over_the_chip_counts_as_typed(hall: RealHall, desk: Desk) -> None:
    hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    serve(desk.counter, "登记")
    open_form(desk.counter)
    desk.place("li_moujia")
    desk.wait_for_field("party.name", "李某甲")
    form_of(desk.counter).write("party.name", "李某某")
    assert desk.field("party.id_number").note.startswith("居民身份证")
    write_out(desk.counter)
    desk.counter.wait_for("已登记，待受理")
    (party,) = desk.parties()
    assert (party.name, party.id_number, party.verified_by) == ("李某某", LI, "manual")


def test_the_mark_of_the_chip_outlives_the_form(hall: RealHall, desk: Desk) -> None:
    hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    serve(desk.counter, "登记")
    open_form(desk.counter)
    desk.place("wu_mou")
    desk.wait_for_field("party.address", "内蒙古自治区通辽市开鲁县某某镇2号")
    write_out(desk.counter)
    desk.counter.wait_for("已登记，待受理")
    open_form(desk.counter)
    assert desk.field("party.id_number").note.startswith("芯片已读")
    form_of(desk.counter).write("party.address", "别处")
    write_out(desk.counter)
    grab.wait_until(lambda: desk.parties()[0].address == "别处", what="the correction")
    assert desk.parties()[0].verified_by == "chip"


def test_each_card_goes_to_its_party_and_nobody_is_overwritten(hall: RealHall, desk: Desk) -> None:
    hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    serve(desk.counter, "登记")
    open_form(desk.counter)
    form = form_of(desk.counter)
    form.write("party.address", "现住某某嘎查")
    desk.place("li_moujia")
    desk.wait_for_field("party.name", "李某甲")
    assert desk.field("party.address").text == "现住某某嘎查", "where they live now was known already"
    desk.take_away()
    desk.place("wu_mou")
    desk.counter.wait_for("这张证件不是当前这位当事人的，没有填。要加一位，按 Ctrl+N，再放一次。")
    assert desk.field("party.name").text == "李某甲"
    desk.take_away()
    form.addParty()
    desk.place("wu_mou")
    desk.wait_for_field("party.name", "乌某")
    desk.take_away()
    desk.place("li_moujia")
    desk.wait_for_field("party.name", "李某甲")  # theirs is brought to the front
    write_out(desk.counter)
    desk.counter.wait_for("已登记，待受理")
    assert [(party.id_number, party.verified_by) for party in desk.parties()] == [(LI, "chip"), (WU, "chip")]


def test_a_card_finds_the_earlier_matters_of_its_holder(hall: RealHall, desk: Desk) -> None:
    for _ in range(2):
        hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    serve(desk.counter, "登记")
    open_form(desk.counter)
    desk.place("li_moujia")
    desk.wait_for_field("party.name", "李某甲")
    write_out(desk.counter)
    desk.counter.wait_for("已登记，待受理")
    desk.counter.key(Key.Key_F8)
    desk.counter.wait_for("已受理")
    desk.take_away()
    desk.counter.key(Key.Key_F10)
    desk.counter.wait_for("呼叫下一位")
    serve(desk.counter, "登记")
    open_form(desk.counter)
    desk.place("li_moujia")
    grab.wait_until(lambda: len(form_of(desk.counter).earlier.rows) > 0, what="the earlier matter")


def test_a_card_that_cannot_be_read_or_has_expired_is_told_to_the_clerk(hall: RealHall, desk: Desk) -> None:
    hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    serve(desk.counter, "登记")
    open_form(desk.counter)
    desk.reader.break_(Fault.COLLISION)
    desk.place("li_moujia")
    desk.counter.wait_for("读卡器选不中证件。请只放一张，和银行卡、公交卡分开，再放一次。")
    desk.reader.break_(Fault.NONE)
    desk.take_away()
    desk.place("expired")
    desk.counter.wait_for("这张证件已经过期，请核对，提醒本人换证。")
    assert desk.field("party.name").text == "张某乙"


def test_no_card_is_read_without_the_form_or_behind_a_locked_screen(hall: RealHall, desk: Desk) -> None:
    hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    serve(desk.counter, "登记")
    open_form(desk.counter)
    desk.counter.key(Key.Key_F12)
    grab.wait_until(lambda: desk.counter.screen.view_model.desk.knows.locked, what="the lock")
    desk.place("li_moujia")
    grab.process_events(1.0)
    assert desk.field("party.name").text == ""


def test_a_scanned_receipt_opens_its_case_and_esc_leads_back(hall: RealHall, desk: Desk) -> None:
    hall.take()
    receipt = hall.taken.receipt_url
    assert receipt is not None
    desk.scanner.scan(receipt)
    frame = desk.counter.screen.view_model.frame
    grab.wait_until(lambda: frame.property("current") == "casework", what="the case")
    desk.counter.wait_for("讨薪劳动")
    desk.counter.key(Key.Key_Escape)
    grab.wait_until(lambda: frame.property("current") == "desk", what="the desk")


def test_a_scanned_ticket_says_where_its_visit_stands_and_what_can_be_done(
    hall: RealHall, desk: Desk
) -> None:
    ticket_no = hall.take(OpenMatter(), NOBODY, confirmed=False, intent=Intent.CONSULT)
    ticket = hall.taken.ticket_url
    desk.scanner.scan(ticket)
    desk.counter.wait_for(f"{ticket_no}在排队，还没有叫到。")
    desk.counter.key(Key.Key_F1)
    desk.counter.wait_for("开始办理")
    desk.counter.key(Key.Key_F3)
    desk.counter.wait_for(f"{ticket_no}回队")
    grab.process_events(2.1)  # the same code again is a new scan only then
    desk.scanner.scan(ticket)
    desk.counter.wait_for(f"{ticket_no}叫过没到。")
    desk.counter.key(Key.Key_1)
    desk.counter.wait_without(f"{ticket_no}叫过没到。")
    grab.wait_until(lambda: ticket_no in desk.waiting(), what="back in line")


def test_a_scanned_paper_is_held_against_its_record(hall: RealHall, desk: Desk) -> None:
    hall.take()
    serve(desk.counter, "已登记，待受理")
    case_id = str(matter_of(desk.counter).case_id)
    client, loop = desk.counter.screen.client, desk.counter.screen.bridge.loop

    def ask(question: Coroutine[Any, Any, Answer | Refusal]) -> Answer:
        answer = asyncio.run_coroutine_threadsafe(question, loop).result(10)
        assert not isinstance(answer, Refusal), answer
        return answer

    drawn = ask(client.papers.draw(case_id, DocumentKind.RIGHTS_NOTICE)).drawn
    desk.scanner.scan(paper_url(BASE, drawn.code))
    desk.counter.wait_for(f"没有这份文书。编号{drawn.number}（权利义务告知书）取了号，还没有出具。")
    record = PaperRecord(
        kind=DocumentKind.RIGHTS_NOTICE,
        number=drawn.number,
        case_code=matter_of(desk.counter).case_code,
        content_hash="a" * 64,
        print_hash="b" * 64,
        issued_at=drawn.drawn_at,
        pages=1,
    )
    ask(client.papers.issue(case_id, drawn, record, b"%PDF-1.7\n%%EOF\n"))
    grab.process_events(2.1)
    desk.scanner.scan(paper_url(BASE, drawn.code))
    desk.counter.wait_for("请对照手里的文书：名称、编号、日期和摘要都一样，才是真的。", "打开事项")
    desk.counter.key(Key.Key_1)
    grab.wait_until(
        lambda: desk.counter.screen.view_model.frame.property("current") == "casework", what="the case"
    )


def test_codes_that_lead_nowhere_are_told(desk: Desk) -> None:
    desk.scanner.scan("6901234567892")
    desk.counter.wait_for("这不是本中心的码（商品条码）。请扫小票、回执或文书上的二维码。")
    desk.scanner.scan(f"{BASE}/r/0000000000000000")
    desk.counter.wait_for("这个码在本大厅查不到：可能是别的大厅的，或者自助机刚取的号还没有送到。")


def test_a_scan_pushes_no_form_aside_and_a_reader_that_is_gone_is_not_offered(
    hall: RealHall, desk: Desk
) -> None:
    hall.take(OpenMatter(category="neighbour"), NOBODY, confirmed=False)
    serve(desk.counter, "登记")
    open_form(desk.counter)
    desk.scanner.scan(hall.taken.ticket_url)
    desk.counter.wait_for("正在登记。请先登记好或者放弃，再扫码。", "放弃")
    assert desk.reader.line is not None
    desk.reader.line.pull_out()
    grab.wait_until(lambda: desk.field("party.id_number").note == "", what="no offer")
    assert desk.counter.screen.at_hand.health() == {"reader": "missing", "scanner": "ok"}
