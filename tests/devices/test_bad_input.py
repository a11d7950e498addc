"""Bad input to everything that devices bring: nothing raises, nothing grows, the next good frame is read.

A few seconds of what `make fuzz-devices` does for hours, and what it found.
"""

import math
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.call_display.call_display import CallDisplay, Shown
from devices.card_reader.card_reader import CardReader
from devices.evaluation_pad.evaluation_pad import EvaluationPad
from devices.handwriting.ink import STROKES_MAX, WAY_MAX, neat
from devices.handwriting.reader import HandwritingReader, open_reader
from devices.keypad.keypad import Keypad
from devices.machine import Machine
from devices.pad_frames import pad_frame
from devices.scanner.scanner import Scanner
from devices.signature_pad.signature_pad import NotSigned, SignaturePad
from tests.fuzz_devices.invented import inputs
from tests.fuzz_devices.parser import Parser
from tests.fuzz_devices.parsers import PARSERS

OURS = {name: parser for name, parser in PARSERS.items() if parser.room == "devices"}
HASH = "ab" * 32
STREAM_BYTES = 200_000
KEPT_BYTES_MAX, PEAK_BYTES_MAX = 20_000, 150_000  # events of one read of 4 kB among the second


@pytest.mark.parametrize("parser", OURS.values(), ids=OURS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_input_breaks_it_and_the_next_good_frame_is_read(parser: Parser, data: st.DataObject) -> None:
    parser.play(data.draw(inputs(parser)), is_checked=True)


@pytest.mark.parametrize("parser", OURS.values(), ids=OURS)
def test_what_a_good_device_says_is_taken_at_any_cut(parser: Parser) -> None:
    for seed in parser.seeds():
        for end in range(0, min(len(seed), parser.bytes_max), max(1, len(seed) // 40)):
            parser.play(seed[:end], is_checked=True)


def reader() -> Machine[object]:
    return CardReader(lambda: date(2026, 11, 30))


def display() -> Machine[object]:
    machine = CallDisplay()
    machine.show(Shown("三号窗口", "请 A017 号"), 0.0)
    return machine


def evaluating() -> Machine[object]:
    machine = EvaluationPad()
    machine.ask("visit", 1_000.0, 0.0)
    return machine


def signing() -> Machine[object]:
    machine = SignaturePad()
    machine.begin(HASH, "调解协议书", 0.0)
    return machine


def scanning() -> Machine[object]:
    return Scanner(lambda: "https://a.b")


BEGUN = b"\xa5\x5a\xfa"
INK = pad_frame(b"P", b"\x01" + bytes(4) + bytes(10) * 20)
ANOTHER_SIGNING = pad_frame(b"!", b"\x09\x27\x10\x0f\xa0")
ANOTHER_ASKING = pad_frame(b"!", b"\x09\x00")


@pytest.mark.parametrize(
    ("machine", "stream"),
    [
        (reader, b"\0"),
        (reader, b"\xaa\xaa\xaa\x96\x69\x08\x00" + bytes(500)),
        (scanning, b"A"),
        (scanning, b"A\x1b[2J\xd9\x85\r"),
        (Keypad, b"5"),
        (Keypad, b"\xff"),
        (signing, BEGUN),
        (signing, INK),
        (signing, ANOTHER_SIGNING),
        (evaluating, BEGUN),
        (evaluating, ANOTHER_ASKING),
        (display, ANOTHER_ASKING),
    ],
)
def test_what_never_ends_costs_little_memory(machine: Callable[[], Machine[object]], stream: bytes) -> None:
    one, sent = machine(), 0
    one.opened(0.0)
    one.received(stream, 0.0)  # what is made once
    piece = (stream * 4096)[:4096]
    tracemalloc.start()
    try:
        while sent < STREAM_BYTES:
            one.received(piece, 0.0)
            sent += len(piece)
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < KEPT_BYTES_MAX
    assert peak < PEAK_BYTES_MAX


def test_a_pad_that_says_again_and_again_what_it_should_not_is_answered_once_at_a_time() -> None:
    for machine, stream in (
        (signing(), ANOTHER_SIGNING),
        (evaluating(), ANOTHER_ASKING),
        (display(), pad_frame(b"!", b"\0\0")),
    ):
        machine.opened(0.0)
        machine.outgoing()
        machine.received(stream * 400, 1.0)
        assert 0 < len(machine.outgoing()) < 200


def test_ink_that_skips_a_point_is_no_signature() -> None:
    pad = SignaturePad()
    pad.begin(HASH, "", 0.0)
    pad.opened(0.0)
    told = pad.received(
        pad_frame(b"P", b"\x01\0\0\0\x05" + bytes(10)) + pad_frame(b"O", b"\x01\0\0\0\x06"), 0.1
    )
    assert told == [NotSigned("signature.torn")]


# Handwriting


def zigzag(width: float, step: float) -> tuple[tuple[float, float], ...]:
    return tuple((n % 2 * width, n * step) for n in range(2_000))


def test_scribbling_is_read_as_far_as_a_stroke_can_go_and_not_for_minutes() -> None:
    """2,000 points to and fro were 98,000 steps, each looked at against each: minutes in which nothing else is read."""
    spiral = tuple((0.25 * n * math.cos(n), 0.25 * n * math.sin(n)) for n in range(2_000))
    for scribble in (zigzag(1_000.0, 0.5), spiral):
        neatened = neat([scribble] * (STROKES_MAX + 5))
        assert len(neatened) == STROKES_MAX
        assert all(len(stroke) <= WAY_MAX for stroke in neatened)


@pytest.mark.parametrize("x", [math.nan, math.inf, -math.inf, 1e300])
def test_a_point_that_is_no_place_is_left_out(x: float) -> None:
    stroke = ((0.0, 0.0), (100.0, 0.0))
    assert neat([((x, 1.0), *stroke), ((x, x),)]) == neat([stroke])


@pytest.fixture(scope="module")
def hand() -> Iterator[HandwritingReader]:
    opened = open_reader()
    if not isinstance(opened, HandwritingReader):
        pytest.skip("no libzinnia or no model (tools/debian_packages.py handwriting)")
    yield opened
    opened.close()


@given(
    strokes=st.lists(st.lists(st.tuples(st.floats(), st.floats()), max_size=12).map(tuple), max_size=5),
    before=st.text(max_size=3),
)
@settings(max_examples=40, deadline=None)
def test_the_library_in_c_survives_every_way_of_a_finger(
    hand: HandwritingReader, strokes: list[tuple[tuple[float, float], ...]], before: str
) -> None:
    assert len(hand.read(strokes, before)) <= 20
