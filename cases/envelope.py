"""The envelope of everything that happened (design.md §2), complete from the first event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One event as it is stored, pushed and chained. Times are aware; hashes are hex SHA-256.

    State is folded in order of (tenure, epoch, seq); `hlc` orders additions for display; `position` is not here:
    it is a cursor local to one store.
    """

    id: UUID  # UUIDv7; uuid5 of (clock, rung) for what time alone causes
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
    command_id: UUID
    policy_rev: str
    body: Mapping[str, Any]  # persons and free text only in sealed form
    prev: str  # hash of the node's previous event; "" for the first
