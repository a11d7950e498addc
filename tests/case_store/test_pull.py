"""A hall asks the centre: it hears what concerns it, once, in one transaction with its cursor; nothing blocks it."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import pytest
import sqlalchemy as sa

from case_store.keys import CENTRE
from case_store.log import projections
from case_store.log.schema import case_folded, downlink, downlink_head, event, pull_cursor, quarantine
from case_store.log.verify import verify
from case_store.revised_policy import read_revised
from case_store.sync.pull_apply import Pulled, apply_pulled, read_pulled
from cases.casework import case_commands as ask
from cases.codec import VERSION
from cases.policy.policy_revision import PolicyRevised
from cases.sealed import Sealed
from tests.case_store.three_stores import (
    LEADER,
    NOON,
    A,
    B,
    ThreeStores,
    open_three_stores,
    record,
    registration,
)

CASE = "c1"
WHY = Sealed(key_id=CASE, nonce="bm9uY2U=", ciphertext="dGV4dA==")


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[ThreeStores]:
    opened = open_three_stores(tmp_path)
    yield opened
    opened.close()


def known_to_both(stores: ThreeStores) -> None:
    """A has a case that the centre knows, and both halls have asked once."""
    stores.a.say(CASE, registration(stores.a, CASE), ask.AcceptCase(staff_id="s1"))
    stores.push(A)
    assert stores.pull(A) == stores.pull(B) == []


def positions(stores: ThreeStores, hall: str) -> list[int]:
    return [row.position for row in stores.centre.rows(downlink) if row.stream == hall]


def names_told(stores: ThreeStores, hall: str) -> set[tuple[str, str]]:
    return {(row.source, row.event_id) for row in stores.centre.rows(downlink) if row.stream == hall}


def revise(stores: ThreeStores, why: str) -> None:
    """The centre changes a policy that halls must know."""
    with stores.centre.log.writing(uuid4(), NOON) as work:
        changed = PolicyRevised(files=(("grading.toml", "x = 1"),), staff_id="u1", why=why)
        work.record("policy:hall", [changed], "staff:u1")


def test_what_is_added_at_the_centre_comes_to_the_hall_that_holds_the_case_and_to_nobody_else(
    stores: ThreeStores,
) -> None:
    known_to_both(stores)
    stores.centre.say(CASE, record("r1"), record("r2"))
    assert stores.pull(B) == []
    assert stores.pull(A) == ["handling_recorded"] * 2
    assert stores.a.case(CASE).records == {"r1", "r2"}
    assert stores.pull(A) == []


def test_a_hall_that_asks_for_the_first_time_is_told_all_that_concerns_it_already(
    stores: ThreeStores,
) -> None:
    stores.a.say(CASE, registration(stores.a, CASE))
    stores.push(A)
    stores.centre.say(CASE, record("r1"))
    revise(stores, "all halls")
    assert stores.centre.rows(downlink) == []
    assert sorted(stores.pull(A)) == ["handling_recorded", "policy_revised"]
    assert stores.pull(B) == ["policy_revised"]


def test_positions_have_no_gap_and_small_answers_tell_the_same_as_large_ones(stores: ThreeStores) -> None:
    known_to_both(stores)
    stores.centre.say(CASE, *(record(f"r{n}") for n in range(7)))
    assert positions(stores, A) == list(range(1, 8))
    assert stores.pull(A, events_max=2) == ["handling_recorded"] * 7
    assert stores.a.case(CASE).records == {f"r{n}" for n in range(7)}


def test_an_answer_that_is_lost_is_given_again_and_one_that_comes_twice_changes_nothing(
    stores: ThreeStores,
) -> None:
    known_to_both(stores)
    stores.centre.say(CASE, record("r1"))
    lost = stores.answer(A)
    assert stores.answer(A) == lost
    stores.take(A, lost)
    before = stores.a.rows(event), stores.a.rows(case_folded), stores.a.rows(pull_cursor)
    again = replace(read_pulled(lost), after=0)
    assert stores.take(A, again).placed == []
    assert (stores.a.rows(event), stores.a.rows(case_folded), stores.a.rows(pull_cursor)) == before


def test_rows_and_cursor_are_one_transaction(stores: ThreeStores) -> None:
    known_to_both(stores)
    stores.centre.say(CASE, record("r1"))
    told = stores.answer(A)
    assert _cut_short(stores, told) == 1
    assert stores.a.rows(pull_cursor)[0].position == 0
    assert stores.a.case(CASE).records == frozenset()
    assert stores.pull(A) == ["handling_recorded"]


def _cut_short(stores: ThreeStores, told: bytes) -> int:
    """The power fails after everything was written and before the commit; how many events were."""
    with contextlib.suppress(OSError), stores.a.log.writing(uuid4(), NOON) as work:
        written = len(apply_pulled(work.connection, A, read_pulled(told), NOON).placed)
        raise OSError
    return written


def test_an_answer_that_does_not_go_on_where_the_cursor_stands_is_not_taken(stores: ThreeStores) -> None:
    known_to_both(stores)
    stores.centre.say(CASE, record("r1"), record("r2"))
    second = replace(read_pulled(stores.answer(A)), after=1)
    with pytest.raises(ValueError, match="not to our question"):
        stores.take(A, second)
    assert stores.pull(A) == ["handling_recorded"] * 2


def test_a_cursor_of_another_list_begins_anew_and_what_is_known_stays_once(stores: ThreeStores) -> None:
    known_to_both(stores)
    stores.centre.say(CASE, record("r1"), record("r2"))
    stores.pull(A)
    with stores.centre.log.writing(uuid4(), NOON) as work:  # a centre that was restored tells other things
        work.connection.execute(sa.delete(downlink).where(downlink.c.position == 2))
        first = work.connection.execute(sa.select(downlink.c.mark)).scalar_one()
        work.connection.execute(sa.update(downlink_head).values(position=1, mark=first))
    stores.centre.say(CASE, record("r3"))
    told = read_pulled(stores.answer(A))
    assert (told.after, told.position, len(told.items)) == (0, 2, 2)
    assert stores.pull(A) == ["handling_recorded"]
    assert stores.a.case(CASE).records == {"r1", "r2", "r3"}
    assert stores.answer_at(A, 99, "") == stores.answer_at(A, 0, "")


def test_lists_that_are_made_anew_name_the_same_events(stores: ThreeStores) -> None:
    known_to_both(stores)
    stores.centre.say(CASE, record("r1"))
    revise(stores, "all halls")
    stores.a.say(CASE, ask.HandOver(by=LEADER, to_store=B, because=WHY))
    stores.push(A)
    stores.centre.say(CASE, record("r2"))
    told = {hall: names_told(stores, hall) for hall in (A, B)}
    stores.pull(A)
    with stores.centre.log.writing(uuid4(), NOON) as work:
        projections.rebuild(work.connection)
    assert {hall: names_told(stores, hall) for hall in (A, B)} == told
    assert stores.pull(A) == []
    assert len(stores.pull(B)) == len(told[B])


def test_what_the_centre_revises_holds_in_its_halls_except_what_describes_one_hall_or_it_revised_itself(
    stores: ThreeStores,
) -> None:
    known_to_both(stores)
    told = (("grading.toml", "above"), ("units.toml", "above"), ("hall.toml", "above"))
    for store, files in ((stores.centre, told), (stores.a, (("grading.toml", "own"),))):
        with store.log.writing(uuid4(), NOON) as work:
            work.record("policy:hall", [PolicyRevised(files=files, staff_id="u1", why="new")], "staff:u1")
    stores.everybody_hears()
    below = {"units.toml": "above"}
    for at, stream, holds in (
        (stores.a, A, below | {"grading.toml": "own"}),
        (stores.b, B, below | {"grading.toml": "above"}),
        (stores.centre, A, below | {"grading.toml": "own"}),  # the citizen's page is written by it
        (stores.centre, CENTRE, dict(told)),
    ):
        with at.log.reading() as connection:
            assert read_revised(connection, stream) == holds


def test_a_part_of_a_stream_is_checked_event_by_event_and_a_changed_one_is_named(stores: ThreeStores) -> None:
    known_to_both(stores)
    revise(stores, "before")  # of the centre's stream B is not told all
    stores.centre.say(CASE, record("r1"))
    revise(stores, "behind")
    assert stores.pull(B) == ["policy_revised"] * 2
    with stores.b.log.reading() as connection:
        assert verify(connection) == []
    with stores.b.log.writing(uuid4(), NOON) as work:
        mine = event.c.stream == CENTRE
        work.connection.execute(sa.update(event).where(mine, event.c.position == 2).values(actor="staff:x"))
    with stores.b.log.reading() as connection:
        assert [(fault.stream, fault.what) for fault in verify(connection)] == [(CENTRE, "changed")]


def changed(told: bytes, number: int, how: dict[str, Any] | None) -> Pulled:
    """The answer with one of its events spoilt."""
    document = json.loads(told)
    if how is None:
        document["items"][number] = "garbage"
    else:
        document["items"][number]["event"] |= how
    return read_pulled(orjson.dumps(document))


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        (None, "shape"),
        ({"seq": -1}, "shape"),
        ({"at": "yesterday"}, "shape"),
        ({"body": {"record_id": 3}}, "shape"),
        ({"actor": "staff:somebody"}, "changed"),
        ({"aggregate": "case:c2"}, "changed"),
    ],
)
def test_a_poisonous_event_is_kept_apart_alone(
    stores: ThreeStores, how: dict[str, Any] | None, reason: str
) -> None:
    known_to_both(stores)
    stores.centre.say(CASE, record("r1"), record("r2"), record("r3"))
    applied = stores.take(A, changed(stores.answer(A), 1, how))
    assert (len(applied.placed), applied.apart) == (2, 1)
    assert [row.reason for row in stores.a.rows(quarantine)] == [reason]
    assert stores.a.case(CASE).records == {"r1", "r3"}
    assert stores.pull(A) == []


def test_an_event_of_a_newer_version_is_stored_as_it_is_and_its_case_waits_for_an_upgrade(
    stores: ThreeStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_to_both(stores)
    with monkeypatch.context() as newer:
        newer.setattr("cases.codec.VERSION", VERSION + 1)
        stores.centre.say(CASE, record("r1"))
    stores.centre.say(CASE, record("r2"))
    assert stores.pull(A) == ["handling_recorded"] * 2
    assert [row.unknown for row in stores.a.rows(case_folded)] == [1]
    assert stores.a.rows(quarantine) == []
    with monkeypatch.context() as newer, stores.a.log.writing(uuid4(), NOON) as work:
        newer.setattr("cases.codec.VERSION", VERSION + 1)
        projections.rebuild(work.connection)
    assert stores.a.case(CASE).records == {"r1", "r2"}


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b'{"v":2}', b'{"v":1,"after":0,"position":1,"mark":3,"items":[]}']
)
def test_what_is_no_answer_is_told_apart_before_anything_is_taken(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_pulled(content)
