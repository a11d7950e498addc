"""A forgotten case at the centre on PostgreSQL: not a byte of its keys is left in any file of the tables."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import sqlalchemy as sa
from psycopg.conninfo import make_conninfo

from case_store.central.policies import BACKUP
from case_store.central.roles import SERVICE, set_up
from case_store.central.traces import write_anew
from case_store.log.history import case_name
from case_store.log.schema import case_key
from case_store.seal import new_case_key, seal, wrap
from cases.casework.forgetting_events import CaseForgotten
from cases.matter.matter import SealedMatter
from tests.case_store.on_postgres import as_role
from tests.case_store.one_hall import OPEN, PRIVATE
from tests.case_store.test_tenures import CASE, register, say
from tests.case_store.two_stores import NOON, TwoStores


def files_holding(url: str, secrets: Sequence[bytes]) -> int:
    """Files of tables and indexes, as they are on the disk, in which any of these is found."""
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("CHECKPOINT")
        row = owner.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    assert row is not None
    files = [one.read_bytes() for one in (Path(row[0]) / "base" / str(row[1])).iterdir() if one.is_file()]
    return sum(any(secret in content for secret in secrets) for content in files)


def forgotten(stores: TwoStores, url: str) -> tuple[bytes, ...]:
    """A case comes to the centre and is forgotten; what of its keys lay there."""
    key = new_case_key(CASE)
    matter = SealedMatter(open=OPEN, sealed=seal(key, PRIVATE), keys=wrap(key, stores.hall_keys.readers))
    say(stores.hall, replace(register(), matter=matter))
    stores.push()
    with stores.centre.reading() as there:
        rows = there.execute(sa.select(case_key.c.ephemeral, case_key.c.ciphertext)).all()
        names = ", ".join(case_key.c.keys())
    with psycopg.connect(url) as owner:  # another case beside it, or the file would be cut to nothing
        another = (
            names.replace("case_id", "'another'").replace("ciphertext", "'theirs'").replace("ephemeral", "''")
        )
        owner.execute(f"INSERT INTO case_key ({names}) SELECT {another} FROM case_key".encode())  # noqa: S608
    with stores.hall.writing(uuid4(), NOON) as work:
        over = CaseForgotten(request_id="r", staff_id="s1", confirmed_by="s2", reason_code="person_asked")
        work.record(case_name(CASE), [over], "staff:s2")
    stores.push()
    with stores.centre.reading() as there:
        assert set(there.scalars(sa.select(case_key.c.case_id))) == {"another"}
    return tuple(text.encode("ascii") for row in rows for text in row)


def test_what_is_deleted_lies_in_the_pages_until_the_tables_are_written_anew(
    stores: TwoStores, database: str
) -> None:
    secrets = forgotten(stores, database)
    assert len(secrets) == 4  # of hall and centre
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute("VACUUM case_key")
    assert files_holding(database, secrets)  # the look finds what is there
    set_up(database)
    assert write_anew(as_role(database, SERVICE))
    assert files_holding(database, secrets) == 0


def test_whoever_may_not_maintain_the_tables_says_that_it_was_not_done(
    stores: TwoStores, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    secrets = forgotten(stores, database)
    set_up(database)
    assert not write_anew(as_role(database, BACKUP))
    assert files_holding(database, secrets)


def test_tables_that_take_long_are_written_anew_all_the_same(stores: TwoStores, database: str) -> None:
    secrets = forgotten(stores, database)
    with psycopg.connect(database) as owner:
        names = ", ".join(case_key.c.keys())
        many = names.replace("case_id", "'c' || n")
        owner.execute(
            f"INSERT INTO case_key ({names}) SELECT {many} FROM case_key, generate_series(1, 50000) n".encode()  # noqa: S608
        )
    assert write_anew(make_conninfo(database, options="-c statement_timeout=50"))
    assert files_holding(database, secrets) == 0
