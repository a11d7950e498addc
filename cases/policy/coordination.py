"""coordination.toml: 工作会议, 请示报告, 协同联动 and how their numbers and tasks run (domain.md §1.4 O1)."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file

WORD, YEAR, SERIAL = "{word}", "{year}", "{serial}"


class RecordKind(StrEnum):
    """The records of coordination."""

    MEETING = "meeting"  # 工作会议
    CONSULTATION = "consultation"  # 会商研判: of one case
    REPORT_UP = "report_up"  # 请示报告
    COORDINATION = "coordination"  # 协同联动


class RecordPolicy(Part):
    """What a kind is called, the word in its number (文号), and whether somebody above has to answer it."""

    kind: RecordKind = Field(strict=False)
    name: str = Field(min_length=1)
    number_word: str = Field(min_length=1)
    answered: bool = False


class CoordinationPolicy(PolicyFile):
    """`number_format`: how every number of the hall is written, with {word}, {year} and {serial}.

    `case_record_kind`: under which kind of casework.toml a 会商 stands in its case.
    """

    number_format: str
    task_workdays: int = Field(ge=1)  # a task without a limit of its own
    task_workdays_max: int = Field(ge=1)
    tasks_max: int = Field(ge=1)  # of one record
    case_record_kind: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    records: tuple[RecordPolicy, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for part in (WORD, YEAR, SERIAL):
            if self.number_format.count(part) != 1:
                raise Mistake("number_format", f"应当正好写一次 {part}")
        named = [one.kind for one in self.records]
        for kind in RecordKind:
            if named.count(kind) != 1:
                raise Mistake("records", f"{kind} 应当正好写一次")
        if self.task_workdays > self.task_workdays_max:
            raise Mistake("task_workdays", "不能大于 task_workdays_max")
        return self

    def record(self, kind: RecordKind) -> RecordPolicy:
        """What holds for a kind."""
        return next(one for one in self.records if one.kind == kind)


def parse_coordination(text: str, file: str) -> CoordinationPolicy:
    """coordination.toml as its model. Raises PolicyError."""
    return parse_file(CoordinationPolicy, text, file)
