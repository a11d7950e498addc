"""Figures of the public wall in words."""

import re
from dataclasses import replace
from datetime import timedelta

from cases.figures.kpis import BY_ID, WINDOW_DAYS
from cases.texts import Texts
from hall_display.map.drawing import load_map
from hall_display.wall.figures_shown import AGED, FiguresHow, figures_shown, kpi_words
from tests.hall_display.wall_worlds import NOW, USUAL, types


def test_how_content_people_are_is_never_told_without_how_many_said_so(texts: Texts) -> None:
    how = FiguresHow(drawing=load_map(texts), kpi_names=("year.satisfaction_rate",))
    row = figures_shown(USUAL, how, texts, NOW).kpis[0]
    assert USUAL.kpis is not None
    year = next({v.kpi: v for v in p.values} for p in USUAL.kpis.periods if p.period == "year")
    assert row.value == kpi_words(year["satisfaction_rate"], texts)
    assert kpi_words(year["participation_rate"], texts) in row.note
    assert row.value != kpi_words(year["participation_rate"], texts)


def test_every_figure_has_its_unit_and_its_period(texts: Texts) -> None:
    names = tuple(f"year.{kpi}" for kpi in BY_ID)
    shown = figures_shown(USUAL, FiguresHow(drawing=load_map(texts), kpi_names=names), texts, NOW)
    rows = [*shown.kpis, *shown.trend]
    assert len(rows) == len(BY_ID) + 4
    assert [row.value for row in rows if not re.search(r"\d(%|件|人|人次|分钟|个工作日)$", row.value)] == []
    assert all(row.note.startswith("今年：") for row in shown.kpis)
    assert f"近{WINDOW_DAYS}天" in texts.get("wall.types.title")
    assert "今天" in texts.get("wall.steps.title")
    assert "件" in texts.get("wall.steps.title")


def test_where_all_kinds_are_few_it_is_not_said_that_there_is_none(texts: Texts) -> None:
    how = FiguresHow(drawing=load_map(texts))
    few, none = (replace(USUAL, types=types(scale, hidden=hidden)) for scale, hidden in ((1, 10), (0, 0)))
    shown = figures_shown(few, how, texts, NOW)
    assert (shown.types, shown.types_total, shown.types_none) == ((), "共20件", "每类都不多，不公布")
    assert figures_shown(none, how, texts, NOW).types_none == "暂时没有"


def test_a_table_that_is_told_once_an_hour_is_not_old_before_the_next_one_is_due(texts: Texts) -> None:
    """The hall tells types and areas with the hour: at ten to the next they are as new as they can be."""
    how = FiguresHow(drawing=load_map(texts), stale_after=timedelta(minutes=15))

    def old(minutes: int) -> set[str]:
        at = USUAL.hall_time.replace(minute=0) + timedelta(minutes=minutes)
        told = replace(
            USUAL,
            **{name: replace(getattr(USUAL, name), as_of=USUAL.hall_time.replace(minute=0)) for name in AGED},
        )
        return {name for name, age in figures_shown(told, how, texts, at).ages.items() if age.is_old}

    assert old(15) == set()
    assert old(50) == set(AGED) - {"types", "areas"}
    assert old(76) == set(AGED)
