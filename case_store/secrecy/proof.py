"""After a case is forgotten: is anything of its keys left in this store's file? Looked for, not believed.

Deleted rows are overwritten as they go (SQLCipher's secure_delete); the write-ahead log still has the page as it was
until it is copied back and cut off. Where a trace is found all the same, the whole file is written anew (VACUUM).
On PostgreSQL the tables are written anew; its own log and older backups are the operator's (docs/security.md).
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from case_store.secrecy.page_scan import pages_holding
from case_store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """`pages` in which a trace of a key is left: 0, or the file could not be cleaned. None: another engine's file."""

    keys_destroyed: int
    pages: int | None
    rewritten: bool  # the whole file was


async def prove(store: Store, secrets: Sequence[bytes]) -> Proof:
    """`secrets`: what lay in case_key before (ForgetDoor.secrets_of). Raises OSError when the file cannot be read."""
    keys = len(secrets) // 2
    if store.config.database_url is not None:
        return Proof(
            keys_destroyed=keys, pages=None, rewritten=await write_tables_anew(store.config.database_url)
        )
    await store.run(cut_off, store)
    left = await _look(store, secrets)
    if not left:
        return Proof(keys_destroyed=keys, pages=0, rewritten=False)
    await store.run(_write_anew, store)
    return Proof(keys_destroyed=keys, pages=await _look(store, secrets), rewritten=True)


async def _look(store: Store, secrets: Sequence[bytes]) -> int:
    if not secrets:
        return 0
    found = await asyncio.to_thread(pages_holding, store.config.database, store.keys.database_key, secrets)
    return sum(found.values())


async def write_tables_anew(database_url: str) -> bool:
    """On PostgreSQL, beside the store's own connection: central/traces.py."""
    from case_store.central.traces import write_anew  # noqa: PLC0415  a hall starts sooner without it

    return await asyncio.to_thread(write_anew, database_url)


def cut_off(store: Store) -> None:
    """What stands in the write-ahead log goes into the file, and the log is cut to nothing."""
    _driver(store).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _write_anew(store: Store) -> None:
    _driver(store).execute("VACUUM")
    cut_off(store)


def _driver(store: Store) -> Any:
    """Outside any transaction: neither statement may stand in one."""
    return store.log.connection.connection.driver_connection
