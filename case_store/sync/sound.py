"""A batch in which nothing needs a second look, made ready for the database: bytes and a few numbers, no events.

Almost every batch is such: each event of it can be read, stands at its address and names the one before it, and its
node is in its first epoch. Every other batch is opened and judged event by event (ingest.py), and so is this one when
the database does not stand where it goes on. Without a database, so that another process may do it (reader.py).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import orjson

from case_store.log.copy_rows import is_plain, line_of
from case_store.log.micros import to_us
from case_store.log.placed import Placed, key_rows
from case_store.sync.batch import NUMBER_MAX, Head
from case_store.sync.opening import Opened
from case_store.sync.push import EventVerdict, Verdict
from case_store.sync.sent import Item

CASE = "case:"
_FIRST_EPOCH = 1
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


def sound_of(opened: Opened) -> Sound | None:
    """None where something needs a second look."""
    batch, items = opened.batch, opened.items
    if not items or batch.epoch != _FIRST_EPOCH or len(batch.heads) > 1 or not is_plain(batch.stream):
        return None
    told = _placed(opened)
    if told is None:
        return None
    lines = [line_of(one.envelope, one.hash) for one in told]
    if None in lines:
        return None
    keys = [row for one in told if one.keys for row in key_rows(batch.stream, one)]
    return Sound(
        stream=batch.stream,
        node=batch.node,
        first_seq=batch.first_seq,
        count=len(items),
        prev=told[0].envelope.prev,
        hash=told[-1].hash,
        hlc=max(one.envelope.hlc for one in told),
        at_us=to_us(max(one.envelope.at for one in told)),
        heads=batch.heads,
        cases=_listed({one.envelope.aggregate for one in told if one.envelope.aggregate.startswith(CASE)}),
        sealed=_listed({row["case_id"] for row in keys}),
        keys=orjson.dumps(keys).decode() if keys else "",
        verdicts=_all_well(items),
        lines="\n".join(line for line in lines if line is not None).encode(),
    )


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


def _placed(opened: Opened) -> list[Placed] | None:
    """Every event, if each is one and stands where it says."""
    batch, prev = opened.batch, None
    found: list[Placed] = []
    for item in opened.items:
        placed = item.placed
        if placed is None:
            return None
        told = placed.envelope
        if (told.stream, told.node, told.epoch, told.seq) != (
            batch.stream,
            batch.node,
            batch.epoch,
            item.seq,
        ):
            return None
        if told.hlc > NUMBER_MAX or prev not in (None, told.prev):
            return None
        found.append(placed)
        prev = item.hash
    return found


def _listed(names: set[str]) -> str:
    return orjson.dumps(sorted(names)).decode()


def _all_well(items: Sequence[Item]) -> bytes:
    return orjson.dumps([EventVerdict(item.seq, item.id, Verdict.OK) for item in items])


def _empty(_value: bytes) -> str:
    return ""
