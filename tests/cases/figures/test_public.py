"""What everybody may see: exact totals, hidden cells, and lines that are still there."""

from datetime import date, datetime

from cases.figures.day_sums import DaySums
from cases.figures.kpis import kpis, periods_at
from cases.figures.public import is_due, public_areas, public_kpis, public_types, with_levels_of
from cases.hall_time import HALL_ZONE
from cases.views_figures import AreaLine, AreaMap, KpiBoard, PeriodKpis

NOW = datetime(2026, 11, 30, 10, tzinfo=HALL_ZONE)
DAY = date(2026, 11, 30)
GROUPS = {f"{n:02}": f"类{n}" for n in range(1, 15)}


def areas(*counts: tuple[int, int]) -> AreaMap:
    lines = [
        AreaLine(area=f"1505{n:02}", name=f"旗{n}", open=open_, overdue=overdue)
        for n, (open_, overdue) in enumerate(counts)
    ]
    return public_areas("", lines, NOW)


def told(table: AreaMap) -> list[tuple[int | None, int | None]]:
    return [(line.open, line.overdue) for line in table.lines]


def test_a_small_area_is_hidden_and_takes_another_one_with_it() -> None:
    table = areas((40, 12), (3, 1), (25, 6), (30, 8))
    assert told(table) == [(40, 12), (None, None), (25, 6), (None, None)]
    assert (table.total_open, table.total_overdue) == (98, 27)


def test_few_overdue_ones_are_hidden_beside_an_open_figure_that_is_not() -> None:
    assert told(areas((40, 12), (30, 2), (25, 6), (30, 8))) == [(40, 12), (30, None), (25, 6), (30, None)]


def test_few_that_are_not_overdue_are_hidden_too() -> None:
    assert told(areas((40, 12), (30, 28), (25, 6), (30, 8)))[1] == (30, None)


def test_many_small_areas_hide_in_each_other() -> None:
    table = areas((40, 12), (2, 0), (1, 0), (4, 4), (3, 1), (30, 8))
    assert [line.open for line in table.lines] == [40, None, None, None, None, 30]


def test_totals_are_exact_even_when_nothing_else_is_shown() -> None:
    table = areas((1, 1), (0, 0))
    assert told(table) == [(None, None), (None, None)]
    assert (table.total_open, table.total_overdue) == (1, 1)


def test_the_top_types_and_one_number_for_all_others() -> None:
    counts = {f"{n:02}": 5 * n for n in range(2, 14)} | {"01": 4}  # 14: none
    top = public_types(counts, GROUPS, DAY, DAY, NOW)
    assert [line.key for line in top.lines] == ["12", "11", "10", "09", "08", "07", "06", "05", "04", "03"]
    assert top.rest == 4 + 10 + 65  # 13 is hidden with 01 and 14, 02 comes too late
    assert (top.total, sum(line.count or 0 for line in top.lines) + top.rest) == (454, 454)


def test_the_rest_is_never_one_of_a_few() -> None:
    top = public_types({"01": 50, "02": 20}, {"01": "甲", "02": "乙", "03": "丙"}, DAY, DAY, NOW)
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
