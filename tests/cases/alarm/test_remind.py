"""提醒: whoever has the case, once in a while, and never for what is finished."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cases.alarm.remind import RemindUnits, remind
from cases.casework.case_additions import CaseReminded
from cases.casework.case_folding import evolve
from cases.casework.case_state import FINISHED, Case, CaseState, Dispatch, DispatchState
from cases.hall_time import HALL_ZONE
from cases.matter.matter import OpenMatter
from cases.policy.policy import Policy
from cases.refusal import Refusal

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=HALL_ZONE)
ASKED = RemindUnits(reminder_id="r1", staff_id="disp")


def share(unit: str, state: DispatchState = DispatchState.ACKNOWLEDGED) -> Dispatch:
    return Dispatch(dispatch_id=unit, unit=unit, lead=unit == "labour", state=state, assigned_at=NINE)


def case(*shares: Dispatch, state: CaseState = CaseState.HANDLING) -> Case:
    opened = OpenMatter(category="neighbour", town="150502001")
    return Case(
        case_id="c1",
        case_code="ZZ",
        holder="150502000",
        state=state,
        open=opened,
        clocks=(),
        dispatches=shares,
    )


def units(answer: list[CaseReminded] | Refusal) -> list[str]:
    assert not isinstance(answer, Refusal), answer
    return [one.unit for one in answer]


def test_those_who_have_not_reported_are_reminded(policy: Policy) -> None:
    both = case(share("labour"), share("territory_150502001"))
    assert units(remind(both, ASKED, policy, NINE)) == ["labour", "territory_150502001"]
    half = case(share("labour", DispatchState.REPORTED), share("territory_150502001"))
    assert units(remind(half, ASKED, policy, NINE)) == ["territory_150502001"]


def test_before_it_is_sent_and_after_all_have_reported_it_is_the_centres(policy: Policy) -> None:
    assert units(remind(case(state=CaseState.ACCEPTED), ASKED, policy, NINE)) == ["centre"]
    done = case(share("labour", DispatchState.REPORTED), state=CaseState.RESULT_SUBMITTED)
    assert units(remind(done, ASKED, policy, NINE)) == ["centre"]


@pytest.mark.parametrize("state", sorted(FINISHED))
def test_what_is_finished_is_not_reminded_of(policy: Policy, state: CaseState) -> None:
    assert remind(case(share("labour"), state=state), ASKED, policy, NINE) == Refusal("remind.finished")


def test_once_in_a_while(policy: Policy) -> None:
    events = remind(case(share("labour")), ASKED, policy, NINE)
    assert not isinstance(events, Refusal)
    reminded = evolve(case(share("labour")), events[0], "150502000")
    assert reminded is not None
    again = timedelta(minutes=policy.alarms.remind_again_minutes)
    refusal = remind(reminded, ASKED, policy, NINE + again - timedelta(seconds=1))
    assert refusal == Refusal("remind.too_soon", {"minutes": 59, "again": 60})
    assert units(remind(reminded, ASKED, policy, NINE + again)) == ["labour"]


def test_reminders_in_any_order_make_the_same_case() -> None:
    told = [
        CaseReminded(
            reminder_id=str(n), unit="labour", staff_id="disp", reminded_at=NINE + timedelta(hours=n)
        )
        for n in (2, 1)
    ]
    last = case(share("labour"))
    for event in told:
        folded = evolve(last, event, "150502000")
        assert folded is not None
        last = folded
    assert last == replace(case(share("labour")), reminded_at=NINE + timedelta(hours=2))
