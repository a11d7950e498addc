"""A virtual call display, for demo and tests, written after the table in docs/devices.md."""

from pathlib import Path

from devices.virtual_pad import VirtualPad, checksum


class VirtualCallDisplay(VirtualPad):
    """`upper` and `lower`: what hangs over the counter."""

    def __init__(self, at: Path | None = None) -> None:
        super().__init__(at)
        self._shown = b""

    @property
    def upper(self) -> str:
        """The first line."""
        return self._shown[2:].decode("gb18030").partition("\n")[0]

    @property
    def lower(self) -> str:
        """The second line."""
        return self._shown[2:].decode("gb18030").partition("\n")[2]

    @property
    def brightness(self) -> int:
        """0 to 15."""
        return self._shown[0] if self._shown else 0

    @property
    def blinks(self) -> bool:
        """Whether the second line does."""
        return bool(self._shown and self._shown[1])

    def switch_off_and_on(self) -> None:
        """Its own plug, not the cable: it has forgotten everything."""
        with self.lock:
            self._shown = b""

    def answers(self, kind: bytes, data: bytes) -> bytes:
        """D: show; both D and ? are answered with the check of what is shown."""
        if kind == b"D":
            self._shown = data
        return self.frame(b"!", checksum(self._shown))
