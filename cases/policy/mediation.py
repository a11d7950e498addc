"""mediation.toml: the registry of mediation organisations (调解组织), the order of ways (domain.md §1.1 F6, §1.4 O2).

四级联调: base, core, focus, supplement. What every town and every banner has follows by rule; what is written down are
industry, professional and named ones.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from cases.advice.grade import Level
from cases.advice.resolution_method import ResolutionMethod
from cases.people.place import Places
from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file
from cases.policy.units import Methods, UnitKind, UnitPolicy


class MediationKind(StrEnum):
    """What sort of organisation it is."""

    PEOPLES = "peoples"  # 人民调解委员会
    INDUSTRY = "industry"  # 行业性
    PROFESSIONAL = "professional"  # 专业性
    STUDIO = "studio"  # 品牌调解室


CHANNEL_OF = {
    MediationKind.PEOPLES: ResolutionMethod.PEOPLES_MEDIATION,
    MediationKind.INDUSTRY: ResolutionMethod.INDUSTRY_MEDIATION,
    MediationKind.PROFESSIONAL: ResolutionMethod.INDUSTRY_MEDIATION,
    MediationKind.STUDIO: ResolutionMethod.PEOPLES_MEDIATION,
}


class MediationOrganisation(Part):
    """One organisation: what it mediates and for whom. `unit` is its id among the units."""

    unit: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=1)
    kind: MediationKind = Field(strict=False)
    level: Level = Field(strict=False)
    area: str = Field(default="", pattern=r"^(\d{6}|\d{9})?$")
    gb_codes: tuple[Annotated[str, Field(pattern=r"^(\d\d|\d{4})$")], ...] = Field(min_length=1)
    phone: str = Field(default="", pattern=r"^([0-9-]{3,20})?$")
    head: str = ""
    address: str = ""
    zone: str = ""

    def mediates(self, gb_code: str) -> bool:
        """Whether matters of a type are brought to it."""
        return gb_code.startswith(self.gb_codes)

    @property
    def as_unit(self) -> UnitPolicy:
        """The same as one of the units."""
        return UnitPolicy(
            id=self.unit,
            name=self.name,
            kind=UnitKind.MEDIATION,
            level=self.level,
            area=self.area,
            phone=self.phone,
            head=self.head,
            address=self.address,
            zone=self.zone,
            channels=(CHANNEL_OF[self.kind],),
        )


class CommitteeRule(Part):
    """The people's mediation committee (人民调解委员会) that every town has: 〈id〉_〈code of the town〉."""

    id: str = Field(pattern=r"^[a-z][a-z_]*[a-z]$")
    name: str = Field(pattern=r"\{place\}")
    gb_codes: tuple[Annotated[str, Field(pattern=r"^(\d\d|\d{4})$")], ...] = Field(min_length=1)
    head: str = ""


class MediationFile(PolicyFile):
    """mediation.toml as it is written."""

    channel_order: Methods = Field(min_length=1)
    litigation: Methods = Field(min_length=1)
    town_committee: CommitteeRule
    organisations: tuple[MediationOrganisation, ...] = ()

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        units = [one.unit for one in self.organisations]
        for number, unit in enumerate(units):
            if unit in units[:number]:
                raise Mistake(f"organisations.{unit}", "写了两次")
        for method in ResolutionMethod:
            if self.channel_order.count(method) != 1:
                raise Mistake("channel_order", f"{method} 应当正好写一次")
        if tuple(self.channel_order[-len(self.litigation) :]) != self.litigation:
            raise Mistake("channel_order", "诉讼应当排在最后：非诉讼纠纷解决机制挺在前面")
        return self


class MediationPolicy(MediationFile):
    """The registry with what follows by rule."""

    committees: tuple[MediationOrganisation, ...] = ()

    @property
    def registry(self) -> tuple[MediationOrganisation, ...]:
        """All of them."""
        return (*self.committees, *self.organisations)

    def of(self, unit_id: str) -> MediationOrganisation | None:
        """The organisation of a unit id."""
        return next((one for one in self.registry if one.unit == unit_id), None)

    def for_matter(self, gb_code: str, area: str) -> tuple[MediationOrganisation, ...]:
        """Who mediates a type at a place (6 or 9 digits), nearest level first, then in the order of the file."""
        here = [
            one
            for one in self.registry
            if one.mediates(gb_code) and (area.startswith(one.area) or one.level is Level.CITY)
        ]
        return tuple(sorted(here, key=lambda one: one.level.rank))


def parse_mediation(text: str, file: str) -> MediationFile:
    """mediation.toml as its model. Raises PolicyError."""
    return parse_file(MediationFile, text, file)


def build_mediation(file: MediationFile, places: Places) -> MediationPolicy:
    """The registry with a committee for every town."""
    rule = file.town_committee
    committees = tuple(
        MediationOrganisation(
            unit=f"{rule.id}_{town.code}",
            name=rule.name.format(place=f"{banner.name}{town.name}"),
            kind=MediationKind.PEOPLES,
            level=Level.TOWN,
            area=town.code,
            gb_codes=rule.gb_codes,
            head=rule.head,
        )
        for banner in places.banners
        for town in banner.towns
    )
    return MediationPolicy(**dict(file), committees=committees)


def mediation_units(mediation: MediationPolicy) -> Sequence[UnitPolicy]:
    """All organisations as units."""
    return [one.as_unit for one in mediation.registry]
