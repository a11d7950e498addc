"""Events of a centre that this hall has left: kept at epochs below zero (sync/another_centre.py)."""

from collections.abc import Mapping
from typing import Any

import orjson

from case_store.log.micros import from_us
from case_store.log.wire import event_hash, from_wire
from cases.envelope import Envelope
from cases.hall_time import hall_time

FORMER_EPOCHS = 10**6
_TEXTS = ("id", "stream", "aggregate", "node", "type", "actor", "command_id", "policy_rev", "prev")
_NUMBERS = ("tenure", "epoch", "seq", "hlc", "v")


def is_of_former(envelope: Envelope) -> bool:
    """Whether a centre said it beneath which this hall is no more."""
    return envelope.epoch < 0


def hash_as_told(row: Mapping[str, Any]) -> str:
    """The hash of an event by its columns, with the epoch that its own store gave it.

    Raises KeyError, TypeError, ValueError where they are not those of an event.
    """
    told = {name: row[name] for name in (*_TEXTS, *_NUMBERS)}
    if told["epoch"] < 0:
        told["epoch"] += FORMER_EPOCHS
    at = hall_time(from_us(row["at_us"])).isoformat()
    return event_hash(from_wire({**told, "at": at, "body": orjson.loads(row["body"])}))
