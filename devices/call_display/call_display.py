"""The call display as a machine: what it ought to show is known here, and it is told again whenever it shows another.

The display answers with the check of what it shows, so one that was off, or was swapped, is found out within seconds.
"""

import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from devices.pad_frames import DATA_MAX
from devices.pad_link import PadLink

LINE_BYTES_MAX = 100  # 50 汉字; more than any display of ours has room for
BRIGHTNESS_MAX = 15
_SHOW, _STATUS = b"D", b"!"
_LINE_END = "\n"


@dataclass(frozen=True, slots=True)
class Shown:
    """Two lines: above the counter's name, below a number or a word. `blinks`: the lower one, a number just called."""

    upper: str
    lower: str
    brightness: int = 8  # 0 dark … 15
    blinks: bool = False


class CallDisplay:
    """Tells nothing of its own: it has no events."""

    def __init__(self) -> None:
        self._link = PadLink()
        self._data = b""

    @property
    def trouble(self) -> str:
        """Whether it answers."""
        return self._link.trouble

    def show(self, shown: Shown, _now: float) -> Sequence[object]:
        """From now on."""
        data = _encoded(shown)
        if data != self._data:
            self._data = data
            self._link.send(_SHOW, data)
        return ()

    def opened(self, now: float) -> Sequence[object]:
        """It may be another one, or have been off."""
        self._link.opened(now)
        if self._data:
            self._link.send(_SHOW, self._data)
        return ()

    def received(self, data: bytes, now: float) -> Sequence[object]:
        """`! | check of what it shows`."""
        for frame in self._link.received(data, now):
            if bytes((frame.kind,)) == _STATUS and self._data and frame.data != _check(self._data):
                self._link.send(_SHOW, self._data)
        return ()

    def tick(self, now: float) -> Sequence[object]:
        """Asked what it shows."""
        self._link.tick(now)
        return ()

    def due_at(self) -> float | None:
        """The next question."""
        return self._link.due_at()

    def outgoing(self) -> bytes:
        """What goes to the display."""
        return self._link.outgoing()


def _encoded(shown: Shown) -> bytes:
    """`brightness | blinks | upper LF lower`, the text in GB18030, which every LED controller sold here reads."""
    text = _line(shown.upper) + _LINE_END.encode() + _line(shown.lower)
    data = bytes((max(0, min(BRIGHTNESS_MAX, shown.brightness)), shown.blinks)) + text
    return data[:DATA_MAX]


def _line(text: str) -> bytes:
    """Cut between characters, and never with a line end or other control in it."""
    plain = "".join(letter for letter in text if letter.isprintable())
    while len(line := plain.encode("gb18030", "replace")) > LINE_BYTES_MAX:
        plain = plain[:-1]
    return line


def _check(data: bytes) -> bytes:
    return binascii.crc_hqx(data, 0xFFFF).to_bytes(2, "big")
