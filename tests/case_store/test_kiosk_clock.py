"""A kiosk whose clock lies: no number of a wrong day, nothing lost, and the hall's word counts once it can be had."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from case_store.clock import OffsetClock
from case_store.kiosk.errands import KNOWN_TIME_EVERY_S
from case_store.log.schema import case_
from cases.refusal import Refusal
from tests.case_store.at_the_door import disk, notices, one_visit, settled
from tests.case_store.intakes import dispute, opened
from tests.case_store.served import MONDAY, Ground, make_ground, rows


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    made = make_ground(tmp_path)
    made.hall.start()
    yield made
    made.stop()


async def test_a_kiosk_that_boots_offline_in_1970_gives_no_number_and_loses_nothing(ground: Ground) -> None:
    async with opened(ground.door()):
        pass
    ground.hall.stop()
    ground.clock.move_to(datetime(1970, 1, 1, 0, 3, tzinfo=UTC))
    async with opened(ground.door(), ready=False) as door:
        taken = await door.take(dispute(ground))
        assert (taken.ticket_no, taken.answer_by, taken.refusal) == (
            None,
            None,
            Refusal("kiosk.clock_untrusted"),
        )
        ground.clock.move_to(MONDAY + timedelta(hours=1))
        ground.hall.start()
        await settled(door)
        (matter,) = rows(ground, case_)
        registered = datetime.fromtimestamp(matter.registered_at_us / 1e6, UTC)
        assert abs(registered - (MONDAY + timedelta(hours=1))) < timedelta(seconds=30)
        assert "notice.without_number" in notices(ground)


async def test_a_kiosk_in_1970_with_a_hall_goes_by_the_halls_time(ground: Ground) -> None:
    """One machine's clock is wrong, the hall's is right: two clock files."""
    wrong = OffsetClock(ground.folder / "kiosk-clock")
    wrong.move_to(datetime(1970, 1, 1, 0, 3, tzinfo=UTC))
    door = ground.door()
    door._clock = wrong
    async with opened(door):
        taken = await door.take(dispute(ground, touched_at=wrong.now() - timedelta(minutes=4)))
        assert taken.ticket_no == "A001"
        assert abs(taken.taken_at - ground.clock.now()) < timedelta(seconds=10)
        row = one_visit(ground)
        assert row.clock_untrusted == 0
        assert 230 < (row.issued_at_us - row.place_at_us) / 1e6 < 250
        ground.hall.stop()
        assert (await door.take(dispute(ground))).ticket_no == "A501"


@pytest.mark.parametrize("off", [timedelta(days=365), timedelta(days=-365)])
async def test_a_kiosk_whose_clock_jumps_asks_the_hall_what_time_it_is_before_it_sends_anybody_away(
    ground: Ground, off: timedelta
) -> None:
    own = OffsetClock(ground.folder / "kiosk-clock")
    own.move_to(ground.clock.now())
    door = ground.door()
    door._clock = own
    async with opened(door):
        own.move_by(off)
        taken = await door.take(dispute(ground, touched_at=own.now() - timedelta(minutes=4)))
        assert (taken.ticket_no, taken.leased, taken.refusal) == ("A001", False, None)
        assert abs(taken.taken_at - ground.clock.now()) < timedelta(seconds=10)
        assert one_visit(ground).clock_untrusted == 0


async def test_a_clock_that_cannot_be_remembered_keeps_nobody_from_being_taken(ground: Ground) -> None:
    own = OffsetClock(ground.folder / "kiosk-clock")
    own.move_to(ground.clock.now())
    door = ground.door()
    door._clock = own
    async with opened(door):
        disk(ground, "ALTER TABLE known_time RENAME TO gone")  # what is written down of the hall's time
        door._errands._known_time_at = -KNOWN_TIME_EVERY_S
        own.move_by(timedelta(days=365))
        taken = await door.take(dispute(ground, touched_at=own.now() - timedelta(minutes=4)))
        assert (taken.ticket_no, taken.refusal) == ("A001", None)
