"""The centre signs what it has of every node's chain, day by day; the hall keeps the signature.

A chain alone shows a change only to who has the end of it elsewhere: whoever may write the file recomputes every hash
behind what they changed. Here each event is in what was signed, by its id and its hash, so that the first one that was
changed, dropped or reordered since can be named, at either end and without the other. It takes the centre's signing key
and both files to hide it. Events younger than the last signature are only as safe as the chain.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.schema import countersign, event, node_head
from case_store.log.sql import upsert
from case_store.secrecy.cipher import is_signed, sign

EVENTS_MAX = 1000  # in one signature
_ID_BYTES, _HASH_BYTES = 16, 16
_MARK_BYTES = _ID_BYTES + _HASH_BYTES
_NOT_HERE = bytes(_MARK_BYTES)  # in quarantine at the centre: nothing is said of it
_PURPOSE = b"pingan-hall countersign 1\n"
_HEADS = sa.select(node_head.c.stream, node_head.c.node).order_by(node_head.c.stream, node_head.c.node)
_SIGNED_TO = (
    sa.select(countersign.c.epoch, countersign.c.seq)
    .where(countersign.c.stream == param("s"), countersign.c.node == param("n"))
    .order_by(countersign.c.epoch.desc(), countersign.c.seq.desc())
    .limit(1)
)
_NEXT = (
    sa.select(event.c.epoch, event.c.seq, event.c.id, event.c.hash)
    .where(
        event.c.stream == param("s"),
        event.c.node == param("n"),
        sa.tuple_(event.c.epoch, event.c.seq) > sa.tuple_(param("e"), param("q")),
    )
    .order_by(event.c.epoch, event.c.seq)
    .limit(EVENTS_MAX)
)
_KEEP = upsert(countersign).on_conflict_do_nothing()
_AFTER = (
    sa.select(countersign)
    .where(
        countersign.c.stream == param("s"),
        sa.tuple_(countersign.c.epoch, countersign.c.seq) > sa.tuple_(param("e"), param("q")),
    )
    .order_by(countersign.c.epoch, countersign.c.seq, countersign.c.node)
    .limit(param("most"))
)
_ALL = sa.select(countersign).order_by(
    countersign.c.stream, countersign.c.node, countersign.c.epoch, countersign.c.seq
)
_PART = sa.select(event.c.seq, event.c.id, event.c.hash).where(
    event.c.stream == param("s"),
    event.c.node == param("n"),
    event.c.epoch == param("e"),
    event.c.seq.between(param("first"), param("last")),
)
_ELSEWHERE = sa.select(event.c.seq).where(event.c.stream == param("s"), event.c.id == param("i"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Countersign:
    """Events `first_seq` to `seq` of a node's epoch as the signer had them.

    `marks`: base64 of 32 bytes each, the id and half the hash; zeros for what was not there.
    """

    stream: str
    node: str
    epoch: int
    seq: int
    first_seq: int
    marks: str
    signed_at_us: int
    signer: str
    signature: str = ""

    def said(self) -> bytes:
        """What is signed."""
        told = {name: value for name, value in asdict(self).items() if name != "signature"}
        return _PURPOSE + orjson.dumps(told, option=orjson.OPT_SORT_KEYS)

    def is_by(self, signers: Mapping[str, Ed25519PublicKey]) -> bool:
        """Whether its signature is that of a signer who is known here."""
        key = signers.get(self.signer)
        return key is not None and is_signed(key, self.said(), self.signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tampered:
    """The first event of a node that is not as it was signed.

    `what`: "changed", "dropped", "reordered", or "signature" where the signature itself does not hold.
    """

    stream: str
    node: str
    epoch: int
    seq: int
    event_id: str
    what: str


def countersign_heads(
    connection: sa.Connection, signer: str, key: Ed25519PrivateKey, now: datetime, *, most: int
) -> int:
    """Sign what no signature covers yet, at most so many pieces; how many there were. Call it until it says 0."""
    made = 0
    for stream, node in connection.execute(_HEADS).all():
        while made < most and (piece := _next_piece(connection, stream, node, signer, now)) is not None:
            row = {**asdict(piece), "signature": sign(key, piece.said())}
            connection.execute(_KEEP, row)
            made += 1
    return made


def signed_to(connection: sa.Connection, stream: str, node: str) -> tuple[int, int]:
    """(epoch, seq) of the last event that a signature covers; (0, 0) before the first."""
    row = connection.execute(_SIGNED_TO, {"s": stream, "n": node}).first()
    return (row.epoch, row.seq) if row else (0, 0)


def countersigns_after(
    connection: sa.Connection, stream: str, after: tuple[int, int], most: int
) -> tuple[Countersign, ...]:
    """Those of a stream behind (epoch, seq), in order."""
    asked = {"s": stream, "e": after[0], "q": after[1], "most": most}
    return tuple(_of(row) for row in connection.execute(_AFTER, asked))


def keep(
    connection: sa.Connection, pieces: Sequence[Countersign], signers: Mapping[str, Ed25519PublicKey]
) -> int:
    """Keep those whose signature holds; how many. What was kept before stays as it was."""
    genuine = [asdict(piece) for piece in pieces if piece.is_by(signers)]
    if genuine:
        connection.execute(_KEEP, genuine)
    return len(genuine)


def tampered(
    connection: sa.Connection, signers: Mapping[str, Ed25519PublicKey], only: str | None = None
) -> list[Tampered]:
    """Of each node, or of those of one stream, the first event that is not as it was signed; empty when all are."""
    found: dict[tuple[str, str], Tampered] = {}
    chosen = _ALL if only is None else _ALL.where(countersign.c.stream == only)
    for row in connection.execute(chosen).all():
        piece = _of(row)
        if (piece.stream, piece.node) in found:
            continue
        wrong = (
            _first_wrong(connection, piece)
            if piece.is_by(signers)
            else _named(piece, piece.seq, "", "signature")
        )
        if wrong is not None:
            found[piece.stream, piece.node] = wrong
    return list(found.values())


def _next_piece(
    connection: sa.Connection, stream: str, node: str, signer: str, now: datetime
) -> Countersign | None:
    epoch, seq = signed_to(connection, stream, node)
    rows = connection.execute(_NEXT, {"s": stream, "n": node, "e": epoch, "q": seq}).all()
    if not rows:
        return None
    of = rows[0].epoch
    first = seq + 1 if of == epoch else 1
    known = {
        row.seq: _mark(row.id, row.hash) for row in rows if row.epoch == of and row.seq < first + EVENTS_MAX
    }
    last = max(known) if known else first + EVENTS_MAX - 1  # a hole longer than a piece
    marks = b"".join(known.get(n, _NOT_HERE) for n in range(first, last + 1))
    return Countersign(
        stream=stream,
        node=node,
        epoch=of,
        seq=last,
        first_seq=first,
        marks=base64.b64encode(marks).decode(),
        signed_at_us=to_us(now),
        signer=signer,
    )


def _first_wrong(connection: sa.Connection, piece: Countersign) -> Tampered | None:
    asked = {
        "s": piece.stream,
        "n": piece.node,
        "e": piece.epoch,
        "first": piece.first_seq,
        "last": piece.seq,
    }
    here = {row.seq: (row.id, _mark(row.id, row.hash)) for row in connection.execute(_PART, asked)}
    marks = base64.b64decode(piece.marks)
    for n in range(piece.seq - piece.first_seq + 1):
        mark = marks[n * _MARK_BYTES : (n + 1) * _MARK_BYTES]
        seq = piece.first_seq + n
        if mark == _NOT_HERE or (seq in here and here[seq][1] == mark):
            continue
        expected = str(UUID(bytes=mark[:_ID_BYTES]))
        if seq in here and here[seq][0] == expected:
            return _named(piece, seq, expected, "changed")
        stands = connection.execute(_ELSEWHERE, {"s": piece.stream, "i": expected}).first()
        return _named(piece, seq, expected, "reordered" if stands else "dropped")
    return None


def _named(piece: Countersign, seq: int, event_id: str, what: str) -> Tampered:
    return Tampered(
        stream=piece.stream, node=piece.node, epoch=piece.epoch, seq=seq, event_id=event_id, what=what
    )


def _mark(event_id: str, hash_: str) -> bytes:
    """What cannot be read any more is a mark that nothing fits."""
    try:
        return UUID(event_id).bytes + bytes.fromhex(hash_)[:_HASH_BYTES]
    except ValueError:
        return b"\xff" * _MARK_BYTES


def _of(row: Any) -> Countersign:
    return Countersign(**{name: getattr(row, name) for name in Countersign.__dataclass_fields__})
