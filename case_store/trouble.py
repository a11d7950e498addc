"""Is it the machine, or what somebody sent? A full disk must never be taken for a poisoned event, nor the other way."""

from enum import StrEnum

import sqlalchemy as sa

from case_store.errors import StoreError


class Trouble(StrEnum):
    """What is wrong with the machine; each a code `store.…` with its three sentences."""

    DISK_FULL = "store.disk_full"
    CANNOT_WRITE = "store.cannot_write"  # I/O errors, read-only, out of memory, a database that is away


_SQLITE_FULL = 13
_SQLITE_MACHINE = (
    frozenset(  # primary codes: permission, busy, locked, memory, read-only, interrupted, I/O, corrupt,
        (3, 5, 6, 7, 8, 9, 10, 11, 14, 15, 26)  # cannot open, protocol, not a database
    )
)
_POSTGRESQL_FULL = "53100"


def machine_trouble(error: BaseException) -> Trouble | None:
    """None: the machine is well, and what was asked of it could not be done."""
    found = error.orig if isinstance(error, sa.exc.DBAPIError) and error.orig is not None else error
    code = getattr(found, "sqlite_errorcode", None)
    if code == _SQLITE_FULL or getattr(found, "sqlstate", None) == _POSTGRESQL_FULL:
        return Trouble.DISK_FULL
    if isinstance(code, int):
        return Trouble.CANNOT_WRITE if code & 0xFF in _SQLITE_MACHINE else None
    is_line = type(found).__module__.startswith("psycopg") and _is_operational(type(found))
    return Trouble.CANNOT_WRITE if is_line or isinstance(found, OSError | MemoryError | StoreError) else None


def _is_operational(kind: type) -> bool:
    return any(base.__name__ in ("OperationalError", "InterfaceError") for base in kind.__mro__)
