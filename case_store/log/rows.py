"""Rows of the event table to envelopes and back."""

from enum import StrEnum
from typing import Any, TypeVar

import orjson
import sqlalchemy as sa

from case_store.log.micros import from_us, to_us
from cases.codec import Event, UnknownEvent, decode
from cases.envelope import Envelope

WordT = TypeVar("WordT", bound=StrEnum)


def event_of(row: "sa.Row[Any]") -> tuple[Envelope, Event | UnknownEvent]:
    """The envelope of a row and what it tells.

    A damaged one tells nothing, like one of a newer version: its case is readable and not decidable, nothing else
    suffers, and `admin verify` names it.
    """
    try:
        envelope = envelope_of(row)
        return envelope, decode(envelope.type, envelope.v, envelope.body)
    except ValueError:  # orjson's and pydantic's are such
        return _envelope(row, {}), UnknownEvent(type=row.type, v=row.v)


def told_by(type_: str, v: int, body: str) -> Event | UnknownEvent:
    """What a row tells, where its envelope is not asked for; a damaged one nothing, as in `event_of`."""
    try:
        return decode(type_, v, orjson.loads(body))
    except ValueError:
        return UnknownEvent(type=type_, v=v)


def is_damaged(body: str) -> bool:
    """Whether a body is no JSON object any more, which it was when it was written."""
    return object_in(body) is None


def object_in(text: str) -> dict[str, Any] | None:
    """The JSON object that was written here; None where a disk has made something else of it."""
    try:
        told = orjson.loads(text)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def words_in(text: str, kind: type[WordT]) -> tuple[WordT, ...]:
    """The words of a kind that a text has, blanks between; one that a disk has damaged is left out."""
    known = {word.value: word for word in kind}
    return tuple(known[word] for word in text.split() if word in known)


def envelope_of(row: "sa.Row[Any]") -> Envelope:
    """The envelope of a row, which begins with the columns of `event`. Raises ValueError for a damaged one."""
    if (body := object_in(row.body)) is None:
        raise ValueError("the body of an event is no object any more")
    return _envelope(row, body)


def _envelope(row: "sa.Row[Any]", body: dict[str, Any]) -> Envelope:
    told: Any = row
    stream, _, id_, aggregate, tenure, node, epoch, seq, hlc, at_us, _, type_, v, *rest = told
    actor, command_id, policy_rev, _, prev = rest[:5]
    return Envelope(
        id_, stream, aggregate, tenure, node, epoch, seq, hlc, from_us(at_us), type_, v, actor, command_id,
        policy_rev, body, prev,
    )  # fmt: skip


def row_of(envelope: Envelope, position: int, received_at_us: int, hash_: str) -> dict[str, Any]:
    """The row of an envelope."""
    (
        id_, stream, aggregate, tenure, node, epoch, seq, hlc, at, type_, v, actor, command_id,
        policy_rev, body, prev,
    ) = envelope  # fmt: skip
    return {
        "stream": stream,
        "position": position,
        "id": id_,
        "aggregate": aggregate,
        "tenure": tenure,
        "node": node,
        "epoch": epoch,
        "seq": seq,
        "hlc": hlc,
        "at_us": to_us(at),
        "received_at_us": received_at_us,
        "type": type_,
        "v": v,
        "actor": actor,
        "command_id": command_id,
        "policy_rev": policy_rev,
        "body": orjson.dumps(body).decode(),
        "prev": prev,
        "hash": hash_,
    }
