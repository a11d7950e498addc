"""Rows of the event table to envelopes and back."""

from typing import Any

import orjson
import sqlalchemy as sa

from case_store.log.micros import from_us, to_us
from cases.codec import Event, UnknownEvent, decode
from cases.envelope import Envelope


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


def envelope_of(row: "sa.Row[Any]") -> Envelope:
    """The envelope of a row. Raises ValueError for a damaged one."""
    return _envelope(row, orjson.loads(row.body))


def _envelope(row: "sa.Row[Any]", body: dict[str, Any]) -> Envelope:
    return Envelope(
        id=row.id,
        stream=row.stream,
        aggregate=row.aggregate,
        tenure=row.tenure,
        node=row.node,
        epoch=row.epoch,
        seq=row.seq,
        hlc=row.hlc,
        at=from_us(row.at_us),
        type=row.type,
        v=row.v,
        actor=row.actor,
        command_id=row.command_id,
        policy_rev=row.policy_rev,
        body=body,
        prev=row.prev,
    )


def row_of(envelope: Envelope, position: int, received_at_us: int, hash_: str) -> dict[str, Any]:
    """The row of an envelope."""
    return {
        "stream": envelope.stream,
        "position": position,
        "id": envelope.id,
        "aggregate": envelope.aggregate,
        "tenure": envelope.tenure,
        "node": envelope.node,
        "epoch": envelope.epoch,
        "seq": envelope.seq,
        "hlc": envelope.hlc,
        "at_us": to_us(envelope.at),
        "received_at_us": received_at_us,
        "type": envelope.type,
        "v": envelope.v,
        "actor": envelope.actor,
        "command_id": envelope.command_id,
        "policy_rev": envelope.policy_rev,
        "body": orjson.dumps(envelope.body).decode(),
        "prev": envelope.prev,
        "hash": hash_,
    }
