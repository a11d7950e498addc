"""What carries bytes to an ESC/POS printer and back: a serial line, a USB character device, a TCP connection."""

from typing import Protocol


class Wire(Protocol):
    """Used by one thread. Every method raises OSError when the way is lost, TimeoutError when it takes nothing more."""

    @property
    def name(self) -> str:
        """For the operator's log."""
        ...

    @property
    def bytes_per_s(self) -> float | None:
        """How fast bytes leave; None: faster than any printer prints, and the far end says when it is full."""
        ...

    @property
    def is_open(self) -> bool:
        """Whether there is a way right now, as far as anybody knows."""
        ...

    def open(self) -> None:
        """Take the way, for this program alone."""
        ...

    def write(self, data: bytes) -> None:
        """Hand over all of `data`."""
        ...

    def read(self, wait_s: float) -> bytes:
        """What has come, waiting so long for the first byte of it; b"" when nothing did."""
        ...

    def close(self) -> None:
        """Let go. May be called twice."""
        ...
