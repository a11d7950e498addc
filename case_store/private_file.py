"""Files that only their owner may read (keys, tokens): made with mode 0600, refused when others can read them."""

import os
import secrets
import stat
from pathlib import Path

from case_store.errors import StoreError

OTHERS = 0o077


def read_private(path: Path) -> bytes:
    """The bytes of a key or token file. Raises StoreError when it is missing or open to others."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & OTHERS:
            raise StoreError("store.key_file_mode", path=str(path), mode=f"{mode:04o}")
        return path.read_bytes()
    except OSError as error:
        raise StoreError("store.key_file_missing", path=str(path)) from error


def write_private(path: Path, content: bytes) -> None:
    """Write a new file of mode 0600, durable when it returns.

    Raises FileExistsError: what an overwritten key locked would be lost; OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def replace_private(path: Path, content: bytes) -> None:
    """Put a file of mode 0600 in the place of an earlier one, durable when it returns. Raises OSError."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        write_private(beside, content)
        beside.replace(path)
        _sync_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
