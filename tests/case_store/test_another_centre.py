"""A hall comes beneath another centre: both are called "centre", and nothing of the one stands in the other's way."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from case_store.keys import CENTRE
from case_store.log import projections
from case_store.log.event_log import Happened
from case_store.log.schema import event, policy_revision, pull_cursor, quarantine
from case_store.log.verify import verify
from case_store.seal import SealError, new_case_key, unwrap, wrap
from case_store.sync import pull_answer
from case_store.sync.another_centre import Under, come_under, mark_of, read_under, rekey_for_centre
from case_store.sync.pull_apply import apply_pulled, read_cursor, read_pulled
from cases.policy.policy_revision import PolicyRevised
from tests.case_store.three_stores import NOON, A, AStore, ThreeStores, open_three_stores


@pytest.fixture
def before(tmp_path: Path) -> Iterator[ThreeStores]:
    opened = open_three_stores(tmp_path / "before")
    yield opened
    opened.close()


@pytest.fixture
def after(tmp_path: Path) -> Iterator[ThreeStores]:
    opened = open_three_stores(tmp_path / "after")
    yield opened
    opened.close()


def revise(centre: AStore, *texts: tuple[str, str]) -> None:
    """A centre revises its policy: the first thing that it ever says."""
    revised = PolicyRevised(files=texts, staff_id="a1", why="试行")
    with centre.log.writing(uuid4(), NOON) as work:
        work.append(Happened(aggregate="policy:hall", event=revised, at=NOON, actor="staff:a1"))


def hears(hall: AStore, centre: AStore) -> None:
    """The hall pulls once."""
    with hall.log.reading() as connection:
        cursor = read_cursor(connection, A)
    with centre.log.writing(uuid4(), NOON) as work:
        told = pull_answer.answer(work.connection, centre.keys, A, position=cursor.position, mark=cursor.mark)
    with hall.log.writing(uuid4(), NOON) as work:
        apply_pulled(work.connection, A, read_pulled(told), NOON)


def comes_under(hall: AStore, centre: AStore) -> Under:
    mark = mark_of(centre.keys.signing.public_key())
    with hall.log.writing(uuid4(), NOON) as work:
        return come_under(work.connection, A, mark, NOON)


def policy(hall: AStore) -> dict[str, str]:
    return {row.name: row.text for row in hall.rows(policy_revision)}


def test_what_the_centre_before_told_steps_back_and_the_new_one_is_heard_from_its_beginning(
    before: ThreeStores, after: ThreeStores
) -> None:
    hall = before.a
    assert comes_under(hall, before.centre) == Under(
        mark_of(before.centre.keys.signing.public_key()), left=False
    )
    revise(before.centre, ("risk.toml", "before"), ("queue.toml", "before"))
    revise(after.centre, ("risk.toml", "after"))
    hears(hall, before.centre)
    assert policy(hall) == {"risk.toml": "before", "queue.toml": "before"}
    assert comes_under(hall, after.centre).left
    assert policy(hall) == {}
    assert hall.rows(pull_cursor) == []
    hears(hall, after.centre)
    assert policy(hall) == {"risk.toml": "after"}
    told = [row for row in hall.rows(event) if row.stream == CENTRE]
    assert [(row.node, row.seq) for row in told] == [(CENTRE, 1), (CENTRE, 1)]  # two centres, one place
    assert hall.rows(quarantine) == []
    with hall.log.reading() as connection:
        assert verify(connection) == []
        assert read_under(connection, A).left
    with hall.log.transaction():
        projections.rebuild(hall.log.connection)
    assert policy(hall) == {"risk.toml": "after"}


def test_an_event_of_the_centre_before_that_was_changed_is_still_found(
    before: ThreeStores, after: ThreeStores
) -> None:
    hall = before.a
    comes_under(hall, before.centre)
    revise(before.centre, ("risk.toml", "before"))
    hears(hall, before.centre)
    comes_under(hall, after.centre)
    with hall.log.transaction():
        hall.log.connection.execute(sa.update(event).where(event.c.stream == CENTRE).values(actor="x"))
    with hall.log.reading() as connection:
        assert [fault.what for fault in verify(connection)] == ["changed"]


def test_a_key_that_was_wrapped_for_the_centre_before_is_wrapped_for_the_new_one_on_its_way(
    before: ThreeStores, after: ThreeStores
) -> None:
    hall, new = before.a, after.centre
    copies = wrap(new_case_key("c1"), hall.keys.readers)  # as a kiosk does that knows the old centre alone
    assert new.keys.sealing is not None
    with pytest.raises(SealError):
        unwrap("c1", copies, CENTRE, new.keys.sealing)
    hall.keys.readers[CENTRE] = new.keys.sealing.public_key()
    given = rekey_for_centre(hall.keys)("c1", copies)
    assert sorted(copy.reader for copy in given) == sorted(copy.reader for copy in copies)
    assert unwrap("c1", given, CENTRE, new.keys.sealing) == unwrap(
        "c1", copies, hall.keys.name, *hall.keys.openers
    )
    foreign = wrap(new_case_key("c2"), {CENTRE: new.keys.sealing.public_key()})
    assert rekey_for_centre(hall.keys)("c2", foreign) == list(foreign)  # not ours to open: as it came
