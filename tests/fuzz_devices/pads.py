"""Our own pads' line: signature pad, evaluation pad, call display; and the bytes in which a signature is kept."""

from collections.abc import Callable, Iterator
from typing import Protocol

from cases.paper.signature import POINTS_MAX, PRESSURE_MAX, Point, Signature, check, decode, encode
from devices.call_display.call_display import CallDisplay, Shown
from devices.call_display.virtual import VirtualCallDisplay
from devices.evaluation_pad.evaluation_pad import EvaluationPad, Pressed
from devices.evaluation_pad.virtual import VirtualEvaluationPad
from devices.pad_frames import pad_frame
from devices.signature_pad.signature_pad import SignaturePad, Signed
from devices.signature_pad.virtual import VirtualSignaturePad
from devices.virtual_pad import VirtualPad
from tests.fuzz_devices.parser import Parser, holds, in_one_piece, pieces

_HASH = "ab" * 32
_FRAME_BYTES_MAX = 2 * 4096  # a read's worth more than the longest frame
_SAID_BYTES_MAX = 1024  # by us, unasked for: a line of 9,600 baud carries as much in a second
_LET_PASS_S = 3.0
_INK = [(1000 + 40 * n, 2000 + 10 * n, 5 * n, 600) for n in range(60)]


class _PadMachine(Protocol):
    def opened(self, now: float, /) -> object: ...
    def received(self, data: bytes, now: float, /) -> object: ...
    def tick(self, now: float, /) -> object: ...
    def outgoing(self) -> bytes: ...


def signature_pad(data: bytes, *, is_checked: bool) -> None:
    """Whatever the pad says, and then a signature."""
    machine = SignaturePad()
    machine.begin(_HASH, "调解协议书", 0.0)
    now = _garbage(machine, data)
    holds(len(machine._points) <= POINTS_MAX, "more ink than a signature has")
    holds(len(machine._link._reader._heard) <= _FRAME_BYTES_MAX, "more than a frame is kept")
    if is_checked:
        pad = VirtualSignaturePad()
        machine.begin(_HASH, "", now)
        _talk(machine, pad, now)
        told = machine.received(pad.write(_INK) + pad.confirm(), now)
        holds(any(isinstance(event, Signed) for event in told), "the next signature was not taken")


def evaluation_pad(data: bytes, *, is_checked: bool) -> None:
    """Whatever the pad says, and then a key."""
    machine = EvaluationPad()
    machine.ask("visit", 20.0, 0.0)
    now = _garbage(machine, data)
    holds(len(machine._link._reader._heard) <= _FRAME_BYTES_MAX, "more than a frame is kept")
    if is_checked:
        pad = VirtualEvaluationPad()
        machine.ask("next", 20.0, now)
        _talk(machine, pad, now)
        holds(Pressed("next", 4) in machine.received(pad.press(4), now), "the next key was not read")


def call_display(data: bytes, *, is_checked: bool) -> None:
    """Whatever the display says, and then it shows what it should."""
    machine = CallDisplay()
    machine.show(Shown("三号窗口", "请 A017 号"), 0.0)
    now = _garbage(machine, data)
    holds(len(machine._link._reader._heard) <= _FRAME_BYTES_MAX, "more than a frame is kept")
    if is_checked:
        display = VirtualCallDisplay()
        machine.show(Shown("三号窗口", "请 A018 号"), now)
        _talk(machine, display, now)
        holds(display.lower == "请 A018 号", "the next number was not shown")


def signature(data: bytes, *, is_checked: bool) -> None:
    """A signature as somebody sent it: the same bytes again, or refused."""
    found = decode(data)
    if isinstance(found, Signature):
        check(found)
        holds(encode(found) == data, "another signature than was sent")


def _garbage(machine: _PadMachine, data: bytes) -> float:
    """What is said to the pad between two looks at the line stays short; the time behind it all."""
    now = 0.0
    machine.opened(now)
    machine.outgoing()
    for seconds, piece in pieces(data):
        now += seconds
        machine.tick(now)
        machine.received(piece, now)
        holds(len(machine.outgoing()) <= _SAID_BYTES_MAX, "a pad that talks is talked to without end")
    return now + _LET_PASS_S


def _talk(machine: _PadMachine, pad: VirtualPad, now: float) -> None:
    machine.tick(now)
    while said := machine.outgoing():
        machine.received(pad.heard(said), now)


def _says(*frames: tuple[bytes, bytes]) -> Callable[[], Iterator[bytes]]:
    return lambda: iter((in_one_piece(b"".join(pad_frame(kind, data) for kind, data in frames)),))


def _signatures() -> Iterator[bytes]:
    points = tuple(Point(x, y, t, min(pressure, PRESSURE_MAX)) for x, y, t, pressure in _INK)
    yield encode(Signature(print_hash=_HASH, width=10_000, height=4_000, points=points))


PARSERS = {
    "signature_pad": Parser(
        room="devices",
        play=signature_pad,
        seeds=_says(
            (b"!", b"\x01\x27\x10\x0f\xa0"),
            (b"P", b"\x01" + bytes(4) + b"\x03\xe8\x07\xd0\x00\x00\x00\x00\x02\x58"),
            (b"C", b"\x01"),
            (b"O", b"\x01\x00\x00\x00\x01"),
            (b"N", b"\x01"),
        ),
    ),
    "evaluation_pad": Parser(
        room="devices", play=evaluation_pad, seeds=_says((b"!", b"\x01\x00"), (b"!", b"\x01\x05"))
    ),
    "call_display": Parser(room="devices", play=call_display, seeds=_says((b"!", b"\x1d\x0f"))),
    "signature": Parser(room="devices", play=signature, seeds=_signatures),
}
