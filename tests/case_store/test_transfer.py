"""A case goes from one hall to another by way of the centre: whole, readable, with its clocks, and to nobody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from case_store.casework.case_door import last_known
from case_store.keys import CENTRE, Retired, hall_reader
from case_store.log import projections
from case_store.log.event_log import Past
from case_store.log.projections.case_histories import OLD_TENURE
from case_store.log.schema import (
    case_,
    case_folded,
    case_key,
    clock,
    event,
    pull_cursor,
    quarantine,
    stream_head,
)
from case_store.log.verify import verify
from case_store.seal import MATTER, SealError, open_field, unwrap
from case_store.secrecy.cipher import SM
from case_store.sync.pull_apply import read_pulled
from cases.advice.grade import CaseGrade
from cases.advice.grading import GradeFacts, suggest_grade
from cases.casework import case_commands as ask
from cases.casework.case_rules import decide
from cases.casework.case_state import CaseState
from cases.refusal import Refusal
from cases.sealed import Sealed, WrappedKey
from tests.case_store.one_hall import POLICY
from tests.case_store.three_stores import (
    LEADER,
    NOON,
    PRIVATE,
    A,
    AStore,
    B,
    ThreeStores,
    open_three_stores,
    record,
    registration,
)

CASE = "c1"
WHY = Sealed(key_id=CASE, nonce="bm9uY2U=", ciphertext="dGV4dA==")
HAND_OVER = ask.HandOver(by=LEADER, to_store=B, because=WHY)
DECLINE = ask.DeclineTransfer(by=LEADER, because=WHY)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[ThreeStores]:
    opened = open_three_stores(tmp_path)
    yield opened
    opened.close()


def handed_over(stores: ThreeStores) -> None:
    """A registers and accepts, A and the centre work on it, A hands it to B, and everybody has heard of it."""
    stores.everybody_hears()
    stores.a.say(CASE, registration(stores.a, CASE), ask.AcceptCase(staff_id="s1"), record("r1"))
    stores.push(A)
    stores.centre.say(CASE, record("r2"))
    stores.a.say(CASE, HAND_OVER)
    stores.everybody_hears()


def taking(store: AStore, *, forced: bool = False) -> ask.TakeOver:
    """By what this store knows of the case."""
    case = store.case(CASE)
    with store.log.reading() as connection:
        epoch, seq = last_known(Past(connection, store.log.stream, NOON), case)
    return ask.TakeOver(
        by=LEADER, forced=forced, known_epoch=epoch, known_seq=seq, because=WHY if forced else None
    )


def transferred(stores: ThreeStores) -> None:
    """The same, and B took it; everybody has heard."""
    handed_over(stores)
    stores.b.say(CASE, taking(stores.b))
    stores.everybody_hears()


def refused(store: AStore, command: ask.CaseCommand) -> str:
    answer = decide(store.case(CASE), command, POLICY, NOON, store.log.stream)
    assert isinstance(answer, Refusal), answer
    return answer.code


def story(store: AStore) -> str:
    """What this machine can open of what the citizen told. Raises SealError."""
    keys = [
        WrappedKey(
            reader=r.reader, ephemeral=r.ephemeral, nonce=r.nonce, ciphertext=r.ciphertext, suite=r.suite
        )
        for r in store.rows(case_key)
        if r.case_id == CASE
    ]
    assert store.keys.sealing is not None
    key = unwrap(CASE, keys, store.keys.name, store.keys.sealing)
    (told,) = [orjson.loads(r.body) for r in store.rows(event) if r.type == "case_registered"]
    return str(open_field(key, MATTER, Sealed(**told["matter"]["sealed"]))["story"])


def standing(store: AStore) -> Any:
    """The case as it is folded here, to compare replicas."""
    (row,) = store.rows(case_folded)
    return row.stream, row.tenure, row.folded, row.waiting, row.unknown


def due(store: AStore) -> list[tuple[str, int, int]]:
    return [(row.clock_id, row.due_at_us, row.running) for row in store.rows(clock)]


def test_a_hall_that_a_case_is_handed_to_knows_its_whole_history_and_opens_its_seal(
    stores: ThreeStores,
) -> None:
    handed_over(stores)
    assert sorted(stores.b.types(CASE)) == sorted(stores.a.types(CASE))
    assert stores.b.case(CASE).records == {"r1", "r2"}
    assert story(stores.b) == story(stores.a) == PRIVATE.story
    assert [row.handed_to for row in stores.b.rows(case_)] == [B]
    assert refused(stores.a, ask.AcceptCase(staff_id="s1")) == "case.not_holder"


def test_a_key_is_wrapped_for_the_hall_that_needs_it_and_for_no_other(stores: ThreeStores) -> None:
    stores.everybody_hears()
    stores.a.say(CASE, registration(stores.a, CASE))
    stores.push(A)
    stores.centre.say(CASE, record("r1"))
    stores.everybody_hears()
    assert {row.reader for row in stores.centre.rows(case_key)} == {hall_reader(A), CENTRE}
    stores.a.say(CASE, HAND_OVER)
    stores.everybody_hears()
    assert {row.reader for row in stores.centre.rows(case_key)} == {hall_reader(A), hall_reader(B), CENTRE}
    assert {row.reader for row in stores.b.rows(case_key)} == {hall_reader(B)}


def test_a_key_in_the_suite_of_national_ciphers_is_passed_on_as_such(stores: ThreeStores) -> None:
    stores.everybody_hears()
    stores.a.say(CASE, registration(stores.a, CASE, suite=SM), HAND_OVER)
    stores.push(A)
    lost, again = stores.answer(B), stores.answer(B)
    assert lost == again
    stores.take(B, again)
    assert story(stores.b) == PRIVATE.story


def test_a_centre_that_turned_its_key_passes_on_what_was_wrapped_to_the_one_before(
    stores: ThreeStores,
) -> None:
    stores.everybody_hears()
    stores.a.say(CASE, registration(stores.a, CASE), HAND_OVER)
    stores.push(A)
    before = stores.centre.keys
    assert before.sealing is not None
    stores.centre.keys = replace(
        before, sealing=X25519PrivateKey.generate(), retired=(Retired(at=NOON, key=before.sealing),)
    )
    stores.pull(B)
    assert story(stores.b) == PRIVATE.story


def test_a_case_whose_key_was_destroyed_goes_on_unreadable(stores: ThreeStores) -> None:
    stores.everybody_hears()
    stores.a.say(CASE, registration(stores.a, CASE), HAND_OVER)
    stores.push(A)
    with stores.centre.log.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.delete(case_key))
    stores.pull(B)
    with pytest.raises(SealError):
        story(stores.b)
    stores.b.say(CASE, taking(stores.b), ask.AcceptCase(staff_id="s9"))
    assert stores.b.case(CASE).state is CaseState.ACCEPTED


def test_the_new_holder_decides_all_stores_fold_the_same_and_no_clock_begins_anew(
    stores: ThreeStores,
) -> None:
    handed_over(stores)
    before = due(stores.a)
    assert before
    stores.b.say(CASE, taking(stores.b))
    assert due(stores.b) == before
    stores.everybody_hears()
    assert standing(stores.a) == standing(stores.b) == standing(stores.centre)
    assert stores.a.case(CASE).holder == B
    assert [row.stream for row in stores.a.rows(case_)] == [B]
    assert refused(stores.a, ask.AcceptCase(staff_id="s1")) == "case.not_holder"
    for store in (stores.a, stores.b, stores.centre):
        with store.log.writing(uuid4(), NOON) as work:
            assert verify(work.connection) == []
            projections.rebuild(work.connection)
        assert standing(store) == standing(stores.centre)


def test_the_old_holder_keeps_what_it_knew_and_hears_nothing_of_what_comes_after(stores: ThreeStores) -> None:
    transferred(stores)
    known = stores.a.types(CASE)
    assert (B, "taken_over") in known
    stores.b.say(CASE, record("r3"))
    stores.centre.say(CASE, record("r4"))
    stores.everybody_hears()
    assert stores.a.types(CASE) == known
    assert stores.b.case(CASE).records == stores.centre.case(CASE).records == {"r1", "r2", "r3", "r4"}


def test_what_the_old_holder_still_adds_comes_to_the_new_one(stores: ThreeStores) -> None:
    transferred(stores)
    stores.a.say(CASE, record("r5"))
    stores.everybody_hears()
    assert "r5" in stores.b.case(CASE).records


def test_a_case_that_comes_back_brings_what_happened_meanwhile(stores: ThreeStores) -> None:
    transferred(stores)
    stores.b.say(CASE, record("r3"), ask.HandOver(by=LEADER, to_store=A, because=WHY))
    stores.everybody_hears()
    stores.a.say(CASE, taking(stores.a))
    stores.everybody_hears()
    assert (stores.a.case(CASE).holder, stores.a.case(CASE).tenure) == (A, 3)
    assert stores.a.case(CASE).records == {"r1", "r2", "r3"}
    assert standing(stores.a) == standing(stores.b) == standing(stores.centre)


def test_a_hall_that_declines_sends_it_back_and_cannot_take_it_any_more(stores: ThreeStores) -> None:
    handed_over(stores)
    assert refused(stores.b, ask.DeclineTransfer(by=LEADER)) == "decline.needs_reason"
    assert refused(stores.a, DECLINE) == "take_over.not_handed"
    stores.b.say(CASE, DECLINE)
    stores.b.say(CASE, DECLINE)  # pressed twice
    assert refused(stores.b, taking(stores.b)) == "take_over.declined"
    stores.everybody_hears()
    stores.a.say(CASE, taking(stores.a))  # by whoever: nobody else wants it
    stores.everybody_hears()
    assert standing(stores.a) == standing(stores.b) == standing(stores.centre)
    assert (stores.b.case(CASE).holder, stores.b.case(CASE).tenure) == (A, 2)
    assert [kind for _stream, kind in stores.b.types(CASE)].count("transfer_declined") == 1
    stores.a.say(CASE, HAND_OVER)  # and asks again
    stores.everybody_hears()
    stores.b.say(CASE, taking(stores.b))
    assert stores.b.case(CASE).tenure == 3


def test_a_late_decision_is_set_aside_where_it_was_made_at_the_centre_and_at_whoever_holds_the_case(
    stores: ThreeStores,
) -> None:
    stores.everybody_hears()
    stores.a.say(CASE, registration(stores.a, CASE))
    stores.push(A)
    stores.centre.say(CASE, taking(stores.centre, forced=True), HAND_OVER)
    stores.pull(B)
    stores.b.say(CASE, taking(stores.b))
    stores.push(B)
    stores.a.say(CASE, ask.AcceptCase(staff_id="s1"), record("r1"))  # A, without a line, knows of nothing
    stores.everybody_hears()
    for store in (stores.a, stores.b, stores.centre):
        assert [(row.stream, row.reason) for row in store.rows(quarantine)] == [(A, OLD_TENURE)], store
    assert standing(stores.b)[:2] == standing(stores.centre)[:2] == (B, 3)
    assert standing(stores.a)[:2] == (CENTRE, 2)  # what the centre did with it is not A's any more
    assert stores.b.case(CASE).state is CaseState.REGISTERED
    assert stores.b.case(CASE).records == {"r1"}
    told = {row.id for row in stores.b.rows(quarantine)}
    with stores.centre.log.writing(uuid4(), NOON) as work:
        projections.rebuild(work.connection)
    stores.pull(B)
    assert {row.id for row in stores.b.rows(quarantine)} == told


def test_a_new_hall_store_is_told_its_part_of_every_case_that_came_to_it(stores: ThreeStores) -> None:
    stores.a.say(CASE, registration(stores.a, CASE), record("r1"), HAND_OVER)
    stores.push(A)  # B has never asked
    assert [kind for _stream, kind in stores.b.types(CASE)] == []
    stores.pull(B)
    stores.b.say(CASE, taking(stores.b))
    assert stores.b.case(CASE).records == {"r1"}


def test_a_history_is_told_in_its_order_though_the_clock_of_the_centre_was_set_back(
    stores: ThreeStores,
) -> None:
    stores.everybody_hears()
    stores.a.say(CASE, registration(stores.a, CASE))
    stores.push(A, NOON + timedelta(days=1))
    stores.a.say(CASE, ask.AcceptCase(staff_id="s1"), HAND_OVER)
    stores.push(A)
    assert stores.pull(B) == ["case_registered", "case_accepted", "handed_over"]
    assert standing(stores.b) == standing(stores.a)


@pytest.mark.parametrize("events_max", [1, 500])
@pytest.mark.parametrize("order", [(3, 2, 1, 0), (0, 2, 1, 3), (0, 3, 1, 2), (1, 2, 3, 0)])
def test_a_history_that_comes_in_another_order_is_the_same_case(
    stores: ThreeStores, order: tuple[int, ...], events_max: int
) -> None:
    stores.everybody_hears()
    grade = ask.GradeCase(
        by=LEADER,
        grade=CaseGrade.ORDINARY,
        suggestion=suggest_grade(GradeFacts(), POLICY.grading),
        because=WHY,
    )
    stores.a.say(CASE, registration(stores.a, CASE), ask.AcceptCase(staff_id="s1"), grade, HAND_OVER)
    stores.everybody_hears()
    told = read_pulled(stores.answer_at(B, 0, ""))
    assert len(told.items) == len(order)
    with stores.b.log.writing(uuid4(), NOON) as work:  # B as it was before it heard of the case
        for table in (event, pull_cursor):
            work.connection.execute(sa.delete(table))
        work.connection.execute(sa.update(stream_head).values(position=0))
        projections.rebuild(work.connection)
    mixed = [told.items[n] for n in order]
    for first in range(0, len(mixed), events_max):
        stores.take(B, replace(told, items=mixed[first : first + events_max]))
    assert standing(stores.b) == standing(stores.a)


def test_a_take_over_that_a_disk_has_torn_holds_up_nothing_that_is_told_of_its_case(
    stores: ThreeStores,
) -> None:
    transferred(stores)
    with stores.b.log.writing(uuid4(), NOON) as work:
        torn = sa.update(event).where(event.c.type == "taken_over").values(body="{")
        assert work.connection.execute(torn).rowcount == 1
    stores.centre.say(CASE, record("r9"))
    assert stores.pull(B) == ["handling_recorded"]
