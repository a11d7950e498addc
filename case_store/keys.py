"""The key file of a machine: JSON of mode 0600. `demo` makes key files; a real installation supplies them.

A store has an X25519 key that opens what is sealed for it, and those that it had before (secrecy/rotation.py). A kiosk
has none: it knows only the readers' public keys.
"""

import base64
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from case_store.errors import StoreError
from case_store.private_file import read_private, replace_private, write_private
from case_store.secrecy.cipher import AES, SUITES, Suite

DATABASE_KEY_BYTES = 32
CENTRE = "centre"


def hall_reader(stream: str) -> str:
    """The name under which a hall's public key is known: `WrappedKey.reader` and the node of its events."""
    return f"hall:{stream}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """A reader key that was turned; it opens what was wrapped before, and what kiosks still send. `at`: hall time."""

    at: datetime
    key: X25519PrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What a machine keeps secret, and the public keys of the others. Secrets never appear in its repr."""

    name: str  # "hall:<stream>", "centre", "kiosk:<id>"
    database_key: bytes = field(repr=False)
    sealing: X25519PrivateKey | None = field(repr=False)  # None at a kiosk: it cannot reopen what it sent
    signing: Ed25519PrivateKey = field(repr=False)
    readers: dict[str, X25519PublicKey] = field(repr=False)  # who a case key is wrapped to
    signers: dict[str, Ed25519PublicKey] = field(repr=False)  # whose batches are believed
    retired: tuple[Retired, ...] = field(default=(), repr=False)
    suite: Suite = AES  # of what is sealed from now on

    @property
    def openers(self) -> tuple[X25519PrivateKey, ...]:
        """What opens what was wrapped for this machine: the key of today first. Empty at a kiosk."""
        if self.sealing is None:
            return ()
        return (self.sealing, *(one.key for one in self.retired))

    def readers_of(self, stream: str) -> dict[str, X25519PublicKey]:
        """Who opens what is sealed here of a stream: its hall, and the centre. A centre knows the keys of all halls."""
        names = (hall_reader(stream), CENTRE)
        return {name: self.readers[name] for name in names if name in self.readers}

    def search_secret(self) -> bytes:
        """What search keys (phone, name, identity number) are hashed with: of this store alone, never in an event."""
        return HKDF(SHA256(), DATABASE_KEY_BYTES, salt=None, info=b"pingan-hall search 1").derive(
            self.database_key
        )


def read_keys(path: Path) -> Keys:
    """The keys of a file. Raises StoreError when it is missing, open to others, or not a key file."""
    document = read_key_document(path)
    try:
        return keys_of(document)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError("store.key_file_invalid", path=str(path)) from error


def read_key_document(path: Path) -> dict[str, Any]:
    """The JSON of a key file, for who writes it anew (rotation, escrow). Raises StoreError."""
    content = read_private(path)
    try:
        document: dict[str, Any] = json.loads(content)
    except ValueError as error:
        raise StoreError("store.key_file_invalid", path=str(path)) from error
    return document


def write_key_document(path: Path, document: Mapping[str, Any]) -> None:
    """Replace a key file as a whole: after a power cut it is the old one or the new one. Raises OSError."""
    replace_private(path, json.dumps(document, indent=1).encode())


def make_keys(
    directory: Path, stream: str, kiosks: Iterable[str] = (), suite: Suite = AES
) -> dict[str, Path]:
    """New key files for a hall, its centre and its kiosks; answers name → file. For `demo` and tests.

    Raises FileExistsError when one is there already.
    """
    hall = hall_reader(stream)
    sealing = {name: X25519PrivateKey.generate() for name in (hall, CENTRE)}
    names = [hall, CENTRE, *(f"kiosk:{kiosk_id}" for kiosk_id in kiosks)]
    signing = {name: Ed25519PrivateKey.generate() for name in names}
    written: dict[str, Path] = {}
    for name in names:
        own = sealing.get(name)
        document = {
            "name": name,
            "suite": suite.name,
            "database_key": os.urandom(DATABASE_KEY_BYTES).hex(),
            "sealing_private": _text(own.private_bytes_raw()) if own else None,
            "signing_private": _text(signing[name].private_bytes_raw()),
            "readers": {n: _text(key.public_key().public_bytes_raw()) for n, key in sealing.items()},
            "signers": {n: _text(key.public_key().public_bytes_raw()) for n, key in signing.items()},
        }
        written[name] = directory / f"{name.replace(':', '-')}.keys.json"
        write_private(written[name], json.dumps(document, indent=1).encode())
    return written


def keys_of(document: Mapping[str, Any]) -> Keys:
    """The keys of a key file's JSON. Raises ValueError, KeyError, TypeError, AttributeError."""
    sealing = document["sealing_private"]
    database_key = bytes.fromhex(document["database_key"])
    if len(database_key) != DATABASE_KEY_BYTES:
        raise ValueError("database_key")
    return Keys(
        name=str(document["name"]),
        database_key=database_key,
        sealing=None if sealing is None else X25519PrivateKey.from_private_bytes(_bytes(sealing)),
        signing=Ed25519PrivateKey.from_private_bytes(_bytes(document["signing_private"])),
        readers={n: X25519PublicKey.from_public_bytes(_bytes(k)) for n, k in document["readers"].items()},
        signers={n: Ed25519PublicKey.from_public_bytes(_bytes(k)) for n, k in document["signers"].items()},
        retired=tuple(
            Retired(
                at=datetime.fromisoformat(one["at"]),
                key=X25519PrivateKey.from_private_bytes(_bytes(one["private"])),
            )
            for one in document.get("retired", ())
        ),
        suite=SUITES[document.get("suite", AES.name)],
    )


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
