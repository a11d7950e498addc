"""Everything that a service with a mistake in it could ask, asked as the service's own role: cases stay apart."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa

from case_store.central.context import (
    FOLLOWER,
    INGEST,
    NOBODY,
    PROGRAM,
    PUBLIC,
    Acting,
    acting_as,
)
from case_store.central.policies import BACKUP, guarded_tables
from case_store.central.postgres import conninfo, open_postgres
from case_store.central.roles import SERVICE, set_up
from case_store.errors import StoreError
from case_store.hall.house import OnDuty
from case_store.log.schema import case_, case_access, metadata
from tests.case_store.on_postgres import as_role
from tests.case_store.postgres.guarded_centre import CALLED_OFF, CASES, OUTSIDER, WHISTLED, GuardedCentre

CLERK = OnDuty(staff_id="j1", role="unit_officer", unit="justice")
BANNER = OnDuty(staff_id="b1", role="supervisor", unit="mediation_150521100")
CALLED = OnDuty(staff_id="p1", role="unit_officer", unit=WHISTLED)
UNCALLED = OnDuty(staff_id="o1", role="unit_officer", unit=CALLED_OFF)
STRANGER = OnDuty(staff_id="x1", role="unit_officer", unit=OUTSIDER)
# Tables that name neither a case nor a person, and so are open: a new table must be put here or be guarded.
OPEN = {
    "alarm_answer", "api_key", "call_day", "countersign", "desk", "desk_day", "device", "device_code",
    "device_health", "device_key", "device_part", "device_turn", "document_serial", "downlink", "downlink_head",
    "dropped_month", "duty", "field_inspection", "figure_day", "figure_now", "file_cursor", "file_due",
    "fold_cursor", "folded_with", "hall_moved", "help_call", "lease", "list_filter", "node_head", "notice",
    "outbox", "policy_revision", "public_count", "pull_cursor", "queue_day", "recount", "review", "risk_level",
    "search_cursor", "serial_day", "slow_reminder", "staff", "stream_head", "supervision_rung", "task",
    "wall_notice", "wall_told", "warning", "webhook", "webhook_cursor", "wish_cursor",
}  # fmt: skip


@contextmanager
def asking(centre: GuardedCentre, whose: Acting) -> Iterator[sa.Connection]:
    """The store's own connection, as a transaction that reads begins there."""
    with acting_as(whose), centre.store.log.reading() as connection:
        yield connection


def cases_of(centre: GuardedCentre, who: OnDuty) -> set[str]:
    with asking(centre, centre.context(who)) as connection:
        return set(connection.scalars(sa.select(case_.c.case_id)))


def given(centre: GuardedCentre, *orgs: str) -> set[str]:
    """By case_access, as the program sees it."""
    with asking(centre, PROGRAM) as connection:
        return set(connection.scalars(sa.select(case_access.c.case_id).where(case_access.c.org.in_(orgs))))


def test_every_table_is_guarded_or_named_as_open(centre: GuardedCentre) -> None:
    assert set(metadata.tables) == OPEN | set(guarded_tables())
    assert not OPEN & set(guarded_tables())
    with psycopg.connect(centre.owner_url) as owner:
        forced = owner.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY 1"
        ).fetchall()
    assert [name for (name,) in forced] == list(guarded_tables())


def test_without_a_context_no_table_gives_a_row(centre: GuardedCentre) -> None:
    with psycopg.connect(centre.service_url) as connection:
        for table in guarded_tables():
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table  # noqa: S608
    with asking(centre, NOBODY) as there:
        for table in guarded_tables():
            assert there.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0, table  # noqa: S608


def test_a_unit_sees_what_it_was_given_and_a_banner_its_area(centre: GuardedCentre) -> None:
    justice = given(centre, "unit:justice", "staff:j1")
    assert 0 < len(justice) < CASES
    assert cases_of(centre, CLERK) == justice
    assert cases_of(centre, CALLED) == given(centre, f"unit:{WHISTLED}") != set()
    assert cases_of(centre, UNCALLED) == cases_of(centre, STRANGER) == set()
    with asking(centre, PROGRAM) as connection:
        area = set(connection.scalars(sa.select(case_.c.case_id).where(case_.c.town.startswith("150521100"))))
        everything = set(connection.scalars(sa.select(case_.c.case_id)))
    assert 0 < len(area) < CASES == len(everything)
    assert cases_of(centre, BANNER) == area
    assert cases_of(centre, OnDuty(staff_id="h1", role="leader")) == everything


@pytest.mark.parametrize(
    "asked",
    [
        "SELECT case_id FROM case_",
        "SELECT case_id FROM case_ WHERE true OR case_id LIKE '%%'",
        "SELECT d.case_id FROM dispatch d JOIN case_ c USING (stream, case_id)",
        "SELECT case_id FROM case_figure UNION ALL SELECT case_id FROM clock UNION ALL SELECT case_id FROM case_search",
        "SELECT case_id FROM case_folded",
        "SELECT case_id FROM case_day",
        "SELECT case_id FROM case_key",
        "SELECT case_id FROM case_access",
        "SELECT substr(aggregate, 6) FROM event WHERE aggregate LIKE 'case:%%'",
        "SELECT (query_to_xml('SELECT case_id FROM case_', true, true, ''))::text WHERE false",
        "WITH mine AS MATERIALIZED (SELECT * FROM case_) SELECT case_id FROM mine",
        "SELECT case_id FROM case_ TABLESAMPLE SYSTEM (100)",
        "SELECT case_id FROM (TABLE case_) AS t ORDER BY 1 FOR SHARE",
    ],
)
def test_whatever_is_asked_names_no_case_of_others(centre: GuardedCentre, asked: str) -> None:
    own = given(centre, "unit:justice", "staff:j1")
    with asking(centre, centre.context(CLERK)) as connection, or_denied():
        assert set(connection.exec_driver_sql(asked).scalars()) <= own


_REFUSED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)


@contextmanager
def or_denied() -> Iterator[None]:
    """Refused outright is as well as kept apart."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        if not isinstance(error.orig, _REFUSED):
            raise


def test_counts_copies_and_plans_tell_nothing(centre: GuardedCentre) -> None:
    own = len(given(centre, "unit:justice", "staff:j1"))
    with asking(centre, centre.context(CLERK)) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM case_").scalar() == own
        driver: Any = connection.connection.driver_connection
        with driver.cursor().copy("COPY (SELECT case_id FROM case_) TO STDOUT") as copy:
            assert len(list(copy.rows())) == own
        plan = connection.exec_driver_sql("EXPLAIN (ANALYZE, COSTS OFF) SELECT * FROM case_").scalars().all()
        assert "case_access" in "\n".join(plan)
    with asking(centre, centre.context(CLERK)) as connection:
        # A function that would tell what it is shown is not called before the policy has let the row through.
        told = "SELECT count(*) FROM case_ WHERE 1 / (CASE WHEN case_id = %s THEN 0 ELSE 1 END) = 1"
        with asking_other(centre) as other:
            connection.exec_driver_sql(told, (other,))


@contextmanager
def asking_other(centre: GuardedCentre) -> Iterator[str]:
    """A case that is not the clerk's."""
    with psycopg.connect(centre.owner_url) as owner:
        row = owner.execute(
            "SELECT case_id FROM case_ EXCEPT SELECT case_id FROM case_access"
            " WHERE org IN ('unit:justice', 'staff:j1') LIMIT 1"
        ).fetchone()
    assert row is not None
    yield str(row[0])


@pytest.mark.parametrize(
    "asked",
    [
        "UPDATE case_access SET org = 'unit:justice'",
        "INSERT INTO case_access (stream, case_id, org, since_event) VALUES ('x', 'case-00001', 'unit:justice', 'e')",
        "DELETE FROM case_access",
        "UPDATE case_ SET town = '150502001'",
        "DELETE FROM event",
        "UPDATE event SET body = '{}'",
        "TRUNCATE case_",
        "SELECT * FROM event_rest",
        "ALTER TABLE case_ DISABLE ROW LEVEL SECURITY",
        "DROP POLICY pingan_person ON case_",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION postgres",
        f"SET ROLE {BACKUP}",
        "CREATE VIEW all_cases AS SELECT * FROM case_",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "COPY case_ TO PROGRAM 'cat'",
        "SELECT pg_read_file('PG_VERSION')",
        "SET row_security = off; SELECT count(*) FROM case_",
    ],
)
def test_what_a_person_s_request_may_never_do(centre: GuardedCentre, asked: str) -> None:
    whose = centre.context(CLERK)
    with (
        pytest.raises(sa.exc.DBAPIError) as refused,
        acting_as(whose),
        centre.store.log.transaction(),
    ):
        centre.store.log.connection.exec_driver_sql(asked)
    assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize(
    "role", [SERVICE, *(a.role.value for a in (PROGRAM, INGEST, FOLLOWER, PUBLIC)), "pingan_city"]
)
def test_no_role_of_the_service_owns_or_bypasses_anything(centre: GuardedCentre, role: str) -> None:
    with psycopg.connect(centre.owner_url) as owner:
        row = owner.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
            " EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) FROM pg_roles r WHERE rolname = %s",
            (role,),
        ).fetchone()
    assert row == (False,) * 5


def test_the_context_ends_with_its_transaction_also_after_errors(centre: GuardedCentre) -> None:
    log = centre.store.log
    whose = centre.context(CLERK)
    for broken in ("SELECT 1 / 0", "SELECT nothing"):
        with pytest.raises(sa.exc.DBAPIError), acting_as(whose), log.reading() as connection:
            connection.exec_driver_sql(broken)
        with asking(centre, NOBODY) as connection:
            assert connection.scalar(sa.select(sa.func.count()).select_from(case_)) == 0
    driver: Any = log.connection.connection.driver_connection
    row = driver.execute("SELECT current_user, current_setting('pingan.orgs', true)").fetchone()
    driver.rollback()
    assert row == (SERVICE, "")


def test_people_whose_commands_share_a_transaction_see_each_their_own(centre: GuardedCentre) -> None:
    """And what follows from a decision is written by the program, after which the person is the person again."""
    log = centre.store.log
    seen: dict[str, int] = {}

    def count(_work: Any) -> str:
        seen[str(len(seen))] = log.connection.scalar(sa.select(sa.func.count()).select_from(case_)) or 0
        return ""

    with log.group():
        for whose in (centre.context(CLERK), centre.context(STRANGER), NOBODY, PROGRAM):
            with acting_as(whose):
                log.act(uuid4(), centre.store.clock.now(), count)
    own = len(given(centre, "unit:justice", "staff:j1"))
    assert list(seen.values()) == [own, 0, 0, CASES]


async def test_a_cancelled_request_leaves_nothing_to_the_next(centre: GuardedCentre) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection: sa.Connection) -> int:
        begun.set()
        go_on.wait(10)
        return connection.scalar(sa.select(sa.func.count()).select_from(case_)) or 0

    def count(connection: sa.Connection) -> int:
        return connection.scalar(sa.select(sa.func.count()).select_from(case_)) or 0

    async def as_somebody(whose: Acting, look: Callable[[sa.Connection], int]) -> int:
        with acting_as(whose):
            return await centre.store.read_log(look)

    first = asyncio.create_task(as_somebody(PROGRAM, slow))
    await asyncio.to_thread(begun.wait, 10)
    first.cancel()
    others = [
        asyncio.create_task(as_somebody(whose, count))
        for whose in (NOBODY, centre.context(STRANGER), PROGRAM)
    ]
    go_on.set()
    assert await asyncio.gather(*others) == [0, 0, CASES]


def test_a_code_of_a_page_opens_its_own_case_alone(centre: GuardedCentre) -> None:
    with psycopg.connect(centre.owner_url) as owner:
        owner.execute("UPDATE case_ SET receipt_code_hash = 'shown' WHERE case_id = 'case-00007'")
    for code, opened in (("", set()), ("another", set()), ("shown", {"case-00007"})):
        with asking(centre, replace(PUBLIC, code=code)) as connection:
            for asked in ("SELECT case_id FROM case_", "SELECT case_id FROM case_folded"):
                assert set(connection.exec_driver_sql(asked).scalars()) == opened
            cases = "SELECT substr(aggregate, 6) FROM event WHERE starts_with(aggregate, 'case:')"
            assert set(connection.exec_driver_sql(cases).scalars()) == opened


def test_a_role_above_the_rules_is_refused_and_setting_up_again_changes_nothing(
    centre: GuardedCentre,
) -> None:
    with pytest.raises(StoreError, match=r"store\.role_unbound"):
        open_postgres(centre.owner_url, "another")
    set_up(centre.owner_url)
    assert len(cases_of(centre, CLERK)) == len(given(centre, "unit:justice", "staff:j1"))
    with pytest.raises(StoreError, match=r"roles\.not_superuser"):
        set_up(centre.service_url)


def test_whoever_copies_sees_everything_and_writes_nothing(centre: GuardedCentre) -> None:
    with psycopg.connect(as_role(centre.owner_url, BACKUP)) as copying:
        assert copying.execute("SELECT count(*) FROM case_").fetchone() == (CASES,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            copying.execute("DELETE FROM case_")


@pytest.mark.parametrize(
    "hot",
    [
        "SELECT * FROM case_figure WHERE stream = '150502000' AND due_us IS NOT NULL ORDER BY due_us LIMIT 100",
        "SELECT count(*) FROM case_figure WHERE accepted_day BETWEEN '2026-01-01' AND '2026-12-31'",
        "SELECT * FROM case_ JOIN dispatch USING (stream, case_id) WHERE unit = 'justice' AND over = 0",
        "SELECT * FROM event WHERE aggregate = 'case:case-00001' ORDER BY tenure, epoch, seq",
    ],
)
def test_who_sees_everything_pays_nothing_for_the_policies(centre: GuardedCentre, hot: str) -> None:
    with psycopg.connect(conninfo(centre.owner_url)) as owner:  # by the same settings of the planner
        free = [line for (line,) in owner.execute(f"EXPLAIN (COSTS OFF) {hot}".encode())]
    for whose in (PROGRAM, centre.context(OnDuty(staff_id="h1", role="leader"))):
        with asking(centre, whose) as connection:
            assert connection.exec_driver_sql(f"EXPLAIN (COSTS OFF) {hot}").scalars().all() == free


def test_who_sees_some_is_answered_through_the_indexes_of_case_access(centre: GuardedCentre) -> None:
    with asking(centre, centre.context(CLERK)) as connection:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # the world is small, the city is not
        one = "EXPLAIN (COSTS OFF) SELECT * FROM case_ WHERE stream = '150502000' AND case_id = 'case-00001'"
        plan = "\n".join(connection.exec_driver_sql(one).scalars())
    assert "ix_case_access_" in plan
    assert "Seq Scan" not in plan
