"""A case: acceptance, rejection, its clocks, and what no order of commands can reach (domain.md §3.4)."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.casework.case_clocks import answer_by, arm_grade
from cases.casework.case_commands import (
    AcceptCase,
    CaseCommand,
    CorrectMatter,
    PassDeadline,
    ReadPerson,
    RegisterCase,
    RejectCase,
)
from cases.casework.case_events import CaseRegistered, DeadlinePassed
from cases.casework.case_folding import evolve
from cases.casework.case_rules import decide
from cases.casework.case_state import FINISHED, Case, CaseState
from cases.deadlines.case_clock import BudgetUnit, arm
from cases.deadlines.clock_kinds import ClockKind
from cases.deadlines.deadline_light import Light, deadline_light
from cases.hall_time import hall_time
from cases.matter.matter import OpenMatter, SealedMatter
from cases.policy.policy import Policy, build_policy
from cases.refusal import Refusal

ASSETS = Path(__file__).parents[3] / "assets" / "policy"
HALL = "150502000"


def read_policy() -> Policy:
    return build_policy(
        {
            str(p.relative_to(ASSETS)): p.read_text("utf-8")
            for p in ASSETS.rglob("*")
            if p.suffix in (".toml", ".csv", ".tsv")
        }
    )


POLICY = read_policy()
MONDAY = hall_time(datetime(2026, 11, 23, 9, 31))


def register(category: str | None = "labour_wages", at: datetime = MONDAY) -> RegisterCase:
    return RegisterCase(
        case_id="c1",
        case_code="ZZ150502000261123001724",
        visit_id="v1",
        source="kiosk",
        matter=SealedMatter(open=OpenMatter(category=category)),
        receipt_code_hash="0" * 64,
        confirmed_at=at,
    )


REJECT = RejectCase(staff_id="s1", reason_code="out_of_scope", referral_code="court")
ACCEPT = AcceptCase(staff_id="s1")


def run(*commands: CaseCommand, now: datetime = MONDAY) -> Case:
    case: Case | None = None
    for command in commands:
        answer = decide(case, command, POLICY, now, HALL)
        assert not isinstance(answer, Refusal), answer
        for event in answer:
            case = evolve(case, event, HALL)
    assert case is not None
    return case


def refused(case: Case | None, command: CaseCommand, *, now: datetime = MONDAY, store: str = HALL) -> str:
    answer = decide(case, command, POLICY, now, store)
    assert isinstance(answer, Refusal)
    return answer.code


def test_registered_on_monday_the_answer_is_promised_for_thursday() -> None:
    case = run(register())
    assert case.state is CaseState.REGISTERED
    assert [c.kind for c in case.clocks] == [ClockKind.ACCEPT]
    assert str(answer_by(case.clocks)) == "2026-11-26"


def test_acceptance_stops_its_clock_and_starts_that_of_grading() -> None:
    case = run(register(), ACCEPT)
    assert case.state is CaseState.ACCEPTED
    assert [c.kind for c in case.clocks] == [ClockKind.GRADE]
    assert case.clocks[0].due_at == hall_time(datetime(2026, 11, 23, 11, 31))
    assert case.clocks[0].soon_at == hall_time(datetime(2026, 11, 23, 11, 1))


def test_a_rejection_needs_a_reason_and_a_way_to_go_and_stops_every_clock() -> None:
    case = run(register(), REJECT)
    assert (case.state, case.clocks) == (CaseState.REJECTED, ())
    unknown = RejectCase(staff_id="s1", reason_code="no", referral_code="court")
    assert refused(run(register()), unknown) == "case.reason_unknown"
    nowhere = RejectCase(staff_id="s1", reason_code="out_of_scope", referral_code="")
    assert refused(run(register()), nowhere) == "case.referral_unknown"


def test_a_matter_of_no_known_kind_is_not_accepted() -> None:
    assert refused(run(register(category=None)), ACCEPT) == "case.category_missing"


def test_only_the_holder_decides_and_others_may_read() -> None:
    case = run(register())
    assert refused(case, ACCEPT, store="150521000") == "case.not_holder"
    assert not isinstance(
        decide(case, ReadPerson(staff_id="s1", purpose="x"), POLICY, MONDAY, "150521000"), Refusal
    )


def test_a_deadline_passes_once_and_never_early() -> None:
    case = run(register())
    tick = PassDeadline(clock=ClockKind.ACCEPT, rung=0, item_id="i1")
    assert refused(case, tick) == "case.not_due"
    friday = hall_time(datetime(2026, 11, 27))
    answer = decide(case, tick, POLICY, friday, HALL)
    assert isinstance(answer, list)
    assert answer == [
        DeadlinePassed(clock=ClockKind.ACCEPT, clock_id="accept", rung=0, due_at=friday, item_id="i1")
    ]
    late = evolve(case, answer[0], HALL)
    assert decide(late, tick, POLICY, friday, HALL) == []


COMMANDS = st.sampled_from(
    [
        register(),
        register(category=None),
        ACCEPT,
        REJECT,
        CorrectMatter(open=OpenMatter(category="debt"), sealed=None, staff_id="s1"),
        PassDeadline(clock=ClockKind.ACCEPT, rung=0, item_id="i1"),
        PassDeadline(clock=ClockKind.GRADE, rung=0, item_id="i2"),
        ReadPerson(staff_id="s1", purpose="reception"),
    ]
)


@given(st.lists(st.tuples(COMMANDS, st.integers(0, 10 * 24)), max_size=30))
def test_every_unfinished_case_has_a_running_clock_and_every_passed_deadline_an_item(
    steps: list[tuple[CaseCommand, int]],
) -> None:
    case: Case | None = None
    now = MONDAY
    for command, hours in steps:
        now += timedelta(hours=hours)
        answer = decide(case, command, POLICY, now, HALL)
        if isinstance(answer, Refusal):
            continue
        was_finished = case is not None and case.state in FINISHED
        for event in answer:
            if isinstance(event, DeadlinePassed):
                assert event.item_id
                assert now >= event.due_at
            if isinstance(event, CaseRegistered):
                assert case is None
            case = evolve(case, event, HALL)
        assert case is not None
        assert (case.state in FINISHED) == (not case.clocks)
        assert not was_finished or case.state in FINISHED


STARTS = st.datetimes(datetime(2026, 1, 5), datetime(2026, 11, 30)).map(
    lambda at: hall_time(at.replace(second=0, microsecond=0))  # the trace counts whole minutes
)
BUDGETS = st.one_of(
    st.tuples(st.just(BudgetUnit.WORKING_DAYS), st.integers(1, 20)),
    st.tuples(st.just(BudgetUnit.CALENDAR_DAYS), st.integers(1, 60)),
    st.tuples(st.just(BudgetUnit.OPENING_HOURS), st.integers(1, 16)),
)


@given(STARTS, BUDGETS)
def test_the_stored_instants_are_where_the_light_turns(
    start: datetime, budget: tuple[BudgetUnit, int]
) -> None:
    clock = arm(ClockKind.ACCEPT, *budget, start, POLICY)

    def light(at: datetime) -> Light:
        return deadline_light(clock.ledger(), POLICY.calendar, POLICY.deadlines.lights, at).light

    blink = timedelta(microseconds=1)
    assert light(clock.due_at) is Light.RED
    assert light(clock.due_at - blink) is Light.YELLOW
    assert light(clock.soon_at) is Light.YELLOW
    if clock.soon_at > hall_time(start):
        assert light(clock.soon_at - blink) is Light.GREEN


@pytest.mark.parametrize(("category", "kinds"), [("debt", 1), ("authority_decision", 2)])
def test_petition_type_matters_carry_the_outer_legal_bound(category: str, kinds: int) -> None:
    assert len(run(register(category)).clocks) == kinds


def test_grading_begun_before_lunch_ends_after_it() -> None:
    clock = arm_grade(hall_time(datetime(2026, 11, 23, 11, 30)), POLICY)
    assert clock.due_at == hall_time(datetime(2026, 11, 23, 16, 0))
