"""warnings.toml: 风险预警报告 — who approves it, what it lists, which advice it gives (domain.md §9.2)."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file
from cases.risk.risk_level import RiskLevel
from cases.roles import Right, Role, may


class SuggestionPolicy(Part):
    """A sentence of advice, given when all that it names holds: a term, kinds of matters, hot spots, a level."""

    text: str = Field(min_length=1)
    term: str = Field(default="", pattern=r"^[VSODRG]?$")
    at_least: int | None = Field(default=None, ge=1, le=100)  # of the term, 0–100
    groups: tuple[
        Annotated[str, Field(pattern=r"^\d\d$")], ...
    ] = ()  # of GB/T 31000, among the leading kinds
    levels: tuple[Annotated[RiskLevel, Field(strict=False)], ...] = ()
    hot_spots: bool = False

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if bool(self.term) != (self.at_least is not None):
            raise Mistake("at_least", "term 和 at_least 要么都写，要么都不写")
        if not (self.term or self.groups or self.levels or self.hot_spots):
            raise Mistake("text", "没有写什么情况下给这条建议")
        return self


class WarningsPolicy(PolicyFile):
    """When an index is high enough for a draft, and how few matters say nothing, is in risk.toml."""

    number_word: str = Field(min_length=1)
    approvers: tuple[Annotated[Role, Field(strict=False)], ...] = Field(min_length=1)
    approver_is_another: bool
    drafts_a_day_max: int = Field(ge=1)
    weeks: int = Field(ge=2, le=53)
    areas_max: int = Field(ge=1, le=40)
    types_max: int = Field(ge=1, le=20)
    hot_spots_max: int = Field(ge=1, le=40)
    units_max: int = Field(ge=1, le=40)
    suggestions_max: int = Field(ge=1)
    words_chars_max: int = Field(ge=50, le=5000)
    leading_types: int = Field(ge=1)
    suggestions: tuple[SuggestionPolicy, ...] = ()

    @model_validator(mode="after")
    def _approvers_may_approve(self) -> Self:
        for role in self.approvers:
            if not may(role, Right.APPROVE):
                raise Mistake("approvers", f"{role} 没有审批的权限")
        return self


def parse_warnings(text: str, file: str) -> WarningsPolicy:
    """warnings.toml as its model. Raises PolicyError."""
    return parse_file(WarningsPolicy, text, file)
