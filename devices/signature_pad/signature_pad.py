"""The signature pad as a machine: begun for one paper, points come, then it is confirmed or called off.

The pad counts its points and says at the end how many they were: a signature with a hole in it is asked for again.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from cases.paper.signature import POINTS_MAX, Point, Signature, check
from devices.pad_link import PadLink

TORN = "signature.torn"  # a code of refusals_pads.toml, as those of cases.paper.signature
_BEGIN, _REST = b"S", b"X"
_STATUS, _POINTS, _AGAIN, _DONE, _NO = b"!", b"P", b"C", b"O", b"N"
_HASH_BYTES, _TITLE_BYTES_MAX = 32, 100
_POINT = struct.Struct(">HHIH")
_NUMBERED = struct.Struct(">BI")  # which signing, how many points before these, or in all
_SIZE = struct.Struct(">BHH")  # which signing, width and height in 0.01 mm


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody signed this paper and confirmed."""

    signature: Signature


@dataclass(frozen=True, slots=True)
class NotSigned:
    """`code`: a refusal; "" when the signer called it off, which is anybody's right."""

    code: str = ""


SignEvent = Signed | NotSigned


class SignaturePad:
    """Takes ink only while it is asked to."""

    def __init__(self) -> None:
        self._link, self._number = PadLink(), 0
        self._print_hash, self._title = "", b""
        self._points: list[Point] = []
        self._torn = False
        self._size = (0, 0)

    @property
    def trouble(self) -> str:
        """Whether it answers."""
        return self._link.trouble

    def begin(self, print_hash: str, title: str, _now: float) -> Sequence[SignEvent]:
        """For this paper (its print hash, paper_record); `title`: what the pad shows over the field."""
        self._number = self._number % 255 + 1
        self._print_hash, self._title = print_hash, title.encode("gb18030", "replace")[:_TITLE_BYTES_MAX]
        self._start_anew()
        self._send_begin()
        return ()

    def rest(self, _now: float) -> Sequence[SignEvent]:
        """Nobody is asked any more; what was written is forgotten."""
        self._end()
        return ()

    def opened(self, now: float) -> Sequence[SignEvent]:
        """Half a signature is none: the field is shown anew."""
        self._link.opened(now)
        self._start_anew()
        if self._print_hash:
            self._send_begin()
        else:
            self._link.send(_REST)
        return ()

    def received(self, data: bytes, now: float) -> Sequence[SignEvent]:
        """`! | n | width | height`, `P | n | before | points`, `C | n` 重写, `O | n | in all`, `N | n`."""
        events: list[SignEvent] = []
        for frame in self._link.received(data, now):
            kind, body = bytes((frame.kind,)), frame.data
            if not self._print_hash or not body:
                continue
            if kind == _STATUS and len(body) == _SIZE.size:
                number, *size = _SIZE.unpack(body)
                self._size = (size[0], size[1])
                if number != self._number:  # it was off meanwhile, or has not heard yet
                    self._send_begin()
            elif body[0] == self._number:
                events += self._of_this(kind, body)
        return events

    def tick(self, now: float) -> Sequence[SignEvent]:
        """Asked how it is."""
        self._link.tick(now)
        return ()

    def due_at(self) -> float | None:
        """The next question."""
        return self._link.due_at()

    def outgoing(self) -> bytes:
        """What goes to the pad."""
        return self._link.outgoing()

    def _of_this(self, kind: bytes, body: bytes) -> Sequence[SignEvent]:
        if kind == _POINTS and len(body) > _NUMBERED.size:
            self._take(body)
        elif kind == _AGAIN:
            self._start_anew()
        elif kind == _NO:
            self._end()
            return (NotSigned(),)
        elif kind == _DONE and len(body) == _NUMBERED.size:
            return (self._done(_NUMBERED.unpack(body)[1]),)
        return ()

    def _take(self, body: bytes) -> None:
        _, before = _NUMBERED.unpack_from(body)
        if before == 0:
            self._start_anew()
        ink = body[_NUMBERED.size :]
        fits = before == len(self._points) and len(ink) % _POINT.size == 0
        if not fits or before + len(ink) // _POINT.size > POINTS_MAX:
            self._torn = True
        elif not self._torn:
            self._points += (Point(*point) for point in _POINT.iter_unpack(ink))

    def _done(self, in_all: int) -> SignEvent:
        """What is no signature is asked for again by whoever hears of it."""
        width, height = self._size
        signature = Signature(
            print_hash=self._print_hash, width=width, height=height, points=tuple(self._points)
        )
        torn = self._torn or in_all != len(self._points)
        refused = check(signature)
        self._end()
        if torn:
            return NotSigned(TORN)
        return Signed(signature) if refused is None else NotSigned(refused.code)

    def _start_anew(self) -> None:
        self._points, self._torn = [], False

    def _send_begin(self) -> None:
        hash_ = bytes.fromhex(self._print_hash)[:_HASH_BYTES]
        self._link.send(_BEGIN, bytes((self._number,)) + hash_ + self._title)

    def _end(self) -> None:
        self._print_hash, self._points = "", []
        self._link.send(_REST)
