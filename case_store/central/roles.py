"""Roles of the centre's database, each with the least that it needs; made by `admin roles`, as a superuser.

The owner has the tables and does migrations, nothing else. The service connects as `pingan_service`, which owns
nothing, bypasses nothing, sees no row of a case, and takes on one of the roles of central/context.py for a transaction.
A database that was never set up so has one role that does everything, as before.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import sqlalchemy as sa

from case_store.central import policies
from case_store.central.context import DbRole
from case_store.central.months import MAKE_MONTH, REST
from case_store.central.policies import BACKUP
from case_store.errors import StoreError
from case_store.log.schema import PROJECTIONS, metadata
from case_store.migrations import upgrade

SERVICE = "pingan_service"
TAKEN_ON = tuple(role for role in DbRole if role is not DbRole.NOBODY)
VERSION = "alembic_version"
_LOG = ("event", "stream_head", "node_head", "outbox", "case_key", "fold_cursor", "countersign")
_OF_OPERATOR = ("dropped_month", "hall_moved")  # written by verbs of `admin` alone
_FOLDED = tuple(table.name for table in PROJECTIONS)
# What is neither the log nor made from it: accounts, outcomes, filters, letters to other systems.
_OWN = tuple(name for name in metadata.tables if name not in {*_LOG, *_FOLDED, *_OF_OPERATOR})
OF_FORGOTTEN = ("case_key", "search_key", "case_search", "quarantine")  # written anew: central/traces.py
_ALL, _WRITE = "SELECT, INSERT, UPDATE, DELETE", "INSERT, UPDATE, DELETE"
_UNGUARDED_OWN = tuple(name for name in _OWN if name not in policies.guarded_tables())
GRANTS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    DbRole.PROGRAM: ((_WRITE, (*_FOLDED, *_OWN, *_LOG, *_OF_OPERATOR)),),
    DbRole.INGEST: (
        ("INSERT", ("event", "case_key", "outbox")),
        ("INSERT, UPDATE", ("stream_head", "node_head", "fold_cursor", "downlink", "downlink_head")),
        (_WRITE, ("quarantine",)),  # what was kept apart may come in after all
    ),
    DbRole.FOLLOWER: (
        (_WRITE, _FOLDED),
        ("INSERT, UPDATE", ("fold_cursor", "quarantine", "downlink", "downlink_head", "search_cursor")),
        ("INSERT, DELETE", ("search_key",)),
        ("DELETE", ("case_key",)),
        ("UPDATE (evaluation)", ("wish",)),  # of a forgotten case: what its citizen wrote
    ),
    DbRole.CITY: ((_WRITE, _OWN),),
    DbRole.PERSON: ((_WRITE, tuple(name for name in _OWN if name != "quarantine")),),
    DbRole.PUBLIC: ((_WRITE, ("public_count", "wish", "outcome")),),
    SERVICE: ((_WRITE, _UNGUARDED_OWN),),
}
_STANDING = """
SELECT c.relforcerowsecurity, r.rolsuper OR r.rolbypassrls OR pg_has_role(c.relowner, 'USAGE')
FROM pg_class c, pg_roles r WHERE c.oid = to_regclass('event') AND r.rolname = current_user
"""

_SEE_EVERYTHING = f"""
SELECT set_config('role', '{DbRole.PROGRAM}', true) FROM pg_class c, pg_roles r
WHERE c.oid = to_regclass('event') AND c.relforcerowsecurity
AND r.rolname = '{DbRole.PROGRAM}' AND pg_has_role(r.oid, 'MEMBER')
"""  # noqa: S608  our own names


def is_by_roles(connection: "psycopg.Connection[Any]") -> bool:
    """Whether rights are kept by roles here; whoever connects must then be bound by them.

    Raises StoreError `store.role_unbound`.
    """
    row = connection.execute(_STANDING).fetchone()
    connection.rollback()
    if row is None or not row[0]:
        return False
    if row[1]:
        raise StoreError("store.role_unbound", role=SERVICE)
    return True


def see_everything(connection: "psycopg.Connection[Any]") -> None:
    """The rest of an open transaction, or the next, as the program: for verbs with a connection of their own."""
    connection.execute(_SEE_EVERYTHING.encode())


def set_up(url: str) -> bool:
    """Bring the tables to this version as their owner, then roles, grants and policies; all of it may be done again.

    Where no tables are yet, the roles alone, which are the cluster's: a backup that is brought back names them. False
    then. Raises StoreError `roles.not_superuser`, `store.database_away`.
    """
    try:
        connection = psycopg.connect(url)
    except psycopg.OperationalError as error:
        raise StoreError("store.database_away", why=str(error).strip().splitlines()[-1]) from error
    with connection:
        is_super = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        if is_super is None or not is_super[0]:
            raise StoreError("roles.not_superuser")
        for statement in _roles():
            connection.execute(statement.encode())
        owner = _owner(connection)
        if owner is None:
            return False
        connection.commit()
        _migrate(url, owner)
        for statement in (*_grants(), *policies.statements(), *_month_maker(owner)):
            connection.execute(statement.encode())
    return True


def _owner(connection: "psycopg.Connection[Any]") -> str | None:
    row = connection.execute(
        "SELECT quote_ident(pg_get_userbyid(relowner)) FROM pg_class WHERE oid = to_regclass('event')"
    ).fetchone()
    return None if row is None else str(row[0])


def _migrate(url: str, owner: str) -> None:
    def connect() -> "psycopg.Connection[Any]":
        connection = psycopg.connect(url)
        connection.execute(f"SET ROLE {owner}".encode())
        connection.commit()
        return connection

    engine = sa.create_engine("postgresql+psycopg://", creator=connect, poolclass=sa.pool.NullPool)
    upgrade(engine)
    engine.dispose()


def _roles() -> Iterator[str]:
    for role in (*TAKEN_ON, SERVICE, BACKUP):
        yield (
            f"DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
    for role in TAKEN_ON:
        yield f"ALTER ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB"
    yield f"ALTER ROLE {SERVICE} LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION"
    # pg_dump would rather fail than leave rows out: who copies everything says so.
    yield f"ALTER ROLE {BACKUP} LOGIN NOINHERIT NOSUPERUSER BYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION"
    yield f"GRANT {', '.join(TAKEN_ON)} TO {SERVICE}"


def _grants() -> Iterator[str]:
    tables = ", ".join((*metadata.tables, VERSION))
    everybody = ", ".join((*TAKEN_ON, SERVICE))
    yield f"REVOKE ALL ON {tables}, {REST} FROM PUBLIC, {everybody}, {BACKUP}"
    yield f"GRANT SELECT ON {tables} TO {everybody}"
    for role, grants in GRANTS.items():
        for rights, names in grants:
            yield f"GRANT {rights} ON {', '.join(names)} TO {role}"
    yield f"GRANT MAINTAIN ON {', '.join(OF_FORGOTTEN)} TO {SERVICE}"
    # A batch of many events is copied into a table of the session (log/placing_copied.py); of everybody's right to make
    # one, which PostgreSQL gives and a careful operator takes away, nothing is expected.
    yield _here(f"GRANT TEMPORARY ON DATABASE %I TO {DbRole.INGEST}", "current_database()")
    yield _in_schema(f"GRANT USAGE ON SCHEMA %I TO {everybody}, {BACKUP}")
    yield _in_schema(f"GRANT SELECT ON ALL TABLES IN SCHEMA %I TO {BACKUP}")


def _in_schema(statement: str) -> str:
    return _here(statement, "current_schema()")


def _here(statement: str, what: str) -> str:
    return f"DO $$ BEGIN EXECUTE format('{statement}', {what}); END $$"


def _month_maker(owner: str) -> Iterator[str]:
    """A month of the log is a table: the follower may have one made, and nothing else."""
    yield f"""
CREATE OR REPLACE FUNCTION {MAKE_MONTH}(month text, low bigint, high bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF month !~ '^event_[0-9]{{4}}_[0-9]{{2}}$' OR high <= low THEN RAISE 'no month: %', month; END IF;
  IF EXISTS (SELECT FROM {REST} WHERE received_at_us >= low AND received_at_us < high) THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE event INCLUDING DEFAULTS)', month);
  EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I PRIMARY KEY (stream, position)', month, 'pk_' || month);
  EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I UNIQUE (stream, id)', month, 'uq_' || month || '_id');
  EXECUTE format(
    'ALTER TABLE %I ADD CONSTRAINT %I UNIQUE (stream, node, epoch, seq)', month, 'uq_' || month || '_place');
  EXECUTE format('ALTER TABLE event ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', month, low, high);
  EXECUTE format('GRANT SELECT ON %I TO {BACKUP}', month);
  RETURN true;
END $$"""  # noqa: S608  our own names
    yield f"ALTER FUNCTION {MAKE_MONTH}(text, bigint, bigint) OWNER TO {owner}"
    yield f"REVOKE ALL ON FUNCTION {MAKE_MONTH}(text, bigint, bigint) FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION {MAKE_MONTH}(text, bigint, bigint) TO {DbRole.FOLLOWER}, {DbRole.PROGRAM}"
