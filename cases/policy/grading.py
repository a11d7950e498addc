"""grading.toml: the criteria of the grades (简易、一般、疑难), every threshold of domain.md §3.1."""

from typing import Self

from pydantic import Field, model_validator

from cases.advice.grade import CaseGrade, Level
from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file


class GradeThresholds(Part):
    """From these on (included) a matter has at least the grade. Money in yuan, the others are counts."""

    amount_yuan: int = Field(ge=1)
    party_count: int = Field(ge=2)
    unit_count: int = Field(ge=2)
    failed_mediations: int = Field(ge=1)

    @property
    def amount_fen(self) -> int:
        """The money in fen, as amounts are kept."""
        return self.amount_yuan * 100


class LeadLevels(Part):
    """Who leads (牵头层级), by grade; `cross_banner`: a matter of several banners, whatever its grade."""

    simple: Level = Field(strict=False)
    ordinary: Level = Field(strict=False)
    difficult: Level = Field(strict=False)
    cross_banner: Level = Field(strict=False)

    def of(self, grade: CaseGrade) -> Level:
        """The level that leads a matter of a grade."""
        return {
            CaseGrade.SIMPLE: self.simple,
            CaseGrade.ORDINARY: self.ordinary,
            CaseGrade.DIFFICULT: self.difficult,
        }[grade]


class GradingPolicy(PolicyFile):
    """All criteria. `major_amount_yuan`: from here on 重大金额, which nobody may undercut."""

    major_amount_yuan: int = Field(ge=1)
    major_lead_unit: str = Field(min_length=1)
    prior_ruling_gb_codes: tuple[str, ...] = Field(min_length=1)
    overdue_before: int = Field(ge=1)
    ordinary: GradeThresholds
    difficult: GradeThresholds
    lead: LeadLevels

    @model_validator(mode="after")
    def _rises(self) -> Self:
        for key in GradeThresholds.model_fields:
            if getattr(self.difficult, key) <= getattr(self.ordinary, key):
                raise Mistake(f"difficult.{key}", "疑难的标准应当高于一般的")
        if self.major_amount_yuan < self.difficult.amount_yuan:
            raise Mistake("major_amount_yuan", "重大金额不能低于疑难的金额标准")
        if not self.lead.simple.rank <= self.lead.ordinary.rank <= self.lead.difficult.rank:
            raise Mistake("lead", "等级越高，牵头层级不能越低")
        return self

    @property
    def major_amount_fen(self) -> int:
        """重大金额 in fen."""
        return self.major_amount_yuan * 100


def parse_grading(text: str, file: str) -> GradingPolicy:
    """grading.toml as its model. Raises PolicyError."""
    return parse_file(GradingPolicy, text, file)
