"""A centre by roles whose database gives less than this version needs says so at its start, and does not serve."""

from pathlib import Path

import psycopg
import pytest

from case_store import run
from case_store.central.roles import set_up
from case_store.config import load_config
from case_store.errors import StoreError
from case_store.migrations import newest
from case_store.store import Store
from tests.case_store.on_postgres import as_role
from tests.case_store.postgres.test_backup_postgres import centre, hall
from tests.case_store.postgres.test_sound_batches import SoundStores, stores
from tests.case_store.test_ingest import call_help
from tests.case_store.two_stores import TwoStores, verdicts

__all__ = ["hall", "stores"]
TAKEN_AWAY = {
    "REVOKE INSERT ON visit FROM pingan_follower": ("INSERT", "visit"),
    "REVOKE UPDATE (evaluation) ON wish FROM pingan_follower": ("UPDATE", "wish.evaluation"),
    "REVOKE SELECT ON staff FROM pingan_city": ("SELECT", "staff"),
    "REVOKE EXECUTE ON FUNCTION pingan_make_month FROM pingan_follower": ("EXECUTE", "pingan_make_month"),
    "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, pingan_ingest": ("TEMPORARY", ""),
    "REVOKE pingan_ingest FROM pingan_service": ("SET", "pingan_ingest"),
    "DROP POLICY pingan_person ON case_": ("POLICY", "case_"),
    "ALTER TABLE case_ NO FORCE ROW LEVEL SECURITY": ("FORCE ROW LEVEL SECURITY", "case_"),
}


def test_every_right_that_somebody_took_away_is_named_and_admin_roles_gives_it_back(
    hall: TwoStores, tmp_path: Path, database: str, capfd: pytest.CaptureFixture[str]
) -> None:
    set_up(database)
    config = centre(tmp_path / "here", tmp_path / "keys", as_role(database, "pingan_service"))
    Store(load_config(config)).close()
    name = database.partition("?")[0].rpartition("/")[2]
    found: set[tuple[str, str]] = set()
    with psycopg.connect(database, autocommit=True) as owner:
        for n, (statement, lost) in enumerate(TAKEN_AWAY.items(), 1):
            owner.execute(statement.format(database=name).encode())
            with pytest.raises(StoreError, match=r"store\.rights_missing") as told:
                Store(load_config(config))
            assert told.value.facts["count"] == n, lost
            found.add((str(told.value.facts["right"]), str(told.value.facts["name"])))
        assert found <= set(TAKEN_AWAY.values())
        assert run.run(config) == 1
        assert "run admin roles as a superuser" in capfd.readouterr().err
        set_up(database)
        Store(load_config(config)).close()
        owner.execute(b"UPDATE alembic_version SET version_num = '0001'")
        with pytest.raises(StoreError, match=r"store\.rights_missing") as told:
            Store(load_config(config))
        assert (told.value.facts["right"], told.value.facts["version"]) == ("MIGRATE", newest())


def test_many_events_are_copied_also_where_not_everybody_may_make_tables_of_a_session(
    stores: SoundStores, database: str
) -> None:
    with psycopg.connect(database, autocommit=True) as owner:
        name = database.partition("?")[0].rpartition("/")[2]
        owner.execute(f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC".encode())
    call_help(stores, *(f"h{n}" for n in range(12)))
    assert verdicts(stores.push()) == ["ok"] * 12
    assert stores.copied == 1
