"""受理范围: what is accepted, what is barred and where to go instead, what an anonymous matter becomes (§3.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.advice.scope import ScopeAdvice, Verdict, check_scope
from cases.policy.policy import Policy

NOTHING: frozenset[str] = frozenset()


def asked(policy: Policy, code: str | None, *claims: str, category: str | None = None) -> ScopeAdvice:
    return check_scope(code, category, frozenset(claims), anonymous=False, policy=policy)


def test_every_type_of_the_standard_is_in_scope_as_long_as_nothing_bars_it(policy: Policy) -> None:
    for code in policy.dispute_types:
        advice = asked(policy, code)
        assert (advice.verdict, advice.reasons) == (Verdict.ACCEPT, ())
        assert advice.clauses
        assert advice.petition == policy.deadlines.is_petition(code)


def test_a_neighbours_matter_is_decided_on_the_spot(policy: Policy) -> None:
    assert asked(policy, "0203").on_the_spot
    assert not asked(policy, "0901").on_the_spot


@pytest.mark.parametrize(
    ("code", "claim", "reason"),
    [
        ("0701", "special_organ", "special_organ"),
        ("0701", "organ_accepted", "already_accepted_elsewhere"),
        ("0203", "organ_decided", "already_decided"),
        ("0901", "mediated", "mediated_and_effective"),
        ("1403", "in_proceedings", "in_litigation_or_arbitration"),
        ("1502", "mediated", "mediated_and_effective"),
        ("1403", "review_expired", "review_deadline_passed"),
        ("14", "review_finished", "review_finished"),
    ],
)
def test_what_bars_a_matter_says_why_and_where_to_go(
    policy: Policy, code: str, claim: str, reason: str
) -> None:
    advice = asked(policy, code, claim)
    assert (advice.verdict, advice.reasons) == (Verdict.REJECT, (reason,))
    assert advice.referral in policy.acceptance.referrals
    assert policy.acceptance.bars[claim].clause in advice.clauses
    assert not advice.mediation


def test_the_rules_of_petitions_do_not_bar_a_civil_matter_nor_the_other_way_round(policy: Policy) -> None:
    assert asked(policy, "0701", "review_finished").verdict is Verdict.ACCEPT
    assert asked(policy, "1403", "organ_decided").verdict is Verdict.ACCEPT


def test_nothing_is_rejected_as_long_as_it_may_be_of_another_kind(policy: Policy) -> None:
    either = asked(policy, None, "review_finished", category="authority_decision")  # 13 or 14
    assert either.verdict is Verdict.ACCEPT
    assert not either.petition


def test_petitions_are_not_for_peoples_mediation(policy: Policy) -> None:
    assert not asked(policy, "1401").mediation
    assert asked(policy, "0101").mediation


def test_an_anonymous_matter_is_information_only(policy: Policy) -> None:
    advice = check_scope("0701", None, NOTHING, anonymous=True, policy=policy)
    assert advice.verdict is Verdict.INFO_ONLY


def test_a_tick_that_the_policy_no_longer_has_is_shown_to_a_person(policy: Policy) -> None:
    assert asked(policy, "0701", "gone").unread_claims == ("gone",)


@given(data=st.data(), anonymous=st.booleans())
def test_a_rejection_always_leads_somewhere(policy: Policy, data: st.DataObject, anonymous: bool) -> None:
    code = data.draw(st.none() | st.sampled_from(sorted(policy.dispute_types)))
    category = data.draw(st.sampled_from([None, *(c.id for c in policy.categories.categories)]))
    claims = data.draw(st.sets(st.sampled_from(sorted(policy.acceptance.bars))))
    advice = check_scope(code, category, frozenset(claims), anonymous=anonymous, policy=policy)
    assert (advice.verdict is Verdict.INFO_ONLY) == anonymous
    assert bool(advice.reasons) == (advice.referral is not None)
    assert advice.verdict is not Verdict.REJECT or advice.referral in policy.acceptance.referrals
