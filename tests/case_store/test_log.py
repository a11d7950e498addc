"""The log: once, in order, unbroken, and without anybody's name in it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import orjson
import pytest
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7

from case_store.errors import StoreError
from case_store.log.history import visit_name
from case_store.log.schema import metadata
from case_store.log.wire import event_hash, from_wire, keys_from_wire, keys_to_wire, to_wire
from case_store.seal import open_sealed, unwrap
from cases.sealed import Sealed, WrappedKey
from tests.case_store.one_hall import NODE, PRIVATE, STREAM, OneHall, granted, refused


def test_the_same_command_twice_happens_once_and_gets_its_first_answer(hall: OneHall) -> None:
    submission = hall.submission()
    first = granted(hall.store.hall.submit(submission))
    hall.take()
    before = len(hall.events())
    assert granted(hall.store.hall.submit(submission)) == first
    assert len(hall.events()) == before


def test_the_same_command_after_a_restart_still_gets_its_first_answer(hall: OneHall) -> None:
    submission = hall.submission()
    first = granted(hall.store.hall.submit(submission))
    hall.reopen()
    assert granted(hall.store.hall.submit(submission)) == first


def test_a_command_id_with_another_body_is_refused(hall: OneHall) -> None:
    submission = hall.submission()
    granted(hall.store.hall.submit(submission))
    before = len(hall.events())
    assert refused(hall.store.hall.submit(replace(submission, queue="B"))) == "command.id_reused"
    desk = hall.desk(1)
    assert refused(hall.store.hall.call_next(submission.command_id, desk)) == "command.id_reused"
    assert len(hall.events()) == before + 2  # the desk that was opened, and who signed in


def test_what_was_refused_leaves_nothing_and_may_be_asked_again(hall: OneHall) -> None:
    desk, command_id = hall.desk(1), uuid_v7.uuid7()
    before = len(hall.events())
    assert refused(hall.store.hall.call_next(command_id, desk)) == "queue.empty"
    assert len(hall.events()) == before
    taken = hall.take()
    assert granted(hall.store.hall.call_next(command_id, desk)).ticket_no == taken.ticket_no


def test_positions_and_sequence_have_no_gap_and_the_chain_holds(hall: OneHall) -> None:
    desk = hall.desk(1)
    for _ in range(3):
        hall.take()
        hall.end(desk, hall.serve(desk))
    rows = hall.rows("SELECT position, seq, node, epoch, stream FROM event ORDER BY position")
    assert [row.position for row in rows] == [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert {(row.node, row.epoch, row.stream) for row in rows} == {(NODE, 1, STREAM)}
    assert hall.faults() == []


def test_the_chain_goes_on_after_a_restart_and_a_clock_put_back(hall: OneHall) -> None:
    hall.take()
    hall.reopen()
    hall.wait(days=-2)
    hall.take()
    assert hall.faults() == []
    stamps = [row.hlc for row in hall.rows("SELECT hlc FROM event ORDER BY seq")]
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE event SET body = replace(body, 'A001', 'A009') WHERE seq = :first + 1", ["changed"]),
        ("UPDATE event SET at_us = at_us + 1 WHERE seq = :first + 2", ["changed"]),
        ("UPDATE event SET actor = 'kiosk:k9' WHERE seq = :first + 2", ["changed"]),
        ("UPDATE event SET hash = 'no' WHERE seq = :first + 2", ["changed", "cut"]),
        ("UPDATE event SET prev = '' WHERE seq = :first + 3", ["cut"]),
        ("DELETE FROM event WHERE seq = :first + 2", ["missing", "position"]),
        ("DELETE FROM event WHERE seq = :first + 4", ["head", "position"]),
    ],
)
def test_whoever_tampers_with_the_log_is_found(hall: OneHall, damage: str, found: list[str]) -> None:
    first = len(hall.events())  # who works here
    hall.take()
    hall.take()
    assert len(hall.events()) == first + 4
    with hall.store.log.connection.begin():
        hall.store.log.connection.execute(sa.text(damage), {"first": first})
    assert sorted(set(hall.faults())) == sorted(set(found))


def test_no_table_holds_a_person_or_what_was_said(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    row = hall.serve(desk)
    hall.open_matter(desk, row)
    assert row.case_id is not None
    corrected = replace(PRIVATE, contact_name="李某乙")
    open_part = hall.open_matter(desk, row).open
    granted(hall.store.hall.correct(uuid_v7.uuid7(), desk, row.case_id, (open_part, corrected)))
    reason = ("out_of_scope", "court", "李某乙已当面说明")
    granted(hall.store.hall.reject(uuid_v7.uuid7(), desk, row.case_id, reason))
    for table in metadata.tables:
        text = repr(hall.rows(f'SELECT * FROM "{table}"'))  # noqa: S608  our own table names
        for word in ("李某", "13000000001", "夜里", "楼上", "004711", "当面说明"):
            assert word not in text, (table, word)


def test_wrapped_keys_are_beside_the_event_and_never_in_it(hall: OneHall) -> None:
    submission = hall.submission()
    granted(hall.store.hall.submit(submission))
    assert submission.case is not None
    bodies = [orjson.loads(row.body) for row in hall.rows("SELECT body FROM event")]
    assert all("keys" not in (body.get("matter") or {}) for body in bodies)
    kept = hall.rows(
        "SELECT reader, ephemeral, nonce, ciphertext FROM case_key WHERE case_id = :i",
        i=submission.case.case_id,
    )
    assert {WrappedKey(**row._mapping) for row in kept} == set(submission.case.matter.keys)


def test_the_centre_opens_what_the_kiosk_sealed(hall: OneHall) -> None:
    submission = hall.submission()
    granted(hall.store.hall.submit(submission))
    assert submission.case is not None
    own = hall.keys_of("centre").sealing
    registered = next(e for e, _told in hall.store.log.read(f"case:{submission.case.case_id}"))
    sealed = registered.body["matter"]["sealed"]
    assert own is not None
    key = unwrap(submission.case.case_id, submission.case.matter.keys, "centre", own)
    assert open_sealed(key, Sealed(**sealed)) == PRIVATE


def test_the_envelope_is_complete_and_survives_the_wire(hall: OneHall) -> None:
    submission = hall.submission(at=hall.clock.now() - timedelta(hours=1))
    granted(hall.store.hall.submit(submission))
    ((envelope, _told),) = hall.store.log.read(visit_name(submission.visit_id))
    assert envelope.at == submission.confirmed_at
    assert (envelope.stream, envelope.node, envelope.tenure, envelope.epoch) == (STREAM, NODE, 1, 1)
    assert envelope.actor == "kiosk:k1"
    assert envelope.command_id == str(submission.command_id)
    assert envelope.policy_rev == hall.store.policy.rev
    assert UUID(envelope.id).version == 7
    over_the_wire = from_wire(orjson.loads(orjson.dumps(to_wire(envelope))))
    assert over_the_wire == envelope
    stored = hall.rows("SELECT hash FROM event WHERE id = :i", i=envelope.id)[0].hash
    assert event_hash(over_the_wire) == stored
    assert submission.case is not None
    keys = submission.case.matter.keys
    assert keys_from_wire(orjson.loads(orjson.dumps(keys_to_wire(keys)))) == keys


def test_an_event_of_a_newer_program_is_kept_but_not_decided_on(hall: OneHall) -> None:
    desk = hall.desk(1)
    taken = hall.take()
    with hall.store.log.connection.begin():
        hall.store.log.connection.execute(sa.text("UPDATE event SET v = 2 WHERE type = 'ticket_issued'"))
    with pytest.raises(StoreError) as error:
        hall.store.hall.recall(uuid_v7.uuid7(), desk, taken.visit_id)
    assert error.value.code == "store.upgrade_first"


def test_every_event_waits_for_the_centre_only_where_there_is_one(hall: OneHall) -> None:
    hall.take()
    assert hall.rows("SELECT 1 FROM outbox") == []
    before = len(hall.events())
    hall.store.log.has_upstream = True
    hall.take()
    positions = [row.position for row in hall.rows("SELECT position FROM outbox ORDER BY position")]
    assert positions == [before + 1, before + 2]
