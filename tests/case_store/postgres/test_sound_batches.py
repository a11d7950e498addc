"""What goes to PostgreSQL as it was read is what event by event would have placed; what is not sound is judged as ever.

The tests of ingest are played once more with every batch read as the service reads it, by roles and without.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import psycopg
import pytest
import sqlalchemy as sa

from case_store.central.context import INGEST, acting_as
from case_store.central.postgres import open_postgres
from case_store.keys import CENTRE
from case_store.log.event_log import EventLog
from case_store.log.schema import case_key, event, fold_cursor, node_head, stream_head
from case_store.migrations import upgrade
from case_store.sync.batch import Batch, SignedBatch
from case_store.sync.opening import batch_of
from case_store.sync.push import EventVerdict, Verdict
from case_store.sync.sound import Sound, from_bytes, to_bytes
from case_store.sync.sound_reading import sound_of
from case_store.sync.take_sound import LookAgain, take_sound
from cases.queue.help_call import HelpCalled
from cases.refusal import Refusal
from tests.case_store.postgres.by_service import by_service
from tests.case_store.test_ingest import (
    call_help,
    test_a_batch_with_a_hole_before_it_is_told_what_is_wanted,
    test_a_poison_event_is_kept_apart_and_the_next_ones_get_in,
    test_an_event_of_a_newer_program_is_kept_as_it_is,
    test_an_event_of_a_wrong_shape_or_address_is_kept_apart,
    test_batches_that_overlap_count_what_is_new,
    test_the_same_place_with_another_story_is_kept_apart,
    test_what_goes_on_behind_another_story_is_kept_apart_and_does_not_become_the_chain,
    test_what_happened_in_the_hall_is_at_the_centre_once,
    test_whatever_an_event_is_the_centre_stands,
)
from tests.case_store.test_tenures import (
    CASE,
    register,
    say,
    test_the_words_and_the_tables_of_a_taken_case_go_with_it_to_its_new_holder,
    test_what_the_old_holder_decides_afterwards_is_kept_apart_and_what_it_adds_is_taken,
)
from tests.case_store.two_stores import NOON, STREAM, TwoStores, open_two_stores, verdicts

__all__ = [
    "test_a_batch_with_a_hole_before_it_is_told_what_is_wanted",
    "test_a_poison_event_is_kept_apart_and_the_next_ones_get_in",
    "test_an_event_of_a_newer_program_is_kept_as_it_is",
    "test_an_event_of_a_wrong_shape_or_address_is_kept_apart",
    "test_batches_that_overlap_count_what_is_new",
    "test_the_same_place_with_another_story_is_kept_apart",
    "test_the_words_and_the_tables_of_a_taken_case_go_with_it_to_its_new_holder",
    "test_what_goes_on_behind_another_story_is_kept_apart_and_does_not_become_the_chain",
    "test_what_happened_in_the_hall_is_at_the_centre_once",
    "test_what_the_old_holder_decides_afterwards_is_kept_apart_and_what_it_adds_is_taken",
    "test_whatever_an_event_is_the_centre_stands",
]


@dataclass
class SoundStores(TwoStores):
    """The centre takes a batch as it was read, where that goes. `copied`: how many went so."""

    copied: int = 0

    def take(self, signed: SignedBatch, now: datetime = NOON) -> tuple[EventVerdict, ...] | Refusal:
        sound = self.sound(signed)
        if sound is None:
            return super().take(signed, now)
        try:
            with acting_as(INGEST), self.centre.transaction():
                answer = orjson.loads(take_sound(self.centre.connection, from_bytes(to_bytes(sound)), now))
        except LookAgain:
            return super().take(signed, now)
        self.copied += 1
        self.follow()
        return tuple(EventVerdict(v["seq"], v["id"], Verdict(v["verdict"])) for v in answer["verdicts"])

    def sound(self, signed: SignedBatch) -> Sound | None:
        batch = batch_of(signed, self.centre_keys.signers)
        return None if isinstance(batch, Refusal) else sound_of(batch)


def _sound(stores: TwoStores) -> SoundStores:
    return SoundStores(stores.hall, stores.centre, stores.hall_keys, stores.centre_keys, stores.engines)


@pytest.fixture(params=["owner", "roles"])
def stores(request: pytest.FixtureRequest, tmp_path: Path, database: str) -> Iterator[SoundStores]:
    opened = _sound(open_two_stores(tmp_path, database))
    if request.param == "roles":
        by_service(opened, database)
    yield opened
    opened.close()


def _told(stores: TwoStores) -> dict[str, list[Any]]:
    """What placing writes, all but when it was received."""
    found = {}
    with stores.centre.reading() as connection:
        for table in (event, stream_head, node_head, case_key, fold_cursor):
            columns = [column for column in table.c if column.name != "received_at_us"]
            rows = connection.execute(sa.select(*columns).where(table.c.stream == STREAM))
            found[table.name] = sorted(tuple(row) for row in rows)
    return found


def _much(stores: TwoStores) -> None:
    say(stores.hall, register())
    call_help(stores, "a", "b")
    odd = HelpCalled(help_id="h", kiosk_id='k"1\\n\t\u4e00\U0001f600', page="home\\N", called_at=NOON)
    stores.happen("help:h", odd)


def with_key(batch: Batch) -> Batch:
    """Its first event brings the key of its case along."""
    key = {"reader": CENTRE, "ephemeral": "e", "nonce": "n", "ciphertext": "c"}
    return replace(batch, items=[{**batch.items[0], "keys": [key]}, *batch.items[1:]])


def test_what_is_copied_is_what_event_by_event_would_have_placed(
    tmp_path: Path, new_database: Callable[[], str]
) -> None:
    stores = open_two_stores(tmp_path, new_database())
    _much(stores)
    signed = stores.sign(with_key(stores.batch()))
    assert not isinstance(stores.take(signed), Refusal)
    one_by_one = _told(stores)
    assert len(one_by_one["case_key"]) == 1
    again = _sound(stores)
    again.centre.close()
    stores.engines[1].dispose()
    again.engines = (stores.engines[0], open_postgres(new_database(), CENTRE))
    upgrade(again.engines[1])
    again.centre = EventLog(
        again.engines[1], stream=CENTRE, node=CENTRE, policy_rev="test", has_upstream=False
    )
    assert verdicts(again.take(signed)) == ["ok"] * 4
    assert (again.copied, _told(again)) == (1, one_by_one)
    again.close()


def test_batches_that_go_on_are_copied_one_behind_the_other_and_found_again_when_told_twice(
    stores: SoundStores,
) -> None:
    _much(stores)
    whole = stores.batch()
    for first in (0, 2):
        part = replace(whole, first_seq=first + 1, items=whole.items[first : first + 2])
        assert verdicts(stores.push(part)) == ["ok", "ok"]
    assert stores.copied == 2
    assert verdicts(stores.push(whole)) == ["dup"] * 4
    assert [row.position for row in stores.at_centre()] == [1, 2, 3, 4]


@pytest.mark.parametrize("few", [0, 8])
def test_two_batches_of_one_transaction_are_both_there(
    stores: SoundStores, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By roles those of more than a few events come by way of a table that a transaction keeps."""
    monkeypatch.setattr("case_store.log.placing_copied.FEW", few)
    _much(stores)
    whole = stores.batch()
    parts = [replace(whole, first_seq=n + 1, items=whole.items[n : n + 2]) for n in (0, 2)]
    with acting_as(INGEST), stores.centre.group():
        for part in parts:
            sound = stores.sound(stores.sign(part))
            assert sound is not None
            with stores.centre.part():
                take_sound(stores.centre.connection, sound, NOON)
    placed = stores.at_centre()
    assert [row.seq for row in placed] == [1, 2, 3, 4]
    assert [orjson.loads(row.body) for row in placed] == [item["event"]["body"] for item in whole.items]


def test_the_key_of_a_case_that_is_forgotten_already_is_not_kept(stores: SoundStores, database: str) -> None:
    say(stores.hall, register())
    with psycopg.connect(database) as connection:
        connection.execute(
            "INSERT INTO case_forgotten (stream, case_id, event_id) VALUES ('150521000', %s, 'x')", (CASE,)
        )
    assert verdicts(stores.push(with_key(stores.batch()))) == ["ok"]
    assert stores.copied == 0
    assert _told(stores)["case_key"] == []


def test_what_the_log_refuses_is_judged_event_by_event(stores: SoundStores) -> None:
    """An id that is there already: the batch is copied in vain, and one event of it is kept apart."""
    call_help(stores, "a", "b")
    whole = stores.batch()
    stores.push(replace(whole, items=whole.items[:1]))
    same = {**whole.items[1], "event": {**whole.items[1]["event"], "id": whole.items[0]["event"]["id"]}}
    assert verdicts(stores.push(replace(whole, first_seq=2, items=[same]))) == ["quarantined"]
    assert list(stores.apart().values()) == ["not_placeable"]


def test_nothing_of_a_batch_that_is_looked_at_again_stays(stores: SoundStores, database: str) -> None:
    call_help(stores, "a", "b", "c")
    whole = stores.batch()
    sound = stores.sound(stores.sign(replace(whole, first_seq=2, items=whole.items[1:])))
    assert sound is not None
    with pytest.raises(LookAgain), acting_as(INGEST), stores.centre.writing(uuid4(), NOON) as work:
        take_sound(work.connection, sound, NOON)
    with psycopg.connect(database) as connection:
        for table in ("event", "stream_head", "node_head"):
            found = connection.execute(f"SELECT 1 FROM {table} WHERE stream = %s".encode(), (STREAM,))  # noqa: S608
            assert found.fetchall() == []
