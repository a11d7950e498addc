"""Where a node's chain stands here and there: compared on every contact, so that no (node, epoch, seq) is used twice.

The same functions at hall and centre, on the connection of one transaction. A hall that was restored from an older
backup finds its centre ahead; of two machines with one identity the second finds another story at its own place.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.apart import event_apart
from case_store.log.placing import NodeHead, read_node_head
from case_store.log.prepared import Prepared
from case_store.log.schema import event, quarantine
from case_store.sync.batch import Head
from case_store.sync.push import BRANCH_REASONS, Standing, UpstreamHead
from cases.views_quarantine import ApartReason

_OF_NODE = sa.and_(event.c.stream == param("s"), event.c.node == param("n"))
_NEWEST = (
    sa.select(event.c.epoch, event.c.seq, event.c.hash)
    .where(_OF_NODE)
    .order_by(event.c.epoch.desc(), event.c.seq.desc())
    .limit(1)
)
_LAST = Prepared(_NEWEST)
_LAST_BEFORE = Prepared(_NEWEST.where(event.c.epoch < param("e")))
_AT = Prepared(
    sa.select(event.c.hash).where(_OF_NODE, event.c.epoch == param("e"), event.c.seq == param("q"))
)
_LAST_PLACED = sa.select(sa.func.max(event.c.seq)).where(_OF_NODE, event.c.epoch == param("e"))
_ASIDE = sa.and_(
    quarantine.c.stream == param("s"), quarantine.c.node == param("n"), quarantine.c.epoch == param("e")
)
_LAST_ASIDE = sa.select(sa.func.max(quarantine.c.seq)).where(
    _ASIDE, quarantine.c.reason.not_in(BRANCH_REASONS)
)
_ASIDE_AT = Prepared(
    sa.select(quarantine.c.hash, quarantine.c.reason).where(_ASIDE, quarantine.c.seq == param("q"))
)
_TORN: tuple[ApartReason, ...] = ("shape", "differs")  # other bytes came than its node has
_PREV_AT = sa.select(event.c.prev).where(_OF_NODE, event.c.epoch == param("e"), event.c.seq == param("q"))
_CHAINED_AT = sa.select(quarantine.c.event).where(
    _ASIDE, quarantine.c.seq == param("q"), quarantine.c.reason == "chain"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What stands at a place of a chain: an event of the log, or one kept apart for `reason`."""

    hash: str
    reason: str = ""


def heads(connection: sa.Connection, stream: str, node: str) -> tuple[Head, ...]:
    """The last event of each epoch of a node, the newest last; its head is where it will go on."""
    now = read_node_head(connection, stream, node)
    found = [Head(now.epoch, now.seq, now.hash)]
    while before := _head(connection, _LAST_BEFORE, {"s": stream, "n": node, "e": found[0].epoch}):
        found.insert(0, before)
    return tuple(found)


def last_seq(connection: sa.Connection, stream: str, node: str, epoch: int) -> int:
    """The last place of an epoch that is taken here, also by what is kept apart; 0 for none."""
    this = {"s": stream, "n": node, "e": epoch}
    return max(int(connection.scalar(last, this) or 0) for last in (_LAST_PLACED, _LAST_ASIDE))


def links_at(connection: sa.Connection, stream: str, node: str, epoch: int, seq: int) -> list[Link]:
    """What stands at a place; what is in the log first."""
    this = {"s": stream, "n": node, "e": epoch, "q": seq}
    placed = [Link(hash=hash_) for (hash_,) in _AT.all(connection, this)]
    return placed + [Link(hash=hash_, reason=reason) for hash_, reason in _ASIDE_AT.all(connection, this)]


def told_head(connection: sa.Connection, stream: str, node: str, theirs: Head) -> UpstreamHead:
    """What upstream answers: the newest event that it has of the node, and whether it knows `theirs`.

    Of a branch it is where the chain stands, though what has that place may be kept apart: so its node sees the fork.
    """
    newest: Head | NodeHead = _head(connection, _LAST, {"s": stream, "n": node}) or Head(theirs.epoch, 0, "")
    links = links_at(connection, stream, node, theirs.epoch, theirs.seq)
    if any(link.hash == theirs.hash and link.reason in BRANCH_REASONS for link in links):
        newest = read_node_head(connection, stream, node)
    known = theirs.seq == 0 or _knows(connection, stream, node, theirs)
    return UpstreamHead(epoch=newest.epoch, seq=newest.seq, hash=newest.hash, knows_yours=known)


def same_place(head: NodeHead, theirs: Head) -> UpstreamHead | None:
    """The answer where both stand at the same event, which needs no look into the log; None where they do not.

    Nor at the beginning of an epoch: there the chain goes on from another one, which is looked at.
    """
    if head.seq == 0 or (head.epoch, head.seq, head.hash) != (theirs.epoch, theirs.seq, theirs.hash):
        return None
    return UpstreamHead(epoch=theirs.epoch, seq=theirs.seq, hash=theirs.hash, knows_yours=True)


def standing(connection: sa.Connection, stream: str, node: str, ours: Head, theirs: UpstreamHead) -> Standing:
    """How upstream's head stands to our chain; `ours`: our head as upstream was told it."""
    if theirs.seq == 0:
        return Standing.CONTINUES
    if (theirs.epoch, theirs.seq) > (ours.epoch, ours.seq):
        return Standing.AHEAD if theirs.knows_yours else Standing.FORKED
    known = _knows(connection, stream, node, Head(theirs.epoch, theirs.seq, theirs.hash))
    return Standing.CONTINUES if known else Standing.FORKED


def _knows(connection: sa.Connection, stream: str, node: str, head: Head) -> bool:
    """What was kept apart was heard, too, unless it is a branch. What came torn is ours when what follows names it."""
    links = links_at(connection, stream, node, head.epoch, head.seq)
    if same := [link for link in links if link.hash == head.hash]:
        return any(link.reason not in BRANCH_REASONS for link in same)
    is_torn = any(link.reason in _TORN for link in links)
    return is_torn and _named_behind(connection, stream, node, head) <= {head.hash}


def _named_behind(connection: sa.Connection, stream: str, node: str, head: Head) -> set[str]:
    """What the events at the next place name as the one before them."""
    this = {"s": stream, "n": node, "e": head.epoch, "q": head.seq + 1}
    told = [event_apart(came).get("prev") for came in connection.scalars(_CHAINED_AT, this)]
    return {*connection.scalars(_PREV_AT, this), *(prev for prev in told if isinstance(prev, str))}


def _head(connection: sa.Connection, which: Prepared, this: dict[str, Any]) -> Head | None:
    row = which.first(connection, this)
    return None if row is None else Head(*row)
