"""An ID card on the reader and a receipt under the scanner of a kiosk: real lines, real pages, a door of the test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from cases.casework.evaluation import Subject
from cases.citizen_views import Evaluable
from cases.refusal import Refusal
from cases.views_scans import ReceiptFound
from devices.card_reader.virtual import Fault, VirtualReader
from devices.card_reader.virtual_card import load_cards
from devices.config import DevicesConfig, PortConfig
from devices.scanner.virtual import VirtualScanner
from kiosk.draft import NOTHING_TOLD
from kiosk.flow import Page, Walk
from screenkit import grab
from screenkit.at_hand import READER, SCANNER
from tests.kiosk.fingers import page, shows, touch, wait_for, write
from tests.kiosk.kiosk_room import ASSETS, KioskRoom, open_room
from tests.kiosk.page_album import LATER, PROGRESS, TOLD

BASE = "https://zz.pingan-hall.example"
CODE = "0123456789ABCDEF"
OTHER_CODE, THIRD_CODE = (
    CODE[::-1],
    CODE[8:] + CODE[:8],
)  # the same once more is a new scan only after two seconds
CASE = "ZZ150502000261123001724"
CARDS = load_cards(ASSETS)
OFFER = "可以把身份证放在读卡区"
ABOUT_CASE = Evaluable(subject=Subject.CASE, subject_id="c1", name=CASE)


@dataclass(slots=True)
class Kiosk:
    room: KioskRoom
    reader: VirtualReader
    scanner: VirtualScanner

    def go(self, walk: Walk) -> None:
        self.room.screen.session.walk_to(walk)
        self.shows_soon("您的姓名" if walk.page is Page.NAME else "编号")

    def shows_soon(self, words: str) -> None:
        grab.wait_until(lambda: shows(self.room, words), what=words)

    def place(self, name: str) -> None:
        """Onto the reader, once it was asked whether something lies there already."""
        grab.process_events(0.1)
        self.reader.place(CARDS[name])


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    folder = tmp_path_factory.mktemp("ports")
    reader, scanner = VirtualReader(folder / "reader"), VirtualScanner(folder / "scanner")
    reader.start()
    scanner.start()
    room = open_room(
        devices=DevicesConfig(
            card_reader=PortConfig(port=str(folder / "reader"), baudrate=115_200),
            scanner=PortConfig(port=str(folder / "scanner")),
        )
    )
    kiosk = Kiosk(room, reader, scanner)
    yield kiosk
    room.close()
    reader.close()
    scanner.close()


@pytest.fixture
def kiosk(standing: Kiosk) -> Kiosk:
    standing.reader.take_away()
    standing.reader.break_(Fault.NONE)
    standing.room.next_citizen()
    at_hand = standing.room.screen.session.parts.at_hand
    grab.wait_until(lambda: at_hand.is_well(READER) and at_hand.is_well(SCANNER), what="the devices")
    return standing


def test_a_card_fills_the_name_and_goes_along_sealed_and_only_its_masked_number_is_seen(kiosk: Kiosk) -> None:
    room = kiosk.room
    kiosk.go(Walk(page=Page.NAME, draft=replace(TOLD, name="")))
    kiosk.shows_soon(OFFER)
    kiosk.place("li_moujia")
    kiosk.shows_soon("身份证150*************1X已读，请收好")
    touch(room, "下一步")
    wait_for(room, "phone")
    touch(room, "下一步")
    wait_for(room, "check")
    assert shows(room, "李某甲（已读身份证）")
    assert not any("15050219000101001X" in name for name in grab.names(room.screen.window))
    touch(room, "都对，取号")
    wait_for(room, "done")
    (intake,) = room.door.taken
    (party,) = intake.private.parties
    assert (party.name, party.id_number, party.verified_by) == ("李某甲", "15050219000101001X", "chip")
    assert (party.phone, party.nation, party.birth) == ("13000000001", "17", date(1900, 1, 1))
    assert intake.private.contact_name == "李某甲"
    assert "科尔沁区" in party.address


def test_whoever_writes_another_name_takes_the_card_back(kiosk: Kiosk) -> None:
    room = kiosk.room
    kiosk.go(Walk(page=Page.NAME, draft=replace(TOLD, name="")))
    kiosk.place("wu_mou")
    kiosk.shows_soon("已读")
    write(room, "您的姓名", "甲")
    assert not shows(room, "已读")
    touch(room, "先取号，到窗口再说")
    wait_for(room, "done")
    (intake,) = room.door.taken
    assert intake.private.parties == ()


def test_a_card_read_once_stays_with_the_answer_until_it_is_changed(kiosk: Kiosk) -> None:
    room = kiosk.room
    kiosk.go(Walk(page=Page.NAME, draft=replace(TOLD, name="")))
    kiosk.place("li_moujia")
    kiosk.shows_soon("已读")
    touch(room, "下一步")
    wait_for(room, "phone")
    touch(room, "上一步")
    wait_for(room, "name")
    kiosk.shows_soon("身份证150*************1X已读")
    touch(room, "我先不提供")
    wait_for(room, "phone")
    assert room.screen.session.walk.draft.card is None


def test_a_card_is_read_only_where_the_name_is_asked_and_the_last_citizens_never(kiosk: Kiosk) -> None:
    room = kiosk.room
    kiosk.place("li_moujia")
    grab.process_events(0.5)
    kiosk.go(Walk(page=Page.NAME))
    kiosk.shows_soon("读卡区有张卡，请拿起来")
    assert room.screen.session.page_model.typed == ""
    kiosk.reader.take_away()
    grab.process_events(0.8)
    kiosk.place("wu_mou")
    kiosk.shows_soon("已读")
    room.screen.session.leave()
    wait_for(room, "attract")
    assert room.screen.session.walk.draft == NOTHING_TOLD
    kiosk.go(Walk(page=Page.NAME))
    grab.process_events(0.8)
    assert not shows(room, "乌某")
    assert not shows(room, "已读")


def test_what_cannot_be_read_is_told_and_the_page_goes_on(kiosk: Kiosk) -> None:
    room = kiosk.room
    kiosk.go(Walk(page=Page.NAME))
    kiosk.reader.break_(Fault.TWO_CARDS)
    grab.process_events(0.1)
    kiosk.reader.place(CARDS["li_moujia"], CARDS["wu_mou"])
    kiosk.shows_soon("读到了两张卡。请只放一张")
    write(room, "您的姓名", "李某甲")
    touch(room, "下一步")
    wait_for(room, "phone")
    assert room.screen.session.walk.draft.card is None


def test_without_a_reader_that_is_well_no_card_is_asked_for(kiosk: Kiosk) -> None:
    kiosk.go(Walk(page=Page.NAME))
    kiosk.shows_soon(OFFER)
    assert kiosk.reader.line is not None
    kiosk.reader.line.pull_out()
    grab.wait_until(lambda: not shows(kiosk.room, OFFER), what="no offer")
    assert kiosk.room.screen.session.parts.at_hand.health() == {"reader": "missing", "scanner": "ok"}
    kiosk.reader.line.plug_in()
    kiosk.shows_soon(OFFER)


def test_the_receipt_under_the_scanner_shows_how_far_the_matter_is(kiosk: Kiosk) -> None:
    room = kiosk.room
    room.door.receipt_answer = ReceiptFound(progress=LATER["closed"], evaluable=(ABOUT_CASE,))
    kiosk.go(Walk(page=Page.PROGRESS_CODE))
    kiosk.shows_soon("也可以把回执上的二维码对准扫码口")
    kiosk.scanner.scan(f"{BASE}/r/{CODE}")
    wait_for(room, "progress_result")
    assert room.door.codes == [CODE]
    touch(room, "评价这件事")
    wait_for(room, "evaluate")
    assert room.screen.session.evaluating.subject == ABOUT_CASE


def test_who_comes_to_evaluate_with_the_receipt_is_asked_at_once_or_told_how_far_it_is(kiosk: Kiosk) -> None:
    room = kiosk.room
    room.door.receipt_answer = ReceiptFound(progress=LATER["closed"], evaluable=(ABOUT_CASE,))
    kiosk.go(Walk(page=Page.PROGRESS_CODE, evaluating=True))
    kiosk.scanner.scan(f"{BASE}/r/{OTHER_CODE}")
    wait_for(room, "evaluate")
    room.next_citizen()
    room.door.receipt_answer = ReceiptFound(progress=PROGRESS)
    kiosk.go(Walk(page=Page.PROGRESS_CODE, evaluating=True))
    kiosk.scanner.scan(f"{BASE}/r/{THIRD_CODE}")
    wait_for(room, "progress_result")


def test_a_bare_case_code_proves_nothing_the_lookup_code_is_asked_for(kiosk: Kiosk) -> None:
    kiosk.go(Walk(page=Page.PROGRESS_CODE))
    kiosk.scanner.scan(CASE)
    wait_for(kiosk.room, "lookup_code")
    code = kiosk.room.screen.session.progress.code
    assert code is not None
    assert code.text == CASE


@pytest.mark.parametrize(
    ("scanned", "told"),
    [
        ("wxp://f2f0abc", "不是本中心的码"),
        (f"{BASE}/t/{CODE}", "这是排队小票"),
        (f"{BASE}/r/{CODE[:9]}", "没有扫全"),
        (f"{BASE}/r/ZZZZZZZZZZZZZZZZ", "这个码在本大厅查不到"),
    ],
)
def test_other_codes_are_told_and_lead_nowhere(kiosk: Kiosk, scanned: str, told: str) -> None:
    kiosk.room.door.receipt_answer = Refusal("scan.not_known")
    kiosk.go(Walk(page=Page.PROGRESS_CODE))
    kiosk.scanner.scan(scanned)
    kiosk.shows_soon(told)
    assert page(kiosk.room) == "progress_code"


def test_a_scan_where_nothing_is_asked_leads_nowhere(kiosk: Kiosk) -> None:
    kiosk.go(Walk(page=Page.NAME))
    kiosk.scanner.scan(f"{BASE}/r/0000000000000000")
    grab.process_events(0.3)
    assert page(kiosk.room) == "name"
    assert kiosk.room.door.codes == []
