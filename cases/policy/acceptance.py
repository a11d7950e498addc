"""acceptance.toml: reasons of a rejection and where the citizen is sent instead (domain.md §3.4)."""

from typing import Self

from pydantic import Field, model_validator

from cases.policy.policy_file import Part, PolicyFile, parse_file


class RejectionReason(Part):
    """`text` is a clause that the citizen reads on the notice; `referral` is where such matters mostly go."""

    text: str = Field(min_length=1)
    referral: str = Field(min_length=1)


class Referral(Part):
    """Where to go instead: the organ's name, and the legal way in whole sentences."""

    name: str = Field(min_length=1)
    way: str = Field(min_length=1)


class AcceptancePolicy(PolicyFile):
    """Both lists by code; the codes stand in events, the words may change."""

    reasons: dict[str, RejectionReason] = Field(min_length=1)
    referrals: dict[str, Referral] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_reason_leads_somewhere(self) -> Self:
        for code, reason in self.reasons.items():
            if reason.referral not in self.referrals:
                raise ValueError(f"理由 {code} 的去处 {reason.referral} 没有定义")
        return self


def parse_acceptance(text: str, file: str) -> AcceptancePolicy:
    """acceptance.toml as its model. Raises PolicyError."""
    return parse_file(AcceptancePolicy, text, file)
