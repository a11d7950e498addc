"""我的事项: the cases that wait for whoever looks, by step, worst light first; a unit sees its own."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from case_store.casework.clock_views import ClockViews
from case_store.casework.inbox_rows import COUNTED_MAX, ROWS_MAX, Found, Key, Listed, read_rows
from case_store.casework.inbox_rows import of_somebody as listed_for_somebody
from case_store.casework.inbox_rows import of_the_centre as listed_for_the_centre
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import Past
from case_store.log.micros import from_us
from cases.casework.access import sees_all
from cases.casework.by import By
from cases.casework.case_state import CaseState
from cases.casework.dispatch_rules import acts_for
from cases.casework.next_step import TURNS, primary_act
from cases.deadlines.deadline_light import Light
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.views_casework import TABS, CaseRow, Inbox

MINE, HANDED = "mine", "handed"
REMINDED_FOR = timedelta(days=1)
_STATES: dict[str, tuple[CaseState, ...]] = {
    "to_accept": (CaseState.REGISTERED,),
    "to_grade": (CaseState.ACCEPTED,),
    "to_send": (CaseState.GRADED,),
    "to_acknowledge": (CaseState.DISPATCHED, CaseState.REOPENED),
    "handling": (CaseState.HANDLING, CaseState.SUSPENDED),
    "to_tell": (CaseState.RESULT_SUBMITTED,),
    "to_sign_off": (CaseState.FEEDBACK_GIVEN,),
    "to_visit": (CaseState.CLOSED,),
    "all": tuple(CaseState),
}
_WORST = tuple(light.value for light in Light)


class InboxDoor:
    """For every role that sees cases."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house
        self._clocks = ClockViews()

    def read(self, who: OnDuty, tab: str) -> Inbox | Refusal:
        """The tab's cases, at most 100, and how many there are in each tab, counted to 10,000."""
        if tab not in TABS:
            return Refusal("inbox.tab_unknown")
        by = By(staff_id=who.staff_id, role=who.role, unit=who.unit)
        rights = tuple(right.value for right in TURNS if may(by.role, right))
        with self._runner.past() as past:
            takes_over = may(by.role, Right.TAKE_OVER)
            listed = (
                listed_for_the_centre(past, rights, takes_over=takes_over)
                if sees_all(by)
                else listed_for_somebody(past, by, rights)
            )
            rows = tuple(self._rows(past, by, listed, tab))
            counts = {name: min(listed.count(states), COUNTED_MAX) for name, states in _STATES.items()}
            counts[MINE] = min(listed.count_mine(), COUNTED_MAX)
            counts[HANDED] = listed.count_handed()
            if tab == MINE and len(rows) < ROWS_MAX:
                counts[MINE] = len(rows)  # what waits for a right, but not for this person, is not theirs
            return Inbox(
                tab=tab,
                rows=tuple(sorted(rows, key=_order)),
                counts=tuple((name, counts[name]) for name in TABS),
                as_of=past.now,
            )

    def _rows(self, past: Past, by: By, listed: Listed, tab: str) -> Iterator[CaseRow]:
        shown, units = 0, self._house.policy.units
        unit_name = cache(lambda id_: unit.name if id_ and (unit := units.of(id_)) else "")
        for one in read_rows(past, _in_tab(listed, tab)):
            row = self._row(past, one, by, unit_name)
            if tab == MINE and not row.primary:
                continue
            yield row
            shown += 1
            if shown == ROWS_MAX:
                return

    def _row(self, past: Past, found: Found, by: By, unit_name: Callable[[str], str]) -> CaseRow:
        """One line."""
        policy, case = self._house.policy, found.case
        clocks = sorted(
            (self._clocks.of(clock, policy, past.now) for clock in case.clocks),
            key=lambda c: (_WORST.index(c.light), c.due_at),
        )
        worst = clocks[0] if clocks else None
        own = next((d for d in case.live if acts_for(by, d.unit)), None)
        return CaseRow(
            case_id=case.case_id,
            case_code=case.case_code,
            state=case.state.value,
            grade=case.grade and case.grade.value,
            major_amount=case.major_amount,
            category=case.open.category,
            dispute_type=case.open.dispute_type,
            town=case.open.town,
            party_count=case.open.party_count,
            amount_fen=case.open.amount_fen,
            lead_unit=case.lead_unit,
            lead_unit_name=unit_name(case.lead_unit),
            masked_name=found.masked_name,
            registered_at=from_us(found.registered_at_us),
            clock=worst.kind if worst else "",
            light=worst.light if worst else "",
            due_at=worst.due_at if worst else None,
            left=worst.left if worst else 0,
            left_unit=worst.left_unit if worst else "",
            past=worst.past if worst else False,
            dispatch_id=own.dispatch_id if own else "",
            dispatch_state=own.state.value if own else "",
            primary=primary_act(case, by, past.stream),
            reminded_at=_lately(case.reminded_at, past.now),
        )


def _in_tab(listed: Listed, tab: str) -> Iterable[Key]:
    if tab == MINE:
        return listed.mine()
    return listed.handed() if tab == HANDED else listed.first(_STATES[tab])


def _lately(at: datetime | None, now: datetime) -> datetime | None:
    """A reminder is of its day: who has not acted by then is reminded again."""
    return at if at is not None and now - at < REMINDED_FOR else None


def _order(row: CaseRow) -> tuple[int, bool, Any]:
    light = _WORST.index(row.light) if row.light else len(_WORST)
    return (light, row.due_at is None, row.due_at or row.registered_at)
