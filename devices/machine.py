"""What a device's protocol is to whoever runs it: a machine without I/O. Bytes and time in, bytes and events out."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

Event_co = TypeVar("Event_co", covariant=True)


class Machine(Protocol[Event_co]):
    """`now`: seconds of a clock that never jumps (time.monotonic). No method raises for anything a line may bring.

    What a machine keeps of its input is bounded. After any garbage the next good frame is read.
    """

    @property
    def trouble(self) -> str:
        """Why the device is of no use although its line is there: a code of refusals_devices.toml; "" if it is well."""
        ...

    def opened(self, now: float, /) -> Sequence[Event_co]:
        """The line is there, for the first time or again: what was half heard is forgotten."""
        ...

    def received(self, data: bytes, now: float, /) -> Sequence[Event_co]:
        """These bytes came, split anywhere."""
        ...

    def tick(self, now: float, /) -> Sequence[Event_co]:
        """Time has passed; called at `due_at` or later."""
        ...

    def due_at(self) -> float | None:
        """When `tick` must be called; None: only bytes move it."""
        ...

    def outgoing(self) -> bytes:
        """What is to be sent now; each byte is given once."""
        ...
