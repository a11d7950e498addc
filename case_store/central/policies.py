"""Which rows of the centre's tables a role of the database sees: row-level security, made from the tables themselves.

Forced on every table with rows of a case or a person; a role without a policy there, as that of the service itself
before it is told on whose behalf it asks, sees none. A policy that says only "true" leaves no trace in a plan, so those
who see everything pay nothing. Others see a case by `case_access`, or by the area that their sight says. What a row
says of itself is asked first; for rows that do not say enough, grants are looked up by case through an index, or hashed
once, as the planner likes. Settings are read once in a statement, which is what `(SELECT …)` means.
"""

from collections.abc import Iterator

from case_store.central.context import AREA, CODE, ORGS, DbRole
from case_store.log.schema import metadata

BACKUP = "pingan_backup"
READ_ALL = (DbRole.PROGRAM, DbRole.INGEST, DbRole.FOLLOWER, DbRole.CITY)
CASE_OF_CODE = "pingan_case_of_code"

# Rows of persons that name no case, or that are the line of a hall: for whoever asks on somebody's behalf.
PERSONS = frozenset(
    {
        "appointment",
        "desk_stint",
        "evaluation",
        "lookup_try",
        "meeting",
        "outcome",
        "paper",
        "superseded_number",
        "visit",
        "webhook_due",
        "wish",
        "wish_decided",
    }
)
# Other people's events that were kept apart: for those who see everything.
APART = frozenset({"quarantine"})
_ORGS = f"((SELECT string_to_array(current_setting('{ORGS}', true), ','))::text[])"
_AREA = f"(SELECT current_setting('{AREA}', true))"
_OWN = {  # beside what belongs to a case that somebody sees
    "case_": f"('unit:' || lead_unit) = ANY ({_ORGS})",  # was given it, too: saves most looks at the grants
    "case_access": f"org = ANY ({_ORGS})",
    "coordination_record": "EXISTS (SELECT FROM task WHERE task.stream = coordination_record.stream"
    f" AND task.record_id = coordination_record.record_id AND ('unit:' || task.unit) = ANY ({_ORGS}))",
    "dispatch": f"('unit:' || unit) = ANY ({_ORGS})",
    "supervision": f"('unit:' || unit) = ANY ({_ORGS}) OR ('staff:' || responsible) = ANY ({_ORGS})",
    "whistle": f"('unit:' || unit) = ANY ({_ORGS})",
}
_WITH_TOWN = frozenset({"case_", "case_figure"})
_CASES_EVENT = "case:"


def guarded_tables() -> tuple[str, ...]:
    """Every table whose rows are kept by row-level security, in order."""
    by_case = {table.name for table in metadata.tables.values() if "case_id" in table.columns}
    return tuple(sorted(by_case | PERSONS | APART | {"event"}))


def statements() -> Iterator[str]:
    """Everything anew; may be run over what is there."""
    yield from _case_of_code()
    for table in guarded_tables():
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    for table, role in of_tables():
        using = _SEEN_BY.get(role)
        yield from _policy(table, role, "true" if using is None else using(table))


def of_tables() -> Iterator[tuple[str, DbRole]]:
    """Which policies there are: (table, role)."""
    for table in guarded_tables():
        yield from ((table, role) for role in READ_ALL)
        if table not in APART:
            yield from ((table, role) for role in _SEEN_BY)


def _policy(table: str, role: str, using: str) -> Iterator[str]:
    """What a role may write at all is said by its grants (central/roles.py)."""
    yield f"DROP POLICY IF EXISTS {role} ON {table}"
    yield f"CREATE POLICY {role} ON {table} TO {role} USING ({using})"


def _of_person(table: str) -> str:
    if table in PERSONS:
        return "true"
    if table == "case_access":
        return _OWN[table]
    if table == "event":
        return f"NOT starts_with(aggregate, '{_CASES_EVENT}') OR {_sees(_case_of_event())}"
    own = f"{_OWN[table]} OR " if table in _OWN else ""
    none = f"{table}.case_id IS NULL OR " if metadata.tables[table].c.case_id.nullable else ""
    if table in _WITH_TOWN:
        return f"{own}{_lies_there(table)} OR {_granted(f'{table}.case_id')}"
    return none + own + _sees(f"{table}.case_id")


def _sees(case_id: str) -> str:
    """By grant, or because the case lies in the area."""
    place = (
        f"EXISTS (SELECT FROM case_ AS placed WHERE placed.case_id = {case_id} AND {_lies_there('placed')})"
    )
    return f"{_granted(case_id)} OR ({_AREA} <> '' AND {place})"


def _lies_there(table: str) -> str:
    return f"({_AREA} <> '' AND starts_with({table}.town, {_AREA}))"


def _granted(case_id: str) -> str:
    """Of case_access somebody sees nothing but what is theirs."""
    return f"EXISTS (SELECT FROM case_access AS given WHERE given.case_id = {case_id})"


def _of_public(table: str) -> str:
    """The case behind the code that was shown; the line of a hall, which names nobody."""
    if table in PERSONS:
        return "true"
    case_id = f"(SELECT {CASE_OF_CODE}())"
    if table == "event":
        return f"NOT starts_with(aggregate, '{_CASES_EVENT}') OR {_case_of_event()} = {case_id}"
    return f"case_id = {case_id}"


def _case_of_event() -> str:
    return f"substr(aggregate, {len(_CASES_EVENT) + 1})"


def _case_of_code() -> Iterator[str]:
    """Looked up with the program's own eyes: whoever shows a code sees nothing before."""
    code = f"current_setting('{CODE}', true)"
    found = " UNION ALL ".join(
        f"SELECT case_id FROM {table} WHERE {column} = {code}"  # noqa: S608  our own names
        for table, column in (
            ("case_", "receipt_code_hash"),
            ("visit", "ticket_code_hash"),
            ("document", "code_hash"),
        )
    )
    body = f"SELECT case_id FROM ({found}) AS found WHERE {code} <> '' AND case_id IS NOT NULL LIMIT 1"  # noqa: S608
    yield (
        f"CREATE OR REPLACE FUNCTION {CASE_OF_CODE}() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER"
        f" SET search_path FROM CURRENT AS $$ {body} $$"
    )
    yield f"ALTER FUNCTION {CASE_OF_CODE}() OWNER TO {DbRole.PROGRAM}"
    yield f"REVOKE ALL ON FUNCTION {CASE_OF_CODE}() FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION {CASE_OF_CODE}() TO {DbRole.PUBLIC}, {DbRole.PROGRAM}"


_SEEN_BY = {DbRole.PERSON: _of_person, DbRole.PUBLIC: _of_public}
"""The roles that see a part; the others of READ_ALL see everything."""
