"""What time it is, and what is believed of other people's clocks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from case_store.clock import OffsetClock, SystemClock, open_clock
from case_store.log.hlc import next_hlc, shown_at, shown_hlc
from case_store.log.micros import from_us, to_us
from cases.hall_time import HALL_ZONE
from tests.case_store.one_hall import MONDAY, OneHall

INSTANTS = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)).map(
    lambda at: at.replace(tzinfo=HALL_ZONE)
)
SECOND = timedelta(seconds=1)


def test_the_clock_tells_hall_time_whatever_the_machine_thinks() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(hours=8)
    assert abs(now - datetime.now(UTC)) < SECOND
    assert isinstance(open_clock(None), SystemClock)


def test_whoever_moves_the_shared_clock_moves_everybody(tmp_path: Path) -> None:
    mine, yours = OffsetClock(tmp_path / "clock"), open_clock(tmp_path / "clock")
    mine.move_to(MONDAY)
    assert MONDAY <= yours.now() < MONDAY + SECOND
    mine.move_by(timedelta(days=-400))
    assert MONDAY - timedelta(days=400) <= yours.now() < MONDAY - timedelta(days=400) + SECOND


@given(INSTANTS)
def test_an_instant_survives_the_table_to_the_microsecond(at: datetime) -> None:
    assert from_us(to_us(at)) == at
    assert from_us(to_us(at)).utcoffset() == timedelta(hours=8)


@given(st.lists(INSTANTS, min_size=1))
def test_logical_time_only_goes_forward_whatever_the_clock_does(instants: list[datetime]) -> None:
    last = 0
    for now in instants:
        stamp = next_hlc(last, now)
        assert stamp > last
        assert stamp >> 16 >= to_us(now) // 1000
        last = stamp


def test_a_clock_that_runs_ahead_is_capped_for_display_and_flagged() -> None:
    a_day_ahead = MONDAY + timedelta(days=1)
    for stamp in (shown_at(a_day_ahead, MONDAY), shown_hlc(next_hlc(0, a_day_ahead), MONDAY)):
        assert (stamp.at, stamp.capped) == (MONDAY + timedelta(minutes=5), True)
    behind = shown_at(MONDAY - timedelta(days=3), MONDAY)
    assert (behind.at, behind.capped) == (MONDAY - timedelta(days=3), False)


def test_a_hall_whose_clock_stands_before_every_policy_opens_and_gives_numbers(hall: OneHall) -> None:
    hall.clock.move_to(datetime(2001, 1, 1, 9, 0, tzinfo=HALL_ZONE))  # the battery is empty
    hall.reopen()
    assert hall.take().ticket_no == "A001"
