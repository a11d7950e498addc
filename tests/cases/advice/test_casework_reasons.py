"""Every reason that a suggestion gives can be said, and every word for a way, level, grade and danger is there."""

from datetime import date
from pathlib import Path

import pytest

from cases.advice.grade import CaseGrade, Level
from cases.advice.grading import GradeFacts, suggest_grade
from cases.advice.reason import Reason
from cases.advice.resolution_method import ResolutionMethod
from cases.advice.routing import RoutingFacts, check_escalation, suggest_routes
from cases.advice.scope import Verdict
from cases.policy.emergency import EmergencyKind
from cases.policy.policy import Policy
from cases.policy.roster import units_on
from cases.refusal import Reader
from cases.texts import Texts, parse_texts

FOLDER = Path(__file__).parents[3] / "assets" / "texts"


@pytest.fixture(scope="module")
def texts() -> Texts:
    return parse_texts({path.name: path.read_text("utf-8") for path in FOLDER.glob("*.toml")})


def said(texts: Texts, reason: Reason) -> str:
    return texts.get(reason.key, **reason.facts)


def test_the_reasons_of_a_grade_can_be_said(policy: Policy, texts: Texts) -> None:
    yes = dict.fromkeys(
        ("needs_survey", "cross_banner", "superior_key", "risk_high", "prior_final_ruling"), True
    )
    no = dict.fromkeys(("facts_clear", "both_sides_known", "both_willing"), False)
    counts = {"party_count": 37, "unit_count": 3, "failed_mediations": 2, "overdue_before": 2}
    all_met = GradeFacts(amount_fen=120_000_000, gb_code="1403", **yes, **no, **counts)  # type: ignore[arg-type]
    some = GradeFacts(needs_survey=True, **no)  # type: ignore[arg-type]
    for facts in (all_met, some, GradeFacts()):
        suggestion = suggest_grade(facts, policy.grading)
        for reason in (*suggestion.reasons, *suggestion.ask):
            assert said(texts, reason)
    assert "涉及金额120万元，达到100万元" in [
        said(texts, reason) for reason in suggest_grade(all_met, policy.grading).reasons
    ]


def test_the_reasons_of_every_route_can_be_said(policy: Policy, texts: Texts) -> None:
    today = units_on(date(2026, 11, 23), policy.hall, policy.roster, policy.calendar)
    for code in policy.dispute_types:
        for town in ("150502001", "150522101", None):
            for failed in (frozenset[Level](), frozenset({Level.TOWN})):
                facts = RoutingFacts(
                    gb_code=code,
                    town=town,
                    grade=CaseGrade.ORDINARY,
                    superior=town is None,
                    amount_fen=120_000_000 if town is None else None,
                    failed_levels=failed,
                    returned_by=frozenset({"justice"}),
                )
                for route in suggest_routes(facts, policy, today):
                    assert all(said(texts, reason) for reason in route.reasons)


def test_there_is_a_word_for_every_way_level_grade_verdict_and_danger(texts: Texts) -> None:
    for table, values in (
        ("method", ResolutionMethod),
        ("level", Level),
        ("grade_name", CaseGrade),
        ("scope", Verdict),
        ("emergency", EmergencyKind),
    ):
        for value in values:
            assert texts.get(f"casework_reasons.{table}.{value.value}")


def test_a_refused_way_up_says_what_to_do(texts: Texts) -> None:
    for refusal in (
        check_escalation(Level.VILLAGE, Level.CITY, "急"),
        check_escalation(Level.TOWN, Level.BANNER, ""),
    ):
        assert refusal is not None
        assert all(texts.tell(refusal, reader) for reader in Reader)
