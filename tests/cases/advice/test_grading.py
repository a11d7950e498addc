"""Grades by the criteria of domain.md §3.1: the highest that is met, the floor, and what was not asked yet."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.advice.grade import CaseGrade, Level
from cases.advice.grading import GradeFacts, GradeSuggestion, suggest_grade
from cases.policy.policy import Policy

YUAN = 100  # fen
COUNTS = st.none() | st.integers(0, 60)
ANSWERS = st.none() | st.booleans()
FACTS = st.builds(
    GradeFacts,
    amount_fen=st.none() | st.integers(0, 10**12),
    party_count=COUNTS,
    unit_count=COUNTS,
    failed_mediations=COUNTS,
    overdue_before=COUNTS,
    gb_code=st.sampled_from([None, "0203", "0701", "1403", "15"]),
    cross_banner=ANSWERS,
    needs_survey=ANSWERS,
    prior_final_ruling=ANSWERS,
    superior_key=ANSWERS,
    risk_high=ANSWERS,
    both_sides_known=ANSWERS,
    both_willing=ANSWERS,
    facts_clear=ANSWERS,
)


def graded(policy: Policy, **known: Any) -> GradeSuggestion:
    return suggest_grade(GradeFacts(**known), policy.grading)


@pytest.mark.parametrize(
    ("known", "grade"),
    [
        ({"amount_fen": 49_999_99}, CaseGrade.SIMPLE),
        ({"amount_fen": 50_000 * YUAN}, CaseGrade.ORDINARY),
        ({"amount_fen": 999_999_99}, CaseGrade.ORDINARY),
        ({"amount_fen": 1_000_000 * YUAN}, CaseGrade.DIFFICULT),
        ({"party_count": 4}, CaseGrade.SIMPLE),
        ({"party_count": 5}, CaseGrade.ORDINARY),
        ({"party_count": 29}, CaseGrade.ORDINARY),
        ({"party_count": 30}, CaseGrade.DIFFICULT),
        ({"unit_count": 1}, CaseGrade.SIMPLE),
        ({"unit_count": 2}, CaseGrade.ORDINARY),
        ({"unit_count": 3}, CaseGrade.DIFFICULT),
        ({"failed_mediations": 1}, CaseGrade.ORDINARY),
        ({"failed_mediations": 2}, CaseGrade.DIFFICULT),
        ({"overdue_before": 1}, CaseGrade.SIMPLE),
        ({"overdue_before": 2}, CaseGrade.DIFFICULT),
        ({"needs_survey": True}, CaseGrade.ORDINARY),
        ({"facts_clear": False}, CaseGrade.ORDINARY),
        ({"both_sides_known": False}, CaseGrade.ORDINARY),
        ({"both_willing": False}, CaseGrade.ORDINARY),
        ({"cross_banner": True}, CaseGrade.DIFFICULT),
        ({"superior_key": True}, CaseGrade.DIFFICULT),
        ({"risk_high": True}, CaseGrade.DIFFICULT),
        ({"gb_code": "1403", "prior_final_ruling": True}, CaseGrade.DIFFICULT),
        ({"gb_code": "0701", "prior_final_ruling": True}, CaseGrade.SIMPLE),
        ({}, CaseGrade.SIMPLE),
    ],
)
def test_each_criterion_of_the_table_gives_its_grade(
    policy: Policy, known: dict[str, Any], grade: CaseGrade
) -> None:
    suggestion = graded(policy, **known)
    assert suggestion.grade is grade
    assert suggestion.reasons


def test_the_four_stories_of_the_article_get_their_grades(policy: Policy) -> None:
    clear = {"both_sides_known": True, "both_willing": True, "facts_clear": True}
    noise = graded(policy, gb_code="0203", party_count=1, unit_count=1, **clear)
    wages = graded(policy, gb_code="0701", party_count=37, amount_fen=800_000 * YUAN, unit_count=3)
    land = graded(policy, gb_code="0901", party_count=1, needs_survey=True, **clear)
    petition = graded(policy, gb_code="1102", superior_key=True)
    assert [one.grade for one in (noise, wages, land, petition)] == [
        CaseGrade.SIMPLE,
        CaseGrade.DIFFICULT,
        CaseGrade.ORDINARY,
        CaseGrade.DIFFICULT,
    ]
    assert not wages.major_amount


def test_a_million_yuan_is_a_floor_and_the_centre_leads(policy: Policy) -> None:
    major = graded(policy, amount_fen=1_000_000 * YUAN)
    assert (major.floor, major.major_amount, major.lead_unit) == (CaseGrade.DIFFICULT, True, "centre")
    below = graded(policy, amount_fen=999_999_99, party_count=37)
    assert (below.grade, below.floor, below.major_amount) == (CaseGrade.DIFFICULT, CaseGrade.SIMPLE, False)


def test_the_reasons_are_those_of_the_grade_and_say_the_threshold(policy: Policy) -> None:
    suggestion = graded(policy, party_count=37, amount_fen=800_000 * YUAN, needs_survey=True)
    assert [(reason.code, dict(reason.facts)) for reason in suggestion.reasons] == [
        ("grade.party_count", {"count": 37, "threshold": 30})
    ]


def test_what_was_not_asked_is_named_and_never_counts(policy: Policy) -> None:
    asked = graded(policy, amount_fen=0, party_count=2)
    assert asked.grade is CaseGrade.SIMPLE
    assert "grade.ask.facts_clear" in [reason.code for reason in asked.ask]
    assert "grade.ask.amount_fen" not in [reason.code for reason in asked.ask]
    assert graded(policy, risk_high=True).ask == ()


def test_the_lead_goes_up_with_the_grade_and_across_banners_to_the_city(policy: Policy) -> None:
    assert graded(policy).lead_level is Level.VILLAGE
    assert graded(policy, needs_survey=True).lead_level is Level.TOWN
    assert graded(policy, risk_high=True).lead_level is Level.BANNER
    assert graded(policy, cross_banner=True).lead_level is Level.CITY


@given(facts=FACTS, more=FACTS, data=st.data())
def test_learning_a_fact_never_lowers_the_grade(
    policy: Policy, facts: GradeFacts, more: GradeFacts, data: st.DataObject
) -> None:
    unknown = [field.name for field in fields(facts) if getattr(facts, field.name) is None]
    learnt = data.draw(st.sets(st.sampled_from(unknown))) if unknown else set()
    knows_more = replace(facts, **{name: getattr(more, name) for name in learnt})
    before, after = suggest_grade(facts, policy.grading), suggest_grade(knows_more, policy.grading)
    assert after.grade.rank >= before.grade.rank
    assert after.floor.rank >= before.floor.rank
    assert after.lead_level.rank >= before.lead_level.rank


@given(facts=FACTS)
def test_nothing_is_suggested_below_the_floor_or_without_a_reason(policy: Policy, facts: GradeFacts) -> None:
    suggestion = suggest_grade(facts, policy.grading)
    assert suggestion.grade.rank >= suggestion.floor.rank
    assert suggestion.major_amount == (facts.amount_fen is not None and facts.amount_fen >= 1_000_000 * YUAN)
    assert suggestion.reasons


def test_levels_go_up_one_by_one() -> None:
    climbed = sorted(Level, key=lambda level: level.rank)
    assert climbed == [Level.VILLAGE, Level.TOWN, Level.BANNER, Level.CITY]
    assert [level.rank for level in climbed] == [0, 1, 2, 3]
