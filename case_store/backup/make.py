"""Making a backup: the database in one snapshot while the store runs, then the vault, then what it all is, signed.

An event is written after its attachment is on the disk, so a vault that is copied after the database has every file
that the copy names.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from case_store.attachments.vault import vault_folder
from case_store.backup import postgres_copy, sqlite_copy
from case_store.backup.attachments_copy import copy_in, remove
from case_store.backup.log_read import LogRead, read_log
from case_store.backup.manifest import (
    ATTACHMENTS,
    POSTGRES_COPY,
    SQLITE_COPY,
    Manifest,
    backups_in,
    folder_name,
    hash_of,
    sync_folder,
    write_manifest,
)
from case_store.config import StoreConfig
from case_store.errors import StoreError
from case_store.keys import Keys, read_keys

_PART = ".part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """`damaged`: files of the vault that are not what they were; they are not in the backup."""

    folder: Path
    manifest: Manifest
    damaged: tuple[str, ...]


def make_backup(config: StoreConfig, into: Path, now: datetime, *, keep: int = 0) -> Made:
    """A new folder in `into`. With `keep`, older backups of this store go once this one is whole.

    Raises StoreError: `backup.not_written`, and what opening the store raises. Half a backup never looks like one. A
    log that is not whole is copied all the same: `admin verify` names its faults.
    """
    keys = read_keys(config.key_file)
    folder = into / f"{folder_name(config.node)}-{now:%Y%m%dT%H%M%S}"
    part = folder.with_name(folder.name + _PART)
    try:
        into.mkdir(parents=True, exist_ok=True)
        part.mkdir(mode=0o700)
    except OSError as error:
        raise StoreError("backup.not_written", folder=str(into), why=error.strerror or "") from error
    try:
        made = _fill(part, config, keys, now, _newest(into, config.node))
        part.rename(folder)
        sync_folder(into)
    except OSError as error:
        remove(part)
        raise StoreError("backup.not_written", folder=str(into), why=error.strerror or "") from error
    except BaseException:
        remove(part)
        raise
    for old in backups_in(into, config.node)[:-keep] if keep else []:
        remove(old)
    return Made(folder=folder, manifest=made.manifest, damaged=made.damaged)


def _fill(part: Path, config: StoreConfig, keys: Keys, now: datetime, before: Path | None) -> Made:
    if config.database_url is None:
        engine, copy = "sqlite", part / SQLITE_COPY
        log = _copy_sqlite(config, keys, copy)
    else:
        engine, copy = "postgresql", part / POSTGRES_COPY
        log = postgres_copy.dump(config.database_url, keys, copy)
    copied, damaged = copy_in(
        vault_folder(config.database), part / ATTACHMENTS, before / ATTACHMENTS if before else None
    )
    manifest = Manifest.model_validate(
        {
            "node": config.node,
            "made_at": now,
            "engine": engine,
            "schema_version": log.schema_version,
            "events": log.events,
            "heads": log.heads,
            "database": hash_of(copy),
            "attachments": copied,
        }
    )
    write_manifest(part, manifest, keys)
    return Made(folder=part, manifest=manifest, damaged=tuple(damaged))


def _copy_sqlite(config: StoreConfig, keys: Keys, target: Path) -> LogRead:
    sqlite_copy.copy_file(config.database, keys.database_key, target)
    with sqlite_copy.reading(target, keys.database_key) as connection:
        if not sqlite_copy.is_intact(connection):
            raise StoreError("backup.damaged", file=SQLITE_COPY)
        return read_log(connection)


def _newest(into: Path, node: str) -> Path | None:
    found = backups_in(into, node)
    return found[-1] if found else None
