"""A hall that comes beneath another centre (docs/scale.md, how a hall moves): what it has of the one before steps back.

Every centre is named "centre" in its events, so those of the one before are kept under epochs of their own, below zero,
where nothing that the new centre tells can collide with them. Its revisions of policy hold no more, its signatures are
given anew by the new centre, and what is told comes from the new one's beginning. Case keys that were wrapped for it,
also those of kiosks that do not know the new one yet, are opened and wrapped for the new centre on their way up.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import bindparam as param

from case_store.keys import CENTRE, Keys
from case_store.log.former import FORMER_EPOCHS
from case_store.log.micros import to_us
from case_store.log.schema import countersign, event, hall_moved, policy_revision, pull_cursor
from case_store.log.sql import upsert
from case_store.seal import SealError, unwrap, wrap
from cases.sealed import WrappedKey

_log = structlog.get_logger(__name__)

_MARK_CHARS = 32
_LEFT = "left"  # in hall_moved.manifest_hash, of a hall itself: it has been beneath another centre before
_UNDER = sa.select(hall_moved).where(hall_moved.c.stream == param("s"))
_NOTE = upsert(hall_moved)
_NOTED = _NOTE.on_conflict_do_update(
    index_elements=["stream"],
    set_={name: _NOTE.excluded[name] for name in ("moved_at_us", "to_name", "manifest_hash")},
)
_STEP_BACK = (
    sa.update(event)
    .where(event.c.stream == CENTRE, event.c.epoch > 0)
    .values(epoch=event.c.epoch - FORMER_EPOCHS)
)
_NO_MORE = (
    sa.delete(policy_revision).where(policy_revision.c.stream == CENTRE),
    sa.delete(countersign),
    sa.delete(pull_cursor),
)
Rekey = Callable[[str, Sequence[WrappedKey]], list[WrappedKey]]


@dataclass(frozen=True, slots=True)
class Under:
    """Beneath which centre a hall is: its mark, "" for none; `left`: it has been beneath another one before."""

    mark: str = ""
    left: bool = False


def mark_of(centre: Ed25519PublicKey | None) -> str:
    """By which a hall remembers its centre; "" where it knows none."""
    return "" if centre is None else hashlib.sha256(centre.public_bytes_raw()).hexdigest()[:_MARK_CHARS]


def read_under(connection: sa.Connection, own: str) -> Under:
    """As it was noted last."""
    row = connection.execute(_UNDER, {"s": own}).first()
    return Under() if row is None else Under(row.to_name, row.manifest_hash == _LEFT)


def come_under(connection: sa.Connection, own: str, mark: str, now: datetime) -> Under:
    """Note a centre, in the caller's write transaction. If there was another one, all that it told steps back."""
    before = read_under(connection, own)
    is_another = bool(before.mark)
    row = {"stream": own, "moved_at_us": to_us(now), "to_name": mark}
    connection.execute(_NOTED, {**row, "manifest_hash": _LEFT if is_another else ""})
    if is_another:
        _log.warning("this hall is beneath another centre now")
        connection.execute(_STEP_BACK)
        for statement in _NO_MORE:
            connection.execute(statement)
    return Under(mark, is_another)


def rekey_for_centre(keys: Keys) -> Rekey:
    """Of the copies of a case's key: the centre's made anew from our own, whoever made it and for which centre."""

    def rekeyed(case_id: str, copies: Sequence[WrappedKey]) -> list[WrappedKey]:
        others = [copy for copy in copies if copy.reader != CENTRE]
        if len(others) == len(copies) or CENTRE not in keys.readers:
            return list(copies)
        try:
            key = unwrap(case_id, copies, keys.name, *keys.openers)
        except SealError:  # forgotten, or never ours
            return list(copies)
        return [*others, *wrap(key, {CENTRE: keys.readers[CENTRE]})]

    return rekeyed
