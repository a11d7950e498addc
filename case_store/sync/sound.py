"""A batch in which nothing needs a second look, made ready for the database: bytes and a few numbers, no events.

Almost every batch is such: each event of it can be read, stands at its address and names the one before it, and its
node is in its first epoch. Every other batch is opened and judged event by event (ingest.py), and so is this one when
the database does not stand where it goes on. It is made in sound_reading.py.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

import orjson

from case_store.sync.batch import Head

_BETWEEN = b"\n"  # no JSON of ours has one


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """`prev`: what its first event names; `hash`: of its last; `hlc`, `at_us`: the latest of all.

    `heads`: the sender's own. The rest is for log/placing_copied.py, and for the answer.
    """

    stream: str
    node: str
    first_seq: int
    count: int
    prev: str
    hash: str
    hlc: int
    at_us: int
    heads: tuple[Head, ...]
    cases: str  # aggregates of cases that it tells of
    sealed: str  # cases whose keys come beside it
    keys: str = ""
    verdicts: bytes = b""
    lines: bytes = b""

    @property
    def last_seq(self) -> int:
        """The place of its last event."""
        return self.first_seq + self.count - 1


def to_bytes(sound: Sound) -> bytes:
    """For the way between processes."""
    told = orjson.dumps(asdict(replace(sound, keys="", verdicts=b"", lines=b"")), default=_empty)
    return _BETWEEN.join((told, sound.keys.encode(), sound.verdicts, sound.lines))


def from_bytes(content: bytes) -> Sound:
    """As it was."""
    told, keys, verdicts, lines = content.split(_BETWEEN, 3)
    values: dict[str, Any] = orjson.loads(told)
    values |= {
        "heads": tuple(Head(**head) for head in values["heads"]),
        "keys": keys.decode(),
        "verdicts": verdicts,
        "lines": lines,
    }
    return Sound(**values)


def _empty(_value: bytes) -> str:
    return ""
