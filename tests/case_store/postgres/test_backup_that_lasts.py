"""A dump that takes longer than anybody may be idle in a transaction: at a large centre it lasts for an hour."""

from collections.abc import Callable
from pathlib import Path

from psycopg.conninfo import make_conninfo

from case_store.backup.postgres_copy import check, dump
from case_store.central.postgres import open_postgres
from case_store.keys import CENTRE, make_keys, read_keys
from case_store.migrations import upgrade

IDLE_MS = 100  # pg_dump alone takes longer to begin


def test_a_dump_may_last(tmp_path: Path, new_database: Callable[[], str]) -> None:
    url = new_database()
    engine = open_postgres(url, CENTRE)
    upgrade(engine)
    engine.dispose()
    keys = read_keys(make_keys(tmp_path / "keys", "150502000")[CENTRE])
    hurried = make_conninfo(url, options=f"-c idle_in_transaction_session_timeout={IDLE_MS}")
    assert dump(hurried, keys, tmp_path / "store.dump").events == 0
    check(tmp_path / "store.dump", keys)
