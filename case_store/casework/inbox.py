"""我的事项: the cases that wait for whoever looks, by step, worst light first; a unit sees its own."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from case_store.casework.case_page import clock_view
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import Past
from case_store.log.history import case_of
from case_store.log.micros import from_us
from case_store.log.schema import case_, case_search, dispatch
from cases.casework.access import sees_all
from cases.casework.by import By
from cases.casework.case_state import Case, CaseState, DispatchState
from cases.casework.dispatch_rules import acts_for
from cases.casework.next_step import primary_act
from cases.deadlines.deadline_light import Light
from cases.refusal import Refusal
from cases.views_casework import TABS, CaseRow, Inbox

ROWS_MAX = 100
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
_LIVE = (DispatchState.ASSIGNED.value, DispatchState.ACKNOWLEDGED.value)
_WORST = tuple(light.value for light in Light)


class InboxDoor:
    """For every role that sees cases."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def read(self, who: OnDuty, tab: str) -> Inbox | Refusal:
        """The tab's cases, at most 100, and how many there are in each tab."""
        if tab not in TABS:
            return Refusal("inbox.tab_unknown")
        by = By(staff_id=who.staff_id, role=who.role, unit=who.unit)
        with self._runner.past() as past:
            counts = {name: _count(past, by, states) for name, states in _STATES.items()}
            rows = (
                _mine(past, self._house, by) if tab == "mine" else _rows(past, self._house, by, _STATES[tab])
            )
            listed = sorted(rows, key=_order)
            counts["mine"] = len(listed) if tab == "mine" else len(list(_mine(past, self._house, by)))
            return Inbox(
                tab=tab,
                rows=tuple(listed[:ROWS_MAX]),
                counts=tuple((name, counts[name]) for name in TABS),
                as_of=past.now,
            )


def _visible(by: By) -> "sa.ColumnElement[bool]":
    if sees_all(by):
        return sa.true()
    given = sa.exists().where(
        dispatch.c.stream == case_.c.stream, dispatch.c.case_id == case_.c.case_id, dispatch.c.unit == by.unit
    )
    return sa.or_(case_.c.registered_by == by.staff_id, given if by.unit else sa.false())


def _count(past: Past, by: By, states: tuple[CaseState, ...]) -> int:
    query = (
        sa.select(sa.func.count())
        .select_from(case_)
        .where(case_.c.stream == past.stream, case_.c.state.in_([s.value for s in states]), _visible(by))
    )
    return int(past.connection.execute(query).scalar_one())


def _rows(past: Past, house: House, by: By, states: tuple[CaseState, ...]) -> Iterable[CaseRow]:
    query = (
        sa.select(case_.c.case_id, case_.c.registered_at_us, case_search.c.masked_name)
        .select_from(
            case_.outerjoin(
                case_search,
                sa.and_(case_search.c.stream == case_.c.stream, case_search.c.case_id == case_.c.case_id),
            )
        )
        .where(case_.c.stream == past.stream, case_.c.state.in_([s.value for s in states]), _visible(by))
        .order_by(case_.c.due_at_us.is_(None), case_.c.due_at_us, case_.c.registered_at_us.desc())
        .limit(ROWS_MAX)
    )
    for found in past.connection.execute(query):
        case = case_of(past, found.case_id)
        if case is not None:
            yield case_row(past, house, case, by, found)


def _mine(past: Past, house: House, by: By) -> Iterable[CaseRow]:
    """What waits for this person: cases whose next step is theirs."""
    unfinished = tuple(state for states in list(_STATES.values())[:-1] for state in states)
    return (row for row in _rows(past, house, by, unfinished) if row.primary)


def case_row(past: Past, house: House, case: Case, by: By, found: Any) -> CaseRow:
    """One line; `found` has `registered_at_us` and `masked_name`."""
    policy = house.policy
    clocks = sorted(
        (clock_view(clock, policy, past.now) for clock in case.clocks),
        key=lambda c: (_WORST.index(c.light), c.due_at),
    )
    worst = clocks[0] if clocks else None
    own = next((d for d in case.live if acts_for(by, d.unit)), None)
    lead = policy.units.of(case.lead_unit)
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
        lead_unit_name=lead.name if lead else "",
        masked_name=found.masked_name or "",
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
    )


def _order(row: CaseRow) -> tuple[int, bool, Any]:
    light = _WORST.index(row.light) if row.light else len(_WORST)
    return (light, row.due_at is None, row.due_at or row.registered_at)
