"""What a form carries, so that sent twice it happens once and nobody makes forms of their own.

Nothing is kept for it: the stamp says when and for what it was made, and a keyed digest of that. The id of the command
follows from it.
"""

import hmac
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from case_store.keys import Keys
from case_store.log.micros import from_us, to_us

_RANDOM_BYTES = 8
_DIGEST_BYTES = 16
_PARTS = 3
_CHARS_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """A stamp that is ours. `is_old`: the form is to be given anew, with what was written."""

    command_id: UUID
    is_old: bool


def new_stamp(keys: Keys, purpose: str, now: datetime) -> str:
    """`purpose`: what the form does, and to what; a stamp for one thing is none for another."""
    made = f"{to_us(now):x}.{os.urandom(_RANDOM_BYTES).hex()}"
    return f"{made}.{_digest(keys, purpose, made).hex()}"


def read_stamp(keys: Keys, purpose: str, text: str, now: datetime, minutes: int) -> Stamped | None:
    """None: it is not ours, or for something else."""
    parts = text.split(".")
    if len(text) > _CHARS_MAX or not text.isascii() or len(parts) != _PARTS:
        return None
    at, random, told = parts
    digest = _digest(keys, purpose, f"{at}.{random}")
    if not hmac.compare_digest(digest.hex(), told):
        return None
    is_old = now - from_us(int(at, 16)) > timedelta(minutes=minutes)
    return Stamped(command_id=UUID(bytes=digest), is_old=is_old)


def _digest(keys: Keys, purpose: str, made: str) -> bytes:
    said = f"citizen form {purpose}: {made}".encode()
    return hmac.digest(keys.search_secret(), said, "sha256")[:_DIGEST_BYTES]
