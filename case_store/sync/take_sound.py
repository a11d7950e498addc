"""A sound batch into the log, when it goes on where its node's chain stands; else it is judged event by event."""

from datetime import datetime

import orjson
import sqlalchemy as sa
import structlog

from case_store.log.fold_later import folds_later
from case_store.log.hlc import shown_at, shown_hlc
from case_store.log.micros import from_us
from case_store.log.placing import NodeHead
from case_store.log.placing_copied import Copied, place_copied, take_ground
from case_store.sync.heads import same_place, told_head
from case_store.sync.push import UpstreamHead
from case_store.sync.sound import Sound
from case_store.trouble import is_machine_trouble

_log = structlog.get_logger(__name__)


class LookAgain(Exception):
    """Nothing of the batch was placed: open it, and judge each event of it (ingest.take_batch)."""


def take_sound(connection: sa.Connection, sound: Sound, now: datetime) -> bytes:
    """Place it inside the caller's write transaction; the body of the answer (Pushed): every event is well.

    Raises LookAgain, and what the machine raises; the transaction, or the part of it, is to be undone then.
    """
    if not folds_later(connection, sound.stream):
        raise LookAgain
    try:
        moved = _place(connection, sound, now)
    except LookAgain:
        raise
    except Exception as error:
        if is_machine_trouble(error):
            raise
        raise LookAgain from error
    if shown_at(from_us(sound.at_us), now).capped or shown_hlc(sound.hlc, now).capped:
        _log.warning("a sender's clock is ahead of ours", node=sound.node)
    known: UpstreamHead | None = None
    if sound.heads:
        theirs = sound.heads[-1]
        known = same_place(moved, theirs) or told_head(connection, sound.stream, sound.node, theirs)
    return b'{"verdicts":%b,"head":%b}' % (sound.verdicts, orjson.dumps(known))


def _place(connection: sa.Connection, sound: Sound, now: datetime) -> NodeHead:
    copied = Copied(
        stream=sound.stream,
        node=sound.node,
        count=sound.count,
        lines=sound.lines,
        keys=sound.keys,
        sealed=sound.sealed,
    )
    ground = take_ground(connection, copied, sound.cases)
    head = ground.head
    goes_on = (head.epoch, head.seq, head.hash) == (1, sound.first_seq - 1, sound.prev)
    if not goes_on or ground.is_taken or ground.is_forgotten:
        raise LookAgain
    moved = NodeHead(seq=sound.last_seq, hash=sound.hash, hlc=max(head.hlc, sound.hlc))
    place_copied(connection, copied, ground, moved, now)
    return moved
