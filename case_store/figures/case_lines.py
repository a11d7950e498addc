"""Cases as lines of the command zone's lists: no person, the worst clock with its light."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.clock_views import ClockViews
from case_store.casework.names import unit_name
from case_store.figures.listed import Place
from case_store.log.micros import from_us
from case_store.log.prepared import Prepared
from case_store.log.projections.kept_cases import case_from_json
from case_store.log.schema import case_, case_folded
from cases.casework.case_state import FINISHED, Case
from cases.deadlines.deadline_light import Light
from cases.figures.figure import NO_GROUP
from cases.figures.type_groups import group_of, type_key
from cases.policy.policy import Policy
from cases.views_casework import ClockView
from cases.views_figures import CaseLine

_WORST = tuple(light.value for light in Light)
_ROW = Prepared(
    sa.select(case_.c.registered_at_us, case_folded.c.folded)
    .join_from(
        case_,
        case_folded,
        sa.and_(case_folded.c.stream == case_.c.stream, case_folded.c.case_id == case_.c.case_id),
    )
    .where(case_.c.stream == param("s"), case_.c.case_id == param("i"))
)


class CaseLines:
    """Remembers the clocks that it computed: most show the same until midnight."""

    def __init__(self) -> None:
        self._clocks = ClockViews()

    def read(
        self, connection: sa.Connection, places: Iterable[Place], policy: Policy, now: datetime
    ) -> tuple[CaseLine, ...]:
        """One line for each place."""
        rows = (_ROW.first(connection, {"s": place.stream, "i": place.id}) for place in places)
        return tuple(self.line(case_from_json(row[1]), row[0], policy, now) for row in rows if row)

    def line(self, case: Case, registered_at_us: int, policy: Policy, now: datetime) -> CaseLine:
        """A case that is folded already."""
        worst = self._worst(case, policy, now)
        told = case.open
        group = group_of(type_key(told.dispute_type, told.category), policy.categories)
        kind = policy.dispute_types.get(group)
        return CaseLine(
            case_id=case.case_id,
            case_code=case.case_code,
            state=case.state.value,
            grade=case.grade and case.grade.value,
            area=told.town or "",
            area_name=(policy.places.name(told.town) or "") if told.town else "",
            group="" if group == NO_GROUP else group,
            type_name=kind.name if kind else "",
            lead_unit_name=unit_name(policy, case.lead_unit) if case.lead_unit else "",
            registered_at=from_us(registered_at_us),
            clock=worst.kind if worst else "",
            light=worst.light if worst else "",
            due_at=worst.due_at if worst else None,
            left=worst.left if worst else 0,
            left_unit=worst.left_unit if worst else "",
            past=worst.past if worst else False,
        )

    def clocks(self, case: Case, policy: Policy, now: datetime) -> tuple[tuple[str, str, datetime], ...]:
        """(kind, light, due) of what runs, the worst first."""
        return tuple((view.kind, view.light, view.due_at) for view in self._views(case, policy, now))

    def _worst(self, case: Case, policy: Policy, now: datetime) -> ClockView | None:
        if case.state in FINISHED:
            return None  # what still runs is a visit that is owed: no light of the matter
        return next(iter(self._views(case, policy, now)), None)

    def _views(self, case: Case, policy: Policy, now: datetime) -> list[ClockView]:
        views = (self._clocks.of(clock, policy, now) for clock in case.clocks)
        return sorted(views, key=lambda view: (_WORST.index(view.light), view.due_at))
