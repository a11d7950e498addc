"""A row of the log that a disk has torn holds up nothing that stands behind it: no queue, no list, no hour."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from case_store.hall.house import OnDuty
from case_store.hall.policy_door import AGGREGATE
from case_store.log.event_log import EventLog
from case_store.log.schema import event, file_due
from case_store.sync.files import due, note_due
from cases.casework.case_additions import AttachmentAdded
from cases.policy.policy_revision import PolicyRevised
from cases.roles import Role
from cases.supervision.field_inspection import AreaKind
from cases.supervision.review_acts import Inspect
from cases.systems.webhook import Kind
from tests.case_store.one_hall import OneHall, granted
from tests.case_store.two_stores import NOON, TwoStores

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
