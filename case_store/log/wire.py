"""An event between stores, and its hash: one canonical JSON form for push, chain and comparison.

Wrapped case keys travel beside the event, never in its body: an event is appended for ever, while forgetting a case
is deleting its keys (design.md §2).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from operator import itemgetter
from typing import Any

import orjson

from cases.envelope import Envelope
from cases.hall_time import hall_time
from cases.sealed import WrappedKey

KEY_FIELDS = tuple(field.name for field in fields(WrappedKey))
FIELDS_OF = itemgetter(*Envelope._fields)
_AT = Envelope._fields.index("at")
KINDS = (str, str, str, int, str, int, int, int, str, str, int, str, str, str, dict, str)
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(?!0{6})\d{6})?\+08:00"
_in_form = re.compile(f"{_UUID} {_UUID} {INSTANT}", re.ASCII).fullmatch


def to_wire(envelope: Envelope) -> dict[str, Any]:
    """The event as a JSON object. `at` is hall time with offset; ids are lower-case text."""
    told: dict[str, Any] = envelope._asdict()
    told["at"] = hall_time(envelope.at).isoformat()
    return told


def from_wire(event: Mapping[str, Any]) -> Envelope:
    """The envelope of a JSON object, which must be in the form that `to_wire` gives it; what else it has is left out.

    Raises KeyError, ValueError, TypeError or OverflowError when it is not one.
    """
    told = FIELDS_OF(event)
    if tuple(map(type, told)) != KINDS:  # a flag is no count here
        raise TypeError("fields of other kinds")
    id_, _, _, tenure, _, epoch, seq, hlc, at, _, v, _, command_id, _, _, _ = told
    if tenure < 0 or epoch < 0 or seq < 0 or hlc < 0 or v < 0:
        raise ValueError("a count below zero")
    if not _in_form(f"{id_} {command_id} {at}"):
        raise ValueError("ids or instant in another form")
    return Envelope._make((*told[:_AT], hall_time(datetime.fromisoformat(at)), *told[_AT + 1 :]))


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
