"""What was kept apart, as links of a chain: a place that is taken, though its event is not in the log."""

from collections import defaultdict
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.rows import is_damaged
from case_store.log.schema import event, quarantine

BRANCHES = ("forked", "old_epoch")  # reasons: of a chain that is not the node's any more (sync.push)
UNKNOWN = "?"  # the hash of what was kept apart by an older version of this program
_APART = sa.select(quarantine.c.epoch, quarantine.c.seq, quarantine.c.hash).where(
    quarantine.c.stream == param("s"), quarantine.c.node == param("n"), quarantine.c.reason.not_in(BRANCHES)
)
_READMITTED = sa.select(event.c.body).where(event.c.type == "event_readmitted")
_AT = sa.select(event.c.hash).where(
    event.c.stream == param("s"),
    event.c.node == param("n"),
    event.c.epoch == param("e"),
    event.c.seq == param("q"),
)


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
        if is_damaged(row.body):  # it is named as such; where it goes on nobody can read
            return True
        body = orjson.loads(row.body)
        place = (int(body["after_epoch"]), int(body["after_seq"]))
        placed = self._connection.scalars(_AT, {**self._node, "e": place[0], "q": place[1]}).all()
        return row.prev in (*placed, *self._links.get(place, ()))

    def was_readmitted(self, event_id: str) -> bool:
        """Whether a person took it in although it does not follow what stands before it."""
        if self._readmitted is None:
            bodies = self._connection.scalars(_READMITTED)
            self._readmitted = {orjson.loads(body)["event_id"] for body in bodies if not is_damaged(body)}
        return event_id in self._readmitted
