"""docs/figures.md says every KPI and every figure in words, once."""

import re
from pathlib import Path

from cases.figures.figure import FigureName
from cases.figures.kpis import KPIS, KpiUnit
from cases.figures.small_cells import SMALLEST_CELL

DOCUMENT = (Path(__file__).parents[3] / "docs" / "figures.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (.*) \|$", re.MULTILINE)


def rows_of(heading: str) -> dict[str, list[str]]:
    section = DOCUMENT.split(f"## {heading}")[1].split("\n## ")[0]
    return {key: [cell.strip() for cell in cells.split("|")] for key, cells in ROW.findall(section)}


def test_every_kpi_is_there_in_order_with_what_divides_what() -> None:
    rows = rows_of("指标（")
    assert list(rows) == [kpi.id for kpi in KPIS]
    for kpi in KPIS:
        _name, part, whole, *_rest = rows[kpi.id]
        assert part, kpi.id
        if kpi.part is not None:
            assert bool(whole) == (kpi.unit is KpiUnit.SHARE), kpi.id


def test_every_figure_is_there_in_order_with_its_days_and_its_place() -> None:
    rows = rows_of("数和背后的清单")
    assert list(rows) == [name.value for name in FigureName]
    assert [name for name, cells in rows.items() if len(cells) != 3 or not all(cells)] == []


def test_the_smallest_cell_is_the_one_of_the_rule() -> None:
    assert f"少于{SMALLEST_CELL}（包括0）的不写" in DOCUMENT
