"""A row of the log that a disk has torn holds up nothing that stands behind it: no queue, no list, no hour."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from case_store.backup.restored_mark import RestoredMark
from case_store.errors import StoreError
from case_store.hall.house import OnDuty
from case_store.hall.policy_door import AGGREGATE
from case_store.log.event_log import EventLog
from case_store.log.schema import event, file_due, quarantine
from case_store.log.verify import verify
from case_store.sync.batch import Head
from case_store.sync.epochs import RESTORED, adopt
from case_store.sync.files import due, note_due
from case_store.sync.tail import tail_of
from cases.alarm.wall_notice import WallNoticeTakenDown
from cases.casework.case_additions import AttachmentAdded
from cases.log_events import EventReadmitted
from cases.policy.coordination import RecordKind
from cases.policy.policy_revision import PolicyRevised
from cases.roles import Role
from cases.supervision.coordination_acts import Resolution, WriteRecord
from cases.supervision.field_inspection import AreaKind
from cases.supervision.review_acts import Inspect
from cases.systems.webhook import Kind
from tests.case_store.one_hall import OneHall, granted
from tests.case_store.test_transfer import CASE, HAND_OVER
from tests.case_store.three_stores import A, B, open_three_stores, record, registration
from tests.case_store.two_stores import NOON, STREAM, TwoStores, open_two_stores, verdicts

ADMIN = OnDuty(staff_id="adm", role=Role.HALL_ADMIN)
SUPERVISOR = OnDuty(staff_id="sup", role=Role.SUPERVISOR)


def tear(log: EventLog, type_: str, nth: int = 0) -> int:
    """The body of the nth event of a type, in the order of the log; its seq."""
    of_type = sa.select(event.c.stream, event.c.position, event.c.seq).where(event.c.type == type_)
    with log.transaction():
        row = log.connection.execute(of_type.order_by(event.c.position)).all()[nth]
        this = (event.c.stream == row.stream, event.c.position == row.position)
        log.connection.execute(sa.update(event).where(*this).values(body="{"))
    return int(row.seq)


# What is carried and told.


def test_a_torn_attachment_waits_for_a_person_and_the_file_behind_it_is_carried(stores: TwoStores) -> None:
    for number in range(2):
        stores.happen(
            "case:c1",
            AttachmentAdded(
                attachment_id=f"a{number}",
                kind="photo",
                media_type="image/png",
                bytes_count=1,
                file_hash=str(number) * 64,
                staff_id="s1",
            ),
        )
    tear(stores.hall, "attachment_added")
    with stores.hall.transaction():
        connection = stores.hall.connection
        note_due(connection)
        for later in range(2):
            found = due(connection, NOON + timedelta(hours=later))
            assert [one.file_hash for one in found] == ["1" * 64]
        assert len(connection.execute(sa.select(file_due)).all()) == 2  # the centre's copy may mend the row


def told_by_webhooks(hall: OneHall) -> list[str]:
    """What waits for the receiver, read as far as the log goes."""
    while hall.store.hall.webhooks.follow():
        pass
    return [row.body for row in hall.rows("SELECT body FROM webhook_due ORDER BY event_id")]


def test_a_torn_event_is_told_to_nobody_and_the_one_behind_it_is(hall: OneHall) -> None:
    granted(hall.store.hall.webhooks.make(ADMIN, "市平台", "https://192.0.2.1/in", tuple(Kind)))
    hall.take()
    hall.take()
    tear(hall.store.log, "case_registered")
    assert len(told_by_webhooks(hall)) == 1


def test_what_happens_to_a_matter_whose_registration_is_torn_is_told_with_its_code(hall: OneHall) -> None:
    granted(hall.store.hall.webhooks.make(ADMIN, "市平台", "https://192.0.2.1/in", (Kind.ACCEPTED,)))
    hall.take()
    desk = hall.desk(1)
    case_id = hall.serve(desk).case_id
    assert case_id is not None
    granted(hall.store.hall.accept(uuid4(), desk, case_id))
    tear(hall.store.log, "case_registered")
    (told,) = told_by_webhooks(hall)
    (code,) = (row.case_code for row in hall.rows("SELECT case_code FROM case_"))
    assert code in told


# What is listed.


def test_a_torn_inspection_is_a_line_without_its_words_on_the_page_of_all(hall: OneHall) -> None:
    seen = Inspect(kind=AreaKind.TOWN, area="150502001", inspected_at=hall.clock.now(), text="台账不全")
    granted(hall.store.hall.reviews.inspect(uuid4(), SUPERVISOR, seen))
    granted(hall.store.hall.reviews.inspect(uuid4(), SUPERVISOR, replace(seen, text="牌子没挂")))
    tear(hall.store.log, "inspection_made")
    assert sorted(row.text for row in hall.store.hall.reviews.inspections()) == ["", "牌子没挂"]


def test_the_history_of_policy_tells_the_revisions_that_can_be_read(hall: OneHall) -> None:
    for why in ("一", "二"):
        with hall.store.log.writing(uuid4(), hall.clock.now()) as work:
            work.record(AGGREGATE, [PolicyRevised(staff_id="s1", files=(), why=why)], "staff:s1")
    assert [one.why for one in hall.store.hall.policy.history()] == ["二", "一"]
    tear(hall.store.log, "policy_revised")
    assert [one.why for one in hall.store.hall.policy.history()] == ["二"]


# What goes from store to store.


def test_a_row_that_is_torn_above_is_kept_apart_below_and_a_hall_hears_what_stands_behind_it(
    tmp_path: Path,
) -> None:
    stores = open_three_stores(tmp_path)
    stores.a.say(CASE, registration(stores.a, CASE), record("r1"), HAND_OVER)
    stores.push(A)
    tear(stores.centre.log, "handling_recorded")
    assert stores.pull(B) == ["case_registered", "handed_over"]
    assert [(row.reason, row.stream) for row in stores.b.rows(quarantine)] == [("shape", A)]
    stores.close()


def test_a_hall_that_lost_its_log_has_back_what_stands_behind_a_row_that_is_torn_above(
    stores: TwoStores, tmp_path: Path
) -> None:
    for number in range(4):
        stores.happen(f"wall_notice:{number}", WallNoticeTakenDown(staff_id="s1"))
    assert set(verdicts(stores.push())) == {"ok"}
    torn = tear(stores.centre, "wall_notice_taken_down", nth=1)
    with stores.centre.reading() as connection:
        tail = tail_of(connection, STREAM, stores.hall.node, 1, 0)
    again = tmp_path / "again"
    again.mkdir()
    empty = open_two_stores(again)
    adopted = adopt(empty.hall, tail, Head(1, 0, ""), NOON, why=RESTORED)
    assert (adopted.back, adopted.apart) == (3, 1)
    with empty.hall.reading() as connection:
        assert [row.seq for row in connection.execute(sa.select(quarantine.c.seq))] == [torn]
        assert verify(connection) == []
    empty.close()


# What time alone causes.


def test_a_number_of_yesterday_that_is_torn_stops_no_clock_and_the_others_end_with_their_day(
    hall: OneHall,
) -> None:
    hall.take(confirmed=False)
    hall.take(confirmed=False)
    tear(hall.store.log, "ticket_issued")
    hall.wait(days=1)
    hall.store.hall.tick()
    states = [row.state for row in hall.rows("SELECT state FROM visit ORDER BY ticket_no")]
    assert states == ["waiting", "cancelled"]


def test_a_desk_and_a_session_that_are_torn_leave_those_of_others_to_end_with_their_day(
    hall: OneHall,
) -> None:
    for number in (1, 2):
        hall.desk(number)
    tear(hall.store.log, "desk_opened")
    tear(hall.store.log, "staff_signed_in")
    hall.wait(days=1)
    hall.store.hall.tick()
    open_ = hall.rows("SELECT counter_no FROM desk WHERE staff_id IS NOT NULL")
    assert [row.counter_no for row in open_] == [1]


def test_a_torn_number_on_hold_leaves_the_others_to_come_back_in_time(hall: OneHall) -> None:
    desk = hall.desk(1)
    for _ in range(2):
        hall.take(confirmed=False)
        granted(hall.store.hall.queue.hold(uuid4(), desk, hall.serve(desk).visit_id, "rest"))
    tear(hall.store.log, "put_on_hold")
    hall.wait(hours=1)
    hall.store.hall.tick()
    states = [row.state for row in hall.rows("SELECT state FROM visit ORDER BY ticket_no")]
    assert states == ["on_hold", "waiting"]


def test_a_torn_record_hides_no_task_of_another_that_is_overdue(hall: OneHall) -> None:
    owed = (Resolution(unit="housing", text="三日内出鉴定", workdays=3),)
    for _ in range(2):
        write = WriteRecord(
            kind=RecordKind.MEETING,
            held_at=hall.clock.now(),
            text="周例会",
            units=("housing",),
            resolutions=owed,
        )
        granted(hall.store.hall.records.write(uuid4(), SUPERVISOR, write))
    tear(hall.store.log, "record_made")
    hall.wait(days=14)
    hall.store.hall.tick()
    states = [row.state for row in hall.rows("SELECT state FROM task ORDER BY task_id")]
    assert sorted(states) == ["open", "overdue"]


# Who is next.


def test_a_torn_number_is_passed_over_staff_are_told_and_the_next_one_is_called(hall: OneHall) -> None:
    first, second = hall.take(confirmed=False), hall.take(confirmed=False)
    tear(hall.store.log, "ticket_issued")
    desk = hall.desk(1)
    called = hall.call(desk)
    assert called.ticket_no == second.ticket_no
    hall.end(desk, granted(hall.store.hall.start(uuid4(), desk, called.visit_id)))
    with pytest.raises(StoreError, match=r"event\.damaged"):  # not that nobody waits
        hall.store.hall.call_next(uuid4(), desk)
    (told,) = [one for one in hall.notices() if one.code == "notice.number_damaged"]
    assert dict(told.facts) == {"ticket_no": first.ticket_no}


# What checks and goes on.


def test_a_log_with_a_torn_readmission_or_a_torn_beginning_of_an_epoch_is_still_checked_to_its_end(
    stores: TwoStores,
) -> None:
    for number in range(2):
        stores.happen(f"wall_notice:{number}", WallNoticeTakenDown(staff_id="s1"))
    taken_in = EventReadmitted(event_id="e", stream=STREAM, reason="chain", staff_id="s1", why="核对过")
    stores.happen(f"log:{STREAM}", taken_in)
    adopt(stores.hall, [], Head(1, 0, ""), NOON, why=RESTORED)
    tear(stores.hall, "event_readmitted")
    begun = tear(stores.hall, "epoch_begun")
    with stores.hall.transaction():
        stores.hall.connection.execute(sa.update(event).where(event.c.seq < 3).values(prev="?"))
    with stores.hall.reading() as connection:
        found = verify(connection)
    assert begun == 1
    assert {fault.what for fault in found} >= {"changed", "cut"}


@pytest.mark.parametrize("torn", ["", "[1, 2", "[1]", "null", '["a", "b", "c"]'])
def test_a_torn_mark_of_a_backup_says_nothing_and_the_hall_goes_on_pushing(tmp_path: Path, torn: str) -> None:
    mark = RestoredMark(tmp_path / "hall.db")
    mark.write(Head(1, 7, "h"))
    assert mark.head() == Head(1, 7, "h")
    (tmp_path / "hall.db.restored").write_text(torn)
    assert mark.head() is None
