"""Open cases by their worst clock for the counter's list 期限, with light and time left.

A matter whose citizen has gone without being received (no_show, left, or still waiting when the day ended) and that
is only registered is 待核登记: somebody must call back (domain.md §3.4).
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import from_us
from case_store.log.projections.case_clock_rows import ledger_from_json
from case_store.log.schema import case_, clock, visit
from case_store.views.look import Look
from cases.casework.case_state import CaseState
from cases.deadlines.case_clock import BudgetUnit, ledger_of
from cases.deadlines.deadline_light import Light, TimeLeft, deadline_light
from cases.queue.visit import IN_THE_HOUSE, VisitState
from cases.queue.visit_events import DAY_END
from cases.views import DueRow

SHOWN_MAX = 200
REMEMBERED_MAX = 5000
TO_CALL_BACK = "to_call_back"  # shown instead of the case's state: 待核登记
_CLOCKS_MAX = 4 * SHOWN_MAX  # a case has few running clocks at a time
_MINUTE_US = 60_000_000
_BY_MINUTES = (BudgetUnit.OPENING_HOURS.value, BudgetUnit.CLOCK_HOURS.value)
_WORST_FIRST = tuple(light.value for light in Light)  # within one light the earliest due first
_GONE = (VisitState.NO_SHOW.value, VisitState.LEFT.value, VisitState.CANCELLED.value)
_NOT_RECEIVED = tuple(state.value for state in IN_THE_HOUSE)
_WORST = (
    sa.select(
        clock.c.case_id,
        clock.c.kind,
        clock.c.unit,
        clock.c.amount,
        clock.c.started_at_us,
        clock.c.ledger,
        clock.c.suspended,
        clock.c.soon_at_us,
        clock.c.due_at_us,
        case_.c.case_code,
        case_.c.category,
        case_.c.state,
        visit.c.state.label("visit_state"),
        visit.c.business_date,
        visit.c.end_reason,
    )
    .join_from(clock, case_, sa.and_(case_.c.stream == clock.c.stream, case_.c.case_id == clock.c.case_id))
    .join(
        visit,
        sa.and_(visit.c.stream == case_.c.stream, visit.c.visit_id == case_.c.visit_id),
        isouter=True,
    )
    .where(clock.c.stream == param("s"), clock.c.running == 1)
    .order_by(clock.c.due_at_us)
    .limit(_CLOCKS_MAX)
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A clock as it is shown for a while: until its light turns, the date changes or, for hours, the minute."""

    unit: str
    amount: int
    started_at_us: int
    ledger: str
    phase: int  # 0 before `soon_at`, 1 before `due_at`, 2 after
    until: int  # the day, or the minute, that the shown time left holds for
    policy_rev: str  # of the calendar and the thresholds


class DueList:
    """The list 期限. Remembers what it computed: most clocks show the same until midnight."""

    def __init__(self) -> None:
        self._remembered: dict[_Shown, tuple[Light, TimeLeft]] = {}

    def read(self, look: Look) -> tuple[DueRow, ...]:
        """The worst first, at most 200."""
        rows: dict[str, DueRow] = {}
        for row in look.connection.execute(_WORST, {"s": look.stream}):
            if row.case_id in rows:
                continue
            light, left = self._light(look, row)
            rows[row.case_id] = DueRow(
                case_id=row.case_id,
                case_code=row.case_code,
                category=row.category,
                case_state=TO_CALL_BACK if _to_call_back(look, row) else row.state,
                clock=row.kind,
                due_at=from_us(row.due_at_us),
                light=light.value,
                left_unit=left.unit.value,
                left=left.amount,
                past=left.past,
            )
            if len(rows) == SHOWN_MAX:
                break
        return tuple(sorted(rows.values(), key=lambda row: _WORST_FIRST.index(row.light)))

    def _light(self, look: Look, row: "sa.Row[*tuple[Any, ...]]") -> tuple[Light, TimeLeft]:
        by_minutes = row.unit in _BY_MINUTES
        shown = _Shown(
            unit=row.unit,
            amount=row.amount,
            started_at_us=row.started_at_us,
            ledger=row.ledger,
            phase=(look.now_us >= row.soon_at_us) + (look.now_us >= row.due_at_us),
            until=look.now_us // _MINUTE_US if by_minutes else look.today.toordinal(),
            policy_rev=look.house.policy.rev,
        )
        if shown not in self._remembered:
            if len(self._remembered) >= REMEMBERED_MAX:
                self._remembered.clear()
            self._remembered[shown] = _computed(look, row)
        return self._remembered[shown]


def _computed(look: Look, row: "sa.Row[*tuple[Any, ...]]") -> tuple[Light, TimeLeft]:
    policy = look.house.policy
    pauses, extensions = ledger_from_json(row.ledger)
    ledger = ledger_of(BudgetUnit(row.unit), row.amount, from_us(row.started_at_us), pauses, extensions)
    state = deadline_light(ledger, policy.calendar, policy.deadlines.lights, look.now)
    if state.left is None:
        raise TypeError("a running clock has time left, or is past")
    return state.light, state.left


def _to_call_back(look: Look, row: "sa.Row[*tuple[Any, ...]]") -> bool:
    if row.state != CaseState.REGISTERED.value:
        return False
    over = row.business_date is not None and row.business_date < look.today.isoformat()
    cut_short = row.end_reason == DAY_END  # the hall closed while a desk had them
    return row.visit_state in _GONE or cut_short or (over and row.visit_state in _NOT_RECEIVED)
