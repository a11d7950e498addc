"""An event between stores, and its hash: one canonical JSON form for push, chain and comparison.

Wrapped case keys travel beside the event, never in its body: an event is appended for ever, while forgetting a case
is deleting its keys (design.md §2).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from cases.envelope import Envelope
from cases.hall_time import hall_time
from cases.sealed import WrappedKey

KEY_FIELDS = tuple(field.name for field in fields(WrappedKey))


def to_wire(envelope: Envelope) -> dict[str, Any]:
    """The event as a JSON object. `at` is hall time with offset; ids are lower-case text."""
    return {
        "id": str(envelope.id),
        "stream": envelope.stream,
        "aggregate": envelope.aggregate,
        "tenure": envelope.tenure,
        "node": envelope.node,
        "epoch": envelope.epoch,
        "seq": envelope.seq,
        "hlc": envelope.hlc,
        "at": hall_time(envelope.at).isoformat(),
        "type": envelope.type,
        "v": envelope.v,
        "actor": envelope.actor,
        "command_id": str(envelope.command_id),
        "policy_rev": envelope.policy_rev,
        "body": envelope.body,
        "prev": envelope.prev,
    }


def from_wire(event: Mapping[str, Any]) -> Envelope:
    """The envelope of a JSON object. Raises KeyError, ValueError or TypeError when it is not one."""
    body = event["body"]
    if not isinstance(body, dict):
        raise TypeError("body")
    return Envelope(
        id=UUID(event["id"]),
        stream=_text(event["stream"]),
        aggregate=_text(event["aggregate"]),
        tenure=_count(event["tenure"]),
        node=_text(event["node"]),
        epoch=_count(event["epoch"]),
        seq=_count(event["seq"]),
        hlc=_count(event["hlc"]),
        at=hall_time(datetime.fromisoformat(event["at"])),
        type=_text(event["type"]),
        v=_count(event["v"]),
        actor=_text(event["actor"]),
        command_id=UUID(event["command_id"]),
        policy_rev=_text(event["policy_rev"]),
        body=body,
        prev=_text(event["prev"]),
    )


def event_hash(envelope: Envelope) -> str:
    """Hex SHA-256 of the canonical form: what the node's next event names as `prev`."""
    return hashlib.sha256(orjson.dumps(to_wire(envelope), option=orjson.OPT_SORT_KEYS)).hexdigest()


def keys_to_wire(keys: Iterable[WrappedKey]) -> list[dict[str, str]]:
    """Wrapped keys as JSON objects; an empty suite is left out, because older peers do not know of suites."""
    return [{name: value for name in KEY_FIELDS if (value := getattr(key, name))} for key in keys]


def keys_from_wire(keys: Iterable[Mapping[str, str]]) -> tuple[WrappedKey, ...]:
    """Wrapped keys again. Raises TypeError or AttributeError when they are not such."""
    return tuple(WrappedKey(**{name: _text(value) for name, value in key.items()}) for key in keys)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("count expected")
    return value
