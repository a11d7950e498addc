"""Whether the roles of the database have every right that this version needs, asked when the store is opened.

After an upgrade without `admin roles`, or when somebody took a right away, one table that may not be written would stop
folding for every hall, and a table without its policies would look empty: neither is found by who works here. So
whoever would serve like that does not, and says what to do.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from case_store.central import policies
from case_store.central.context import NOBODY, DbRole, acting_as
from case_store.central.months import MAKE_MONTH
from case_store.central.roles import GRANTS, OF_FORGOTTEN, SERVICE, TAKEN_ON, VERSION
from case_store.errors import StoreError
from case_store.log.schema import metadata
from case_store.migrations import knows, newest

Needed = tuple[str, str, str, str]  # kind, role, right, of what
_LACKING = """
WITH made AS (SELECT tablename, policyname FROM pg_policies WHERE schemaname = current_schema())
SELECT role, asked, name FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS needed (kind, role, asked, name)
WHERE CASE kind
    WHEN 'table' THEN has_table_privilege(to_regrole(role), to_regclass(name), asked)
    WHEN 'column' THEN has_column_privilege(
        to_regrole(role), to_regclass(split_part(name, '.', 1)), split_part(name, '.', 2), asked)
    WHEN 'function' THEN (
        SELECT bool_and(has_function_privilege(to_regrole(role), oid, asked)) FROM pg_proc WHERE proname = name)
    WHEN 'schema' THEN has_schema_privilege(to_regrole(role), current_schema(), asked)
    WHEN 'database' THEN has_database_privilege(to_regrole(role), current_database(), asked)
    WHEN 'role' THEN pg_has_role(to_regrole(role), to_regrole(name), asked)
    WHEN 'policy' THEN (name, role) IN (SELECT tablename, policyname FROM made)
    WHEN 'forced' THEN (SELECT relforcerowsecurity FROM pg_class WHERE oid = to_regclass(name))
END IS NOT TRUE
"""


def check_rights(engine: sa.Engine) -> None:
    """Nothing where rights are not kept by roles. Raises StoreError `store.rights_missing`."""
    with (
        acting_as(NOBODY),
        engine.connect().execution_options(read_only=True) as connection,
        connection.begin(),
    ):
        driver: Any = connection.connection.driver_connection
        if not driver.by_roles:
            return
        kinds, roles, rights, names = map(list, zip(*sorted(set(_needed())), strict=True))
        lacking = driver.execute(_LACKING, (kinds, roles, rights, names)).fetchall()
        if not lacking:
            lacking = _behind(driver)
    if lacking:
        role, right, name = lacking[0]
        raise StoreError(
            "store.rights_missing", count=len(lacking), role=role, right=right, name=name, version=newest()
        )


def _behind(driver: Any) -> list[tuple[str, str, str]]:
    """Tables of an older version are brought up by their owner, which is `admin roles`, too."""
    stands_at = driver.execute(f"SELECT version_num FROM {VERSION}").fetchone()  # noqa: S608  our own name
    older = stands_at is None or (stands_at[0] != newest() and knows(stands_at[0]))
    return [(SERVICE, "MIGRATE", VERSION)] if older else []


def _needed() -> Iterator[Needed]:
    everybody = (*TAKEN_ON, SERVICE)
    for role in everybody:
        yield "schema", role, "USAGE", ""
        yield from (("table", role, "SELECT", table) for table in (*metadata.tables, VERSION))
    yield from (("role", SERVICE, "SET", role) for role in TAKEN_ON)
    for role, grants in GRANTS.items():
        for rights, tables in grants:
            for right in rights.split(", "):
                yield from (_of_table(role, right, table) for table in tables)
    yield from (("table", SERVICE, "MAINTAIN", table) for table in OF_FORGOTTEN)
    yield "database", DbRole.INGEST, "TEMPORARY", ""
    yield from (("function", role, "EXECUTE", MAKE_MONTH) for role in (DbRole.FOLLOWER, DbRole.PROGRAM))
    yield "function", DbRole.PUBLIC, "EXECUTE", policies.CASE_OF_CODE
    yield from (("policy", role, "POLICY", table) for table, role in policies.of_tables())
    yield from (("forced", SERVICE, "FORCE ROW LEVEL SECURITY", table) for table in policies.guarded_tables())


def _of_table(role: str, right: str, table: str) -> Needed:
    """Of all of it, or of one column: UPDATE (evaluation)."""
    word, _, column = right.partition(" (")
    return ("column", role, word, f"{table}.{column[:-1]}") if column else ("table", role, word, table)
