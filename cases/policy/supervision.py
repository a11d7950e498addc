"""supervision.toml: what comes on the list (督办清单), papers and who signs, case review, visits (domain.md §1.5).

Days stand in deadlines.toml; here a limit is named by its key there. Nothing about a person is scored: reviews score
how a matter was handled.
"""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from cases.policy.deadlines import DeadlinesPolicy
from cases.policy.policy_file import Mistake, Part, PolicyError, PolicyFile, parse_file
from cases.roles import Role

FULL_SCORE = 100


class Trigger(StrEnum):
    """Why something comes on the supervision list (督办清单, domain.md §1.5 U1)."""

    DEADLINE_PASSED = "deadline_passed"  # 超期未办结
    BAD_RATING = "bad_rating"  # 群众评价不满意
    SUPERIOR_KEY = "superior_key"  # 上级部门交办重点
    WHISTLE_MISSED = "whistle_missed"  # 吹哨未到
    MANUAL = "manual"


class TriggerPolicy(Part):
    """`limit`: a key of deadlines.toml that ends in _workdays or _calendar_days."""

    trigger: Trigger = Field(strict=False)
    limit: str = Field(pattern=r"^[a-z_]+_(workdays|calendar_days)$")
    on_ladder: bool  # whether the rungs of deadlines.toml follow when it stays undone


class RungDocument(Part):
    """The paper of a rung (督办文书): its kind, its wording in assets/texts, and who may approve it.

    Without an approver the rung is sent by the program (工作提示); `number_word` stands in the document number (文号).
    """

    rung: str = Field(pattern=r"^[a-z_]+$")
    document: str = Field(pattern=r"^[a-z_]+$")
    wording: str = Field(pattern=r"^[a-z_.]+$")
    number_word: str = Field(min_length=1)
    approvers: tuple[Annotated[Role, Field(strict=False)], ...] = ()


class ChecklistItem(Part):
    """What a reviewer looks at (案件评查), and how many points it has."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)
    score: int = Field(ge=1, le=FULL_SCORE)


class ReviewPolicy(Part):
    """Case review: which share of the closed matters of a month is drawn, at least and at most so many."""

    sample_percent: int = Field(ge=1, le=100)
    sample_min: int = Field(ge=0)
    sample_max: int = Field(ge=1)
    always_grades: tuple[str, ...] = ()
    pass_score: int = Field(ge=1, le=FULL_SCORE)
    checklist: tuple[ChecklistItem, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        keys = [item.key for item in self.checklist]
        if len(set(keys)) != len(keys):
            raise Mistake("checklist", "有 key 重复")
        if (total := sum(item.score for item in self.checklist)) != FULL_SCORE:
            raise Mistake("checklist", f"各项的分数加起来应当是 {FULL_SCORE}，现在是 {total}")
        if self.sample_max < self.sample_min:
            raise Mistake("sample_max", "不能小于 sample_min")
        return self


class SlowAreaPolicy(Part):
    """When a place gets a work reminder (工作提示, domain.md §1.5 U3): too much of it is overdue, or it takes too long.

    `number_word` stands in the reminder's number (文号).
    """

    number_word: str = Field(min_length=1)

    overdue_percent: int = Field(ge=1, le=100)
    median_workdays: int = Field(ge=1)  # or: half of what it closed took longer than this, from acceptance
    median_over_days: int = Field(ge=1)  # calendar days that are looked back on
    open_min: int = Field(ge=1)  # fewer matters say nothing about a place
    again_after_workdays: int = Field(ge=1)


class FollowUpPolicy(Part):
    """Whose agreements are visited again for performance (履行回访, domain.md §3.2): types or tags."""

    performance_gb_codes: tuple[str, ...]
    performance_tags: tuple[str, ...] = ()

    def visits_performance(self, gb_code: str, tags: frozenset[str] = frozenset()) -> bool:
        """Whether an agreement on such a matter is visited again when it should have been performed."""
        return gb_code.startswith(self.performance_gb_codes) or bool(tags & set(self.performance_tags))


class SupervisionPolicy(PolicyFile):
    """All of 督办."""

    triggers: tuple[TriggerPolicy, ...]
    documents: tuple[RungDocument, ...]
    review: ReviewPolicy
    slow_area: SlowAreaPolicy
    follow_up: FollowUpPolicy
    interview_calendar_days_max: int = Field(ge=1)  # the longest new limit that an interview may set

    @model_validator(mode="after")
    def _every_trigger_once(self) -> Self:
        named = [one.trigger for one in self.triggers]
        for trigger in Trigger:
            if named.count(trigger) != 1:
                raise Mistake("triggers", f"{trigger} 应当正好写一次")
        return self

    def trigger(self, trigger: Trigger) -> TriggerPolicy:
        """What holds for a trigger."""
        return next(one for one in self.triggers if one.trigger == trigger)

    def document(self, rung: str) -> RungDocument | None:
        """The paper of a rung."""
        return next((one for one in self.documents if one.rung == rung), None)


def parse_supervision(text: str, file: str) -> SupervisionPolicy:
    """supervision.toml as its model. Raises PolicyError."""
    return parse_file(SupervisionPolicy, text, file)


def check_supervision(supervision: SupervisionPolicy, deadlines: DeadlinesPolicy, file: str) -> None:
    """Raises PolicyError for a limit that deadlines.toml has not, and for a rung without paper or approver."""
    for one in supervision.triggers:
        if one.limit not in DeadlinesPolicy.model_fields:
            raise PolicyError(file, f"triggers.{one.trigger}.limit", f"deadlines.toml 里没有 {one.limit}")
    for rung in deadlines.ladder:
        document = supervision.document(rung.rung)
        if document is None:
            raise PolicyError(file, "documents", f"deadlines.toml 的 {rung.rung} 没有文书")
        if rung.automatic == bool(document.approvers):
            raise PolicyError(
                file, f"documents.{rung.rung}.approvers", "自动发的不写审批人，起草的要写谁审批"
            )
