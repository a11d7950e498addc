"""The card of a centre: its public keys, given to another centre before a hall moves between the two.

No secret: but whoever changes it on the way reads what is moved, so two people compare its mark by telephone.
"""

import base64
import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from pydantic import BaseModel, ConfigDict, Field

from case_store.backup.manifest import write_through
from case_store.errors import StoreError
from case_store.keys import Keys

_MARK_CHARS, _GROUP = 20, 5


class Card(BaseModel):
    """As it lies in a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: int = Field(default=1, ge=1, le=1)
    name: str = Field(min_length=1, max_length=80)
    reader: str
    signer: str

    @property
    def reader_key(self) -> X25519PublicKey:
        """What case keys are wrapped to."""
        return X25519PublicKey.from_public_bytes(base64.b64decode(self.reader, validate=True))

    @property
    def signer_key(self) -> Ed25519PublicKey:
        """Whose signature is believed."""
        return Ed25519PublicKey.from_public_bytes(base64.b64decode(self.signer, validate=True))

    @property
    def mark(self) -> str:
        """To be compared by people."""
        digest = hashlib.sha256(f"{self.reader}\n{self.signer}".encode()).hexdigest()[:_MARK_CHARS].upper()
        return " ".join(digest[at : at + _GROUP] for at in range(0, _MARK_CHARS, _GROUP))


def card_of(keys: Keys, name: str) -> Card:
    """Of this centre. `name`: as its people call it."""
    reader = keys.readers[keys.name] if keys.sealing is None else keys.sealing.public_key()
    return Card(
        name=name,
        reader=_text(reader.public_bytes_raw()),
        signer=_text(keys.signing.public_key().public_bytes_raw()),
    )


def write_card(card: Card, path: Path) -> None:
    """Raises StoreError `move.not_written`."""
    try:
        write_through(path, card.model_dump_json(indent=1).encode())
    except OSError as error:
        raise StoreError("move.not_written", path=str(path), why=error.strerror or "") from error


def read_card(path: Path) -> Card:
    """Raises StoreError `move.card_invalid`."""
    try:
        card = Card.model_validate_json(path.read_bytes())
        _keys = card.reader_key, card.signer_key
    except (OSError, ValueError) as error:  # pydantic's are ValueErrors
        raise StoreError("move.card_invalid", path=str(path)) from error
    return card


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
