"""The way to a printer: what the spooler needs of a serial line, a folder, and whatever comes later."""

from collections.abc import Callable, Mapping
from typing import Protocol

from printing.spool.printer_status import Condition
from printing.thermal.press import Encoders, Encoding


class Transport(Protocol):
    """Used by one thread, the spooler's. Every method raises PrinterError and nothing else when the way fails."""

    @property
    def encoders(self) -> Encoders:
        """What this way takes, and who writes it."""
        ...

    def ask(self) -> Condition:
        """How the printer is now, opening the way if need be; PrinterError SILENT or ABSENT if nobody answers."""
        ...

    def send(self, name: str, made: Mapping[Encoding, bytes], begun: Callable[[], None]) -> None:
        """Send one paper called `name`; `begun` is called as the first byte leaves."""
        ...

    def confirm(self) -> Condition:
        """How the printer is after a paper: what it says once the paper is out, or cannot come out any more."""
        ...

    def abandon(self) -> None:
        """A paper did not come out whole: the printer forgets the rest, the next one begins on clean paper."""
        ...

    def close(self) -> None:
        """Let go of the way."""
        ...
