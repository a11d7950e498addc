"""What everybody may see of the figures: exact totals of the whole hall, parts of them only where they are of many.

What is split by type, area or level is told once in an hour (figures.wall_telling), and each of its numbers only when
it has changed by a group (figures.public.steady): nobody who watches the wall sees one case come or go there.
"""

from collections.abc import Callable, Mapping
from typing import Any

from case_store.figures.boards import Boards
from case_store.figures.wall_telling import told_now
from case_store.views.look import Look
from cases.figures.public import public_kpis, with_levels_of
from cases.figures.sight import Sight
from cases.views_figures import AreaMap, KpiBoard, TopTypes


def wall_figures() -> Mapping[str, Callable[[Look], Any]]:
    """The sections, by the names of WallView."""
    boards = Boards(Sight())

    def kpis(look: Look) -> KpiBoard | None:
        told = told_now(look)
        return with_levels_of(told.levels, public_kpis(boards.kpis(look))) if told else None

    def types(look: Look) -> TopTypes | None:
        told = told_now(look)
        return told.types if told else None

    def areas(look: Look) -> AreaMap | None:
        told = told_now(look)
        return told.areas if told else None

    return {
        "steps": boards.steps,
        "kpis": kpis,
        "types": types,
        "trend": boards.trend,
        "areas": areas,
        "lights": boards.lights,  # after what asks for them ahead
    }
