"""The numeric keypad as a machine: bytes in, keys out. It sends and nobody asks it anything."""

from collections.abc import Sequence
from enum import StrEnum

GARBLED_BYTES = 64  # so much without a key: its rate is another, or it is no keypad
STUCK_TIMES, STUCK_S = 12, 0.15  # the same key so often, and no slower: nobody presses like that
GARBLED, STUCK = "keypad.garbled", "keypad.stuck"  # codes of refusals_pads.toml


class Key(StrEnum):
    """What is printed on its keys; a digit is itself."""

    D0 = "0"
    D1 = "1"
    D2 = "2"
    D3 = "3"
    D4 = "4"
    D5 = "5"
    D6 = "6"
    D7 = "7"
    D8 = "8"
    D9 = "9"
    CLEAR = "clear"  # 清除
    CONFIRM = "confirm"  # 确认
    HELP = "help"  # 求助


KEYS = {
    **{ord(digit): Key(digit) for digit in "0123456789"},
    0x08: Key.CLEAR,
    0x7F: Key.CLEAR,
    0x0D: Key.CONFIRM,
    ord("?"): Key.HELP,
}


class Keypad:
    """A stuck key is told a few times and then no more, until it is let go."""

    def __init__(self) -> None:
        self._strange = 0
        self._held, self._times, self._last_at = -1, 0, 0.0

    @property
    def trouble(self) -> str:
        """Whether what comes can be a person's."""
        return GARBLED if self._strange >= GARBLED_BYTES else STUCK if self._times > STUCK_TIMES else ""

    def opened(self, _now: float) -> Sequence[Key]:
        """Nothing is held yet."""
        self._strange = self._times = 0
        return ()

    def received(self, data: bytes, now: float) -> Sequence[Key]:
        """A key a byte; what is none is counted and forgotten."""
        keys: list[Key] = []
        for byte in data:
            if (key := KEYS.get(byte)) is None:
                self._strange = min(self._strange + 1, GARBLED_BYTES)
                continue
            self._strange = 0
            held = byte == self._held and now - self._last_at <= STUCK_S
            self._times = min(self._times + 1, STUCK_TIMES + 1) if held else 1
            self._held, self._last_at = byte, now
            if self._times <= STUCK_TIMES:
                keys.append(key)
        return keys

    def tick(self, _now: float) -> Sequence[Key]:
        """It was let go."""
        self._times = 0
        return ()

    def due_at(self) -> float | None:
        """Only a stuck key is waited for."""
        return self._last_at + 2 * STUCK_S if self._times > STUCK_TIMES else None

    def outgoing(self) -> bytes:
        """Nothing is sent to it."""
        return b""
