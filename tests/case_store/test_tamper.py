"""Whoever may write the file recomputes the whole chain; the centre's signature still names what they changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import orjson
import pytest
import sqlalchemy as sa

from case_store.keys import CENTRE, hall_reader
from case_store.log.countersign import (
    Countersign,
    Tampered,
    countersign_heads,
    countersigns_after,
    keep,
    signed_to,
    tampered,
)
from case_store.log.rows import envelope_of
from case_store.log.schema import countersign, event, node_head, stream_head
from case_store.log.verify import verify
from case_store.log.wire import event_hash
from cases.data_taken import DataTaken
from tests.case_store.two_stores import NOON, STREAM, TwoStores, open_two_stores

NODE = hall_reader(STREAM)
EVENTS = 12


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[TwoStores]:
    opened = open_two_stores(tmp_path)
    for n in range(EVENTS):
        opened.happen("staff:s1", DataTaken(staff_id="s1", what=f"list:{n}", form="csv", rows=n))
    opened.push()
    signed = sign(opened)
    with opened.hall.connection.begin():
        assert keep(opened.hall.connection, signed, opened.hall_keys.signers) == len(signed)
    yield opened
    opened.close()


def sign(stores: TwoStores) -> tuple[Countersign, ...]:
    """The centre's daily round; what the hall would be told."""
    with stores.centre.connection.begin():
        connection = stores.centre.connection
        while countersign_heads(connection, CENTRE, stores.centre_keys.signing, NOON, most=3):
            pass
        return countersigns_after(connection, STREAM, (0, 0), 100)


def found(stores: TwoStores) -> list[Tampered]:
    """What the hall finds by itself."""
    with stores.hall.reading() as connection:
        return tampered(connection, stores.hall_keys.signers)


def rewrite(stores: TwoStores, change: Callable[[list[dict[str, object]]], list[dict[str, object]]]) -> None:
    """Somebody with the key of the file changes the log, numbers it anew and makes the chain whole again."""
    connection = stores.hall.connection
    with connection.begin():
        rows = [dict(row._mapping) for row in connection.execute(sa.select(event).order_by(event.c.position))]
        connection.execute(sa.delete(event))
        prev = ""
        for number, row in enumerate(change(rows), 1):
            row |= {"seq": number, "position": number, "prev": prev}
            connection.execute(sa.insert(event), row)
            stored = connection.execute(sa.select(event).where(event.c.position == number)).one()
            prev = event_hash(envelope_of(stored))
            connection.execute(sa.update(event).where(event.c.position == number).values(hash=prev))
        connection.execute(sa.update(node_head).values(seq=number, hash=prev))
        connection.execute(sa.update(stream_head).values(position=number))


def ids(stores: TwoStores) -> list[str]:
    with stores.hall.reading() as connection:
        return list(connection.execute(sa.select(event.c.id).order_by(event.c.position)).scalars())


def test_a_log_that_nobody_touched_is_as_it_was_signed(stores: TwoStores) -> None:
    assert found(stores) == []
    with stores.hall.reading() as connection:
        assert signed_to(connection, STREAM, NODE) == (1, EVENTS)
    with stores.centre.reading() as connection:
        assert tampered(connection, stores.centre_keys.signers) == []


@pytest.mark.parametrize("seq", [1, 5, EVENTS])
def test_a_changed_event_is_named_though_the_whole_chain_was_recomputed(stores: TwoStores, seq: int) -> None:
    (event_id,) = ids(stores)[seq - 1 : seq]

    def change(rows: list[dict[str, object]]) -> list[dict[str, object]]:
        body = orjson.loads(str(rows[seq - 1]["body"]))
        rows[seq - 1]["body"] = orjson.dumps({**body, "rows": 999}).decode()
        return rows

    rewrite(stores, change)
    with stores.hall.reading() as connection:
        assert verify(connection) == []  # the chain alone sees nothing
    (wrong,) = found(stores)
    assert (wrong.seq, wrong.event_id, wrong.what) == (seq, event_id, "changed")


@pytest.mark.parametrize("seq", [1, 5, EVENTS])
def test_a_dropped_event_is_named_by_its_id(stores: TwoStores, seq: int) -> None:
    event_id = ids(stores)[seq - 1]
    rewrite(stores, lambda rows: [*rows[: seq - 1], *rows[seq:]])
    (wrong,) = found(stores)
    assert (wrong.seq, wrong.event_id, wrong.what) == (seq, event_id, "dropped")


def test_two_events_that_changed_places_are_named(stores: TwoStores) -> None:
    event_id = ids(stores)[3]
    rewrite(stores, lambda rows: [*rows[:3], rows[4], rows[3], *rows[5:]])
    (wrong,) = found(stores)
    assert (wrong.seq, wrong.event_id, wrong.what) == (4, event_id, "reordered")


def test_an_event_that_was_put_in_is_found_where_it_stands(stores: TwoStores) -> None:
    event_id = ids(stores)[6]
    forged = str(UUID(int=7))
    rewrite(stores, lambda rows: [*rows[:6], {**rows[0], "id": forged}, *rows[6:]])
    (wrong,) = found(stores)
    assert (wrong.seq, wrong.event_id, wrong.what) == (7, event_id, "reordered")


def test_a_signature_that_is_not_the_centres_says_nothing_and_is_not_kept(stores: TwoStores) -> None:
    genuine = sign(stores)
    forged = [replace(one, seq=one.seq - 1) for one in genuine]
    strange = [replace(one, signer="hall:other") for one in genuine]
    with stores.hall.connection.begin():
        connection = stores.hall.connection
        connection.execute(sa.delete(countersign))
        assert keep(connection, [*forged, *strange], stores.hall_keys.signers) == 0
        assert keep(connection, genuine, stores.hall_keys.signers) == len(genuine)
        connection.execute(sa.update(countersign).values(marks=genuine[0].marks[:-8] + "AAAAAAA="))
    assert [wrong.what for wrong in found(stores)] == ["signature"]


def test_what_comes_later_is_signed_the_next_day_and_nothing_twice(stores: TwoStores) -> None:
    before = sign(stores)
    stores.happen("staff:s1", DataTaken(staff_id="s1", what="later", form="csv", rows=1))
    stores.push(stores.batch())
    after = sign(stores)
    assert after[: len(before)] == before
    (new,) = after[len(before) :]
    assert (new.first_seq, new.seq) == (EVENTS + 1, EVENTS + 1)
