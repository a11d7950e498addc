"""A month is dropped and comes back beside others who work: nobody is held up for long, and it may last itself."""

import time
from datetime import date
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from case_store.central.archive import Archive, check_archive
from case_store.keys import Keys
from tests.case_store.postgres.test_dropped_months import LATER, Centre, many_cases
from tests.case_store.test_ingest import call_help
from tests.case_store.two_stores import NOON, TwoStores


@pytest.fixture
def centre(stores: TwoStores, database: str, tmp_path: Path) -> Centre:
    """November lies in its archive, and is old enough."""
    made = Centre(stores, database, tmp_path / "archives")
    made.folder.mkdir()
    made.months(NOON)
    many_cases(stores)
    made.push()
    made.months(LATER)
    call_help(stores, "b")
    made.push(LATER)
    made.sign_heads()
    made.archive()
    return made


def test_a_month_stays_while_somebody_reads_the_log_for_long(centre: Centre) -> None:
    patient, centre.url = centre.url, make_conninfo(centre.url, options="-c lock_timeout=200")
    with psycopg.connect(patient) as backup:
        backup.execute("SELECT count(*) FROM event")
        assert centre.refused() == "drop.busy"
    assert centre.drop() > 100


def test_what_goes_through_a_whole_month_may_last(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_ten_million(folder: Path, first: date, keys: Keys) -> Archive:
        time.sleep(0.3)
        return check_archive(folder, first, keys)

    monkeypatch.setattr("case_store.central.restoring.check_archive", of_ten_million)
    gone = centre.drop()
    centre.url = make_conninfo(centre.url, options="-c idle_in_transaction_session_timeout=100")
    assert centre.restore() == gone
