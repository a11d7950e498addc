"""A row of the log that a disk has damaged: named, kept for a person, and nobody else's trouble."""

from dataclasses import replace
from uuid import uuid4

import pytest
import sqlalchemy as sa

from case_store.errors import StoreError
from case_store.log.history import case_of
from case_store.log.verify import verify
from case_store.service.problems import status_of
from tests.case_store.one_hall import OPEN, PRIVATE, OneHall, granted, on_duty


def damage(hall: OneHall, seq: int) -> None:
    with hall.store.log.connection.begin():
        hall.store.log.connection.execute(sa.text("UPDATE event SET body = '{' WHERE seq = :q"), {"q": seq})


def test_a_hall_with_a_damaged_row_makes_its_tables_anew_and_names_the_row(hall: OneHall) -> None:
    first, second = hall.take(), hall.take()
    desk = hall.desk(1)
    row = hall.serve(desk)
    case_ids = [r.case_id for r in hall.rows("SELECT case_id FROM case_ ORDER BY case_code")]
    assert row.case_id is not None
    granted(hall.store.hall.accept(uuid4(), desk, row.case_id))
    (seq,) = (r.seq for r in hall.rows("SELECT seq FROM event WHERE type = 'case_accepted'"))
    damage(hall, seq)
    hall.store.rebuild()
    numbers = {r.ticket_no for r in hall.rows("SELECT ticket_no FROM visit")}
    assert numbers == {first.ticket_no, second.ticket_no}
    with hall.store.log.reading() as connection:
        assert [(fault.seq, fault.what) for fault in verify(connection)] == [(seq, "changed")]
    (other,) = set(case_ids) - {row.case_id}
    with hall.store.hall.runner.past() as past:
        assert case_of(past, other) is not None
        with pytest.raises(StoreError, match=r"event\.damaged"):  # not that the program is too old
            case_of(past, row.case_id)


def test_what_a_damaged_row_belongs_to_is_refused_and_not_asked_for_ever(hall: OneHall) -> None:
    submission = hall.submission()
    granted(hall.store.hall.submit(submission))
    damage(hall, int(hall.rows("SELECT seq FROM event WHERE type = 'ticket_issued'")[0].seq))
    again = replace(submission, command_id=uuid4(), leased_ticket_no="A501")
    with pytest.raises(StoreError, match=r"event\.damaged"):
        hall.store.hall.submit(again)
    assert status_of("event.damaged") < 500  # a kiosk sets it aside for a person, and the next one gets in
    assert hall.take().ticket_no == "A002"


def test_a_damaged_row_of_one_case_hides_no_other_one_from_whoever_looks_for_earlier_matters(
    hall: OneHall,
) -> None:
    desk = hall.desk(1)
    hall.take()
    damaged = hall.serve(desk)
    assert damaged.case_id is not None
    granted(hall.store.hall.accept(uuid4(), desk, damaged.case_id))
    hall.end(desk, damaged)
    damage(hall, int(hall.rows("SELECT seq FROM event WHERE type = 'case_accepted'")[0].seq))
    hall.take()
    sound = hall.serve(desk)
    hall.end(desk, sound)
    hall.store.hall.registration.rebuild()
    hall.take(confirmed=False)
    now = hall.serve(desk)
    found = granted(hall.store.hall.registration.earlier_matters(desk, now.visit_id, (OPEN, PRIVATE)))
    assert sound.case_id in {earlier.case_id for earlier in found}


def test_the_page_of_a_case_tells_everything_but_what_stood_in_the_damaged_row(hall: OneHall) -> None:
    hall.take()
    desk = hall.desk(1)
    case_id = hall.serve(desk).case_id
    assert case_id is not None
    granted(hall.store.hall.accept(uuid4(), desk, case_id))
    damage(hall, int(hall.rows("SELECT seq FROM event WHERE type = 'case_accepted'")[0].seq))
    page = granted(hall.store.hall.cases.open(on_duty(desk), case_id))
    assert page.private.story == PRIVATE.story
    facts = {line.type: line.facts for line in page.timeline}
    assert facts["case_registered"]
    assert facts["case_accepted"] == ()
