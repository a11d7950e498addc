"""What a process of the suite makes once, where a program makes it once in its life.

Our own policy and texts (10 ms of CPU of each store that opens, 25 of each day that is another), the tables of a new
file (25 ms: they are copied from the first), and what a client of a test believes of certificates (50 ms). Files in any
other folder are read each time; test_schema.py holds the tables against the migrations.
"""

import os
import sys
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import pytest

OWN = Path(__file__).parents[1] / "assets"
DAYS = 50  # and revisions
_one_copies = Lock()


def make_once() -> None:
    """From now on, in this process; of what no test has imported nothing is."""
    patch = pytest.MonkeyPatch()  # never taken back
    if "case_store.policy_files" in sys.modules:
        _read_once(patch)
    if "case_store.store" in sys.modules:
        patch.setattr("case_store.store.upgrade", upgrade)
    if "tests.case_store.on_postgres" in sys.modules:
        patch.setattr("tests.case_store.on_postgres.upgrade", upgrade)
    if (line := sys.modules.get("httpcore2")) is not None:
        patch.setattr(line, "default_ssl_context", cache(line.default_ssl_context))


def _read_once(patch: pytest.MonkeyPatch) -> None:
    from case_store import policy_files  # noqa: PLC0415  most rooms need no store

    read_anew = policy_files.read_files
    own = cache(read_anew)

    def read_files(folder: Path) -> dict[str, str]:
        return dict(own(folder)) if folder.parent == OWN else read_anew(folder)

    patch.setattr(policy_files, "read_files", read_files)
    patch.setattr(policy_files, "_built", lru_cache(DAYS)(policy_files._built.__wrapped__))


def upgrade(engine: Any) -> None:
    """As migrations.upgrade, which all go through but a file of SQLCipher that is new."""
    from case_store import migrations  # noqa: PLC0415  as above

    if not _is_copied(engine):
        migrations.upgrade(engine)


def _is_copied(engine: Any) -> bool:
    import sqlcipher3  # noqa: PLC0415  as above

    with engine.connect() as connection, _one_copies:
        file = connection.connection.driver_connection
        if not isinstance(file, sqlcipher3.Connection):
            return False
        try:
            if is_new := not file.execute("PRAGMA schema_version").fetchone()[0]:
                _with_tables().backup(file)
        except sqlcipher3.Error:  # a disk that is full or torn: what is said of it is the program's
            return False
        return is_new


@cache
def _with_tables() -> Any:
    """A file of this version that is open, and has no name any more."""
    from case_store import cipher_file, engine, migrations  # noqa: PLC0415  as above

    with TemporaryDirectory() as folder:
        file, key = Path(folder) / "new.db", os.urandom(32)
        made = engine.open_engine(file, key)
        migrations.upgrade(made)
        made.dispose()
        opened = cipher_file.connect(file, key)
        opened.execute("PRAGMA journal_mode = DELETE").fetchone()  # one that needs no file beside it
    return opened
