"""Both ends of a pad's line without a line: what one says the other hears, at once; time stands until it is moved."""

from collections.abc import Callable
from typing import Any

from devices.machine import Machine
from devices.virtual_pad import VirtualPad


class Ends:
    """`machine` is ours, `pad` the virtual one; `told` keeps every event."""

    def __init__(self, machine: Machine[Any], pad: VirtualPad) -> None:
        self.machine, self.pad, self.now = machine, pad, 100.0
        self.told: list[Any] = []
        self.told += machine.opened(self.now)
        self.talk()

    def order(self, work: Callable[..., Any], *arguments: object) -> None:
        """As `DeviceLine.order` does."""
        self.told += work(*arguments, self.now)
        self.talk()

    def hears(self, said: bytes) -> None:
        """These bytes came from the pad, in two pieces."""
        half = len(said) // 2
        for piece in (said[:half], said[half:]):
            self.told += self.machine.received(piece, self.now)
        self.talk()

    def talk(self) -> None:
        """Until nobody has anything to say."""
        while said := self.machine.outgoing():
            self.told += self.machine.received(self.pad.heard(said), self.now)

    def pass_time(self, seconds: float) -> None:
        """Every tick that is due, when it is due."""
        end = self.now + seconds
        while (due := self.machine.due_at()) is not None and due <= end:
            self.now = max(due, self.now)
            self.told += self.machine.tick(self.now)
            self.talk()
        self.now = end
