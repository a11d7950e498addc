"""A virtual evaluation pad, for demo and tests, written after the table in docs/devices.md."""

from pathlib import Path

from devices.virtual_pad import VirtualPad


class VirtualEvaluationPad(VirtualPad):
    """Keys that are dark do nothing."""

    def __init__(self, at: Path | None = None) -> None:
        super().__init__(at)
        self.number = self.key = 0

    @property
    def lit(self) -> bool:
        """Whether its keys wait for somebody."""
        return self.number != 0 and self.key == 0

    def answers(self, kind: bytes, data: bytes) -> bytes:
        """E: light; X: dark; ?: how it is."""
        match kind:
            case b"E" if len(data) == 2:  # noqa: PLR2004 - number and seconds
                if data[0] != self.number:
                    self.number, self.key = data[0], 0
            case b"X":
                self.number = self.key = 0
        return self.frame(b"!", bytes([self.number, self.key]))

    def press(self, key: int) -> bytes:
        """Somebody presses 1 to 5; what went over the line."""
        with self.lock:
            if not self.lit:
                return b""
            self.key = key
            said = self.frame(b"!", bytes([self.number, key]))
        return self.say(said)
