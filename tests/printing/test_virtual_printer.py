"""The printer that is not there: what the makers' tables say, byte by byte, without our encoders."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from printing.virtual.build import Build, Fault
from printing.virtual.printer import VirtualPrinter
from tests.printing.conftest import ASSETS

FACE = ASSETS / "fonts" / "NotoSansSC-Regular.ttf"
HELLO = b"\x1b@HELLO\n\x1dV\x42\x00"


def printer(**build: float) -> VirtualPrinter:
    return VirtualPrinter(FACE, Build(**build))  # type: ignore[arg-type]  # numbers of its fields


def ask(one: VirtualPrinter, question: bytes, now: float = 0.0) -> bytes:
    one.answers()
    one.feed(question, now)
    return one.answers()


def ink(image: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.invert(image).getbbox()


def test_idle_it_answers_as_the_tables_say() -> None:
    one = printer()
    assert ask(one, b"\x10\x04\x01") == b"\x16"
    assert ask(one, b"\x10\x04\x02") == ask(one, b"\x10\x04\x03") == ask(one, b"\x10\x04\x04") == b"\x12"
    assert ask(one, b"\x10\x04\x09") == b""
    assert ask(one, b"\x1dr\x01") == b"\x00"
    assert ask(one, b"\x1da\xff") == b"\x14\x00\x00\x0f"


@pytest.mark.parametrize(
    ("trouble", "answers", "automatic"),
    [
        ("cover", b"\x1e\x16\x12\x12", b"\x3c\x00\x00\x0f"),
        ("paper", b"\x1e\x32\x12\x7e", b"\x1c\x00\x0f\x0f"),
        ("near_end", b"\x16\x12\x12\x1e", b"\x14\x00\x03\x0f"),
        ("jam", b"\x1e\x52\x1a\x12", b"\x1c\x08\x00\x0f"),
        ("broken", b"\x1e\x52\x32\x12", b"\x1c\x20\x00\x0f"),
        ("hot", b"\x1e\x52\x52\x12", b"\x1c\x40\x00\x0f"),
    ],
)
def test_each_trouble_has_its_bits_in_both_kinds_of_status(
    trouble: str, answers: bytes, automatic: bytes
) -> None:
    one = printer()
    ask(one, b"\x1da\x0e")
    match trouble:
        case "cover":
            one.set_cover(is_open=True)
        case "paper":
            one.set_paper_mm(0)
        case "near_end":
            one.set_paper_mm(3_000)
        case "jam":
            one.set_fault(Fault.CUTTER_JAMMED)
        case "broken":
            one.set_fault(Fault.BROKEN)
        case "hot":
            one.set_temperature(80)
    assert one.answers() == automatic
    assert b"".join(ask(one, bytes((0x10, 0x04, n))) for n in (1, 2, 3, 4)) == answers


def test_a_question_in_the_middle_of_dots_is_answered_at_once_and_is_no_dot() -> None:
    one = printer()
    one.feed(b"\x1b@\x1dv0\x00\x01\x00\x04\x00\xff\xff", 0.0)
    assert ask(one, b"\x10\x04\x04") == b"\x12"
    one.feed(b"\xff\xff", 0.0)
    assert one.image().size == (576, 4)
    assert ink(one.image()) == (0, 0, 8, 4)


def test_the_buffered_question_is_answered_in_its_turn() -> None:
    one = printer(speed_mm_s=100.0)
    one.feed(b"\x1b@\x1bJ\xc8\x1dr\x01", 0.0)  # 25 mm of white paper, then GS r
    assert one.answers() == b""
    one.tick(0.2)
    assert one.answers() == b""
    one.tick(0.3)
    assert one.answers() == b"\x00"


def test_letters_have_cells_of_twelve_and_twenty_four_dots_and_grow_by_whole_times() -> None:
    one = printer()
    one.feed(b"\x1b@\x1c&HH\n" + "国国".encode("gb18030") + b"\n\x1d!\x11HH\n\x1b3\x64H\n", 0.0)
    page = one.image()
    tops = (0, 30, 60, 108, 208)
    widths = []
    for top, bottom in pairwise(tops):
        box = ink(page.crop((0, top, 576, bottom)))
        assert box is not None
        widths.append(box[2])
    assert page.height == 208
    assert 18 <= widths[0] <= 24
    assert 40 <= widths[1] <= 48
    assert 36 <= widths[2] <= 48
    assert 16 <= widths[3] <= 24


def test_a_line_stands_left_in_the_middle_or_right_between_the_margins() -> None:
    one = printer()
    boxes = []
    for align in (0, 1, 2):
        one.feed(b"\x1b@\x1dL\x64\x00\x1dW\xc8\x00\x1ba" + bytes([align]) + b"HH\n\x1dV\x42\x00", 0.0)
        box = ink(one.sheets()[-1])
        assert box is not None
        boxes.append((box[0] + box[2]) / 2)
    assert boxes == pytest.approx([100 + 12, 100 + 100, 100 + 200 - 12], abs=3)


def test_white_paper_is_fed_by_dots_and_by_lines() -> None:
    one = printer()
    one.feed(b"\x1b@\x1bJ\x64", 0.0)
    assert one.image().height == 100
    one.feed(b"\x1bd\x03", 0.0)
    assert one.image().height == 190
    one.feed(b"\x1b3\x0a\x1bd\x02", 0.0)
    assert one.image().height == 210


@pytest.mark.parametrize(("mode", "size"), [(0, (16, 2)), (1, (32, 2)), (2, (16, 4)), (3, (32, 4))])
def test_dots_are_doubled_by_the_mode(mode: int, size: tuple[int, int]) -> None:
    one = printer()
    one.feed(b"\x1b@\x1dv0" + bytes([mode]) + b"\x02\x00\x02\x00\xff\xff\xff\xff", 0.0)
    assert ink(one.image()) == (0, 0, *size)


def test_what_is_wider_than_the_area_is_not_printed() -> None:
    one = printer()
    one.feed(b"\x1b@\x1dL\x38\x02\x1dv0\x00\x04\x00\x01\x00\xff\xff\xff\xff", 0.0)  # 16 dots are left
    assert ink(one.image()) == (568, 0, 576, 1)


def test_an_unknown_command_is_noted_and_the_next_one_obeyed() -> None:
    one = printer()
    one.feed(b"\x1b@\x1b\x7fHI\n", 0.0)
    assert one.not_understood() == (b"\x1b\x7f",)
    assert ink(one.image()) is not None


def test_chinese_needs_its_mode_and_a_printer_that_has_it() -> None:
    text = "国".encode("gb18030")
    for build, command, understood in (
        (Build(), b"\x1c&", True),
        (Build(), b"", False),
        (Build(chinese=False), b"\x1c&", False),
    ):
        one = VirtualPrinter(FACE, build)
        one.feed(b"\x1b@" + command + text + b"\n", 0.0)
        assert (one.not_understood() == ()) is understood


def test_a_rare_character_of_four_bytes_is_drawn() -> None:
    one = printer()
    one.feed(b"\x1b@\x1c&" + "㐂".encode("gb18030") + b"\n", 0.0)
    assert ink(one.image()) is not None
    assert one.not_understood() == ()


def test_it_stops_where_the_paper_ends_and_goes_on_after_a_new_roll() -> None:
    one = printer()
    one.set_paper_mm(1)  # eight rows
    one.feed(b"\x1b@\x1dv0\x00\x01\x00\x20\x00" + bytes([0xFF]) * 32, 0.0)
    assert one.state.out_of_paper
    assert one.state.buffered_bytes == 32 - 8
    assert one.image().height == 8
    one.set_paper_mm(10_000)
    one.tick(1.0)
    assert one.image().height == 32


def test_an_open_cover_holds_everything_up() -> None:
    one = printer()
    one.set_cover(is_open=True)
    one.feed(HELLO, 0.0)
    assert one.sheets() == ()
    assert one.state.buffered_bytes == len(HELLO)
    one.set_cover(is_open=False)
    one.tick(0.1)
    assert len(one.sheets()) == 1


def test_a_jam_is_cleared_by_the_cover_or_by_the_driver_and_a_broken_one_by_neither() -> None:
    for clear in ("cover", "driver"):
        one = printer()
        one.set_fault(Fault.CUTTER_JAMMED)
        one.feed(HELLO, 0.0)
        assert one.sheets() == ()
        if clear == "cover":
            one.set_cover(is_open=True)
            one.set_cover(is_open=False)
        else:
            one.feed(b"\x10\x05\x01", 0.0)
        one.tick(0.1)
        assert len(one.sheets()) == 1
    one = printer()
    one.set_fault(Fault.BROKEN)
    one.feed(HELLO + b"\x10\x05\x01", 0.0)
    one.set_cover(is_open=True)
    one.set_cover(is_open=False)
    one.tick(0.1)
    assert one.sheets() == ()


def test_a_hot_head_waits_until_it_is_cool_and_then_goes_on() -> None:
    one = printer()
    one.tick(0.0)
    one.set_temperature(70)
    one.feed(HELLO, 0.0)
    assert one.state.too_hot
    one.tick(5.0)  # below the upper limit, above the lower one
    assert one.state.temperature_c < 67
    assert one.state.too_hot
    one.tick(30.0)
    assert not one.state.too_hot
    assert len(one.sheets()) == 1


def test_black_paper_heats_the_head() -> None:
    one = printer()
    one.tick(0.0)
    for _ in range(8):  # a meter and a half of black: nobody prints that
        one.feed(b"\x1b@\x1dv0\x00\x48\x00\xdc\x05" + b"\xff" * 72 * 1500, 0.0)
    assert one.state.temperature_c > 60


def test_without_flow_control_what_the_buffer_cannot_hold_is_lost() -> None:
    one = printer(buffer_bytes=1_000, speed_mm_s=50.0)
    rows = b"\x1b@\x1dv0\x00\x48\x00\xc8\x00" + b"\xff" * 72 * 200
    one.feed(rows, 0.0)
    assert one.state.lost_bytes > 10_000
    assert one.state.buffered_bytes <= 1_000


def test_with_it_everything_comes_out_however_slow_the_head_is() -> None:
    one = printer(buffer_bytes=1_000, speed_mm_s=50.0)
    rows = b"\x1b@\x1dv0\x00\x48\x00\xc8\x00" + b"\xff" * 72 * 200
    now = 0.0
    while rows:
        room = one.room(now)
        one.feed(rows[:room], now)
        rows = rows[room:]
        now += 0.01
    one.tick(now + 1.0)
    assert one.state.lost_bytes == 0
    assert one.image().height == 200
    assert now == pytest.approx(25 / 50, abs=0.1)  # 25 mm at 50 mm/s


def test_told_to_forget_it_prints_nothing_of_what_it_holds_and_says_so() -> None:
    one = printer()
    one.set_cover(is_open=True)
    one.feed(HELLO, 0.0)
    assert ask(one, b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08") == b"\x37\x25\x00"
    one.set_cover(is_open=False)
    one.tick(1.0)
    assert one.sheets() == ()
    assert one.image().height == 0


def test_without_a_knife_paper_is_torn_off() -> None:
    one = VirtualPrinter(FACE, Build(cutter=False))
    one.feed(HELLO, 0.0)
    assert one.sheets() == ()
    one.tear()
    assert len(one.sheets()) == 1


def test_a_silent_one_prints_and_answers_nothing() -> None:
    one = printer()
    one.set_silent(silent=True)
    assert ask(one, b"\x10\x04\x01") == b""
    one.feed(HELLO, 0.0)
    assert len(one.sheets()) == 1


@settings(max_examples=150)
@given(st.lists(st.binary(max_size=60), max_size=8), st.booleans())
def test_no_bytes_whatever_break_it(pieces: list[bytes], slow: bool) -> None:
    one = printer(speed_mm_s=100.0 if slow else 0.0)
    for now, piece in enumerate(pieces):
        one.feed(piece, float(now))
        assert one.state.buffered_bytes <= 4_096
    # Whatever it still waits for (dots of a band that never came), a driver's reset gets it back.
    one.feed(b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", 1_000.0)
    one.feed(b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", 1_001.0)
    one.answers()
    one.set_paper_mm(10_000)
    count = one.state.sheets_count
    one.feed(HELLO, 10_000.0)
    one.tick(20_000.0)
    assert one.state.sheets_count == count + 1


@given(st.binary(max_size=300), st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_however_the_stream_is_cut_the_paper_is_the_same(data: bytes, sizes: list[int]) -> None:
    whole, parted = printer(), printer()
    whole.feed(data, 0.0)
    at = 0
    while at < len(data):
        size = sizes[at % len(sizes)]
        parted.feed(data[at : at + size], 0.0)
        at += size
    assert whole.answers() == parted.answers()
    assert whole.image().tobytes() == parted.image().tobytes()
    assert whole.state.sheets_count == parted.state.sheets_count
