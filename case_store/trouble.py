"""Is it the machine, or what somebody sent? A full disk must never be taken for a poisoned event, nor the other way."""

import sqlalchemy as sa

from case_store.disk_trouble import trouble_of
from case_store.errors import StoreError

# SQLite's primary codes: permission, busy, locked, memory, read-only, interrupted, I/O, corrupt, full, cannot open,
# protocol, not a database.
_SQLITE_MACHINE = frozenset((3, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26))
_PRIMARY = 0xFF  # of SQLite's extended result codes


def is_machine_trouble(error: BaseException) -> bool:
    """False: the machine is well, and what was asked of it could not be done."""
    if (
        trouble_of(error, "") is not None
    ):  # also under the rollback that failed because SQLite had undone it all
        return True
    found = error.orig if isinstance(error, sa.exc.DBAPIError) and error.orig is not None else error
    code = getattr(found, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & _PRIMARY in _SQLITE_MACHINE
    is_line = type(found).__module__.startswith("psycopg") and _is_operational(type(found))
    return is_line or isinstance(found, OSError | MemoryError | StoreError)


def has_no_column(error: BaseException) -> bool:
    """PostgreSQL has no place for what somebody sent: a text with NUL, a number beyond a column's."""
    found = error.orig if isinstance(error, sa.exc.DBAPIError) and error.orig is not None else error
    if not type(found).__module__.startswith("psycopg"):
        return False
    return type(found).__name__ == "NumericValueOutOfRange" or "NUL (0x00)" in str(found)


def _is_operational(kind: type) -> bool:
    """A right that is missing is the database's, too: `admin roles` was not run after an upgrade."""
    names = ("OperationalError", "InterfaceError", "InsufficientPrivilege")
    return any(base.__name__ in names for base in kind.__mro__)
