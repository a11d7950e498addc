"""A virtual keypad on a pty, for demo and tests, written after the table in docs/devices.md."""

from pathlib import Path

from devices.virtual_line import VirtualLine

_SENT = {"clear": "08", "confirm": "0D", "help": "3F"} | {str(digit): f"3{digit}" for digit in range(10)}


class VirtualKeypad:
    """`at`: the name of its port."""

    def __init__(self, at: Path) -> None:
        self.line = VirtualLine(at)

    def start(self) -> None:
        """On its pty."""
        self.line.start()

    def close(self) -> None:
        """Off it."""
        self.line.close()

    def press(self, *names: str) -> None:
        """`0` to `9`, `clear`, `confirm`, `help`."""
        for name in names:
            self.line.send(bytes.fromhex(_SENT[name]))

    def send(self, data: bytes) -> None:
        """Bytes as they are: noise."""
        self.line.send(data)
