"""What was deleted leaves its bytes in PostgreSQL's pages: VACUUM frees the room and does not overwrite it.

So tables that held something of a forgotten case are written anew, which needs nothing but the right to maintain them
(central/roles.py). While it lasts nobody reads them: seconds for a million rows. A backup that runs meanwhile sees the
row still, and so keeps it in the new file: `admin forget` is not for the hour of the backup (docs/security.md).
"""

from typing import Any

import psycopg
import structlog

from case_store.central.postgres import conninfo
from case_store.central.roles import OF_FORGOTTEN

_log = structlog.get_logger(__name__)


def write_anew(url: str) -> bool:
    """Whether all of them were; what was not is logged. Blocks; not in a transaction. Raises psycopg.Error."""
    warnings: list[str] = []

    def note(told: psycopg.errors.Diagnostic) -> None:
        warnings.append(told.sqlstate or "")

    connection: psycopg.Connection[Any]
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        connection.add_notice_handler(note)  # who has no right to is warned, not refused
        connection.execute("SET synchronous_commit = local")  # nobody's answer: no replica is waited for
        connection.execute(
            "SET statement_timeout = 0"
        )  # cut off in the midst it begins anew every minute, for ever
        for table in OF_FORGOTTEN:
            connection.execute(f"VACUUM (FULL) {table}".encode())
    if warnings:
        _log.error("tables of forgotten cases were not written anew", sqlstate=warnings[0])
    return not warnings
