"""A virtual code scanner on a pty, for demo and tests: what is held under it is sent as a scanner sends it."""

from pathlib import Path

from devices.virtual_line import VirtualLine


class VirtualScanner:
    """`at`: the name of its port; `end`: what it sends behind each code."""

    def __init__(self, at: Path, end: bytes = b"\r\n") -> None:
        self.line, self._end = VirtualLine(at), end

    def start(self) -> None:
        """On its pty."""
        self.line.start()

    def close(self) -> None:
        """Off it."""
        self.line.close()

    def scan(self, text: str) -> None:
        """Whatever a code says."""
        self.line.send(text.encode() + self._end)

    def send(self, data: bytes) -> None:
        """Bytes as they are: noise, half a line."""
        self.line.send(data)
