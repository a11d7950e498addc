"""acceptance.toml: what is accepted (受理事项范围), what bars it, and where to go instead (domain.md §3.4)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from cases.matter.dispute_type import DisputeType
from cases.policy.deadlines import DeadlinesPolicy
from cases.policy.policy_file import Mistake, Part, PolicyError, PolicyFile, parse_file


class RejectionReason(Part):
    """`text` is a clause that the citizen reads on the notice; `referral` is where such matters mostly go.

    `number` stands on the notice beside the words; `basis`: the rule that it stands in, as the notice names it.
    """

    text: str = Field(min_length=1)
    referral: str = Field(min_length=1)
    number: str = ""
    basis: str = ""


class Referral(Part):
    """Where to go instead: the organ's name, and the legal way in whole sentences.

    The rest is for the 引导单, as far as it is known; what is left out is that of the `unit` of units.toml.
    """

    name: str = Field(min_length=1)
    way: str = Field(min_length=1)
    unit: str = ""
    room: str = ""
    person: str = ""  # a post, never a person's name
    phone: str = Field(default="", pattern=r"^([0-9-]{3,20})?$")
    address: str = ""
    hours: str = ""
    materials: tuple[str, ...] = ()


class ScopeWay(StrEnum):
    """How a type of matter is taken in."""

    ACCEPT = "accept"  # decided within the limit
    ON_THE_SPOT = "on_the_spot"  # decided while the citizen waits
    PETITION = "petition"  # by the petition rules (信访事项)
    REFER = "refer"  # out of scope: another organ's alone


class ScopeRule(Part):
    """One line of the scope table: types or whole groups; the longest code that fits decides.

    `mediation`: whether people's mediation (人民调解) is possible at all. `reason`: of a REFER line.
    """

    gb_codes: tuple[Annotated[str, Field(pattern=r"^(\d\d|\d{4})$")], ...] = Field(min_length=1)
    way: ScopeWay = Field(strict=False)
    mediation: bool
    clause: str = Field(min_length=1)
    reason: str = ""

    @model_validator(mode="after")
    def _refers_with_a_reason(self) -> Self:
        if (self.way is ScopeWay.REFER) != bool(self.reason):
            raise Mistake("reason", "不受理（refer）的要写 reason，别的不写")
        return self


class Bar(Part):
    """What is said of a matter (如「已经在打官司」) and bars it, with the reason that it makes.

    `ways`: of which matters; `question` is how it is asked.
    """

    reason: str = Field(min_length=1)
    ways: tuple[Annotated[ScopeWay, Field(strict=False)], ...] = Field(min_length=1)
    question: str = Field(min_length=1)
    clause: str = Field(min_length=1)


class AcceptancePolicy(PolicyFile):
    """All by code; the codes stand in events, the words may change."""

    reasons: dict[str, RejectionReason] = Field(min_length=1)
    referrals: dict[str, Referral] = Field(min_length=1)
    scope: tuple[ScopeRule, ...] = Field(min_length=1)
    bars: dict[str, Bar]

    @model_validator(mode="after")
    def _every_reason_leads_somewhere(self) -> Self:
        for code, reason in self.reasons.items():
            if reason.referral not in self.referrals:
                raise ValueError(f"理由 {code} 的去处 {reason.referral} 没有定义")
        for key, bar in self.bars.items():
            if bar.reason not in self.reasons:
                raise Mistake(f"bars.{key}.reason", f"理由 {bar.reason} 没有定义")
        return self

    @model_validator(mode="after")
    def _every_code_once(self) -> Self:
        seen: set[str] = set()
        for number, rule in enumerate(self.scope):
            if rule.reason and rule.reason not in self.reasons:
                raise Mistake(f"scope.{number}.reason", f"理由 {rule.reason} 没有定义")
            for code in rule.gb_codes:
                if code in seen:
                    raise Mistake(f"scope.{number}.gb_codes", f"{code} 写了两次")
                seen.add(code)
        return self

    def rule(self, gb_code: str) -> ScopeRule | None:
        """The line of the scope table for a type."""
        fitting = {code: rule for rule in self.scope for code in rule.gb_codes if gb_code.startswith(code)}
        return fitting[max(fitting, key=len)] if fitting else None


def parse_acceptance(text: str, file: str) -> AcceptancePolicy:
    """acceptance.toml as its model. Raises PolicyError."""
    return parse_file(AcceptancePolicy, text, file)


def check_scope_table(
    acceptance: AcceptancePolicy, deadlines: DeadlinesPolicy, types: Mapping[str, DisputeType], file: str
) -> None:
    """Raises PolicyError for a type without a line, and where the limits hold another to be a petition (信访事项)."""
    for code, kind in types.items():
        rule = acceptance.rule(code)
        if rule is None:
            raise PolicyError(file, "scope", f"{code} {kind.name} 是否受理没有写")
        if rule.way is not ScopeWay.REFER and (rule.way is ScopeWay.PETITION) != deadlines.is_petition(code):
            raise PolicyError(
                file, "scope", f"{code} 是不是信访事项，与 deadlines.toml 的 petition_gb_codes 不一致"
            )
