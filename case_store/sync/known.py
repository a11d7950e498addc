"""What is told of places behind the head: here before, kept apart before, a hole that is mended, or another story."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Final, Literal

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.placing import read_node_head
from case_store.log.schema import event, quarantine
from case_store.sync.batch import Batch
from case_store.sync.heads import Link, last_seq, links_at
from case_store.sync.push import BRANCH_REASONS, FORKED, OLD_EPOCH
from case_store.sync.sent import Item
from cases.views_quarantine import ApartReason

DIFFERS: Final = (
    "differs"  # one event reads otherwise here and there, while the chain goes on in both as if it did not
)
_STORED = sa.select(event.c.seq, event.c.id, event.c.hash, event.c.prev).where(
    event.c.stream == param("s"),
    event.c.node == param("n"),
    event.c.epoch == param("e"),
    event.c.seq.between(param("first"), param("last")),
)
_ASIDE = sa.select(quarantine.c.reason).where(
    quarantine.c.stream == param("s"), quarantine.c.id == param("i"), quarantine.c.hash.in_((param("h"), ""))
)
_TAKEN = sa.select(quarantine.c.id).where(
    quarantine.c.stream == param("s"),
    quarantine.c.node == param("n"),
    quarantine.c.epoch == param("e"),
    quarantine.c.seq == param("q"),
    quarantine.c.id != param("i"),
    quarantine.c.reason.not_in((*BRANCH_REASONS, DIFFERS)),
)


class Found(Enum):
    """What an event behind the head is."""

    HERE = auto()
    ASIDE = auto()
    HOLE = auto()
    STRANGE = auto()


class Behind:
    """The part of a node's chain that a batch is about."""

    def __init__(self, connection: sa.Connection, batch: Batch) -> None:
        self._connection, self._batch = connection, batch

    def judge(self, items: Sequence[Item]) -> Iterator[tuple[Item, Found, ApartReason | Literal[""]]]:
        """Each with the reason why it is apart, "" for what is not. From a fork on, everything is of the branch."""
        if not items:
            return
        batch, branch = self._batch, False
        within = {"s": batch.stream, "n": batch.node, "e": batch.epoch}
        around = {**within, "first": items[0].seq - 1, "last": items[-1].seq + 1}
        stored = {row.seq: row for row in self._connection.execute(_STORED, around)}
        head = read_node_head(self._connection, batch.stream, batch.node)
        is_open = head.epoch == batch.epoch
        end = head.seq if is_open else last_seq(self._connection, batch.stream, batch.node, batch.epoch)
        for n, item in enumerate(items):
            here, after = stored.get(item.seq), stored.get(item.seq + 1)
            if here is not None and here.hash == item.hash:
                yield item, Found.HERE, ""
                continue
            apart = self._connection.execute(
                _ASIDE, {"s": batch.stream, "i": item.id, "h": item.hash}
            ).scalar()
            if apart is not None:
                yield item, Found.ASIDE, apart
            elif branch:
                yield item, Found.STRANGE, FORKED
            elif here is None:
                branch = self._is_taken(item)
                fits = (after is None or after.prev == item.hash) and self._follows(item)
                if item.seq <= end and fits and not branch:
                    yield item, Found.HOLE, ""
                else:
                    yield item, Found.STRANGE, FORKED if is_open else OLD_EPOCH
            else:
                following = items[n + 1].prev if n + 1 < len(items) else None
                alone = (after is not None and after.prev == item.hash) or following not in (None, item.hash)
                alone |= here.id == item.id and item.prev is None  # torn on its disk since
                branch = not alone
                yield item, Found.STRANGE, DIFFERS if alone else FORKED

    def is_branch(self, item: Item, *, is_first: bool) -> bool:
        """Whether an event whose `prev` is not our head goes on where a branch was kept apart.

        Or on a story that we do not have, when our head is sound: after the centre came back from a backup the first
        of two machines has told its own. `is_first` of its batch: what came with it would be its sender's own.
        """
        before = self._links(item.seq - 1)
        if is_first and any(not link.reason for link in before):
            return True
        return any(link.reason == FORKED and link.hash == item.prev for link in before)

    def _follows(self, item: Item) -> bool:
        """Whether the event before it is what it says, or is not known here either."""
        links = self._links(item.seq - 1)
        return item.seq == 1 or not links or any(link.hash == item.prev for link in links)

    def _is_taken(self, item: Item) -> bool:
        """Whether another event that was kept apart has its place in the chain: then two machines tell of it."""
        batch = self._batch
        this = {"s": batch.stream, "n": batch.node, "e": batch.epoch, "q": item.seq, "i": item.id}
        return self._connection.execute(_TAKEN, this).first() is not None

    def _links(self, seq: int) -> list[Link]:
        return links_at(self._connection, self._batch.stream, self._batch.node, self._batch.epoch, seq)
