"""分级: which grade a matter should have and why (domain.md §3.1). A person confirms it; the floor binds everybody.

The highest criterion that is met decides. What is not known meets no criterion, so that every fact that is added
raises the grade or leaves it, and never lowers it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.advice.grade import CaseGrade, Level
from cases.advice.reason import Reason
from cases.matter.amount import amount_text
from cases.policy.grading import GradeThresholds, GradingPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeFacts:
    """What is known of a matter; None: not known yet. Counts are totals, `overdue_before`: times overdue so far."""

    amount_fen: int | None = None
    party_count: int | None = None
    unit_count: int | None = None
    cross_banner: bool | None = None
    needs_survey: bool | None = None
    gb_code: str | None = None
    prior_final_ruling: bool | None = None
    failed_mediations: int | None = None
    superior_key: bool | None = None
    risk_high: bool | None = None
    overdue_before: int | None = None
    both_sides_known: bool | None = None
    both_willing: bool | None = None
    facts_clear: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeSuggestion:
    """The grade by the criteria, what nobody may undercut, and why.

    `lead_unit`: who has to lead, empty: whoever the duty list says. `ask`: what is not known and could raise the grade.
    """

    grade: CaseGrade
    floor: CaseGrade
    major_amount: bool
    reasons: tuple[Reason, ...]
    lead_level: Level
    lead_unit: str = ""
    ask: tuple[Reason, ...] = ()


def suggest_grade(facts: GradeFacts, policy: GradingPolicy) -> GradeSuggestion:
    """The highest grade of which a criterion is met. The reasons are those of that grade."""
    major = is_major(facts.amount_fen, policy)
    grade, reasons = CaseGrade.SIMPLE, [Reason("grade.none_higher")]
    if ordinary := [*_reached(facts, policy.ordinary), *_ordinary_only(facts)]:
        grade, reasons = CaseGrade.ORDINARY, ordinary
    if difficult := [*_reached(facts, policy.difficult), *_difficult_only(facts, policy)]:
        grade, reasons = CaseGrade.DIFFICULT, difficult
    lead = policy.lead.of(grade)
    if facts.cross_banner:
        lead = max(lead, policy.lead.cross_banner, key=lambda level: level.rank)
    return GradeSuggestion(
        grade=grade,
        floor=CaseGrade.DIFFICULT if major else CaseGrade.SIMPLE,
        major_amount=major,
        reasons=(*([Reason("grade.major_amount")] if major else []), *reasons),
        lead_level=lead,
        lead_unit=policy.major_lead_unit if major else "",
        ask=_ask(facts) if grade is not CaseGrade.DIFFICULT else (),
    )


def is_major(amount_fen: int | None, policy: GradingPolicy) -> bool:
    """重大金额: the floor of the grade is then DIFFICULT, whatever else is known (domain.md §1.4 O4)."""
    return amount_fen is not None and amount_fen >= policy.major_amount_fen


def _reached(facts: GradeFacts, from_: GradeThresholds) -> Iterator[Reason]:
    if facts.amount_fen is not None and facts.amount_fen >= from_.amount_fen:
        amounts = {"amount": amount_text(facts.amount_fen), "threshold": amount_text(from_.amount_fen)}
        yield Reason("grade.amount", amounts)
    for name, threshold in (
        ("party_count", from_.party_count),
        ("unit_count", from_.unit_count),
        ("failed_mediations", from_.failed_mediations),
    ):
        count: int | None = getattr(facts, name)
        if count is not None and count >= threshold:
            yield Reason(f"grade.{name}", {"count": count, "threshold": threshold})


def _ordinary_only(facts: GradeFacts) -> Iterator[Reason]:
    """What a simple matter must not lack: clear facts, both sides known and willing, nothing to be surveyed."""
    if facts.needs_survey:
        yield Reason("grade.needs_survey")
    if facts.facts_clear is False:
        yield Reason("grade.facts_unclear")
    if facts.both_sides_known is False:
        yield Reason("grade.side_unknown")
    if facts.both_willing is False:
        yield Reason("grade.side_unwilling")


def _difficult_only(facts: GradeFacts, policy: GradingPolicy) -> Iterator[Reason]:
    if facts.cross_banner:
        yield Reason("grade.cross_banner")
    if facts.prior_final_ruling and (facts.gb_code or "").startswith(policy.prior_ruling_gb_codes):
        yield Reason("grade.prior_final_ruling")
    if facts.superior_key:
        yield Reason("grade.superior_key")
    if facts.risk_high:
        yield Reason("grade.risk_high")
    if facts.overdue_before is not None and facts.overdue_before >= policy.overdue_before:
        yield Reason(
            "grade.overdue_before", {"count": facts.overdue_before, "threshold": policy.overdue_before}
        )


_ASKED = (
    "amount_fen",
    "party_count",
    "unit_count",
    "cross_banner",
    "needs_survey",
    "failed_mediations",
    "both_sides_known",
    "both_willing",
    "facts_clear",
)


def _ask(facts: GradeFacts) -> tuple[Reason, ...]:
    return tuple(Reason(f"grade.ask.{name}") for name in _ASKED if getattr(facts, name) is None)
