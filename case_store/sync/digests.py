"""What a store has of a node's chain, as digests for compare.py: the same at hall and centre.

Plain functions on the connection of one transaction. What is kept apart, or not confirmed by upstream, counts on
neither side.
"""

import hashlib
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.schema import event, outbox
from case_store.sync.batch import Head
from case_store.sync.compare import BLOCK, BLOCKS, PLACES_MAX, WHOLE, Question
from case_store.sync.heads import heads

BLOCKS_AT_ONCE = 50  # read in one go: the store's only thread is the citizens' first
_PLACES = (
    sa.select(event.c.seq, event.c.hash)
    .where(
        event.c.stream == param("s"),
        event.c.node == param("n"),
        event.c.epoch == param("e"),
        event.c.seq.between(param("first"), param("last")),
        ~sa.exists().where(outbox.c.stream == event.c.stream, outbox.c.position == event.c.position),
    )
    .order_by(event.c.seq)
)
_FIRST_WAITING = (
    sa.select(sa.func.min(event.c.seq))
    .join(outbox, sa.and_(outbox.c.stream == event.c.stream, outbox.c.position == event.c.position))
    .where(
        event.c.stream == param("s"),
        event.c.node == param("n"),
        event.c.epoch == param("e"),
        outbox.c.verdict.is_(None),
    )
)


def confirmed(connection: sa.Connection, stream: str, node: str) -> list[tuple[int, int]]:
    """(epoch, last place before the first that waits) of each epoch of this store's own chain.

    An epoch that is over has no last place here: the other of two machines may have told more of it upstream.
    """
    *over, now = heads(connection, stream, node)
    return [
        *((end.epoch, _confirmed(connection, stream, node, end, none=PLACES_MAX)) for end in over),
        (now.epoch, _confirmed(connection, stream, node, now, none=now.seq)),
    ]


def places(connection: sa.Connection, stream: str, node: str, question: Question) -> Mapping[int, str]:
    """The events of a block: hash by place."""
    first, last = question.places.start, question.places.stop - 1
    asked = {"s": stream, "n": node, "e": question.epoch, "first": first, "last": last}
    return {row.seq: row.hash for row in connection.execute(_PLACES, asked)}


def some_blocks(
    connection: sa.Connection, stream: str, node: str, question: Question, first: int
) -> Mapping[int, str]:
    """The digests of BLOCKS_AT_ONCE blocks from block `first` on; blocks without an event have none."""
    until = min(question.last, (first - 1 + BLOCKS_AT_ONCE) * BLOCK)
    asked = {"s": stream, "n": node, "e": question.epoch, "first": (first - 1) * BLOCK + 1, "last": until}
    found: dict[int, tuple[int, hashlib._Hash]] = {}
    for row in connection.execute(_PLACES, asked):
        block = (row.seq - 1) // BLOCK + 1
        count, digest = found.get(block) or (0, hashlib.sha256())
        digest.update(f"{row.seq}:{row.hash}\n".encode())
        found[block] = (count + 1, digest)
    return {block: f"{count}:{digest.hexdigest()}" for block, (count, digest) in found.items()}


def firsts(question: Question) -> range:
    """From which blocks on `some_blocks` is to be asked."""
    return range(1, (question.last - 1) // BLOCK + 2, BLOCKS_AT_ONCE)


def answer(question: Question, blocks: Mapping[int, str]) -> Mapping[int, str]:
    """What is told of all blocks together."""
    if question.block == BLOCKS:
        return blocks
    if question.block != WHOLE:
        raise ValueError("the events of a block are asked one by one")
    whole = hashlib.sha256("\n".join(f"{block}:{blocks[block]}" for block in sorted(blocks)).encode())
    return {question.epoch: whole.hexdigest()}


def _confirmed(connection: sa.Connection, stream: str, node: str, head: Head, *, none: int) -> int:
    """`none`: where nothing waits."""
    waiting = connection.scalar(_FIRST_WAITING, {"s": stream, "n": node, "e": head.epoch})
    return none if waiting is None else int(waiting) - 1
