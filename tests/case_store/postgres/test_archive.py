"""A closed month as a file: whole, signed, and read back; what was changed in it is found."""

import gzip
from datetime import date, datetime
from pathlib import Path

import pytest

from case_store.central.archive import archive_month, archived_events, check_archive
from case_store.central.months import keep_ahead
from case_store.central.restoring import _row
from case_store.errors import StoreError
from cases.hall_time import HALL_ZONE
from tests.case_store.test_ingest import call_help
from tests.case_store.test_torn_rows import tear
from tests.case_store.two_stores import NOON, STREAM, TwoStores

NOVEMBER, DECEMBER = date(2026, 11, 1), datetime(2026, 12, 2, tzinfo=HALL_ZONE)


def test_a_month_is_archived_after_its_end_and_every_change_in_it_is_found(
    stores: TwoStores, database: str, tmp_path: Path
) -> None:
    with stores.centre.transaction():
        keep_ahead(stores.centre.connection, NOON)
    call_help(stores, "a", "b")
    stores.push()
    call_help(stores, "c")
    stores.take(stores.sign(stores.batch()), DECEMBER)
    keys = stores.centre_keys
    with pytest.raises(StoreError) as early:
        archive_month(database, NOVEMBER, tmp_path, keys, NOON)
    assert early.value.code == "archive.month_open"
    made = archive_month(database, NOVEMBER, tmp_path, keys, DECEMBER)
    assert [(c.stream, c.first_seq, c.last_seq, c.events) for c in made.chains] == [(STREAM, 1, 2, 2)]
    assert check_archive(tmp_path, NOVEMBER, keys) == made

    file = tmp_path / "events-2026-11.jsonl.gz"
    whole = file.read_bytes()
    file.write_bytes(gzip.compress(gzip.decompress(whole).replace(b'"k1"', b'"k2"')))
    assert damaged(tmp_path, stores)
    file.write_bytes(whole[: len(whole) // 2])
    assert damaged(tmp_path, stores)
    file.write_bytes(whole)
    manifest = tmp_path / "events-2026-11.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"last_seq": 2', b'"last_seq": 1'))
    assert damaged(tmp_path, stores)


def damaged(folder: Path, stores: TwoStores) -> bool:
    with pytest.raises(StoreError) as error:
        check_archive(folder, NOVEMBER, stores.centre_keys)
    return error.value.code == "archive.damaged"


def test_a_row_that_a_disk_has_damaged_holds_up_no_month_and_comes_back_as_it_was(
    stores: TwoStores, database: str, tmp_path: Path
) -> None:
    with stores.centre.transaction():
        keep_ahead(stores.centre.connection, NOON)
    call_help(stores, "a", "b")
    stores.push()
    tear(stores.centre, "help_called")
    made = archive_month(database, NOVEMBER, tmp_path, stores.centre_keys, DECEMBER)
    assert [chain.events for chain in made.chains] == [2]
    told = [_row(line) for line in archived_events(tmp_path, NOVEMBER)]
    stood = [(row.seq, row.hash, row.body) for row in stores.at_centre()]
    assert [(row[3], row[4], row[5]) for row in told] == stood
