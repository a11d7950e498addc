"""A month of the centre's log is dropped: what its cases and visits said goes, what stood where stays.

The month becomes a smaller table: of each event its place, its hash and the one before it, its case, kind, time and
actor, no body. So chains, comparisons with halls, greetings and repeated pushes go on as before, and no hall tells
again what was dropped. The centre's own events, and what may be asked for at any time, stay whole. Tables that were
made from the log stay as they are; they cannot be made anew while a month is away (log/dropped.py), and a hall that
lost its own log behind it needs the month back (central/restoring.py).

Rows are copied apart while the service goes on; only the exchange of the two tables makes others wait.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import psycopg

from case_store.central.archive import check_archive, signed_manifest
from case_store.central.drop_checks import Raw, refuse_unless_ready
from case_store.central.months import REST, bounds_of, table_of
from case_store.central.policies import BACKUP
from case_store.central.postgres import PATIENT, conninfo
from case_store.errors import StoreError
from case_store.keys import Keys
from case_store.log.columns import metadata
from case_store.log.dropped import DROPPED
from case_store.log.micros import to_us
from cases.casework.log_retention import ALWAYS_KEPT, WORDS_OF

_STANDING = """
SELECT c.relforcerowsecurity, r.rolsuper, quote_ident(pg_get_userbyid(c.relowner))
FROM pg_class c, pg_roles r WHERE c.oid = 'event'::regclass AND r.rolname = current_user
"""
_GOES = (
    f"stream <> %(own)s AND type <> ALL (%(kept)s)"
    f" AND ({' OR '.join(f'starts_with(aggregate, {name!r})' for name in WORDS_OF)})"
)
_WORDS = ("body", "command_id", "policy_rev")
_REMEMBER = """
INSERT INTO dropped_month (stream, month, dropped_at_us, events, manifest, signature)
VALUES ('', %(month)s, %(now)s, %(events)s, %(manifest)s, %(signature)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """`events`: whose words went; `kept`: that stayed whole. Bytes of the month's table and its indexes."""

    month: str
    events: int
    kept: int
    bytes_before: int
    bytes_after: int


def drop_month(
    database_url: str, first: date, folder: Path, keys: Keys, *, own: str, now: datetime, months_kept: int
) -> Dropped:
    """Drop the month that begins on `first`, whose archive lies in a folder. All of it or nothing.

    `database_url`: of the owner of the tables; of a superuser where rights are kept by roles. `own`: the stream of the
    centre. Raises StoreError: what the checks raise (drop_checks.py), `archive.damaged`, `archive.month_dropped`,
    `drop.busy`, `roles.not_superuser`, `store.database_away`.
    """
    archive = check_archive(folder, first, keys)
    document, signature = signed_manifest(folder, first, keys)
    month = f"{first:%Y-%m}"
    try:
        with psycopg.connect(conninfo(database_url)) as connection:
            by_roles, owner = _may(connection)
            connection.execute(PATIENT)
            if connection.execute("SELECT 1 FROM dropped_month WHERE month = %s", (month,)).fetchone():
                raise StoreError("archive.month_dropped", month=month)
            table = _lies_in(connection, first)
            connection.execute(f"LOCK TABLE {table} IN SHARE MODE".encode())  # nothing comes in unseen
            refuse_unless_ready(connection, archive, folder, now=now, months_kept=months_kept)
            before = _bytes(connection, table)
            asked = {"own": own, "kept": list(ALWAYS_KEPT), "low": 0, "high": 0}
            asked["low"], asked["high"] = bounds_of(first)
            gone = _wipe(connection, asked) if table == REST else _exchange(connection, first, asked, owner)
            if by_roles and table != REST:
                connection.execute(f"GRANT SELECT ON {table} TO {BACKUP}".encode())
            row = {"month": month, "now": to_us(now), "events": gone}
            connection.execute(_REMEMBER, {**row, "manifest": document, "signature": signature})
            after = _bytes(connection, table)
    except (
        psycopg.errors.LockNotAvailable
    ) as error:  # everybody behind us waits, too: nothing is held up for long
        raise StoreError("drop.busy", month=month) from error
    except psycopg.OperationalError as error:
        raise StoreError("store.database_away", why=type(error).__name__) from error
    return Dropped(
        month=month, events=gone, kept=archive.events - gone, bytes_before=before, bytes_after=after
    )


def _may(connection: Raw) -> tuple[bool, str]:
    """Whether rights are kept by roles, and who owns the log. Whoever is bound by them would see no case to ask of."""
    row = connection.execute(_STANDING).fetchone()
    if row is None or (row[0] and not row[1]):
        raise StoreError("roles.not_superuser")
    return bool(row[0]), str(row[2])


def _lies_in(connection: Raw, first: date) -> str:
    """The month's own table; the rest, for a month that a wrong clock began (central/months.py)."""
    name = table_of(first)
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (name,)).fetchone()
    return name if row is not None and row[0] else REST


def _exchange(connection: Raw, first: date, asked: dict[str, Any], owner: str) -> int:
    name, new = table_of(first), f"{table_of(first)}_dropped"
    low, high = asked["low"], asked["high"]
    connection.execute(f"CREATE TABLE {new} (LIKE event INCLUDING DEFAULTS INCLUDING INDEXES)".encode())
    connection.execute(f"ALTER TABLE {new} OWNER TO {owner}".encode())
    columns = [column.name for column in metadata.tables["event"].columns]
    shown = [f"CASE WHEN {_GOES} THEN '{DROPPED}' ELSE {c} END" if c in _WORDS else c for c in columns]
    fill = f"INSERT INTO {new} ({', '.join(columns)}) SELECT {', '.join(shown)} FROM {name}"  # noqa: S608
    connection.execute(fill.encode(), asked)
    keys = {"pk": "PRIMARY KEY (stream, position)", "id": "UNIQUE (stream, id)"}
    keys["place"] = "UNIQUE (stream, node, epoch, seq)"
    for what, key in keys.items():
        connection.execute(f"ALTER TABLE {new} ADD CONSTRAINT {new}_{what} {key}".encode())
    bounds = f"received_at_us >= {low} AND received_at_us < {high}"
    connection.execute(f"ALTER TABLE {new} ADD CONSTRAINT {new}_bounds CHECK ({bounds})".encode())
    connection.execute(f"ANALYZE {new}".encode())  # a table without figures is read by the wrong way
    connection.execute(f"ALTER TABLE event DETACH PARTITION {name}".encode())
    connection.execute(f"DROP TABLE {name}".encode())
    connection.execute(f"ALTER TABLE {new} RENAME TO {name}".encode())
    for what, now_named in {"pk": f"pk_{name}", "id": f"uq_{name}_id", "place": f"uq_{name}_place"}.items():
        connection.execute(f"ALTER TABLE {name} RENAME CONSTRAINT {new}_{what} TO {now_named}".encode())
    attach = f"ALTER TABLE event ATTACH PARTITION {name} FOR VALUES FROM ({low}) TO ({high})"
    connection.execute(attach.encode())
    connection.execute(f"ALTER TABLE {name} DROP CONSTRAINT {new}_bounds".encode())
    return _gone(connection, name, asked)


def _wipe(connection: Raw, asked: dict[str, Any]) -> int:
    """A month without a table of its own: few events, emptied where they lie."""
    words = ", ".join(f"{name} = '{DROPPED}'" for name in _WORDS)
    within = "received_at_us >= %(low)s AND received_at_us < %(high)s"
    connection.execute(f"UPDATE {REST} SET {words} WHERE {within} AND {_GOES}".encode(), asked)  # noqa: S608
    return _gone(connection, REST, asked)


def _gone(connection: Raw, table: str, asked: dict[str, Any]) -> int:
    counted = (
        f"SELECT count(*) FROM {table} WHERE body = '{DROPPED}'"  # noqa: S608
        " AND received_at_us >= %(low)s AND received_at_us < %(high)s"
    )
    row = connection.execute(counted.encode(), asked).fetchone()
    return int(row[0]) if row is not None else 0


def _bytes(connection: Raw, table: str) -> int:
    row = connection.execute("SELECT pg_total_relation_size(%s)", (table,)).fetchone()
    return int(row[0]) if row is not None else 0
