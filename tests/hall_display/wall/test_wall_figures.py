"""Figures of the public wall in words."""

from cases.texts import Texts
from hall_display.map.drawing import load_map
from hall_display.wall.figures_shown import FiguresHow, figures_shown, kpi_words
from tests.hall_display.wall_worlds import NOW, USUAL


def test_how_content_people_are_is_never_told_without_how_many_said_so(texts: Texts) -> None:
    how = FiguresHow(drawing=load_map(texts), kpi_names=("year.satisfaction_rate",))
    row = figures_shown(USUAL, how, texts, NOW).kpis[0]
    assert USUAL.kpis is not None
    year = next({v.kpi: v for v in p.values} for p in USUAL.kpis.periods if p.period == "year")
    assert row.value == kpi_words(year["satisfaction_rate"], texts)
    assert kpi_words(year["participation_rate"], texts) in row.note
    assert row.value != kpi_words(year["participation_rate"], texts)
