"""The code scanner: our codes are told, once; everything else is named and forgotten; no flood does harm."""

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.matter.scanned_code import CodeKind, OurCode, recognise
from devices.line import DeviceLine, LinePort
from devices.scanner.scanner import LINE_BYTES_MAX, NotOurs, ScanEvent, Scanned, Scanner
from devices.scanner.virtual import VirtualScanner

BASE = "https://zz.pingan-hall.example"
CODE = "0123456789ABCDEF"
TICKET, RECEIPT, PAPER = (f"{BASE}/{page}/{CODE}" for page in "trv")
CASE = "ZZ150502000261123001724"
OURS = {
    TICKET: CodeKind.TICKET,
    RECEIPT: CodeKind.RECEIPT,
    PAPER: CodeKind.PAPER,
    CASE: CodeKind.CASE,
}
ARABIC_AND_ESC = ("\u0645\u0631\u062d\u0628\u0627 \x1b[2J\x1b]0;x\x07" * 400).encode()[:7168]


class Gun:
    def __init__(self) -> None:
        self.machine = Scanner(lambda: BASE)
        self.now = 50.0

    def hears(self, data: bytes | str, after_s: float = 5.0) -> Sequence[ScanEvent]:
        self.now += after_s
        return self.machine.received(data.encode() if isinstance(data, str) else data, self.now)


@pytest.fixture
def gun() -> Gun:
    return Gun()


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_our_codes_are_told_by_their_kind(gun: Gun, end: str) -> None:
    for text, kind in OURS.items():
        (event,) = gun.hears(text + end)
        assert isinstance(event, Scanned)
        assert event.code == OurCode(kind, text if kind is CodeKind.CASE else CODE)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("wxp://f2f0abcdefghijk", "scan.payment"),
        ("https://u.wechat.com/EXAMPLE", "scan.payment"),
        ("https://qr.alipay.com/fkx00000", "scan.payment"),
        ("134567890123456789", "scan.payment"),
        ("6901234567892", "scan.goods"),
        ("96385074", "scan.goods"),
        ("6901234567893", "scan.other"),
        ("https://evil.example/?https://zz.pingan-hall.example/t/0123456789ABCDEF", "scan.web"),
        (f"{BASE}.evil.example/t/{CODE}", "scan.web"),
        (f"{BASE}/t/{CODE}?next=1", "scan.torn"),
        (f"{BASE}/x/{CODE}", "scan.torn"),
        (RECEIPT[:-3], "scan.torn"),
        ("ZZ150502000261123001725", "scan.torn"),
        ("MDEyMzQ1Njc4OWFiY2RlZg==", "scan.other"),
        ("李某甲", "scan.other"),
        ("12", "scan.other"),
    ],
)
def test_what_is_not_ours_is_named(gun: Gun, text: str, named: str) -> None:
    assert gun.hears(text + "\r\n") == [NotOurs(named)]


def test_a_code_that_is_held_under_the_scanner_is_told_once(gun: Gun) -> None:
    told = list(gun.hears(f"{TICKET}\r\n{TICKET}\r\n"))
    for _ in range(10):
        told += gun.hears(f"{TICKET}\r\n", after_s=1.0)
    assert len(told) == 1
    assert len(gun.hears(f"{TICKET}\r\n", after_s=2.5)) == 1


def test_a_scanner_that_sends_no_line_end_is_understood_after_a_silence(gun: Gun) -> None:
    assert gun.hears(RECEIPT[:20]) == []
    assert gun.hears(RECEIPT[20:], after_s=0.1) == []
    due = gun.machine.due_at()
    assert due is not None
    assert gun.machine.tick(due) == (Scanned(OurCode(CodeKind.RECEIPT, CODE)),)
    assert gun.machine.due_at() is None


def test_half_a_line_does_not_spoil_the_next_code(gun: Gun) -> None:
    gun.hears(RECEIPT[:20])
    assert gun.hears(f"{RECEIPT}\r", after_s=1.0)[-1] == Scanned(OurCode(CodeKind.RECEIPT, CODE))


def test_7_kb_of_arabic_and_escapes_are_one_stranger_and_little_memory(gun: Gun) -> None:
    for at in range(0, len(ARABIC_AND_ESC), 64):
        assert gun.hears(ARABIC_AND_ESC[at : at + 64], after_s=0.001) == []
    assert gun.machine.trouble == "scanner.flood"
    assert len(gun.machine._line) <= LINE_BYTES_MAX
    assert gun.hears("\r\n", after_s=0.001) == [NotOurs("scan.other")]
    assert gun.machine.trouble == ""
    assert gun.hears(f"{TICKET}\r\n") == [Scanned(OurCode(CodeKind.TICKET, CODE))]


def test_what_a_code_says_is_in_no_log(gun: Gun) -> None:
    assert CODE not in repr(gun.hears(f"{TICKET}\r\n"))


@given(
    st.lists(st.one_of(st.binary(max_size=80), st.just(b"\r\n"), st.just(ARABIC_AND_ESC[:700])), max_size=20),
    st.sampled_from(["\r", "\n", "\r\n"]),
    st.sampled_from(sorted(OURS)),
)
def test_after_anything_the_next_code_is_read(garbage: list[bytes], end: str, text: str) -> None:
    gun = Gun()
    for piece in garbage:
        gun.hears(piece, after_s=0.05)
    told = gun.hears(text + end)
    assert [event.code.kind for event in told if isinstance(event, Scanned)] == [OURS[text]]


@given(st.text(max_size=120))
def test_any_text_is_ours_or_named(text: str) -> None:
    assert recognise(text, BASE) is not None


def test_a_scanner_on_a_real_line(tmp_path: Path) -> None:
    told: list[ScanEvent] = []
    heard = threading.Condition()

    def hear(event: ScanEvent) -> None:
        with heard:
            told.append(event)
            heard.notify_all()

    scanner = VirtualScanner(tmp_path / "scanner")
    line = DeviceLine(
        "scanner", LinePort(str(tmp_path / "scanner")), Scanner(lambda: BASE), hear, try_again_s=0.02
    )
    scanner.start()
    line.start()
    try:
        with heard:
            # Held under it until it is heard: bytes before the line is open are nobody's.
            while not told:
                scanner.scan(RECEIPT)
                heard.wait(0.1)
            scanner.send(ARABIC_AND_ESC + b"\r\n")
            scanner.scan(PAPER)
            assert heard.wait_for(lambda: len(told) == 3, 10)
    finally:
        line.close()
        scanner.close()
    assert told == [
        Scanned(OurCode(CodeKind.RECEIPT, CODE)),
        NotOurs("scan.other"),
        Scanned(OurCode(CodeKind.PAPER, CODE)),
    ]
