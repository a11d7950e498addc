"""受理范围: whether a matter may be accepted, with the reason and where to go instead if not (domain.md §1.4 O1, §3.4).

It is advice: a person decides. What is not known never rejects.
"""

from dataclasses import dataclass
from enum import StrEnum

from cases.policy.acceptance import ScopeRule, ScopeWay
from cases.policy.policy import Policy

OTHER = ("99",)  # 其他


class Verdict(StrEnum):
    """What is advised."""

    ACCEPT = "accept"
    REJECT = "reject"
    INFO_ONLY = "info_only"  # nobody can be answered: an anonymous matter is registered as information


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeAdvice:
    """`reasons`: codes of acceptance.toml; `referral`: where the first of them leads, None when nothing bars.

    `clauses`: the lines of the policy that speak, to be shown. `mediation`: whether people's mediation is possible.
    `unread_claims`: what was claimed by keys that the policy no longer has; a person looks at them.
    """

    verdict: Verdict
    on_the_spot: bool
    petition: bool
    mediation: bool
    reasons: tuple[str, ...] = ()
    referral: str | None = None
    clauses: tuple[str, ...] = ()
    unread_claims: tuple[str, ...] = ()


def check_scope(
    gb_code: str | None, category: str | None, claims: frozenset[str], *, anonymous: bool, policy: Policy
) -> ScopeAdvice:
    """The advice for a type, or as long as there is none for what the citizen chose. `claims`: keys of `bars`."""
    rules = _rules(gb_code, category, policy)
    ways = {rule.way for rule in rules}
    acceptance = policy.acceptance
    # A bar counts only when it holds for whatever the matter may turn out to be.
    met = [bar for key, bar in acceptance.bars.items() if key in claims and ways and ways <= set(bar.ways)]
    referred = [rule.reason for rule in rules] if ways == {ScopeWay.REFER} else []
    reasons = tuple(dict.fromkeys([*referred, *(bar.reason for bar in met)]))
    verdict = Verdict.INFO_ONLY if anonymous else Verdict.REJECT if reasons else Verdict.ACCEPT
    return ScopeAdvice(
        verdict=verdict,
        on_the_spot=ways == {ScopeWay.ON_THE_SPOT},
        petition=ways == {ScopeWay.PETITION},
        mediation=all(rule.mediation for rule in rules) and not reasons,
        reasons=reasons,
        referral=acceptance.reasons[reasons[0]].referral if reasons else None,
        clauses=tuple(dict.fromkeys([*(rule.clause for rule in rules), *(bar.clause for bar in met)])),
        unread_claims=tuple(sorted(claims - acceptance.bars.keys())),
    )


def type_codes(gb_code: str | None, category: str | None, policy: Policy) -> tuple[str, ...]:
    """The types that a matter may be: its own, else those of the citizen's answer; none: 其他."""
    if gb_code:
        return (gb_code,)
    answered = policy.categories.get(category) if category else None
    return answered.gb_codes if answered else OTHER


def _rules(gb_code: str | None, category: str | None, policy: Policy) -> list[ScopeRule]:
    found = (policy.acceptance.rule(code) for code in type_codes(gb_code, category, policy))
    return [rule for rule in found if rule is not None]
