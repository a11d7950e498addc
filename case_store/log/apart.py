"""What was kept apart, as links of a chain: a place that is taken, though its event is not in the log."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.rows import object_in, told_by
from case_store.log.schema import event, quarantine
from cases.log_events import EpochBegun, EventReadmitted

BRANCHES = ("forked", "old_epoch")  # reasons: of a chain that is not the node's any more (sync.push)
UNKNOWN = "?"  # the hash of what was kept apart by an older version of this program
_APART = sa.select(quarantine.c.epoch, quarantine.c.seq, quarantine.c.hash).where(
    quarantine.c.stream == param("s"), quarantine.c.node == param("n"), quarantine.c.reason.not_in(BRANCHES)
)
_READMITTED = sa.select(event.c.type, event.c.v, event.c.body).where(event.c.type == "event_readmitted")
_AT = sa.select(event.c.hash).where(
    event.c.stream == param("s"),
    event.c.node == param("n"),
    event.c.epoch == param("e"),
    event.c.seq == param("q"),
)


def event_apart(came: str) -> dict[str, Any]:
    """The event of a row of quarantine as it came; empty where it never was one, or a disk has damaged it since."""
    told = (object_in(came) or {}).get("event")
    return told if isinstance(told, dict) else {}


class Apart:
    """Of one node's chain."""

    def __init__(self, connection: sa.Connection, stream: str, node: str) -> None:
        self._connection, self._node = connection, {"s": stream, "n": node}
        self._links: dict[tuple[int, int], list[str]] = defaultdict(list)
        for row in connection.execute(_APART, self._node):
            self._links[row.epoch, row.seq].append(row.hash or UNKNOWN)
        self._readmitted: set[str] | None = None

    def follow(self, epoch: int, seq: int, prev: str, before: int | None = None) -> tuple[int, str]:
        """(seq, hash) of the last of what was kept apart without a gap behind a place; the place itself for none."""
        while (before is None or seq + 1 < before) and (here := self._links.get((epoch, seq + 1))):
            seq, prev = seq + 1, here[0]
        return seq, prev

    def is_built_on(self, row: Any) -> bool:
        """Whether the first event of an epoch names the end of the one before as the node itself did.

        What was re-admitted later may stand behind that end.
        """
        if row.seq != 1 or row.type != "epoch_begun":
            return False
        begun = told_by(row.type, row.v, row.body)
        if not isinstance(begun, EpochBegun):  # it is named as damaged; where it goes on nobody can read
            return True
        place = (begun.after_epoch, begun.after_seq)
        placed = self._connection.scalars(_AT, {**self._node, "e": place[0], "q": place[1]}).all()
        return row.prev in (*placed, *self._links.get(place, ()))

    def was_readmitted(self, event_id: str) -> bool:
        """Whether a person took it in although it does not follow what stands before it."""
        if self._readmitted is None:
            told = (told_by(row.type, row.v, row.body) for row in self._connection.execute(_READMITTED))
            self._readmitted = {one.event_id for one in told if isinstance(one, EventReadmitted)}
        return event_id in self._readmitted
