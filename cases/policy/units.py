"""units.toml: the units (单位) that a matter can be given to, written down or by rule (domain.md §1.3 P1–P4, §1.6 T1).

Written down are the departments (部门) of the hall's own banner and the centre itself. By rule every town has its
territory unit, every other banner its centre and its departments: 〈id〉_〈code of the place〉.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from cases.advice.grade import Level
from cases.advice.resolution_method import ResolutionMethod
from cases.people.place import Places
from cases.policy.hall import HallPolicy
from cases.policy.policy_file import Mistake, Part, PolicyError, PolicyFile, parse_file

CENTRE = "centre"  # the centre's own desk: a unit like any other (domain.md §3.4)
TERRITORY = "territory"  # in the duty list: whoever the town of the matter is
Methods = tuple[Annotated[ResolutionMethod, Field(strict=False)], ...]


class UnitKind(StrEnum):
    """What sort of unit it is."""

    DEPARTMENT = "department"  # 部门
    TERRITORY = "territory"  # 属地
    CENTRE = "centre"  # 综治中心
    MEDIATION = "mediation"  # 调解组织


class UnitPolicy(Part):
    """A unit. `head` is a post, never a person; `area` has 6 or 9 digits, empty: everywhere."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=1)
    kind: UnitKind = Field(strict=False)
    level: Level = Field(strict=False)
    area: str = Field(default="", pattern=r"^(\d{6}|\d{9})?$")
    phone: str = Field(default="", pattern=r"^([0-9-]{3,20})?$")
    head: str = ""
    address: str = ""
    zone: str = ""
    channels: Methods = ()


class UnitRule(Part):
    """How a unit that is not written down is called: `{place}` is the town or banner with its parents' names."""

    name: str = Field(pattern=r"\{place\}")
    street_name: str = Field(
        default="", pattern=r"^(.*\{place\}.*)?$"
    )  # for a 街道, which has an office instead
    head: str = ""
    channels: Methods = ()


class UnitsFile(PolicyFile):
    """units.toml as it is written."""

    units: tuple[UnitPolicy, ...] = Field(min_length=1)
    town: UnitRule
    banner_centre: UnitRule

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        ids = [unit.id for unit in self.units]
        for number, unit_id in enumerate(ids):
            if unit_id in ids[:number]:
                raise Mistake(f"units.{unit_id}", "写了两次")
        if CENTRE not in ids:
            raise Mistake("units", f"缺少中心自己（{CENTRE}）")
        if TERRITORY in ids:
            raise Mistake(f"units.{TERRITORY}", "这是属地的代称，不能当单位的 id")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsPolicy:
    """All units: those written down, mediation organisations (mediation.toml), and those that follow by rule."""

    file: UnitsFile
    units: tuple[UnitPolicy, ...]
    places: Places
    home_banner: str

    def of(self, unit_id: str) -> UnitPolicy | None:
        """The unit of an id, None if there is none such."""
        known = next((unit for unit in self.units if unit.id == unit_id), None)
        if known is not None:
            return known
        kind, _, code = unit_id.rpartition("_")
        if kind == UnitKind.TERRITORY:
            return self.territory(code) if self.places.town(code) else None
        return self.in_banner(kind, code) if code != self.home_banner else None

    def territory(self, code: str) -> UnitPolicy | None:
        """Whose place it is (属地): a town's by 9 digits, a banner's centre by 6; of our own banner, the centre."""
        town = self.places.town(code)
        if town is None:
            return self.in_banner(CENTRE, code)
        rule = self.file.town
        place = self.places.name(code) or town.name
        is_street = town.name.endswith("街道") and rule.street_name
        return UnitPolicy(
            id=f"{UnitKind.TERRITORY}_{code}",
            name=(rule.street_name if is_street else rule.name).format(place=place),
            kind=UnitKind.TERRITORY,
            level=Level.TOWN,
            area=code,
            head=rule.head,
            channels=rule.channels,
        )

    def in_banner(self, unit_id: str, banner: str) -> UnitPolicy | None:
        """The counterpart of one of our departments, or of the centre, in another banner; our own for our own."""
        own = next((unit for unit in self.units if unit.id == unit_id), None)
        there, home = self.places.banner(banner), self.places.banner(self.home_banner)
        if banner == self.home_banner:
            return own
        if own is None or there is None or home is None:
            return None
        if own.kind is UnitKind.CENTRE:
            rule = self.file.banner_centre
            name, head, channels = rule.name.format(place=there.name), rule.head, rule.channels
        elif own.kind is UnitKind.DEPARTMENT and own.level is Level.BANNER:
            name = there.name + own.name.removeprefix(home.name)
            head, channels = own.head, own.channels
        else:
            return None
        return UnitPolicy(
            id=f"{unit_id}_{banner}",
            name=name,
            kind=own.kind,
            level=own.level,
            area=banner,
            head=head,
            channels=channels,
        )


def parse_units(text: str, file: str) -> UnitsFile:
    """units.toml as its model. Raises PolicyError."""
    return parse_file(UnitsFile, text, file)


def build_units(
    units: UnitsFile, mediation: Sequence[UnitPolicy], places: Places, hall: HallPolicy, file: str
) -> UnitsPolicy:
    """The registry of all units. Raises PolicyError for a desk without unit, an unknown place or zone, an id twice."""
    ids = {unit.id for unit in units.units}
    for desk in hall.desks:
        if desk.unit not in ids:
            raise PolicyError(file, f"units.{desk.unit}", f"hall.toml 里有这个单位（{desk.name}），这里没有")
    zones = {zone.key for zone in hall.zones}
    listed = [(file, "units", unit) for unit in units.units]
    listed += [("mediation.toml", "organisations", unit) for unit in mediation]
    for where, table, unit in listed:
        if unit.zone and unit.zone not in zones:
            raise PolicyError(where, f"{table}.{unit.id}.zone", f"hall.toml 里没有功能区 {unit.zone}")
        if unit.area and places.name(unit.area) is None:
            raise PolicyError(where, f"{table}.{unit.id}.area", f"townships.csv 里没有 {unit.area}")
    for unit in mediation:
        if unit.id in ids:
            raise PolicyError("mediation.toml", f"organisations.{unit.id}", "units.toml 里已经有这个 id")
    return UnitsPolicy(
        file=units, units=(*units.units, *mediation), places=places, home_banner=hall.home_banner
    )
