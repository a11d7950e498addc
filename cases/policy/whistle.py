"""whistle.toml: 吹哨报到, how soon a called unit answers, comes and reports (domain.md §1.3 P3)."""

from pydantic import Field

from cases.policy.policy_file import PolicyFile, parse_file


class WhistlePolicy(PolicyFile):
    """Limits of a whistle call; hours are opening hours. A limit that is missed becomes a supervision item."""

    respond_opening_hours: int = Field(ge=1)  # CALLED → CONFIRMED
    arrive_workdays: int = Field(ge=1)  # CALLED → ARRIVED, unless the call names its own time
    report_workdays: int = Field(ge=1)  # ARRIVED → REPORTED
    units_max: int = Field(ge=1, le=50)  # in one call
    reason_chars_max: int = Field(ge=1, le=2000)


def parse_whistle(text: str, file: str) -> WhistlePolicy:
    """whistle.toml as its model. Raises PolicyError."""
    return parse_file(WhistlePolicy, text, file)
