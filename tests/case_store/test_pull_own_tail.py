"""A hall that was restored from an older backup reads its own events back from the centre."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from case_store.log.verify import verify
from case_store.log.wire import from_wire
from case_store.sync.batch import Batch
from case_store.sync.own_tail import own_tail
from cases.alarm.wall_notice import WallNoticeTakenDown
from tests.case_store.two_stores import STREAM, TwoStores, open_two_stores, verdicts


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[TwoStores]:
    opened = open_two_stores(tmp_path)
    yield opened
    opened.close()


def told(stores: TwoStores, count: int) -> None:
    """The hall has done so much, and the centre has heard it."""
    for number in range(count):
        stores.happen(f"wall_notice:{number}", WallNoticeTakenDown(staff_id="s1"))
    assert set(verdicts(stores.push())) == {"ok"}


def test_what_follows_a_point_comes_in_the_order_of_the_chain_and_is_what_the_hall_said(
    stores: TwoStores,
) -> None:
    told(stores, 5)
    said = stores.batch().items
    with stores.centre.reading() as connection:
        assert own_tail(connection, STREAM, stores.hall.node, 1, 2) == tuple(said[2:])
        assert own_tail(connection, STREAM, stores.hall.node, 1, 0, events_max=2) == tuple(said[:2])
        assert own_tail(connection, STREAM, stores.hall.node, 1, 5) == ()


def test_a_restored_hall_that_takes_its_tail_as_a_batch_has_its_chain_again(
    stores: TwoStores, tmp_path: Path
) -> None:
    told(stores, 3)
    with stores.centre.reading() as connection:
        tail = own_tail(connection, STREAM, stores.hall.node, 1, 0)
    again = tmp_path / "again"
    again.mkdir()
    empty = open_two_stores(again)
    empty.centre_keys.signers.update(stores.centre_keys.signers)
    batch = Batch(stream=STREAM, node=stores.hall.node, epoch=1, first_seq=1, items=tail)
    assert verdicts(empty.take(stores.sign(batch))) == ["ok"] * 3
    with empty.centre.reading() as connection:
        assert verify(connection) == []
    assert [from_wire(item["event"]).seq for item in tail] == [1, 2, 3]
    empty.close()
