"""What comes in over the cable: real-time commands are obeyed as they arrive, wherever they are; the rest waits."""

from collections.abc import Iterator
from dataclasses import dataclass

_DLE = 0x10
_EOT, _ENQ, _DC4 = 0x04, 0x05, 0x14
_CLEAR = bytes((_DLE, _DC4, 8, 1, 3, 20, 1, 6, 2, 8))
_SHORT = 3  # DLE EOT n, DLE ENQ n


@dataclass(frozen=True, slots=True)
class Ordinary:
    """Bytes for the receive buffer."""

    data: bytes


@dataclass(frozen=True, slots=True)
class StatusAsked:
    """DLE EOT n."""

    n: int


@dataclass(frozen=True, slots=True)
class RecoveryAsked:
    """DLE ENQ n: 1 goes on with the line that failed, 2 forgets what it holds."""

    n: int


@dataclass(frozen=True, slots=True)
class ClearAsked:
    """DLE DC4 8: forget everything that is not printed."""


Heard = Ordinary | StatusAsked | RecoveryAsked | ClearAsked


class Ear:
    """Parts the real-time commands from the stream, however it is cut."""

    def __init__(self) -> None:
        self._open = bytearray()

    def hear(self, data: bytes) -> Iterator[Heard]:
        """What `data` brings, in its order; a command whose end has not come yet waits for it."""
        self._open += data
        while self._open:
            start = self._open.find(_DLE)
            if start:
                plain = bytes(self._open if start < 0 else self._open[:start])
                del self._open[: len(plain)]
                yield Ordinary(plain)
                continue
            if self._may_become_a_command():
                return
            yield self._first()

    def _may_become_a_command(self) -> bool:
        open_ = bytes(self._open)
        if len(open_) == 1:
            return True
        if open_[1] in (_EOT, _ENQ):
            return len(open_) < _SHORT
        return len(open_) < len(_CLEAR) and _CLEAR.startswith(open_)

    def _first(self) -> Heard:
        """The command at the beginning, or a lone DLE, which is data."""
        head = bytes(self._open[: len(_CLEAR)])
        if head == _CLEAR:
            del self._open[: len(_CLEAR)]
            return ClearAsked()
        if head[1] in (_EOT, _ENQ):
            del self._open[:_SHORT]
            return StatusAsked(head[2]) if head[1] == _EOT else RecoveryAsked(head[2])
        del self._open[:1]
        return Ordinary(head[:1])
