"""guard.toml: who gets in, and what one person alone may not do (issue 7)."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, Strict, model_validator

from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file


class TwoPersonAct(StrEnum):
    """What policy may give to two persons."""

    FORGET = "forget"  # 销毁 a case's key: always
    READMIT = "readmit"  # 重新收入 of what was kept apart
    TAKE_OVER = "take_over"  # 强制接管 of a case whose hall is gone


class PinPolicy(Part):
    """How a PIN is made, and how often it may be wrong."""

    digits_min: int = Field(ge=4, le=12)
    digits_max: int = Field(ge=4, le=32)
    wrong_max: int = Field(ge=1, le=20)
    locked_minutes: int = Field(ge=1, le=1440)
    refused: tuple[Annotated[str, Field(pattern=r"^[0-9]+$")], ...]

    @model_validator(mode="after")
    def _max_is_not_below_min(self) -> Self:
        if self.digits_max < self.digits_min:
            raise Mistake("digits_max", "不能小于 digits_min")
        return self


class SessionPolicy(Part):
    """When a session ends by itself."""

    idle_minutes: int = Field(ge=1, le=1440)
    hours_max: int = Field(ge=1, le=24)


class TwoPersonPolicy(Part):
    """Which acts need two persons, and how long the first one's request stands."""

    acts: tuple[Annotated[TwoPersonAct, Strict(strict=False)], ...]
    minutes: int = Field(ge=1, le=1440)

    @model_validator(mode="after")
    def _nobody_destroys_alone(self) -> Self:
        if not self.needs(TwoPersonAct.FORGET):
            raise Mistake("acts", "要有 forget：销毁总是两个人办")
        return self

    def needs(self, act: TwoPersonAct) -> bool:
        """Whether one person alone may not do it."""
        return act in self.acts


class OfflinePolicy(Part):
    """How long a counter without its hall knows its staff."""

    hours: int = Field(ge=1, le=72)
    wrong_max: int = Field(ge=1, le=20)


class KeysPolicy(Part):
    """How long an old reader key is kept."""

    retired_days: int = Field(ge=1, le=3650)


class GuardPolicy(PolicyFile):
    """All of it."""

    pin: PinPolicy
    session: SessionPolicy
    two_person: TwoPersonPolicy
    offline: OfflinePolicy
    keys: KeysPolicy


def parse_guard(text: str, file: str) -> GuardPolicy:
    """guard.toml as its model. Raises PolicyError."""
    return parse_file(GuardPolicy, text, file)
