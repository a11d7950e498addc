"""What a database says when its disk does not do what it is asked, as an error with a sentence for each reader.

Without SQLAlchemy, of which a kiosk needs nothing: whatever wraps the driver's error keeps it as `orig` or cause.
"""

from collections.abc import Iterator
from pathlib import Path

from case_store.errors import StoreError

_PRIMARY = 0xFF  # of SQLite's extended result codes
_READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 8, 10, 11, 13, 14, 26
_FULL_STATES, _DAMAGED_STATES, _FAILED_STATES = ("53100",), ("XX001", "XX002"), ("58030",)  # PostgreSQL's


def trouble_of(error: BaseException, database: Path | str) -> StoreError | None:
    """`store.disk_full`, `store.disk_failed` or `store.damaged` when one of them is behind an error, else None."""
    for one in _behind(error):
        if isinstance(one, StoreError) and one.code.startswith(("store.disk_", "store.damaged")):
            return one
        number, state = getattr(one, "sqlite_errorcode", None), getattr(one, "sqlstate", None)
        number = number & _PRIMARY if isinstance(number, int) else 0
        why = getattr(one, "sqlite_errorname", str(state))
        if number == _FULL or state in _FULL_STATES:
            return StoreError("store.disk_full", path=str(database))
        if number in (_CORRUPT, _NOTADB) or state in _DAMAGED_STATES:
            return StoreError("store.damaged", path=str(database), why=why)
        if number in (_READONLY, _IOERR, _CANTOPEN) or state in _FAILED_STATES:
            return StoreError("store.disk_failed", path=str(database), why=why)
    return None


def is_full(error: BaseException) -> bool:
    """Whether more room would help."""
    trouble = trouble_of(error, "")
    return trouble is not None and trouble.code == "store.disk_full"


def _behind(error: BaseException) -> Iterator[BaseException]:
    """It, and all that it was raised from or during: the driver's own may lie under a rollback that failed, too."""
    line: list[BaseException | None] = [error]
    seen: set[int] = set()
    while line:
        one = line.pop(0)
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            yield one
            line += [getattr(one, "orig", None), one.__cause__, one.__context__]
