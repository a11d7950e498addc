"""acceptance.toml: reasons of a rejection and where the citizen is sent instead (domain.md §3.4)."""

from pydantic import Field

from cases.policy_file import Part, PolicyFile, parse_file


class RejectionReason(Part):
    """`text` is a clause that the citizen reads on the notice."""

    text: str = Field(min_length=1)


class Referral(Part):
    """Where to go instead: the organ's name, and the legal way in whole sentences."""

    name: str = Field(min_length=1)
    way: str = Field(min_length=1)


class AcceptancePolicy(PolicyFile):
    """Both lists by code; the codes stand in events, the words may change."""

    reasons: dict[str, RejectionReason] = Field(min_length=1)
    referrals: dict[str, Referral] = Field(min_length=1)


def parse_acceptance(text: str, file: str) -> AcceptancePolicy:
    """acceptance.toml as its model. Raises PolicyError."""
    return parse_file(AcceptancePolicy, text, file)
