"""The vault: one sealed file for each attachment, in a folder beside the database.

Files, not a table: 20 MB in the one writer's transaction would hold up every counter, swell the write-ahead log and
every copy of the database. A file is named by the SHA-256 of what is in it, so it is never overwritten and anybody can
check it without a key; it is whole on the disk before the event that names it is written. A file that no event names
is an orphan of a crash and is swept. To forget a case is to delete its key: what stays cannot be opened.

Plain bytes never reach the disk. So whoever receives them must hold them in memory: no multipart form, whose parts
the web framework spools into temporary files.
"""

import errno
import hashlib
import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from case_store.attachments.sealing import (
    HEAD_BYTES,
    SEALED_CHUNK_BYTES,
    open_content,
    seal_content,
    sealed_bytes_count,
)
from case_store.errors import StoreError
from case_store.seal import CaseKey, SealError
from cases.matter.attachment import Attachment
from cases.refusal import Refusal

_PART = ".part"
_PART_RANDOM_BYTES = 16
_SHARD_CHARS = 2  # of the hash: 256 folders, so that none has to list every file
_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the event says of a file in the vault."""

    bytes_count: int
    file_hash: str
    content_hash: str


def is_name(file_hash: str) -> bool:
    """Whether a file can be called so. Hashes come in events of other stores: one with a path in it leads nowhere."""
    return _NAME.fullmatch(file_hash) is not None


def vault_folder(database: Path) -> Path:
    """Where the vault of a store lies: `hall.db` has `hall.db.attachments/`."""
    return database.with_name(database.name + ".attachments")


def vault_beside(database: Path) -> "Vault":
    """The vault of a store."""
    return Vault(vault_folder(database))


class Vault:
    """Safe for many threads at a time: no file is ever changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, key: CaseKey, attachment_id: str, content: bytes) -> Kept:
        """Seal and keep; durable when it returns, then the event may be written. Raises StoreError."""
        try:
            self._make(self._folder)
            part = self._folder / f"{os.urandom(_PART_RANDOM_BYTES).hex()}{_PART}"
            try:
                digest = _write(part, seal_content(key, attachment_id, content))
                self._make(self._path(digest).parent)
                part.rename(self._path(digest))
                _sync(self._path(digest).parent)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise StoreError(
                "attachment.not_kept", folder=str(self._folder), why=os.strerror(error.errno or 0)
            ) from error
        return Kept(
            bytes_count=len(content), file_hash=digest, content_hash=hashlib.sha256(content).hexdigest()
        )

    def check(self, attachment: Attachment) -> Refusal | None:
        """Whether its file is there and as it was written; needs no key."""
        facts = {"attachment_id": attachment.attachment_id}
        try:
            path = self._path(attachment.file_hash)
            if path.stat().st_size != sealed_bytes_count(attachment.bytes_count):
                return Refusal("attachment.damaged", facts)
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return Refusal("attachment.missing", facts)
        except OSError:
            return Refusal("attachment.unreadable", facts)
        return None if digest == attachment.file_hash else Refusal("attachment.damaged", facts)

    def stream(self, key: CaseKey, attachment: Attachment) -> Iterator[bytes] | Refusal:
        """The content chunk by chunk, after the whole file was checked.

        The iterator raises SealError when the file is changed while it is read, OSError when the disk fails.
        """
        if (refused := self.check(attachment)) is not None:
            return refused
        chunks = self._chunks(key, attachment)
        try:
            first = next(chunks, b"")
        except SealError:  # the file is whole: it is the key that is another one's
            return Refusal("attachment.no_key", {"attachment_id": attachment.attachment_id})
        except OSError:
            return Refusal("attachment.unreadable", {"attachment_id": attachment.attachment_id})
        return _followed(first, chunks)

    def read(self, key: CaseKey, attachment: Attachment) -> bytes | Refusal:
        """The whole content in memory."""
        chunks = self.stream(key, attachment)
        return chunks if isinstance(chunks, Refusal) else b"".join(chunks)

    def holds(self, file_hash: str) -> bool:
        """Whether the file is here."""
        return is_name(file_hash) and self._path(file_hash).is_file()

    def slice(self, file_hash: str, offset: int, bytes_max: int) -> bytes | None:
        """Some of the sealed file, to be carried to another store; None where it is not here."""
        try:
            with self._path(file_hash).open("rb") as file:
                file.seek(offset)
                return file.read(bytes_max)
        except FileNotFoundError:
            return None

    def come(self, file_hash: str, offset: int, chunk: bytes, sealed_bytes: int) -> int:
        """Take a piece of a file that another store has; how many bytes of it are here now, so where to go on.

        What is whole is checked against its name and durable when this returns; what is not what it says begins anew.
        """
        path = self._path(file_hash)
        if path.is_file():
            return sealed_bytes
        self._make(self._folder)
        part = self._folder / f"{file_hash}{_PART}"
        here = part.stat().st_size if part.exists() else 0
        if offset != here or not chunk:
            return here
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _PRIVATE_FILE)
        with os.fdopen(descriptor, "ab") as file:
            file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        here += len(chunk)
        if here < sealed_bytes:
            return here
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if here != sealed_bytes or digest != file_hash:
            part.unlink()
            return 0
        self._make(path.parent)
        part.rename(path)
        _sync(path.parent)
        return sealed_bytes

    def sweep(self, named: Collection[str], before: datetime) -> int:
        """Remove files that no event names (`named`: all file hashes) and that are older than `before`; how many.

        `before` leaves alone what is just being written, whose event comes in a moment.
        """
        swept = 0
        for path in [*self._folder.glob(f"*{_PART}"), *self._folder.glob("??/*")]:
            if path.name in named:
                continue
            with suppress(OSError):  # the next sweep finds it again
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    swept += 1
        return swept

    def _chunks(self, key: CaseKey, attachment: Attachment) -> Iterator[bytes]:
        with self._path(attachment.file_hash).open("rb") as file:
            head = file.read(HEAD_BYTES)
            sealed = iter(lambda: file.read(SEALED_CHUNK_BYTES), b"")
            yield from open_content(key, attachment.attachment_id, head, sealed, attachment.bytes_count)

    def _path(self, file_hash: str) -> Path:
        if not is_name(file_hash):
            raise FileNotFoundError(errno.ENOENT, "no name of a file", str(self._folder))
        return self._folder / file_hash[:_SHARD_CHARS] / file_hash

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
            _sync(folder.parent)


def _write(path: Path, parts: Iterator[bytes]) -> str:
    """Write a new file through to the disk; the hash of what is in it."""
    digest = hashlib.sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        for part in parts:
            digest.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _followed(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def _sync(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
