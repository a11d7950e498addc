"""The envelope of everything that happened (design.md §2), complete from the first event."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple


class Envelope(NamedTuple):
    """One event as it is stored, pushed and chained. Times are aware; ids lower-case text; hashes hex SHA-256.

    A tuple, because the centre makes thousands a second. Its fields stand in the order in which they travel.

    State is folded in order of (tenure, epoch, seq); `hlc` orders additions for display; `position` is not here:
    it is a cursor local to one store.
    """

    id: str  # UUIDv7; uuid5 of (clock, rung) for what time alone causes
    stream: str  # the hall
    aggregate: str  # "visit:…", "case:…", "help:…", "desk:…", "lease:…", "supervision:…", "kiosk:…"
    tenure: int
    node: str
    epoch: int
    seq: int  # gap-free per (node, epoch), from 1
    hlc: int  # milliseconds since 1970 << 16 | counter
    at: datetime  # when it happened, which may be long before it was stored
    type: str
    v: int
    actor: str  # "staff:…", "kiosk:…", "system"
    command_id: str
    policy_rev: str
    body: Mapping[str, Any]  # persons and free text only in sealed form
    prev: str  # hash of the node's previous event; "" for the first
