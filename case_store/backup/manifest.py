"""What a backup says of itself: every file with its hash, where every chain stood, signed by the store.

A backup is one folder: `manifest.json`, `manifest.sig`, the database (`store.db`, SQLCipher as it was; or `store.dump`,
PostgreSQL's own, sealed) and `attachments/`, sealed as in the vault. No key is in it: whoever finds it reads nothing.
Keys and tokens are kept apart (deploy/README.md says how).
"""

import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, ValidationError

from case_store.errors import StoreError
from case_store.keys import Keys
from case_store.secrecy.cipher import is_signed, sign

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
ATTACHMENTS = "attachments"
SQLITE_COPY, POSTGRES_COPY = "store.db", "store.dump"
_PURPOSE = b"pingan-hall backup 1\n"  # a signature given for anything else is worth nothing here


class ChainHead(BaseModel):
    """Where a node's chain stood in the copy."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stream: str
    node: str
    epoch: int
    seq: int
    hash: str


class Copied(BaseModel):
    """A file of the backup."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes_count: int
    sha256: str


class Manifest(BaseModel):
    """`schema_version`: the migration that the database stands at. `attachments`: file hash → bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: Literal[1] = 1
    node: str
    made_at: datetime
    engine: Literal["sqlite", "postgresql"]
    schema_version: str
    events: int
    heads: tuple[ChainHead, ...]
    database: Copied
    attachments: dict[str, int]

    @property
    def database_name(self) -> str:
        """The file of the backup that holds the database."""
        return SQLITE_COPY if self.engine == "sqlite" else POSTGRES_COPY

    def head_of(self, stream: str, node: str) -> ChainHead | None:
        """Where a chain stood; None when nothing had happened there."""
        return next((head for head in self.heads if (head.stream, head.node) == (stream, node)), None)


def write_manifest(folder: Path, manifest: Manifest, keys: Keys) -> None:
    """The last thing that is written: without it a folder is no backup."""
    content = manifest.model_dump_json(indent=1).encode()
    write_through(folder / SIGNATURE, sign(keys.signing, _PURPOSE + content).encode())
    write_through(folder / MANIFEST, content)


def read_manifest(folder: Path, keys: Keys) -> Manifest:
    """What it says, once its signature holds.

    Raises StoreError: `backup.none` where there is no backup, `backup.signature` when somebody else wrote it, or these
    are not the keys of the store that did; `backup.newer` when this program does not know its form.
    """
    try:
        content, signature = (folder / MANIFEST).read_bytes(), (folder / SIGNATURE).read_text()
    except (OSError, ValueError) as error:
        raise StoreError("backup.none", path=str(folder)) from error
    public: Ed25519PublicKey = keys.signing.public_key()
    if not is_signed(public, _PURPOSE + content, signature):
        raise StoreError("backup.signature", path=str(folder), name=keys.name)
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        raise StoreError("backup.newer", path=str(folder)) from error


def backups_in(folder: Path, node: str) -> list[Path]:
    """The whole backups of a store in a folder, the oldest first; `folder` itself if it is one."""
    if (folder / MANIFEST).exists():
        return [folder]
    return sorted(path.parent for path in folder.glob(f"{folder_name(node)}-*/{MANIFEST}"))


def folder_name(node: str) -> str:
    """How the folders of a store's backups begin."""
    return node.replace(":", "-")


def hash_of(path: Path) -> Copied:
    """Of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Copied(bytes_count=file.tell(), sha256=digest)


def write_through(path: Path, content: bytes) -> None:
    """A file that is on the disk when this returns, for its owner alone."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
