"""A hall that has nothing to say or to hear is answered the same as in the long way, by one look."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from case_store.log.schema import downlink_head
from case_store.sync import pull_answer, quiet
from case_store.sync.batch import Batch, Head, pack
from case_store.sync.heads import heads, standing
from case_store.sync.ingest import take_batch
from case_store.sync.opening import Opened, open_batch
from case_store.sync.push import Pushed, Standing
from cases.casework import case_commands as ask
from tests.case_store.test_pushes_together import next_of
from tests.case_store.three_stores import NOON, A, B, ThreeStores, open_three_stores, record, registration

CASE = "c1"


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[ThreeStores]:
    opened = open_three_stores(tmp_path)
    store = opened.a
    store.say(CASE, registration(store, CASE), ask.AcceptCase(staff_id="s1"))
    yield opened
    opened.close()


def in_short(stores: ThreeStores, batch: Batch) -> Pushed | None:
    with stores.centre.log.reading() as connection:
        return quiet.greeted(connection, batch)


def at_length(stores: ThreeStores, batch: Batch) -> Pushed:
    opened = open_batch(pack(batch, batch.node, stores.a.keys.signing), stores.centre.keys.signers)
    assert isinstance(opened, Opened)
    with stores.centre.log.transaction():
        answer = take_batch(stores.centre.log.connection, opened, NOON, push_on=False)
    assert isinstance(answer, Pushed)
    return answer


def greeting(stores: ThreeStores, batch: Batch) -> Batch:
    """As `Uplink` greets: the place of what was read, without its events."""
    return replace(batch, items=())


def test_who_has_told_everything_is_answered_the_same_in_short(stores: ThreeStores) -> None:
    stores.push(A)
    empty = next_of(stores, A)
    assert not empty.items
    short = in_short(stores, empty)
    assert short is not None
    assert short.head is not None
    assert short.head.knows_yours
    assert short == at_length(stores, empty)


def test_who_has_something_to_tell_or_something_to_be_asked_for_is_looked_at_at_length(
    stores: ThreeStores,
) -> None:
    assert in_short(stores, greeting(stores, next_of(stores, A))) is None  # of whom nothing is here
    stores.push(A)
    stores.a.say(CASE, record("r1"))
    assert in_short(stores, next_of(stores, A)) is None
    assert in_short(stores, greeting(stores, next_of(stores, A))) is None
    stores.push(A)
    empty = next_of(stores, A)
    (end,) = empty.heads
    for heads_told in ((replace(end, hash="another"),), (replace(end, seq=end.seq + 1),), (), (end, end)):
        assert in_short(stores, replace(empty, heads=heads_told)) is None
    for odd in (replace(empty, epoch=2), replace(empty, first_seq=empty.first_seq + 1)):
        assert in_short(stores, odd) is None
    begun = replace(empty, epoch=2, first_seq=1, heads=(Head(2, 0, ""),))
    assert in_short(stores, begun) is None  # an epoch begins on another one, which is compared


def test_whose_last_event_was_set_aside_is_known_and_goes_on(stores: ThreeStores) -> None:
    batch = next_of(stores, A)
    last = {**batch.items[-1], "event": {**batch.items[-1]["event"], "body": {"no": "case"}}}
    poisoned = replace(batch, items=[*batch.items[:-1], last])
    told = at_length(stores, poisoned)
    assert [verdict.verdict.value for verdict in told.verdicts][-1] == "quarantined"
    with stores.centre.log.reading() as connection:
        at_centre = heads(connection, A, batch.node)[-1]
    short = in_short(stores, replace(batch, items=(), first_seq=at_centre.seq + 1, heads=(at_centre,)))
    assert short is not None
    assert short.head is not None
    assert short.head.knows_yours
    with stores.a.log.reading() as connection:
        ours = batch.heads[-1]
        seen = replace(short.head, hash=ours.hash)
        assert standing(connection, A, batch.node, ours, seen) is Standing.CONTINUES


def test_a_pull_from_the_end_of_the_list_is_answered_the_same_in_short(stores: ThreeStores) -> None:
    def short(hall: str, position: int, mark: str) -> bytes | None:
        with stores.centre.log.reading() as connection:
            return quiet.nothing_new(connection, hall, position, mark)

    def long(hall: str, position: int, mark: str) -> bytes:
        with stores.centre.log.writing(uuid4(), NOON) as work:
            return pull_answer.answer(work.connection, stores.centre.keys, hall, position=position, mark=mark)

    assert short(A, 0, "") is None  # it asks for the first time
    stores.everybody_hears()
    assert short(A, 0, "") == long(A, 0, "")
    stores.centre.say(CASE, record("r1"))
    assert short(A, 0, "") is None
    assert short(B, 0, "") == long(B, 0, "")
    stores.everybody_hears()
    (end,) = [(row.position, row.mark) for row in stores.centre.rows(downlink_head) if row.stream == A]
    assert end[0] == 1
    assert short(A, *end) == long(A, *end)
    assert short(A, end[0], "of another list") is None
    assert short(A, 0, "") is None
