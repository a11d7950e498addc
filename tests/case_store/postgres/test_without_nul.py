"""PostgreSQL has no NUL in a text, SQLite has: what a hall tells with one is kept apart and holds nothing up."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from case_store.central.follower import Follower
from case_store.log.fold_later import behind
from case_store.log.schema import help_call
from case_store.store_thread import StoreThread
from case_store.sync.batch import Batch, Head
from cases.queue.help_call import HelpCalled
from tests.case_store.postgres.test_sound_batches import SoundStores, stores, with_key
from tests.case_store.test_ingest import call_help, told
from tests.case_store.test_tenures import register, say
from tests.case_store.two_stores import NOON, verdicts

__all__ = ["stores"]


class _Noon:
    def now(self) -> datetime:
        return NOON


def folded(stores: SoundStores) -> list[str]:
    """Whose help the centre's tables know, once nothing waits to be folded."""
    thread = StoreThread(stores.centre.group)
    while Follower(stores.centre, thread, _Noon()).step():
        pass
    thread.shutdown()
    with stores.centre.reading() as connection:
        assert behind(connection) == {}
        return list(connection.scalars(sa.select(help_call.c.help_id).order_by(help_call.c.help_id)))


def test_what_no_table_has_room_for_is_placed_and_set_aside_where_it_is_folded(stores: SoundStores) -> None:
    call_help(stores, "a")
    stores.happen("help:b", HelpCalled(help_id="b", kiosk_id="k\0", page="home", called_at=NOON))
    call_help(stores, "c")
    assert verdicts(stores.push()) == ["ok"] * 3
    assert folded(stores) == ["a", "c"]
    assert list(stores.apart().values()) == ["not_placeable"]
    assert verdicts(stores.push()) == ["dup"] * 3


def test_what_the_log_itself_has_no_room_for_is_kept_apart(stores: SoundStores) -> None:
    call_help(stores, "a", "b\0", "c")
    assert verdicts(stores.push()) == ["ok", "quarantined", "ok"]
    assert folded(stores) == ["a", "c"]
    assert list(stores.apart().values()) == ["not_placeable"]
    assert verdicts(stores.push()) == ["dup", "quarantined", "dup"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": "\0"}, "shape"),
        ({"prev": "\0"}, "chain"),
        ({"actor": "staff:\0"}, "not_placeable"),
        ({"command_id": "\0"}, "shape"),
        ({"policy_rev": "\0"}, "not_placeable"),
        ({"type": "moon\0"}, "not_placeable"),
    ],
)
def test_wherever_it_stands_it_blocks_nobody(
    stores: SoundStores, changes: dict[str, Any], reason: str
) -> None:
    call_help(stores, "a", "b")
    batch = told(stores.batch(), 1, **changes)
    assert verdicts(stores.push(batch)) == ["ok", "quarantined"]
    assert verdicts(stores.push(batch)) == ["dup", "quarantined"]
    assert list(stores.apart().values()) == [reason]
    assert folded(stores) == ["a"]


def test_nor_does_it_in_a_key_or_in_what_a_batch_says_of_its_sender(stores: SoundStores) -> None:
    say(stores.hall, register())
    call_help(stores, "b")
    first = spoilt_key(with_key(stores.batch()))
    assert verdicts(stores.push(first)) == ["quarantined", "ok"]
    assert list(stores.apart().values()) == ["not_placeable"]
    heads = (Head(1, 2, "\0"),)
    assert verdicts(stores.push(replace(stores.batch(), heads=heads))) == ["quarantined", "dup"]


def spoilt_key(batch: Batch) -> Batch:
    first, *others = batch.items
    return replace(batch, items=[{**first, "keys": [{**first["keys"][0], "ciphertext": "\0"}]}, *others])
