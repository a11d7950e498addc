"""roadmap.toml: the legal roadmap (法治化路线图), which steps a matter goes by grade and type (domain.md §1.4 O3).

It is shown to the citizen as a step chart at the kiosk, on the phone and on the 受理告知书.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from cases.advice.grade import CaseGrade
from cases.policy.deadlines import DeadlinesPolicy
from cases.policy.policy_file import Mistake, Part, PolicyError, PolicyFile, parse_file


class Phase(StrEnum):
    """Where on its way a matter is while a step lasts (domain.md §1.4 O6)."""

    INTAKE = "intake"  # 登记、受理
    DISPATCH = "dispatch"  # 分级、分流
    HANDLING = "handling"  # 办理
    FEEDBACK = "feedback"  # 反馈
    AFTER = "after"  # 办结以后


class RoadmapStep(Part):
    """One step: what is done, by whom, on what legal ground. `limit`: a key of deadlines.toml, empty: none fixed.

    `if_needed`: not every matter goes it (调解、仲裁、诉讼、复查). `mediates`: a mediation that is held shows here.
    """

    name: str = Field(min_length=1)
    organ: str = Field(min_length=1)
    basis: str = Field(min_length=1)
    phase: Phase = Field(strict=False)
    if_needed: bool = False
    mediates: bool = False
    limit: str = Field(default="", pattern=r"^[a-z_]*$")
    text: str = Field(min_length=1)


_LIMIT_WORDS = {  # how a key of deadlines.toml ends, and the words for it in assets/texts/deadlines.toml
    "_workdays": "deadlines.limit.working_days",
    "_calendar_days": "deadlines.limit.calendar_days",
    "_opening_hours": "deadlines.limit.opening_hours",
}


@dataclass(frozen=True, slots=True)
class StepLimit:
    """How long a step may take: the key of its words, and their `amount`."""

    key: str
    amount: int


def step_limit(step: RoadmapStep, deadlines: DeadlinesPolicy) -> StepLimit | None:
    """The limit of a step as deadlines.toml has it; None: none is fixed."""
    words = next((key for end, key in _LIMIT_WORDS.items() if step.limit.endswith(end)), None)
    return StepLimit(words, getattr(deadlines, step.limit)) if words else None


class Roadmap(Part):
    """The way of some matters: those of the types and grades named; the first that fits is the way."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)
    gb_codes: tuple[str, ...] = ()  # empty: all types
    grades: tuple[Annotated[CaseGrade, Field(strict=False)], ...] = ()  # empty: all grades
    steps: tuple[str, ...] = Field(min_length=2)

    def fits(self, gb_code: str, grade: CaseGrade | None) -> bool:
        """Whether a matter goes this way."""
        return (not self.gb_codes or gb_code.startswith(self.gb_codes)) and (
            not self.grades or grade is None or grade in self.grades
        )


class RoadmapPolicy(PolicyFile):
    """Steps by key, and the ways that they make."""

    steps: dict[str, RoadmapStep] = Field(min_length=1)
    roadmaps: tuple[Roadmap, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _every_step_is_known(self) -> Self:
        order = list(Phase)
        for number, roadmap in enumerate(self.roadmaps):
            if unknown := [step for step in roadmap.steps if step not in self.steps]:
                raise Mistake(f"roadmaps.{number}.steps", f"步骤 {unknown[0]} 没有定义")
            if len(set(roadmap.steps)) != len(roadmap.steps):
                raise Mistake(f"roadmaps.{number}.steps", "有一步写了两次")
            phases = [order.index(self.steps[step].phase) for step in roadmap.steps]
            if phases != sorted(phases):
                raise Mistake(f"roadmaps.{number}.steps", "步骤的先后和 phase 的先后不一致")
        last = self.roadmaps[-1]
        if last.gb_codes or last.grades:
            raise Mistake("roadmaps", "最后一条不写 gb_codes 和 grades，剩下的都走这一条")
        return self

    def of(self, gb_code: str, grade: CaseGrade | None = None) -> Roadmap:
        """The way of a matter; not graded yet: the first that fits its type."""
        return next(one for one in self.roadmaps if one.fits(gb_code, grade))

    def steps_of(self, gb_code: str, grade: CaseGrade | None = None) -> tuple[tuple[str, RoadmapStep], ...]:
        """(key, step) in order."""
        return tuple((key, self.steps[key]) for key in self.of(gb_code, grade).steps)


def parse_roadmap(text: str, file: str) -> RoadmapPolicy:
    """roadmap.toml as its model. Raises PolicyError."""
    return parse_file(RoadmapPolicy, text, file)


def check_roadmap(roadmap: RoadmapPolicy, file: str) -> None:
    """Raises PolicyError for a limit that deadlines.toml does not have, or not in days or opening hours."""
    for key, step in roadmap.steps.items():
        known = step.limit in DeadlinesPolicy.model_fields and step.limit.endswith(tuple(_LIMIT_WORDS))
        if step.limit and not known:
            raise PolicyError(file, f"steps.{key}.limit", f"deadlines.toml 里没有 {step.limit}")
