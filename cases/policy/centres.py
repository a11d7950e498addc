"""centres.toml: the registry of centres (场所设置, domain.md §1.1 F1), and what is known of the one for a place."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from cases.deadlines.work_calendar import OpeningPolicy
from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file

BANNER_DIGITS = 6
OWN_OF_BANNER = "000"  # a banner's own centre: its six digits and three zeros (domain.md §2.4)


class CentreLevel(StrEnum):
    """市/旗/镇, all three covered (domain.md §1.2 S1)."""

    CITY = "city"
    BANNER = "banner"
    TOWN = "town"


class CentrePolicy(Part):
    """One centre as it has told us. What is not known is left out, never invented."""

    code: str = Field(pattern=r"^\d{9}$")
    level: CentreLevel = Field(strict=False)
    name: str = Field(min_length=1)
    address: str = ""
    phone: str = Field(default="", pattern=r"^([0-9-]{5,20})?$")
    hours: str = ""
    zones: tuple[str, ...] = ()
    opening: OpeningPolicy | None = None  # by working days; `hours` is what is shown where it is not given
    map_url: str = Field(default="", pattern=r"^(https://\S{3,200}|geo:-?[0-9.]+,-?[0-9.]+)?$")


class CentresPolicy(PolicyFile):
    """All that are registered."""

    centres: tuple[CentrePolicy, ...] = ()

    @model_validator(mode="after")
    def _codes_once(self) -> Self:
        codes = [centre.code for centre in self.centres]
        if len(set(codes)) != len(codes):
            raise Mistake("centres", "有代码重复")
        return self

    def of(self, code: str) -> CentrePolicy | None:
        """The registered centre of a 9-digit code."""
        return next((centre for centre in self.centres if centre.code == code), None)


def parse_centres(text: str, file: str) -> CentresPolicy:
    """centres.toml as its model. Raises PolicyError."""
    return parse_file(CentresPolicy, text, file)
