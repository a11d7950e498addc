"""A virtual signature pad, for demo and tests, written after the table in docs/devices.md."""

from collections.abc import Sequence
from pathlib import Path

from devices.virtual_pad import VirtualPad

Row = tuple[int, int, int, int]  # x and y in 0.01 mm, t in ms, pressure 0 to 1023
WIDTH, HEIGHT = 10_000, 4_000
AT_ONCE = 20


class VirtualSignaturePad(VirtualPad):
    """A field of 100 × 40 mm."""

    def __init__(self, at: Path | None = None) -> None:
        super().__init__(at)
        self.number, self.paper, self.title = 0, "", ""
        self._sent = 0

    def answers(self, kind: bytes, data: bytes) -> bytes:
        """S: show the field; X: dark; ?: how it is."""
        if kind == b"S" and data[0] != self.number:
            self.number, self.paper = data[0], data[1:33].hex()
            self.title, self._sent = data[33:].decode("gb18030", "replace"), 0
        elif kind == b"X":
            self.number, self.paper, self.title = 0, "", ""
        return self.frame(b"!", bytes([self.number]) + WIDTH.to_bytes(2, "big") + HEIGHT.to_bytes(2, "big"))

    def write(self, rows: Sequence[Row]) -> bytes:
        """Ink, in as many frames as it needs; what went over the line."""
        with self.lock:
            frames = []
            for at in range(0, len(rows), AT_ONCE):
                piece = rows[at : at + AT_ONCE]
                ink = b"".join(
                    x.to_bytes(2, "big")
                    + y.to_bytes(2, "big")
                    + t.to_bytes(4, "big")
                    + force.to_bytes(2, "big")
                    for x, y, t, force in piece
                )
                frames.append(self.frame(b"P", self._head() + ink))
                self._sent += len(piece)
        return self.say(*frames)

    def write_again(self) -> bytes:
        """重写: what was written is wiped."""
        with self.lock:
            self._sent = 0
            said = self.frame(b"C", bytes([self.number]))
        return self.say(said)

    def confirm(self) -> bytes:
        """确认."""
        with self.lock:
            said = self.frame(b"O", self._head())
        return self.say(said)

    def call_off(self) -> bytes:
        """取消."""
        with self.lock:
            said = self.frame(b"N", bytes([self.number]))
        return self.say(said)

    def _head(self) -> bytes:
        return bytes([self.number]) + self._sent.to_bytes(4, "big")
