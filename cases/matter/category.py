"""categories.toml: what a citizen says it is about (十二类), and the four groups of 大字 (domain.md §2.2)."""

from typing import Self

from pydantic import Field, model_validator

from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file

UNCLEAR = "unclear"
ANSWERS_PER_PAGE_MAX = 4  # 大字: domain.md §7


class Category(Part):
    """One big button."""

    id: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)
    examples: str = Field(min_length=1)
    icon: str = Field(pattern=r"^[a-z_]+$")
    gb_codes: tuple[str, ...] = Field(min_length=1)
    rmtj_type: str = Field(min_length=1)
    asks_amount: bool
    tags: tuple[str, ...] = ()  # of whoever presses it, until the counter says otherwise


class CategoryGroup(Part):
    """One of the four first answers in 大字, with the answers on the page behind it."""

    id: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)
    icon: str = Field(pattern=r"^[a-z_]+$")
    answers: tuple[str, ...] = Field(min_length=2, max_length=ANSWERS_PER_PAGE_MAX)


class CategoriesPolicy(PolicyFile):
    """The categories in the order of the screen, `unclear` last."""

    categories: tuple[Category, ...] = Field(min_length=1)
    groups: tuple[CategoryGroup, ...] = Field(min_length=1, max_length=ANSWERS_PER_PAGE_MAX)

    @model_validator(mode="after")
    def _every_way_leads_somewhere(self) -> Self:
        ids = [category.id for category in self.categories]
        if len(set(ids)) != len(ids):
            raise Mistake("categories", "有 id 重复")
        if ids[-1] != UNCLEAR:
            raise Mistake("categories", f"最后一类应当是 {UNCLEAR}")
        for group in self.groups:
            if unknown := sorted(set(group.answers) - set(ids)):
                raise Mistake(f"groups.{group.id}.answers", f"{unknown[0]} 没有定义")
            if group.answers[-1] != UNCLEAR:
                raise Mistake(f"groups.{group.id}.answers", f"最后一个应当是 {UNCLEAR}")
        if left_out := sorted(set(ids) - {answer for group in self.groups for answer in group.answers}):
            raise Mistake("groups", f"{left_out[0]} 不在任何一组里")
        return self

    def get(self, category_id: str) -> Category | None:
        """The category of an id, None if this policy has none such."""
        return next((category for category in self.categories if category.id == category_id), None)

    def answers(self, group_id: str) -> tuple[Category, ...]:
        """The answers behind a group of 大字. Raises KeyError for a group that is not there."""
        by_id = {category.id: category for category in self.categories}
        return tuple(by_id[answer] for answer in {g.id: g for g in self.groups}[group_id].answers)


def parse_categories(text: str, file: str) -> CategoriesPolicy:
    """categories.toml as its model. Raises PolicyError."""
    return parse_file(CategoriesPolicy, text, file)
