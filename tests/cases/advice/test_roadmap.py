"""The roadmap of a matter and the words for its citizen: whatever its state, honest and complete."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_store.policy_files import load_policy, load_texts
from cases.advice.grade import CaseGrade
from cases.advice.roadmap import standing_of
from cases.casework.case_events import CaseRejected
from cases.casework.case_state import FINISHED, Agreement, Case, CaseState, CloseResult
from cases.casework.standing_words import standing_words
from cases.casework.steps import EVALUABLE, STEP_OF, outcome_key, step_of
from cases.citizen_views import Promise, PromisedDate, Reach
from cases.deadlines.case_clock import ArmedClock, BudgetUnit, arm, extended, suspended
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_time
from cases.matter.matter import OpenMatter

ASSETS = Path(__file__).parents[3] / "assets"
POLICY, TEXTS = load_policy(ASSETS), load_texts(ASSETS)
MONDAY = hall_time(datetime(2026, 11, 23, 9, 31))
HERE = (Reach.NOW, Reach.STOPPED, Reach.NEXT)
ENDED_EARLY = (CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.MERGED)


def case(state: CaseState, grade: CaseGrade | None = CaseGrade.ORDINARY, **more: object) -> Case:
    made: dict[str, object] = {
        "open": OpenMatter(category="neighbour", dispute_type="0203"),
        "clocks": (),
    } | more
    return Case(case_id="c1", case_code="ZZ1", holder="h", state=state, grade=grade, **made)  # type: ignore[arg-type]


def clock(kind: ClockKind, days: int = 3) -> ArmedClock:
    return arm(kind, BudgetUnit.WORKING_DAYS, days, MONDAY, POLICY)


def names(case_: Case, *reached: Reach) -> list[str]:
    return [step.name for step in standing_of(case_, None, POLICY).steps if step.reach in reached]


ANY_CASE = st.builds(
    case,
    st.sampled_from(list(CaseState)),
    st.sampled_from([None, *CaseGrade]),
    open=st.sampled_from(["0203", "0701", "1403", "1502", "99", None]).map(
        lambda c: OpenMatter(dispute_type=c)
    ),
    in_mediation=st.booleans(),
    failed_mediations=st.integers(0, 2),
    info_only=st.booleans(),
    close_result=st.sampled_from([None, *CloseResult]),
)


@given(any_case=ANY_CASE)
def test_whatever_state_a_matter_is_in_its_road_leads_from_behind_to_before(any_case: Case) -> None:
    standing = standing_of(any_case, None, POLICY)
    assert standing.steps
    firm = [step.reach for step in standing.steps if step.reach != Reach.MAYBE]
    here = [n for n, reach in enumerate(firm) if reach in HERE]
    assert len(here) <= 1
    for n in here:
        assert Reach.AHEAD not in firm[:n]
    if any_case.state in FINISHED - {CaseState.CLOSED}:
        assert not here
    words = standing_words(standing, TEXTS, MONDAY)
    assert all(step.tag and step.who and step.basis and step.text for step in words.steps)
    assert TEXTS.get(outcome_key(any_case.state, info_only=any_case.info_only))


@pytest.mark.parametrize("grade", list(CaseGrade))
@pytest.mark.parametrize("state", [s for s in CaseState if s not in FINISHED])
def test_a_graded_matter_is_always_somewhere_on_its_road(state: CaseState, grade: CaseGrade) -> None:
    assert len(names(case(state, grade), *HERE)) == 1


def test_before_grading_only_what_every_road_has_is_promised() -> None:
    waiting = case(CaseState.ACCEPTED, None)
    standing = standing_of(waiting, None, POLICY)
    assert [step.name for step in standing.steps] == ["登记受理", "反馈", "评价回访"]
    assert standing_words(standing, TEXTS, MONDAY).open == "中间怎么走，分了级就写在这里。"
    petition = case(CaseState.ACCEPTED, None, open=OpenMatter(dispute_type="1403"))
    assert "复查" in names(petition, Reach.MAYBE)  # the type alone decides its road


def test_a_mediation_that_was_held_shows_and_one_that_was_not_is_only_possible() -> None:
    assert "调解" in names(case(CaseState.HANDLING), Reach.MAYBE)
    assert names(case(CaseState.HANDLING, in_mediation=True), *HERE) == ["调解"]
    assert "调解" in names(case(CaseState.HANDLING, failed_mediations=1), Reach.DONE)
    agreed = Agreement(number="1", perform_by=None)
    assert "调解" in names(case(CaseState.CLOSED, agreement=agreed), Reach.DONE)


def test_a_matter_that_ended_early_shows_no_step_that_will_never_come() -> None:
    for state in ENDED_EARLY:
        assert [s.reach for s in standing_of(case(state), None, POLICY).steps] == [Reach.DONE]


def test_a_rejected_matter_says_why_and_where_to_go_instead() -> None:
    rejected = CaseRejected(
        staff_id="s1", reason_code="already_accepted_elsewhere", referral_code="court", remark=None
    )
    words = standing_words(standing_of(case(CaseState.REJECTED), rejected, POLICY), TEXTS, MONDAY)
    assert words.notes[0] == "法院、公安机关或者别的部门已经受理，正在处理。"
    assert words.notes[1].startswith("请找人民法院。可以向人民法院提起诉讼")
    gone = CaseRejected(staff_id="s1", reason_code="of_another_year", referral_code="court", remark=None)
    assert standing_of(case(CaseState.REJECTED), gone, POLICY).instead is None


@pytest.mark.parametrize("result", list(CloseResult))
def test_closed_is_told_with_its_result_and_never_as_resolved_by_itself(result: CloseResult) -> None:
    standing = standing_of(case(CaseState.CLOSED, close_result=result), None, POLICY)
    told, reopen = standing_words(standing, TEXTS, MONDAY).notes
    assert told.startswith("结果：")
    assert reopen.startswith("办结不等于解决。")
    again = standing_of(case(CaseState.REOPENED, close_result=result), None, POLICY)
    assert again.result == ""


def test_the_strictest_date_of_each_kind_is_promised_in_the_citizens_words() -> None:
    handling = case(CaseState.HANDLING, clocks=(clock(ClockKind.CLOSE, 7), clock(ClockKind.MEDIATION, 5)))
    standing = standing_of(handling, None, POLICY)
    assert standing.promises == (PromisedDate(what=Promise.RESULT, day=date(2026, 11, 30)),)
    assert standing_words(standing, TEXTS, MONDAY).dates == ("最迟11月30日办出结果",)
    inner = case(CaseState.GRADED, clocks=(clock(ClockKind.DISPATCH), clock(ClockKind.ACKNOWLEDGE)))
    assert standing_of(inner, None, POLICY).promises == ()  # what units owe each other


def test_a_date_that_was_put_off_and_one_that_was_missed_are_told_so() -> None:
    longer = extended(clock(ClockKind.CLOSE, 7), 7, POLICY)
    standing = standing_of(case(CaseState.HANDLING, clocks=(longer,)), None, POLICY)
    assert standing_words(standing, TEXTS, MONDAY).dates == ("时间延长过，最迟12月11日办出结果",)
    late = standing_words(standing, TEXTS, MONDAY + timedelta(days=60)).dates
    assert late == ("原定2026年12月11日办出结果，已经晚了，中心在督办。",)


def test_a_matter_that_stands_still_says_why_and_promises_nothing() -> None:
    stopped = suspended(clock(ClockKind.CLOSE, 7), MONDAY + timedelta(hours=1), "appraisal", POLICY)
    words = standing_words(
        standing_of(case(CaseState.SUSPENDED, clocks=(stopped,)), None, POLICY), TEXTS, MONDAY
    )
    assert words.dates == ()
    assert words.notes == ("停下的原因：等待鉴定、评估。停着的日子不算在办理的日子里。",)


def test_without_a_name_nothing_is_promised() -> None:
    anonymous = case(CaseState.REGISTERED, None, clocks=(clock(ClockKind.ACCEPT),), info_only=True)
    words = standing_words(standing_of(anonymous, None, POLICY), TEXTS, MONDAY)
    assert words.dates == ()
    assert "没法答复您" in words.notes[0]
    assert outcome_key(CaseState.REGISTERED, info_only=True) == "progress.info_only"
    assert outcome_key(CaseState.REJECTED, info_only=True) == "progress.rejected"


def test_the_last_of_the_five_steps_is_reached_by_rating_a_closed_matter() -> None:
    assert step_of(CaseState.CLOSED, rated=True) == 5
    assert step_of(CaseState.CLOSED, rated=False) == STEP_OF[CaseState.CLOSED]
    assert step_of(CaseState.REJECTED, rated=True) == 1
    assert {*STEP_OF} == {*CaseState}
    assert sorted(EVALUABLE) == ["archived", "closed", "rejected"]
