"""What the command zone is told, section by section, for one sight (everything, or an area): cases, no person."""

from collections.abc import Callable, Mapping
from typing import Any

from case_store.alarms.board import alarms_for
from case_store.alarms.devices import device_lines
from case_store.alarms.dual import dual_for, dual_total_for
from case_store.alarms.hall_now import staff_on_duty, zones
from case_store.alarms.halls import halls_of
from case_store.alarms.ladder import ladder_for
from case_store.alarms.walls import wall_notices
from case_store.alarms.whistles import whistles_for, whistles_total_for
from case_store.figures.boards import Boards
from case_store.risk.risk_board import risk_board
from case_store.sync.heard import Heard
from case_store.views.desk_rows import desks
from case_store.views.look import Look
from case_store.views.policy import policy, roster
from cases.figures.sight import Sight
from cases.views import UpstreamView


def dispatch_sections(
    sight: Sight, upstream: Callable[[], UpstreamView | None], heard: Heard
) -> Mapping[str, Callable[[Look], Any]]:
    """The sections of the dispatch screen. What is about the hall itself is seen by whoever sees everything."""
    sections: dict[str, Callable[[Look], Any]] = {
        "area": lambda _look: sight.area,
        "place": lambda look: _place(look, sight),
        "policy": policy,
        "alarms": alarms_for(sight),
        "ladder": ladder_for(sight),
        "whistles": whistles_for(sight),
        "whistles_total": whistles_total_for(sight),
        "dual": dual_for(sight),
        "dual_total": dual_total_for(sight),
        **Boards(sight).sections(),
        "risk": lambda look: risk_board(look, sight),
    }
    if not sight.area:
        sections |= {
            "desks": desks,
            "roster": roster,
            "zones": zones,
            "staff_on_duty": staff_on_duty,
            "devices": device_lines,
            "halls": halls_of(upstream, heard),
            "wall_notices": wall_notices,
            "upstream": lambda _look: upstream(),
        }
    return sections


def _place(look: Look, sight: Sight) -> str:
    policy = look.house.policy
    return (policy.places.name(sight.area) or sight.area) if sight.area else policy.hall.short_name
