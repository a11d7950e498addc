"""A hall restored from an older backup, and two machines with one identity: no place of a chain tells two stories."""

import base64
import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import orjson
import pytest
import sqlalchemy as sa

from case_store.log.schema import event, quarantine
from case_store.sync import hall_outbox
from case_store.sync.batch import OLDEST, VERSION, Head, SignedBatch
from case_store.sync.epochs import FORKED, RESTORED, adopt
from case_store.sync.heads import heads
from case_store.sync.push import Pusher, Standing
from cases.queue.visit_events import TicketIssued
from tests.case_store.machines import Machine, faults_at_centre, first_machine, names_at_centre
from tests.case_store.two_stores import NOON, STREAM, TwoStores, open_two_stores, verdicts


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[TwoStores]:
    opened = open_two_stores(tmp_path, hall_in_file=True)
    yield opened
    opened.close()


@pytest.fixture
def hall(stores: TwoStores, tmp_path: Path) -> Machine:
    return first_machine(stores, tmp_path)


@pytest.fixture
def backup(hall: Machine) -> Iterator[Machine]:
    """The hall as it was when "a" and "b" were pushed, and before it did more."""
    hall.call_help("a", "b")
    assert hall.contact() == ""
    copy = hall.clone("backup")
    yield copy
    copy.close()


def ticket(visit_id: str, ticket_no: str) -> TicketIssued:
    return TicketIssued(
        visit_id=visit_id,
        ticket_no=ticket_no,
        queue="A",
        business_date=NOON.date(),
        place_at=NOON,
        leased=False,
        kiosk_id="k1",
        ticket_code_hash="",
    )


def test_a_hall_restored_from_an_older_backup_has_its_own_events_again_and_goes_on_in_a_new_epoch(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    hall.call_help("c", "d")
    assert hall.contact() == ""
    assert backup.contact() == ""
    assert backup.names() == ["a", "b", "c", "d"]
    backup.call_help("e")
    assert backup.contact() == ""
    assert backup.places() == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2)]
    assert names_at_centre(stores) == ["a", "b", "c", "d", "e"]
    assert (backup.faults(), faults_at_centre(stores)) == ([], [])
    with stores.centre.reading() as connection:
        begun = connection.execute(sa.select(event).where(event.c.epoch == 2, event.c.seq == 1)).one()
        old_head = connection.execute(sa.select(event.c.hash).where(event.c.seq == 4)).scalar_one()
    assert (begun.type, begun.prev) == ("epoch_begun", old_head)


def test_what_happens_while_the_tail_is_read_back_is_not_lost_and_takes_nobodys_place(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    hall.call_help("c", "d")
    hall.contact()
    backup.before_adopting = lambda: backup.call_help("meanwhile")
    assert backup.contact() == ""
    assert backup.names() == names_at_centre(stores) == ["a", "b", "c", "d", "meanwhile"]
    assert (backup.faults(), faults_at_centre(stores), backup.waiting()) == ([], [], 0)


def test_without_contact_a_restored_hall_works_on_and_with_it_waits_for_an_operator(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    hall.call_help("c", "d")
    hall.contact()
    backup.call_help("x", "y")
    assert backup.contact() == Standing.FORKED
    assert backup.contact() == Standing.FORKED
    assert backup.names() == ["a", "b", "x", "y"]
    assert backup.waiting() == 2
    assert names_at_centre(stores) == ["a", "b", "c", "d"]


def test_an_operators_decision_brings_both_stories_together(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    hall.call_help("c", "d")
    hall.contact()
    backup.call_help("x", "y")
    assert backup.contact() == Standing.FORKED
    re_enrol(backup)
    assert backup.contact() == ""
    assert backup.names() == names_at_centre(stores) == ["a", "b", "c", "d", "x", "y"]
    assert backup.places()[-3:] == [(2, 1), (2, 2), (2, 3)]
    assert (backup.faults(), faults_at_centre(stores), backup.waiting()) == ([], [], 0)


def re_enrol(machine: Machine) -> None:
    """As `admin sync re-enrol`, with the last event that both have."""
    with machine.log.reading() as connection:
        common = connection.execute(sa.select(event.c.hash).where(event.c.seq == 2)).scalar_one()
    adopt(machine.log, machine.tail(1, 2), Head(1, 2, common), NOON, why=FORKED, actor="operator")
    machine.pusher = Pusher(lambda: 0.5)


def test_a_tail_that_does_not_go_on_behind_our_own_event_changes_nothing(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    hall.call_help("c", "d", "e")
    hall.contact()
    backup.call_help(
        "x", "y"
    )  # our newest, which the centre does not have: the answer was another question's
    with backup.log.reading() as connection:
        newest = heads(connection, backup.log.stream, backup.log.node)[-1]
    with pytest.raises(ValueError, match="does not go on behind"):
        adopt(backup.log, backup.tail(newest.epoch, newest.seq), newest, NOON, why=RESTORED)
    assert (backup.names(), backup.places()[-1], backup.waiting()) == (["a", "b", "x", "y"], (1, 4), 2)
    re_enrol(backup)
    assert backup.contact() == ""
    assert backup.names() == names_at_centre(stores) == ["a", "b", "c", "d", "e", "x", "y"]


def test_a_row_that_its_disk_tore_does_not_keep_a_branch_from_going_on(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    hall.call_help("c")
    hall.contact()
    backup.call_help("x", "y", "z")
    with backup.log.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.text("UPDATE event SET body = '{' WHERE seq = 4"))
    assert backup.contact() == Standing.FORKED
    re_enrol(backup)
    assert backup.contact() == ""
    assert backup.names() == names_at_centre(stores) == ["a", "b", "c", "x", "z"]
    assert [(row.reason, row.seq) for row in backup.apart()] == [("shape", 4)]


def test_a_number_that_both_stories_gave_stands_once_and_the_other_waits_for_a_person(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    hall.happen("visit:1", ticket("1", "A001"))
    hall.contact()
    backup.happen("visit:2", ticket("2", "A001"))
    backup.happen("visit:3", ticket("3", "A002"))
    assert backup.contact() == Standing.FORKED
    re_enrol(backup)
    assert backup.contact() == ""
    stores.follow()
    for log in (backup.log, stores.centre):
        with log.reading() as connection:
            given = connection.execute(
                sa.text("SELECT visit_id, ticket_no FROM visit ORDER BY ticket_no")
            ).all()
        assert [tuple(row) for row in given] == [("1", "A001"), ("3", "A002")]
    assert [row.reason for row in backup.apart()] == ["not_placeable"]
    assert (backup.faults(), faults_at_centre(stores)) == ([], [])


def test_two_machines_that_push_at_the_same_time_one_is_kept_apart_and_stops(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    assert backup.contact() == ""  # both have greeted: neither asks again
    hall.call_help("c", "d", "e")
    assert hall.contact() == ""
    backup.call_help("x", "y")
    assert backup.contact() == Standing.FORKED
    assert {row.reason for row in stores.at_centre(quarantine)} == {"forked"}
    backup.call_help("z")
    assert backup.contact() == Standing.FORKED
    hall.call_help("f")
    assert hall.contact() == ""
    assert names_at_centre(stores) == ["a", "b", "c", "d", "e", "f"]
    assert len(stores.at_centre(quarantine)) == 2  # nothing of the branch is pushed any more


def test_a_place_that_something_kept_apart_has_is_no_hole_for_another_machine_s_event(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    assert backup.contact() == ""  # both have greeted
    backup.call_help("x")
    with backup.log.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.text("UPDATE event SET body = '{' WHERE seq = 3"))
    assert backup.contact() == ""
    assert [row.reason for row in stores.at_centre(quarantine)] == ["shape"]
    hall.call_help("c", "d")
    assert hall.contact() == Standing.FORKED
    assert sorted(row.reason for row in stores.at_centre(quarantine)) == ["forked", "forked", "shape"]
    re_enrol(hall)
    assert hall.contact() == ""
    assert hall.names() == names_at_centre(stores) == ["a", "b", "c", "d"]


def test_a_branch_that_is_longer_than_what_the_centre_has_does_not_take_the_chain_over(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    assert backup.contact() == ""
    hall.call_help("c")
    assert hall.contact() == ""
    backup.call_help("x", "y", "z")
    backup.contact()
    hall.call_help("d")
    assert hall.contact() == ""
    assert names_at_centre(stores) == ["a", "b", "c", "d"]
    re_enrol(backup)
    assert backup.contact() == ""
    assert names_at_centre(stores) == ["a", "b", "c", "d", "x", "y", "z"]
    assert stores.at_centre(quarantine) == []
    hall.call_help("too late")
    assert hall.contact() == Standing.FORKED  # the other one is the hall now
    assert [row.reason for row in stores.at_centre(quarantine)] in ([], ["old_epoch"])


def test_a_machine_whose_identity_went_to_another_hears_it_at_its_next_batch(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    hall.call_help("c")
    hall.contact()
    assert backup.contact() == ""  # restored: it goes on as epoch 2
    backup.call_help("d")
    backup.contact()
    hall.call_help("e")
    assert hall.contact() == Standing.FORKED
    assert [row.reason for row in stores.at_centre(quarantine)] == ["old_epoch"]
    assert names_at_centre(stores) == ["a", "b", "c", "d"]


def centre_comes_back(stores: TwoStores) -> None:
    """From a backup that has "a" and "b"."""
    with stores.centre.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.delete(event).where(event.c.stream == STREAM, event.c.position > 2))
        work.connection.execute(sa.text("UPDATE stream_head SET position = 2 WHERE stream = '150502000'"))
        kept = work.connection.execute(sa.select(event.c.hash).where(event.c.seq == 2)).scalar_one()
        work.connection.execute(
            sa.text("UPDATE node_head SET epoch = 1, seq = 2, hash = :h WHERE stream = '150502000'"),
            {"h": kept},
        )
        work.connection.execute(sa.text("DELETE FROM help_call WHERE help_id NOT IN ('a', 'b')"))


def test_a_quiet_machine_hears_that_another_told_its_story_to_a_centre_that_came_back(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    hall.call_help("c")
    assert hall.contact() == ""
    centre_comes_back(stores)
    backup.call_help("x")
    assert backup.contact() == ""
    # What it had told is not there any more, and it has nothing else to tell.
    assert hall.contact() == Standing.FORKED
    re_enrol(hall)
    assert hall.contact() == ""
    assert names_at_centre(stores) == ["a", "b", "c", "x"]
    assert (hall.faults(), faults_at_centre(stores), hall.waiting()) == ([], [], 0)


def test_a_centre_restored_from_before_the_new_epoch_asks_for_the_end_of_the_old_one_first(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    hall.call_help("c", "d")
    hall.contact()
    backup.contact()
    backup.call_help("e")
    backup.contact()
    centre_comes_back(stores)
    backup.call_help("f")
    assert backup.contact() == ""
    assert names_at_centre(stores) == ["a", "b", "c", "d", "e", "f"]
    assert faults_at_centre(stores) == []


def test_whoever_cuts_the_end_of_an_old_epoch_off_is_found(
    stores: TwoStores, hall: Machine, backup: Machine
) -> None:
    hall.call_help("c", "d")
    hall.contact()
    backup.contact()
    with backup.log.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.delete(event).where(event.c.epoch == 1, event.c.seq == 4))
    assert "1 cut" in backup.faults()


def test_what_is_kept_apart_is_a_link_of_the_chain_and_no_hole(stores: TwoStores, hall: Machine) -> None:
    hall.call_help("a", "b", "c", "d")
    batch = stores.batch()
    items = [dict(item) for item in batch.items]
    items[1] = {**items[1], "event": {**items[1]["event"], "v": "one"}}
    assert verdicts(stores.push(replace(batch, items=items))) == ["ok", "quarantined", "quarantined", "ok"]
    assert faults_at_centre(stores) == []
    with stores.centre.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.delete(quarantine).where(quarantine.c.seq == 3))
    assert "4 missing" in faults_at_centre(stores)


def test_a_hole_in_the_middle_is_mended_by_pushing_it_again(stores: TwoStores, hall: Machine) -> None:
    hall.call_help("a", "b", "c", "d")
    hall.contact()
    with stores.centre.writing(uuid4(), NOON) as work:
        lost = (event.c.stream == hall.log.stream, event.c.seq.in_((2, 3)))
        work.connection.execute(sa.delete(event).where(*lost))
        work.connection.execute(sa.text("DELETE FROM help_call WHERE help_id IN ('b', 'c')"))
    batch = stores.batch()
    assert batch.items == ()
    with hall.log.writing(uuid4(), NOON) as work:
        hall_outbox.rewind(work.connection, hall.log.stream, hall.log.node, 1, 2)
    assert hall.contact() == ""
    assert names_at_centre(stores) == ["a", "b", "c", "d"]
    assert stores.at_centre(quarantine) == []
    assert [fault for fault in faults_at_centre(stores) if "position" not in fault] == []


def test_one_event_that_reads_otherwise_here_and_there_is_kept_apart_and_the_chain_goes_on(
    stores: TwoStores, hall: Machine
) -> None:
    hall.call_help("a", "b", "c")
    hall.contact()
    with hall.log.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.text("UPDATE event SET actor = 'staff:else' WHERE seq = 2"))
        hall_outbox.rewind(work.connection, hall.log.stream, hall.log.node, 1, 2)
    assert hall.contact() == ""
    assert [row.reason for row in stores.at_centre(quarantine)] == ["differs"]
    hall.call_help("d")
    assert hall.contact() == ""
    assert names_at_centre(stores) == ["a", "b", "c", "d"]


def test_an_event_that_its_own_disk_tore_after_the_centre_had_it_is_no_second_machine(
    stores: TwoStores, hall: Machine
) -> None:
    hall.call_help("a")
    hall.contact()
    # The answer was lost, and the disk tears the event before it goes again.
    with hall.log.writing(uuid4(), NOON) as work:
        work.connection.execute(sa.text("UPDATE event SET body = '{' WHERE seq = 1"))
        hall_outbox.rewind(work.connection, hall.log.stream, hall.log.node, 1, 1)
    assert hall.contact() == ""
    assert [row.reason for row in stores.at_centre(quarantine)] == ["differs"]
    hall.call_help("b")
    assert hall.contact() == ""
    assert names_at_centre(stores) == ["a", "b"]


def test_a_centre_of_the_version_before_is_spoken_to_in_its_words(stores: TwoStores, hall: Machine) -> None:
    hall.v = OLDEST  # it answers what is newer as it answers what it cannot read
    hall.call_help("a", "b")
    assert hall.contact() == ""
    assert names_at_centre(stores) == ["a", "b"]


def test_a_hall_of_the_version_before_is_understood(stores: TwoStores, hall: Machine) -> None:
    hall.call_help("a", "b")
    batch = stores.batch()
    document = {  # as commit f152165c wrote it
        "v": 1,
        "stream": batch.stream,
        "node": batch.node,
        "epoch": 1,
        "first_seq": 1,
        "items": list(batch.items),
    }
    content = gzip.compress(orjson.dumps(document), 6, mtime=0)
    signature = stores.hall_keys.signing.sign(b"pingan-hall push 1\n" + content)
    signed = SignedBatch(content, batch.node, base64.b64encode(signature).decode())
    assert verdicts(stores.take(signed)) == ["ok", "ok"]
    newer = gzip.compress(orjson.dumps({**document, "v": VERSION + 1}), 6, mtime=0)
    signature = stores.hall_keys.signing.sign(b"pingan-hall push 1\n" + newer)
    signed = SignedBatch(newer, batch.node, base64.b64encode(signature).decode())
    assert verdicts(stores.take(signed)) == ["sync.upgrade_first"]
