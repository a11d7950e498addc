"""assessment.toml: weights and deductions of a unit's score (平安建设考核), and who assesses the people (双重考核)."""

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from cases.policy.deadlines import DeadlinesPolicy
from cases.policy.policy_file import Mistake, Part, PolicyError, PolicyFile, parse_file

FULL = 100


class AssessmentWeights(Part):
    """Of FULL. What each is a share of: figures.assessment."""

    acknowledged_in_time: int = Field(ge=0, le=FULL)
    reported: int = Field(ge=0, le=FULL)
    closed_in_time: int = Field(ge=0, le=FULL)
    resolved: int = Field(ge=0, le=FULL)
    satisfied: int = Field(ge=0, le=FULL)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if (total := sum(self.by_term().values())) != FULL:
            raise Mistake("resolved", f"各项权重加起来应当是{FULL}，现在是{total}")
        return self

    def by_term(self) -> dict[str, int]:
        """In the order of the file."""
        return {term: getattr(self, term) for term in AssessmentWeights.model_fields}


class DeductionPolicy(Part):
    """Points for each rung taken; together at most `most`."""

    most: float = Field(ge=0, le=FULL)
    rungs: Mapping[str, float]

    @model_validator(mode="after")
    def _takes_away(self) -> Self:
        for rung, points in self.rungs.items():
            if not 0 <= points <= FULL:
                raise Mistake(f"rungs.{rung}", f"应当在0到{FULL}之间")
        return self


class DualPolicy(Part):
    """Of FULL."""

    centre_percent: int = Field(gt=FULL // 2, le=FULL)  # 为主
    sending_unit_percent: int = Field(ge=0, lt=FULL // 2)  # 为辅

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.centre_percent + self.sending_unit_percent != FULL:
            raise Mistake("centre_percent", f"中心和派出单位加起来应当是{FULL}")
        return self


class AssessmentPolicy(PolicyFile):
    """`few`: a share of fewer, or a unit with fewer dispatches, is not scored."""

    few: int = Field(ge=1, le=FULL)
    weights: AssessmentWeights
    deduction: DeductionPolicy
    dual: DualPolicy


def parse_assessment(text: str, file: str) -> AssessmentPolicy:
    """assessment.toml as its model. Raises PolicyError."""
    return parse_file(AssessmentPolicy, text, file)


def check_assessment(assessment: AssessmentPolicy, deadlines: DeadlinesPolicy, file: str) -> None:
    """Raises PolicyError when the ladder of deadlines.toml and the deductions do not name the same rungs."""
    ladder = {rung.rung for rung in deadlines.ladder}
    for rung in sorted(ladder ^ assessment.deduction.rungs.keys()):
        why = "没有写扣几分" if rung in ladder else "deadlines.toml 的督办阶梯里没有这一级"
        raise PolicyError(file, f"deduction.rungs.{rung}", why)
