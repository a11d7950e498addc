"""retention.toml: how long a case is kept, and what allows or forbids forgetting it (domain.md §4.2)."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file

_GROUP_DIGITS = 2


class ForgetReason(Part):
    """Why a case is forgotten. `early`: also before its period is over."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)
    early: bool


class HoldReason(Part):
    """保全: why a case may not be forgotten for now."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)


class RetentionPolicy(PolicyFile):
    """Periods in years from the closing, and the reasons."""

    years: int = Field(ge=1, le=100)
    years_long: int = Field(ge=1, le=100)
    log_months: int = Field(default=24, ge=12, le=1200)
    """Of a centre's log, in its database (`central/dropping.py`)."""
    long_gb_codes: tuple[Annotated[str, Field(pattern=r"^[0-9]{2}([0-9]{2})?$")], ...]
    reasons: tuple[ForgetReason, ...] = Field(min_length=1)
    holds: tuple[HoldReason, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_key_once(self) -> Self:
        kinds: tuple[tuple[str, Sequence[ForgetReason | HoldReason]], ...] = (
            ("reasons", self.reasons),
            ("holds", self.holds),
        )
        for name, kept in kinds:
            keys = [one.key for one in kept]
            if len(set(keys)) < len(keys):
                raise Mistake(name, "同一个 key 写了两次")
        return self

    def reason(self, key: str) -> ForgetReason | None:
        """One reason to forget."""
        return next((one for one in self.reasons if one.key == key), None)

    def hold(self, key: str) -> HoldReason | None:
        """One reason to keep."""
        return next((one for one in self.holds if one.key == key), None)

    def years_of(self, dispute_type: str | None) -> int:
        """How long a matter of this type (GB/T 31000) is kept."""
        code = dispute_type or ""
        is_long = code in self.long_gb_codes or code[:_GROUP_DIGITS] in self.long_gb_codes
        return self.years_long if is_long else self.years


def parse_retention(text: str, file: str) -> RetentionPolicy:
    """retention.toml as its model. Raises PolicyError."""
    return parse_file(RetentionPolicy, text, file)
