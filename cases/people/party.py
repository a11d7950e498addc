"""Parties of a matter (当事人, domain.md §2.3): persons and groups, each in a role. Sealed with the matter."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

REPRESENTATIVES_MAX = 5  # of a group (domain.md §1.3 P6)
GROUP_PERSONS_MIN = 5  # from here on it is a group (规模 02)
MASS_PERSONS_MIN = 30  # 规模 03


class PartyRole(StrEnum):
    """On which side somebody stands."""

    APPLICANT = "applicant"  # 申请人
    RESPONDENT = "respondent"  # 被申请人
    REPRESENTATIVE = "representative"  # 代表人
    AGENT = "agent"  # 代理人
    THIRD_PARTY = "third_party"  # 第三人


class Sex(StrEnum):
    """GB/T 2261.1."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSTATED = "9"


class VerifiedBy(StrEnum):
    """How an identity number came in."""

    MANUAL = "manual"  # typed, the paper looked at
    CHIP = "chip"  # from the card's chip
    SCAN = "scan"


class EventScale(StrEnum):
    """事件规模 of GB/T 31000."""

    INDIVIDUAL = "01"
    GROUP = "02"
    MASS = "03"


_NATIONS = """
01汉 02蒙古 03回 04藏 05维吾尔 06苗 07彝 08壮 09布依 10朝鲜 11满 12侗 13瑶 14白 15土家 16哈尼 17哈萨克 18傣 19黎
20傈僳 21佤 22畲 23高山 24拉祜 25水 26东乡 27纳西 28景颇 29柯尔克孜 30土 31达斡尔 32仫佬 33羌 34布朗 35撒拉 36毛南
37仡佬 38锡伯 39阿昌 40普米 41塔吉克 42怒 43乌孜别克 44俄罗斯 45鄂温克 46德昂 47保安 48裕固 49京 50塔塔尔 51独龙
52鄂伦春 53赫哲 54门巴 55珞巴 56基诺 97其他 98外国血统
"""
NATIONS: dict[str, str] = dict(re.findall(r"(\d\d)(\S+)", _NATIONS))
"""民族 by code, GB/T 3304-1991."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Representative:
    """Who speaks for a group."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person, or with `is_group` a number of persons. Empty means: not given. `sex`: a value of `Sex` or empty."""

    role: PartyRole = PartyRole.APPLICANT
    name: str = ""
    id_kind: str = ""  # identity_number.IdKind
    id_number: str = ""
    verified_by: str = ""  # VerifiedBy
    phone: str = ""
    sex: str = ""
    nation: str = ""  # two digits of GB/T 3304
    birth: date | None = None
    address: str = ""
    is_group: bool = False
    person_count: int | None = None
    representatives: tuple[Representative, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said of them but the role."""
        return self == Party(role=self.role, is_group=self.is_group)


def scale_of(persons: int | None) -> EventScale | None:
    """The scale that a number of persons has (domain.md §3.1); staff may choose another one."""
    if persons is None:
        return None
    if persons >= MASS_PERSONS_MIN:
        return EventScale.MASS
    return EventScale.GROUP if persons >= GROUP_PERSONS_MIN else EventScale.INDIVIDUAL
