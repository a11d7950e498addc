"""What earlier matters are found by: hashes of phone, identity number, names and place, made with this store's own key.

They are made behind the log, never in the transaction of a ticket: a cursor follows the events that write a matter, a
few with each tick and the rest before somebody looks. Nothing here is ever in an event, and `admin rebuild` makes all
of it again.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.house import House
from case_store.hall.matters import WRITING_TYPES, private_of, told_of_case
from case_store.log.event_log import Past, Work
from case_store.log.schema import case_, event, search_cursor, search_key, stream_head
from case_store.log.sql import upsert
from cases.matter.duplicates import Term, TermKind, terms_of

_CASE_PREFIX = "case:"
UNSEEN_MAX = 500  # events of other kinds that each look passes over
_CURSOR = sa.select(search_cursor.c.position).where(search_cursor.c.stream == param("s"))
_SET_CURSOR = upsert(search_cursor)
_MOVE_CURSOR = _SET_CURSOR.on_conflict_do_update(
    index_elements=["stream"], set_={"position": _SET_CURSOR.excluded.position}
)
_HEAD = sa.select(stream_head.c.position).where(stream_head.c.stream == param("s"))
_WRITTEN = (
    sa.select(event.c.position, event.c.aggregate)
    .where(event.c.stream == param("s"), event.c.position > param("p"), event.c.type.in_(WRITING_TYPES))
    .order_by(event.c.position)
    .limit(param("n"))
)
_FORGET = sa.delete(search_key).where(search_key.c.stream == param("s"), search_key.c.case_id == param("i"))
_KEEP = upsert(search_key).on_conflict_do_nothing()
_IS_OBJECT = sa.case((search_key.c.kind == TermKind.OBJECT.value, 1), else_=0)
_FIND = (
    sa.select(search_key.c.case_id)
    .join(case_, sa.and_(case_.c.stream == search_key.c.stream, case_.c.case_id == search_key.c.case_id))
    .where(
        search_key.c.stream == param("s"),
        search_key.c.key_hash.in_(param("hashes", expanding=True)),
        search_key.c.case_id != param("i"),
    )
    .group_by(search_key.c.case_id)
    # A place alone says least: those that share a person come first, then the newest.
    .order_by(sa.func.min(_IS_OBJECT), sa.func.max(case_.c.registered_at_us).desc())
    .limit(param("n"))
)


def behind(connection: sa.Connection, stream: str) -> bool:
    """Whether a matter was written that cannot be found yet, or so much else that the cursor should move on."""
    position = _position(connection, stream)
    if _head(connection, stream) - position > UNSEEN_MAX:
        return True
    return connection.execute(_WRITTEN, {"s": stream, "p": position, "n": 1}).first() is not None


def follow(work: Work, house: House, matters_max: int) -> None:
    """Make the keys of what was written since, oldest first, at most so many matters."""
    after = _position(work.connection, work.stream)
    rows = work.connection.execute(_WRITTEN, {"s": work.stream, "p": after, "n": matters_max}).all()
    for row in rows:
        _remake(work, house, row.aggregate.removeprefix(_CASE_PREFIX))
    position = _head(work.connection, work.stream) if len(rows) < matters_max else rows[-1].position
    if position != after:
        work.connection.execute(_MOVE_CURSOR, {"stream": work.stream, "position": position})


def start_again(work: Work, house: House) -> None:
    """Every key anew from the log: for `admin rebuild`."""
    work.connection.execute(sa.delete(search_key).where(search_key.c.stream == work.stream))
    work.connection.execute(sa.delete(search_cursor).where(search_cursor.c.stream == work.stream))
    while behind(work.connection, work.stream):
        follow(work, house, 1000)


def find_cases(
    past: Past, house: House, terms: Collection[Term], but_not: str | None, limit: int
) -> list[str]:
    """The ids of cases that share at least one term."""
    if not terms:
        return []
    hashes = sorted({hashed for _, hashed in _hashed(house, terms)})
    asked = {"s": past.stream, "hashes": hashes, "i": but_not or "", "n": limit}
    return list(past.connection.execute(_FIND, asked).scalars())


def _remake(work: Work, house: House, case_id: str) -> None:
    work.connection.execute(_FORGET, {"s": work.stream, "i": case_id})
    told = told_of_case(work, case_id)
    private = private_of(work, house, told) if told else None
    terms = terms_of(private) if private else frozenset()
    rows = [
        {"stream": work.stream, "kind": kind.value, "key_hash": hashed, "case_id": case_id}
        for kind, hashed in _hashed(house, terms)
    ]
    if rows:
        work.connection.execute(_KEEP, rows)


def _hashed(house: House, terms: Collection[Term]) -> Iterator[tuple[TermKind, str]]:
    """The kind is in the hash: the same digits as a phone and as a paper are two keys."""
    secret = house.keys.search_secret()
    for term in terms:
        digest = hmac.new(secret, f"{term.kind.value}\0{term.text}".encode(), hashlib.sha256)
        yield term.kind, digest.hexdigest()


def _head(connection: sa.Connection, stream: str) -> int:
    return connection.execute(_HEAD, {"s": stream}).scalar() or 0


def _position(connection: sa.Connection, stream: str) -> int:
    return connection.execute(_CURSOR, {"s": stream}).scalar() or 0
