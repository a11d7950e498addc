"""A paper is signed at the counter: read out of the vault, shown, signed on the pad, kept, and looked at again."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from case_store.log.schema import attachment
from counter.app import CounterConfig, build
from counter.casework.casework import CaseworkViewModel
from counter.casework.papers import CasePapersViewModel
from devices.config import DevicesConfig, PortConfig
from devices.signature_pad.virtual import VirtualSignaturePad
from screenkit import grab
from screenkit.at_hand import SIGNATURE_PAD
from screenkit.window import make_app
from tests.counter.conftest import COUNTER_NO, CTRL, Counter
from tests.counter.test_counter_queue import serve
from tests.devices.pen import scrawl
from tests.real_hall import ASSETS, PIN, RealHall

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@dataclass
class Desk:
    counter: Counter
    pad: VirtualSignaturePad
    papers: CasePapersViewModel

    def says(self, words: str) -> None:
        signing = self.papers.signing
        grab.wait_until(lambda: words in signing.property("said"), 10, words)

    def ask(self) -> None:
        """请当事人签名, until the pad shows the field."""
        grab.wait_until(lambda: self.pad.paper == "", what="the pad to be dark")
        self.counter.key(Key.Key_Return, CTRL)
        self.says("请当事人在签字板上签名")
        grab.wait_until(lambda: self.pad.paper != "", what="the pad")

    def signatures(self, hall: RealHall) -> int:
        return len(hall.rows(attachment))


@pytest.fixture
def desk(hall: RealHall, tmp_path: Path) -> Iterator[Desk]:
    """At the papers of an accepted case, with one that is out, and the pad beside the visitor."""
    pad = VirtualSignaturePad(tmp_path / "pad")
    pad.start()
    make_app()
    screen = build(
        CounterConfig(
            hall_url=hall.url,
            token_file=hall.token_file("counter"),
            assets_dir=ASSETS,
            clock_file=hall.clock_file,
            counter_no=COUNTER_NO,
            a4_dir=tmp_path / "a4",
            devices=DevicesConfig(signature_pad=PortConfig(port=str(tmp_path / "pad"), baudrate=115_200)),
        )
    )
    counter = Counter(screen)
    counter.sit_down()
    counter.sign_in()
    counter.wait_for("锁屏")
    grab.wait_until(lambda: screen.at_hand.is_well(SIGNATURE_PAD), what="the pad")
    hall.take()
    serve(counter)
    counter.wait_for("受理")
    counter.key(Key.Key_F8)
    counter.wait_for("已受理")
    screen.view_model.openCaseHere()
    model = screen.view_model.frame.modelOf("casework")
    assert isinstance(model, CaseworkViewModel)
    papers = model.case.papers
    grab.wait_until(lambda: papers.property("isThere"), what="the case")
    counter.key(Key.Key_P, CTRL)
    grab.wait_until(lambda: papers.choices.count > 0, what="papers to make")
    form = next(line.letter for line in papers.choices.rows if line.kind == "registration_form")
    counter.key(Key(ord(form)))
    grab.wait_until(lambda: any(line.is_issued for line in papers.rows.rows), 10, "the form")
    yield Desk(counter, pad, papers)
    screen.close()
    pad.close()


def test_the_paper_is_shown_signed_kept_and_looked_at_again(hall: RealHall, desk: Desk) -> None:
    counter, papers, before = desk.counter, desk.papers, desk.signatures(hall)
    (line,) = papers.rows.rows
    assert line.sign == "签名"
    counter.key(Key.Key_1, ALT)
    desk.says("请当事人看过这份文书")
    assert papers.signing.page().width() == 900
    desk.ask()
    assert desk.pad.title.startswith("受理登记表")
    desk.pad.confirm()
    desk.says("没有写字")
    desk.ask()
    desk.pad.write(scrawl())
    desk.pad.confirm()
    desk.says("签名已保存")
    assert desk.signatures(hall) == before + 1
    assert desk.pad.paper == ""
    counter.wait_for("签名")
    grab.wait_until(lambda: "已签名" in papers.rows.rows[0].note, what="the mark")
    assert papers.rows.rows[0].sign == "看签名"
    counter.key(Key.Key_Escape)
    grab.wait_until(lambda: not papers.signing.property("isOpen"), what="the list")
    assert papers.property("isOpen")
    assert papers.signing.signature().isNull()  # nothing of it stays
    counter.key(Key.Key_1, ALT)
    desk.says("已经签过名")
    assert (papers.signing.signature().width(), papers.signing.signature().height()) == (1200, 480)


def test_a_signer_may_say_no_and_whoever_closes_the_page_ends_the_asking(hall: RealHall, desk: Desk) -> None:
    before = desk.signatures(hall)
    desk.counter.key(Key.Key_1, ALT)
    desk.says("请当事人看过这份文书")
    desk.ask()
    desk.pad.write(scrawl())
    desk.pad.call_off()
    desk.says("没有签名")
    desk.ask()
    desk.counter.key(Key.Key_Escape)
    grab.wait_until(lambda: desk.pad.paper == "", what="the pad to go dark")
    desk.pad.write(scrawl())
    desk.pad.confirm()
    grab.process_events(0.3)
    assert desk.signatures(hall) == before
    assert not desk.papers.signing.property("isOpen")


def test_a_signature_that_the_hall_could_not_take_is_sent_again_without_signing_again(
    hall: RealHall, desk: Desk
) -> None:
    before = desk.signatures(hall)
    desk.counter.key(Key.Key_1, ALT)
    desk.says("请当事人看过这份文书")
    desk.ask()
    hall.stop()
    desk.pad.write(scrawl())
    desk.pad.confirm()
    desk.says("签名还没有保存")
    hall.start()
    desk.counter.key(Key.Key_Return, CTRL)
    desk.counter.wait_for("解锁")  # the hall was started anew: whoever sits here signs in again
    desk.counter.type(PIN)
    desk.counter.key(Key.Key_Return)
    desk.counter.wait_without("解锁")
    desk.counter.key(Key.Key_Return, CTRL)
    desk.says("签名已保存")
    assert desk.signatures(hall) == before + 1


def test_without_a_pad_nothing_is_offered(desk: Desk) -> None:
    assert desk.pad.line is not None
    desk.pad.line.pull_out()
    grab.wait_until(lambda: desk.papers.rows.rows[0].sign == "", what="the button to go")
    desk.pad.line.plug_in()
    grab.wait_until(lambda: desk.papers.rows.rows[0].sign == "签名", what="the button")
