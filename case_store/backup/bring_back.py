"""Bringing a backup back on a machine whose store is not there, and checking one where it lies."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from case_store.attachments.vault import vault_folder
from case_store.backup import postgres_copy, sqlite_copy
from case_store.backup.attachments_copy import copy_out, damaged_in
from case_store.backup.log_read import read_log
from case_store.backup.manifest import ATTACHMENTS, Manifest, backups_in, hash_of, read_manifest, sync_folder
from case_store.backup.restored_mark import RestoredMark
from case_store.central.roles import set_up
from case_store.cipher_file import hold_alone
from case_store.config import StoreConfig
from case_store.errors import StoreError
from case_store.keys import read_keys
from case_store.log.verify import Fault, verify
from case_store.migrations import knows, newest
from case_store.store import Store
from case_store.sync.batch import Head
from case_store.sync.new_life import begin_new_life


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A backup, whole as it lies there. `faults`: of the log in it, as they were when it was made."""

    folder: Path
    manifest: Manifest
    faults: tuple[Fault, ...] = ()


def check_backup(config: StoreConfig, place: Path) -> Checked:
    """The backup at `place`, or the newest of this store in it: signature, every hash, and the log that it holds.

    Raises StoreError `backup.none`, `backup.signature`, `backup.newer`, `backup.damaged`.
    """
    keys = read_keys(config.key_file)
    found = backups_in(place, config.node)
    if not found:
        raise StoreError("backup.none", path=str(place))
    folder = found[-1]
    manifest = read_manifest(folder, keys)
    if not knows(manifest.schema_version):
        raise StoreError("backup.newer", path=str(folder))
    copy = folder / manifest.database_name
    if not copy.exists() or hash_of(copy) != manifest.database:
        raise StoreError("backup.damaged", file=copy.name)
    for name in damaged_in(folder / ATTACHMENTS, manifest.attachments):
        raise StoreError("backup.damaged", file=name)
    if manifest.engine == "postgresql":
        postgres_copy.check(copy, keys)
        return Checked(folder=folder, manifest=manifest)
    with sqlite_copy.reading(copy, keys.database_key) as connection:
        if not sqlite_copy.is_intact(connection):
            raise StoreError("backup.damaged", file=copy.name)
        _hold_against(connection, manifest)
        # An older one's tables are brought up to date when it is brought back, and read through then.
        faults = verify(connection) if manifest.schema_version == newest() else []
    return Checked(folder=folder, manifest=manifest, faults=tuple(faults))


def bring_back(config: StoreConfig, place: Path, *, database_url: str = "") -> Checked:
    """Database and attachments of a backup where the configuration wants them, checked before and after.

    `database_url`: of a superuser, where rights are kept by roles; what is there is then read as the service, which
    must be able to connect. A hall is marked as restored (restored_mark.py), a centre begins an epoch (new_life.py).
    Raises what `check_backup` raises, and StoreError `backup.target_exists`, `backup.not_empty`,
    `backup.other_engine`, `store.already_open`.
    """
    if config.database_url is None and config.database.exists():
        raise StoreError("backup.target_exists", path=str(config.database))
    checked = check_backup(config, place)
    manifest, copy = checked.manifest, checked.folder / checked.manifest.database_name
    if (manifest.engine == "postgresql") != (config.database_url is not None):
        raise StoreError("backup.other_engine", engine=manifest.engine)
    copy_out(checked.folder / ATTACHMENTS, manifest.attachments, vault_folder(config.database))
    if config.database_url is None:
        _place_file(copy, config, manifest)
    else:
        _place_in_postgres(copy, config, config.database_url, database_url)
    store = Store(config)  # with everything that it needs here; an older one's tables come up to date
    try:
        with store.log.reading() as connection:
            _hold_against(connection, manifest)
            faults = verify(connection)
        if config.role == "hall":
            store.hall.skip_what_may_be_given()
        else:
            begin_new_life(store.hall.runner, store.log)
    finally:
        store.close()
    return Checked(folder=checked.folder, manifest=manifest, faults=tuple(faults))


def _place_in_postgres(copy: Path, config: StoreConfig, of_service: str, of_superuser: str) -> None:
    """A dump names the roles that see its rows, and leaves out who owned what: both are set up again."""
    keys = read_keys(config.key_file)
    if not of_superuser:
        postgres_copy.restore(copy, keys, of_service)
        return
    set_up(of_superuser)
    postgres_copy.restore(copy, keys, of_superuser, as_owner=True)
    set_up(of_superuser)


def _place_file(copy: Path, config: StoreConfig, manifest: Manifest) -> None:
    """Whole on the disk under its own name, or not there; the mark first, so that it never is there without."""
    database = config.database
    descriptor = hold_alone(database)
    try:
        part = database.with_name(database.name + ".restoring")
        shutil.copyfile(copy, part)
        part.chmod(0o600)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if config.role == "hall" and (own := manifest.head_of(config.name, config.node)) is not None:
            RestoredMark(database).write(Head(own.epoch, own.seq, own.hash))
        part.rename(database)
        sync_folder(database.parent)
    except OSError as error:
        raise StoreError(
            "backup.not_written", folder=str(database.parent), why=error.strerror or ""
        ) from error
    finally:
        os.close(descriptor)


def _hold_against(connection: sa.Connection, manifest: Manifest) -> None:
    """What is there must be what was told. Raises StoreError `backup.damaged`."""
    log = read_log(connection)
    if (log.events, log.heads) != (manifest.events, manifest.heads):
        raise StoreError("backup.damaged", file=manifest.database_name)
