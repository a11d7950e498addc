"""What everybody may see: exact totals, hidden cells, and lines that are still there."""

from collections import defaultdict
from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases.figures.day_sums import DaySums
from cases.figures.kpis import kpis, periods_at
from cases.figures.public import (
    NOTHING_SAID,
    Said,
    is_due,
    public_areas,
    public_kpis,
    public_types,
    steady,
    with_levels_of,
)
from cases.figures.small_cells import SMALLEST_CELL
from cases.hall_time import HALL_ZONE
from cases.views_figures import AreaLine, AreaMap, KpiBoard, KpiValue, PeriodKpis

NOW = datetime(2026, 11, 30, 10, tzinfo=HALL_ZONE)
DAY = date(2026, 11, 30)
DAYS = (DAY, DAY)
GROUPS = {f"{n:02}": f"类{n}" for n in range(1, 15)}


def areas(*counts: int, said: Said = NOTHING_SAID) -> AreaMap:
    lines = [
        AreaLine(area=f"1505{n:02}", name=f"旗{n}", open=count, overdue=count // 4)
        for n, count in enumerate(counts)
    ]
    return public_areas("", lines, NOW, said)


def told(table: AreaMap) -> list[int | None]:
    return [line.open for line in table.lines]


def test_a_small_area_is_hidden_and_takes_another_one_with_it() -> None:
    table = areas(40, 3, 25, 30)
    assert told(table) == [40, None, 25, None]
    assert (table.total_open, table.total_overdue) == (98, 10 + 6 + 7)


def test_how_many_are_overdue_is_told_of_no_area() -> None:
    """Beside it and the open ones a third figure could be reckoned: how many are not. No wall shows it."""
    assert {line.overdue for line in areas(400, 250, 300).lines} == {None}


def test_many_small_areas_hide_in_each_other() -> None:
    assert told(areas(40, 2, 1, 4, 3, 30)) == [40, None, None, None, None, 30]


def test_totals_are_exact_even_when_nothing_else_is_shown() -> None:
    table = areas(4, 0)
    assert told(table) == [None, None]
    assert (table.total_open, table.total_overdue) == (4, 1)


@pytest.mark.parametrize(
    ("count", "says"),
    [(40, 40), (41, 40), (44, 40), (45, 45), (36, 40), (35, 35), (58, 60), (52, 50), (100, 100)],
)
def test_a_figure_says_what_it_said_until_a_group_has_come_or_gone(count: int, says: int) -> None:
    assert steady(count, {40, 50, 60}) == says


hours = st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4).map(tuple), min_size=2, max_size=12)


@given(day=hours)
@example(
    day=[(40, 20, 20, 20), (46, 20, 20, 20), (41, 20, 20, 20)]
)  # the third is near the first, not the second
def test_no_two_tables_of_a_wall_differ_by_a_few(day: list[tuple[int, ...]]) -> None:
    """Whoever writes down for hours what a cell said: between any two of its numbers lies a whole group, or nothing."""
    said: dict[str, set[int]] = defaultdict(set)
    for counts in day:
        for line in areas(*counts, said=said).lines:
            if line.open is not None:
                said[line.area].add(line.open)
    differences = {
        abs(one - other) for numbers in said.values() for one in numbers for other in numbers if one != other
    }
    assert min(differences, default=SMALLEST_CELL) >= SMALLEST_CELL


def test_the_order_of_the_types_is_that_of_what_they_say() -> None:
    """Were it that of the counts, it would tell of the one that came."""
    names = {"01": "甲", "02": "乙", "03": "丙"}
    top = public_types({"01": 20, "02": 21, "03": 9}, names, DAYS, NOW, {"01": {20}, "02": {20}})
    assert [(line.key, line.count) for line in top.lines] == [("01", 20), ("02", 20), ("03", 9)]
    assert (top.total, top.rest) == (50, None)


def test_the_top_types_and_one_number_for_all_others() -> None:
    counts = {f"{n:02}": 5 * n for n in range(2, 14)} | {"01": 4}  # 14: none
    top = public_types(counts, GROUPS, DAYS, NOW)
    assert [line.key for line in top.lines] == ["12", "11", "10", "09", "08", "07", "06", "05", "04", "03"]
    assert top.rest == 4 + 10 + 65  # 13 is hidden with 01 and 14, 02 comes too late
    assert (top.total, sum(line.count or 0 for line in top.lines) + top.rest) == (454, 454)


def test_the_rest_is_never_one_of_a_few() -> None:
    top = public_types({"01": 50, "02": 20}, {"01": "甲", "02": "乙", "03": "丙"}, DAYS, NOW)
    assert [(line.key, line.count) for line in top.lines] == [("01", 50)]
    assert top.rest == 20


def test_levels_are_told_of_the_year_alone_and_not_where_they_are_few() -> None:
    sums = DaySums(
        accepted=80,
        closed=70,
        resolved=60,
        resolved_at=(("banner", 12), ("town", 31), ("village", 15), ("city", 2)),
    )
    periods = tuple(
        PeriodKpis(period=name, first_day=first, last_day=last, values=kpis(sums, None, first, last))
        for name, first, last in periods_at(DAY)
    )
    board = public_kpis(KpiBoard(periods=periods, source="hall", as_of=NOW))
    of = {period.period: {value.kpi: value for value in period.values} for period in board.periods}
    assert "resolved_share_town" not in of["month"]
    assert of["month"]["resolution_rate"].value == 60 / 80
    year = of["year"]
    assert (year["resolved_share_city"].value, year["resolved_share_city"].part) == (None, None)
    assert year["resolved_share_banner"].value == 12 / 60
    assert year["resolved_share_village"].value is None  # or the others would tell those of the city
    assert all(value.behind is value.behind_whole is None for p in board.periods for value in p.values)


def test_a_level_says_what_it_said_until_a_group_was_resolved_there() -> None:
    def levels(said: Said = NOTHING_SAID, **resolved: int) -> dict[str, KpiValue]:
        sums = DaySums(
            accepted=200, closed=150, resolved=20 + sum(resolved.values()), resolved_at=(*resolved.items(),)
        )
        year = next(period for period in periods_at(DAY) if period[0] == "year")
        values = kpis(sums, None, year[1], year[2])
        period = PeriodKpis(period="year", first_day=year[1], last_day=year[2], values=values)
        told = public_kpis(KpiBoard(periods=(period,), source="hall", as_of=NOW), said)
        return {value.kpi: value for value in told.periods[0].values}

    said = {f"resolved_share_{level}": {20} for level in ("town", "village")}
    after = levels(said, town=21, village=25, banner=20, city=20)
    town, village = after["resolved_share_town"], after["resolved_share_village"]
    assert (town.part, village.part, after["resolved"].value) == (20, 25, 106)
    assert (town.value, village.value) == (20 / 106, 25 / 106)


def test_the_split_by_level_stays_as_it_was_told_while_the_totals_go_on() -> None:
    def board(resolved: int) -> KpiBoard:
        levels = (("town", resolved - 20), ("village", 20))
        sums = DaySums(accepted=80, closed=resolved, resolved=resolved, resolved_at=levels)
        year = next(period for period in periods_at(DAY) if period[0] == "year")
        values = kpis(sums, None, year[1], year[2])
        period = PeriodKpis(period="year", first_day=year[1], last_day=year[2], values=values)
        return public_kpis(KpiBoard(periods=(period,), source="hall", as_of=NOW))

    told, now = board(40), board(41)
    of = {value.kpi: value for value in with_levels_of(told, now).periods[0].values}
    assert (of["resolved_share_town"].part, of["resolved"].value) == (20, 41)


def test_split_tables_are_told_anew_with_the_hour() -> None:
    assert is_due(None, NOW)
    assert not is_due(NOW, NOW.replace(minute=59, second=59))
    assert is_due(NOW.replace(minute=59), NOW.replace(hour=11))
    assert is_due(NOW, NOW.replace(day=29))
