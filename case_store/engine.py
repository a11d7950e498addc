"""The encrypted file under SQLAlchemy Core: one writer connection (toolchain.md §3)."""

from pathlib import Path

import sqlalchemy as sa
import sqlcipher3
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from case_store.cipher_file import connect


def open_engine(path: Path, key: bytes) -> sa.Engine:
    """The engine of an encrypted file, made if it is not there; `key` is 32 random bytes.

    It has one connection, which may change threads but serves one at a time. Raises what `cipher_file.connect` raises.
    """
    engine = sa.create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher3,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        read_only = connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    try:
        engine.connect().close()
    except BaseException:
        engine.dispose()
        raise
    return engine
