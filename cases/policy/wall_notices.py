"""wall_notices.toml: what may be put on the public walls, and for how long (issue 6)."""

from enum import StrEnum
from string import Formatter
from typing import Self

from pydantic import Field, model_validator

from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file


class Slot(StrEnum):
    """What may stand in a template; each says what it may hold (alarm.notice_text)."""

    TIME = "time"
    MINUTES = "minutes"
    COUNTER = "counter"
    QUEUE = "queue"
    ZONE = "zone"


class NoticeTemplatePolicy(Part):
    """A sentence with slots."""

    key: str = Field(pattern=r"^[a-z_]+$")
    text: str = Field(min_length=1, max_length=60)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """In the order of the sentence."""
        return tuple(Slot(name) for _, name, _, _ in Formatter().parse(self.text) if name)

    @model_validator(mode="after")
    def _slots_are_known(self) -> Self:
        try:
            parsed = list(Formatter().parse(self.text))
        except ValueError as error:
            raise Mistake("text", "花括号不成对") from error
        for _, name, form, conversion in parsed:
            if name is not None and (name not in set(Slot) or form or conversion):
                raise Mistake("text", f"没有叫“{name}”的空位，只有 {'、'.join(Slot)}")
        return self


class WallNoticesPolicy(PolicyFile):
    """Templates, and the limits of what somebody writes freely."""

    minutes_default: int = Field(ge=1, le=600)
    minutes_max: int = Field(ge=1, le=1440)
    chars_max: int = Field(ge=10, le=60)
    shown_max: int = Field(ge=1, le=10)
    templates: tuple[NoticeTemplatePolicy, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        keys = [template.key for template in self.templates]
        if len(set(keys)) != len(keys):
            raise Mistake("templates", "有 key 重复")
        if self.minutes_default > self.minutes_max:
            raise Mistake("minutes_default", "不能比 minutes_max 长")
        return self

    def template(self, key: str) -> NoticeTemplatePolicy | None:
        """The template of a key, None if there is none such."""
        return next((one for one in self.templates if one.key == key), None)


def parse_wall_notices(text: str, file: str) -> WallNoticesPolicy:
    """wall_notices.toml as its model. Raises PolicyError."""
    return parse_file(WallNoticesPolicy, text, file)
