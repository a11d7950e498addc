"""What a parser under test is, and what all of them are asked for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ASSETS = Path(__file__).parents[2] / "assets"
CHECK_EVERY = 256
"""Behind so many inputs time passes, and then the next good frame must be read."""


class Play(Protocol):
    """Takes any bytes, and raises for whatever the parser must never do."""

    def __call__(self, data: bytes, *, is_checked: bool) -> None:
        """`is_checked`: the next good frame must be read behind it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parser:
    """`room`: whose it is. `seeds`: what a good device says, to begin with. `bytes_max`: of one input."""

    room: str
    play: Play
    seeds: Callable[[], Iterable[bytes]]
    bytes_max: int = 1024


def pieces(data: bytes) -> Iterator[tuple[float, bytes]]:
    """(seconds, bytes), as a line would bring them: a byte says how much follows and how long it was waited for."""
    at = 0
    while at < len(data):
        head = data[at]
        length = (head & 63) * 24 or 1
        yield (head >> 6) * 0.4, data[at + 1 : at + 1 + length]
        at += 1 + length


def in_one_piece(said: bytes) -> bytes:
    """`said` as an input whose `pieces` come at once."""
    largest = 63 * 24
    return b"".join(b"\x3f" + said[at : at + largest] for at in range(0, len(said), largest))


def holds(promise: bool, otherwise: str) -> None:
    """AssertionError, also where Python leaves out asserts."""
    if not promise:
        raise AssertionError(otherwise)
