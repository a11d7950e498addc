"""What everybody may see of the figures: exact totals of the whole hall, parts of them only where they are of many.

What is split by type, area or level is told anew once in an hour (figures.public.is_due), and each of its numbers only
when it has changed by a group (figures.public.steady): nobody who watches the wall sees one case come or go there.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from case_store.figures.boards import Boards, area_map, as_of, group_name, groups_received
from case_store.views.look import Look
from cases.figures.figure import NO_GROUP
from cases.figures.kpis import BY_ID, WINDOW_DAYS
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
    said_types: dict[str, set[int]] = defaultdict(set)
    said_areas: dict[str, set[int]] = defaultdict(set)
    said_levels: dict[str, set[int]] = defaultdict(set)

    def levels(look: Look) -> KpiBoard:
        told = public_kpis(boards.kpis(look), said_levels)
        for value in (value for period in told.periods for value in period.values):
            if BY_ID[value.kpi].level and value.part is not None:
                said_levels[value.kpi].add(value.part)
        return told

    split = _Hourly(levels)

    def kpis(look: Look) -> KpiBoard:
        return with_levels_of(split.read(look), public_kpis(boards.kpis(look)))

    def types(look: Look) -> TopTypes:
        days = look.today - timedelta(days=WINDOW_DAYS - 1), look.today
        groups = [code for code in look.house.policy.dispute_types if len(code) == GROUP_DIGITS]
        names = {group: group_name(group, look) for group in (*groups, NO_GROUP)}
        received = groups_received(boards.counts(look), days)
        told = public_types(received, names, days, as_of(look), said_types)
        for line in told.lines:
            said_types[line.key].add(line.count or 0)
        return told

    def areas(look: Look) -> AreaMap:
        whole = area_map(look, boards.counts(look), "")
        told = public_areas("", whole.lines, as_of(look), said_areas)
        for line in told.lines:
            if line.open is not None:
                said_areas[line.area].add(line.open)
        return told

    return {
        "steps": boards.steps,
        "kpis": kpis,
        "types": _Hourly(types).read,
        "trend": boards.trend,
        "areas": _Hourly(areas).read,
        "lights": boards.lights,  # after what asks for them ahead
    }
