"""What everybody may see of the figures: exact totals of the whole hall, parts of them only where they are of many.

What is split by type, area or level is told anew once in an hour (figures.public.is_due): nobody who watches the wall
sees one case come or go there.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from case_store.figures.boards import Boards, area_map, as_of, group_name, groups_received
from case_store.views.look import Look
from cases.figures.figure import NO_GROUP
from cases.figures.kpis import WINDOW_DAYS
from cases.figures.public import is_due, public_areas, public_kpis, public_types, with_levels_of
from cases.figures.sight import Sight
from cases.figures.type_groups import GROUP_DIGITS
from cases.views_figures import AreaMap, KpiBoard, TopTypes

TableT = TypeVar("TableT", TopTypes, AreaMap, KpiBoard)


class _Hourly(Generic[TableT]):
    """A table as it was told last."""

    def __init__(self, make: Callable[[Look], TableT]) -> None:
        self._make: Callable[[Look], TableT] = make
        self._told: TableT | None = None
        self._told_at: datetime | None = None

    def read(self, look: Look) -> TableT:
        """The same for the rest of the hour."""
        if self._told is None or is_due(self._told_at, look.now):
            self._told, self._told_at = self._make(look), look.now
        return self._told


def wall_figures() -> Mapping[str, Callable[[Look], Any]]:
    """The sections, by the names of WallView."""
    boards = Boards(Sight())

    def public(look: Look) -> KpiBoard:
        return public_kpis(boards.kpis(look))

    split = _Hourly(public)

    def kpis(look: Look) -> KpiBoard:
        return with_levels_of(split.read(look), public(look))

    def types(look: Look) -> TopTypes:
        first, last = look.today - timedelta(days=WINDOW_DAYS - 1), look.today
        groups = [code for code in look.house.policy.dispute_types if len(code) == GROUP_DIGITS]
        names = {group: group_name(group, look) for group in (*groups, NO_GROUP)}
        return public_types(
            groups_received(boards.counts(look), (first, last)), names, first, last, as_of(look)
        )

    def areas(look: Look) -> AreaMap:
        whole = area_map(look, boards.counts(look), "")
        return public_areas("", whole.lines, as_of(look))

    return {
        "lights": boards.lights,
        "steps": boards.steps,
        "kpis": kpis,
        "types": _Hourly(types).read,
        "trend": boards.trend,
        "areas": _Hourly(areas).read,
    }
