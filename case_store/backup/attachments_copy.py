"""The vault's files in a backup: sealed as they are, named by their hash, so never changed.

What the backup before has is linked, not copied: a daily backup costs the day's files.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from case_store.backup.manifest import sync_folder
from case_store.errors import StoreError

_PRIVATE_FOLDER = 0o700
_PIECE = 1024 * 1024


def copy_in(vault: Path, target: Path, before: Path | None) -> tuple[dict[str, int], list[str]]:
    """Every file of the vault into the backup; ({hash: bytes}, hashes of files that are damaged in the vault).

    `before`: the attachments of the last backup. A damaged file is not copied: an older backup may have it whole.
    """
    copied: dict[str, int] = {}
    damaged: list[str] = []
    for file in _files(vault):
        earlier = before / file.parent.name / file.name if before else None
        to = _made(target / file.parent.name) / file.name
        known = earlier is not None and earlier.exists() and _linked(earlier, to)
        if known or _copied(file, to):
            copied[file.name] = to.stat().st_size
        else:
            damaged.append(file.name)
    for folder in {file.parent.name for file in _files(target)}:
        sync_folder(target / folder)
    return copied, damaged


def copy_some(vault: Path, target: Path, names: Iterable[str]) -> dict[str, int]:
    """Files of the vault by name; {name: bytes}, 0 for one that is not there or not what its name says."""
    copied: dict[str, int] = {}
    for name in names:
        to = _made(target / name[:2]) / name
        is_whole = to.exists() or _copied(vault / name[:2] / name, to)
        copied[name] = to.stat().st_size if is_whole else 0
    for folder in {name[:2] for name in copied}:
        sync_folder(target / folder)
    return copied


def copy_out(source: Path, attachments: dict[str, int], vault: Path) -> None:
    """Every file of the backup into the vault of a store. Raises StoreError `backup.damaged`, `backup.not_written`."""
    try:
        for name in attachments:
            to = _made(vault / name[:2]) / name
            if not to.exists() and not _copied(source / name[:2] / name, to):
                raise StoreError("backup.damaged", file=name)
        for folder in {name[:2] for name in attachments}:
            sync_folder(vault / folder)
    except OSError as error:
        raise StoreError("backup.not_written", folder=str(vault), why=error.strerror or "") from error


def damaged_in(source: Path, attachments: dict[str, int]) -> list[str]:
    """Files of a backup that are not there, or not what their name says."""
    return [name for name in attachments if _hash(source / name[:2] / name) != name]


def _files(vault: Path) -> Iterator[Path]:
    return iter(
        sorted(file for file in vault.glob("??/*") if file.is_file() and not file.name.endswith(".part"))
    )


def _copied(file: Path, to: Path) -> bool:
    """Copied through to the disk; False, and nothing there, where the bytes are not those of its name."""
    part = to.with_name(to.name + ".part")
    digest = hashlib.sha256()
    try:
        with file.open("rb") as source, part.open("wb") as target:  # over what a power cut left
            os.fchmod(target.fileno(), 0o600)
            while piece := source.read(_PIECE):
                digest.update(piece)
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
    except FileNotFoundError:
        return False
    if digest.hexdigest() != file.name:
        part.unlink()
        return False
    part.rename(to)
    return True


def _linked(earlier: Path, to: Path) -> bool:
    """The same file under two names; another file system takes a copy."""
    try:
        os.link(earlier, to)
    except OSError:
        return _copied(earlier, to)
    return True


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _made(folder: Path) -> Path:
    folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    return folder


def remove(folder: Path) -> None:
    """A backup that is no longer wanted, or was not finished."""
    shutil.rmtree(folder, ignore_errors=True)
