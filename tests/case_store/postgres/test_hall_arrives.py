"""What the new centre answers to a hall's copy: true when it can be read, and to be had even when something broke."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from case_store.central.arriving import import_hall
from case_store.central.card import card_of
from case_store.central.move_file import Arrived
from case_store.central.moving import export_hall
from case_store.errors import StoreError
from case_store.keys import CENTRE, make_keys
from case_store.log.schema import event, hall_moved
from tests.case_store.postgres.test_halls_that_share_move import Cluster, old_cluster
from tests.case_store.test_transfer import transferred
from tests.case_store.three_stores import NOON, A, open_three_stores


class Copied:
    """A hall as it lies between two centres."""

    def __init__(self, folder: Path, new_database: Callable[[], str]) -> None:
        stores = open_three_stores(folder)
        transferred(stores)
        self.old = old_cluster(folder, new_database(), stores)
        stores.close()
        keys = make_keys(folder / "new-keys", "150599000")[CENTRE]
        self.new = Cluster(folder / "new", new_database(), keys)
        to = card_of(self.new.keys, "new")
        made = export_hall(
            self.old.config, self.old.keys, A, to, folder / "away", database_url=self.old.url, now=NOON
        )
        self.folder = made.folder
        self.arrived, self.arriving = (self.folder / name for name in ("arrived.json", "arriving.json"))

    def take(self) -> Arrived:
        by = card_of(self.old.keys, "old")
        return import_hall(
            self.new.config, self.new.keys, self.folder, by, database_url=self.new.url, now=NOON
        )

    def events(self) -> int:
        with self.new.engine.connect() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(event)) or 0)


@pytest.fixture
def copied(tmp_path: Path, new_database: Callable[[], str]) -> Iterator[Copied]:
    made = Copied(tmp_path, new_database)
    yield made
    for one in (made.old, made.new):
        one.engine.dispose()


def test_where_no_answer_can_be_written_nothing_is_taken_in(copied: Copied) -> None:
    copied.arriving.mkdir()
    with pytest.raises(StoreError, match=r"move\.not_written"):
        copied.take()
    assert copied.events() == 0
    copied.arriving.rmdir()
    assert copied.take().events == copied.events() > 0
    assert copied.arrived.exists()


def test_an_answer_that_a_power_cut_left_unnamed_is_given_when_asked_again(copied: Copied) -> None:
    given = copied.take()
    with pytest.raises(StoreError, match=r"move\.already_here"):
        copied.take()
    copied.arrived.rename(copied.arriving)
    there = copied.events()
    assert copied.take().said() == given.said()
    assert copied.arrived.exists()
    assert copied.events() == there


def test_of_a_hall_that_is_here_by_another_way_nothing_is_answered(copied: Copied) -> None:
    copied.take()
    copied.arrived.rename(copied.arriving)
    with copied.new.engine.begin() as connection:
        connection.execute(sa.update(event).values(hash=event.c.hash + "x"))
    with pytest.raises(StoreError, match=r"move\.already_here"):
        copied.take()
    assert not copied.arrived.exists()


def test_a_hall_that_has_left_again_is_not_answered_for(copied: Copied) -> None:
    copied.take()
    copied.arrived.rename(copied.arriving)
    mark = {"stream": A, "moved_at_us": 1, "to_name": "third", "manifest_hash": "0"}
    with copied.new.engine.begin() as connection:
        connection.execute(sa.insert(hall_moved), mark)
    with pytest.raises(StoreError, match=r"move\.already_here"):
        copied.take()
    assert not copied.arrived.exists()
