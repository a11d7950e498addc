"""device_turn: how a copy of a device is noticed.

Each time a device asks for a token it shows the word that the hall gave it the last time, and is given the next one.
A copy has the device's key and the word of the moment of copying; whichever of the two comes second shows a word that
is over. An answer that is lost does no harm: the word before the last is taken once more and gives another next.
A device that is further than its hall means that the hall was restored from a backup: the hall follows.
"""

import hashlib
import secrets
from dataclasses import dataclass, field

import sqlalchemy as sa
import structlog
from sqlalchemy import bindparam as param

from case_store.log.event_log import Work
from case_store.log.schema import device_turn
from case_store.log.sql import upsert

WORD_BYTES = 24
_log = structlog.get_logger(__name__)
_ONE = sa.select(device_turn).where(device_turn.c.stream == param("s"), device_turn.c.device_id == param("i"))
_SET = upsert(device_turn)
_KEEP = _SET.on_conflict_do_update(
    index_elements=["stream", "device_id"],
    set_={name: _SET.excluded[name] for name in ("epoch", "n", "shown", "next")},
)


@dataclass(frozen=True, slots=True)
class Turn:
    """The n-th word."""

    n: int
    word: str = field(repr=False)


def first_turn(work: Work, device_id: str, epoch: int) -> Turn:
    """Of a device that is let in."""
    return _keep(work, device_id, epoch, 1, shown="")


def next_turn(work: Work, device_id: str, epoch: int, shown: Turn) -> Turn | None:
    """The word for the next time; None when this one is over: there are two of this device."""
    row = work.connection.execute(_ONE, {"s": work.stream, "i": device_id}).first()
    hashed = _hashed(shown.word)
    if row is not None and row.epoch == epoch and shown.n <= row.n:
        is_next = shown.n == row.n and hashed == row.next
        is_again = shown.n == row.n - 1 and hashed == row.shown
        if not (is_next or is_again):
            return None
    else:
        _log.warning("a device is further than this hall: restored from a backup?", device_id=device_id)
    return _keep(work, device_id, epoch, shown.n + 1, shown=hashed)


def _keep(work: Work, device_id: str, epoch: int, n: int, *, shown: str) -> Turn:
    turn = Turn(n, secrets.token_urlsafe(WORD_BYTES))
    row = {
        "stream": work.stream,
        "device_id": device_id,
        "epoch": epoch,
        "n": n,
        "shown": shown,
        "next": _hashed(turn.word),
    }
    work.connection.execute(_KEEP, row)
    return turn


def _hashed(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
