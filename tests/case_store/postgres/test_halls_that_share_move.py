"""Two halls that handed a case from one to the other move one after the other: it is whole once both are there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from case_store.central.arriving import import_hall
from case_store.central.card import card_of
from case_store.central.moving import export_hall
from case_store.central.postgres import open_postgres
from case_store.config import StoreConfig
from case_store.errors import StoreError
from case_store.keys import CENTRE, Keys, hall_reader, make_keys, read_keys
from case_store.log.bulk import insert_rows
from case_store.log.fold_later import behind, fold_waiting
from case_store.log.schema import case_, case_key, event, metadata
from case_store.log.verify import verify
from case_store.log.wrapped_keys import WRAPPED, wrapped_key
from case_store.migrations import upgrade
from case_store.seal import unwrap
from tests.case_store.one_hall import ASSETS
from tests.case_store.test_transfer import CASE, transferred
from tests.case_store.three_stores import NOON, A, B, ThreeStores, open_three_stores

STANDS = (case_.c.stream, case_.c.state, case_.c.case_code, case_.c.registered_at_us, case_.c.due_at_us)


class Cluster:
    """A centre's database, its keys and what an operator wrote for it."""

    def __init__(self, folder: Path, url: str, key_file: Path) -> None:
        self.url, self.keys = url, read_keys(key_file)
        told = {"role": "centre", "name": CENTRE, "database": folder / "centre.db", "database_url": url}
        files = {"key_file": key_file, "tokens_file": folder / "tokens.json", "assets_dir": ASSETS}
        self.config = StoreConfig.model_validate({**told, **files})
        self.engine = open_postgres(url, CENTRE)
        upgrade(self.engine)

    def fold(self) -> None:
        with self.engine.begin() as connection:
            for stream in behind(connection):
                fold_waiting(connection, stream)

    def stands(self) -> list[tuple[object, ...]]:
        """The case, as it is listed."""
        with self.engine.connect() as connection:
            return [
                tuple(row) for row in connection.execute(sa.select(*STANDS).where(case_.c.case_id == CASE))
            ]

    def opens(self) -> bool:
        with self.engine.connect() as connection:
            found = connection.execute(sa.select(*WRAPPED).where(case_key.c.case_id == CASE)).all()
        unwrap(CASE, [wrapped_key(row) for row in found], CENTRE, *self.keys.openers)
        return True

    def faults(self) -> list[object]:
        with self.engine.connect() as connection:
            return list(verify(connection))


@pytest.fixture
def stores(tmp_path: Path) -> ThreeStores:
    return open_three_stores(tmp_path)


def old_cluster(folder: Path, url: str, stores: ThreeStores) -> Cluster:
    """What the centre of the three has, in PostgreSQL; its halls are ended there."""
    key_file = folder / "keys" / A / "centre.keys.json"
    document = json.loads(key_file.read_text())
    document["signers"] = {CENTRE: document["signers"][CENTRE]}
    key_file.write_text(json.dumps(document))
    cluster = Cluster(folder / "old", url, key_file)
    with stores.centre.log.reading() as source, cluster.engine.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(sa.delete(table))  # a new database says with what it is folded
            if rows := [row._asdict() for row in source.execute(sa.select(table))]:
                insert_rows(connection, table, rows)
    return cluster


def move(old: Cluster, new: Cluster, stream: str, folder: Path) -> int:
    """How many cases others have a part in."""
    to, by = card_of(new.keys, "new"), card_of(old.keys, "old")
    made = export_hall(old.config, old.keys, stream, to, folder, database_url=old.url, now=NOON)
    import_hall(new.config, new.keys, made.folder, by, database_url=new.url, now=NOON)
    new.fold()
    return made.shared


def test_a_case_that_was_handed_over_is_whole_once_both_halls_have_moved(
    tmp_path: Path, new_database: Callable[[], str], stores: ThreeStores
) -> None:
    transferred(stores)
    old = old_cluster(tmp_path, new_database(), stores)
    stores.close()
    new = Cluster(tmp_path / "new", new_database(), make_keys(tmp_path / "new-keys", "150599000")[CENTRE])
    assert [row[0] for row in old.stands()] == [B]
    assert move(old, new, B, tmp_path / "away") == 1
    assert new.stands() == []  # its beginning is not there yet
    assert new.faults() == []
    assert move(old, new, A, tmp_path / "away") == 0
    assert new.stands() == old.stands()
    assert new.opens()
    assert new.faults() == []
    with new.engine.connect() as connection:
        streams = set(connection.scalars(sa.select(event.c.stream)))
    assert streams == {A, B}
    unknown = card_of(new.keys, "new")
    with pytest.raises(StoreError, match=r"move\.unknown_hall"):
        export_hall(old.config, old.keys, "159999999", unknown, tmp_path, database_url=old.url, now=NOON)
    for one in (old, new):
        one.engine.dispose()


def test_a_hall_of_the_key_file_is_taken_out_of_it_first(
    tmp_path: Path, new_database: Callable[[], str], stores: ThreeStores
) -> None:
    transferred(stores)
    old = old_cluster(tmp_path, new_database(), stores)
    stores.close()
    keys: Keys = old.keys
    keys.signers[hall_reader(A)] = keys.signers[CENTRE]
    with pytest.raises(StoreError, match=r"move\.not_ended"):
        export_hall(
            old.config, keys, A, card_of(keys, "x"), tmp_path / "away", database_url=old.url, now=NOON
        )
    assert not list((tmp_path / "away").glob("*"))
    old.engine.dispose()
