"""What the wall's tables of parts say from hour to hour, also over a restart: exact totals, and no step of a few."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from case_store.log.schema import wall_told
from case_store.views.wall import wall_sections
from cases.figures.kpis import BY_ID
from cases.figures.small_cells import SMALLEST_CELL
from cases.hall_time import HALL_ZONE
from cases.views import WallView
from tests.case_store.figure_world import draw
from tests.case_store.one_hall import OneHall

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=HALL_ZONE)
HOUR = timedelta(hours=1)


class Day:
    """A hall with cases of some weeks, and its wall, which remembers what it said."""

    def __init__(self, root: Path) -> None:
        self.hall, self._luck, self._drawn = OneHall(root), Random(8), 0  # noqa: S311  the same day every time
        self.hall.clock.move_to(NOW)
        self.come(200, since=NOW - timedelta(days=20))

    def come(self, cases: int, since: datetime) -> None:
        """So many more were registered."""
        now = self.hall.clock.now()
        told = [
            one
            for number in range(self._drawn, self._drawn + cases)
            for one in draw(self._luck, number, now, since)
        ]
        self._drawn += cases
        with self.hall.store.log.writing(uuid4(), now) as work:
            for one in told:
                work.record(one.aggregate, [one.event], "staff:s1", one.at)

    def goes_on(self, for_: timedelta = HOUR) -> datetime:
        """Some time; since when."""
        since = self.hall.clock.now()
        self.hall.clock.move_to(since + for_)
        return since

    def wall(self) -> WallView:
        """What somebody before it sees, a moment after time did its part."""
        self.hall.store.hall.walls.tick()
        now, sections = self.hall.store.hall.look(wall_sections())
        return WallView(hall_time=now, **sections)

    def starts_again(self) -> None:
        self.hall.store.close()
        self.hall.store = self.hall.opened()


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    opened = Day(tmp_path_factory.mktemp("hall"))
    yield opened
    opened.hall.store.close()


def numbers(view: WallView) -> dict[str, int]:
    """Everything that the wall says of a part of the hall."""
    assert view.types
    assert view.areas
    assert view.kpis
    levels = {
        value.kpi: value.part or 0
        for period in view.kpis.periods
        for value in period.values
        if BY_ID[value.kpi].level and value.part is not None
    }
    types = {line.key: line.count or 0 for line in view.types.lines}
    areas = {line.area: line.open for line in view.areas.lines if line.open is not None}
    return {**levels, **types, **areas}


def test_three_more_in_an_hour_are_in_the_total_and_in_no_part(day: Day) -> None:
    before = day.wall()
    assert len(numbers(before)) > 10
    day.come(3, since=day.goes_on())
    after = day.wall()
    assert before.types
    assert after.types
    assert (after.types.as_of, after.types.total) == (before.types.as_of + HOUR, before.types.total + 3)
    assert numbers(after) == numbers(before)


def test_within_an_hour_a_restart_tells_nothing_that_was_not_told(day: Day) -> None:
    before = day.wall()
    day.come(40, since=day.goes_on(timedelta(minutes=3)))
    day.starts_again()
    after = day.wall()
    assert numbers(after) == numbers(before)
    assert (after.types, after.areas) == (before.types, before.areas)


def test_through_a_day_of_restarts_every_part_goes_by_whole_groups(day: Day) -> None:
    said: dict[str, set[int]] = {}
    for hour in range(8):
        for part, number in numbers(day.wall()).items():
            said.setdefault(part, set()).add(number)
        day.come(1 + 9 * (hour % 2), since=day.goes_on())
        if hour % 2:
            day.starts_again()
    steps = [abs(one - other) for told in said.values() for one in told for other in told if one != other]
    assert steps
    assert min(steps) >= SMALLEST_CELL


def test_what_was_kept_and_is_torn_is_told_anew_and_holds_nothing_up(day: Day) -> None:
    before = day.wall()
    with day.hall.store.log.transaction():
        day.hall.store.log.connection.execute(wall_told.update().values(tables='{"types":', said="[[]]"))
    _now, torn = day.hall.store.hall.look(wall_sections())
    assert (torn["kpis"], torn["types"], torn["areas"]) == (None, None, None)
    day.goes_on(timedelta(minutes=1))
    assert numbers(day.wall()).keys() == numbers(before).keys()


def test_where_the_memory_alone_is_torn_the_last_tables_are_remembered(day: Day) -> None:
    before = day.wall()
    with day.hall.store.log.transaction():
        day.hall.store.log.connection.execute(wall_told.update().values(said=""))
    day.come(2, since=day.goes_on())
    assert numbers(day.wall()) == numbers(before)
