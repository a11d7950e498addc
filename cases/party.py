"""Parties of a matter (当事人, domain.md §2.3): persons and groups, each in a role. Sealed with the matter."""

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


NATIONS = {  # GB/T 3304-1991
    code: name
    for code, name in (
        pair.split(":")
        for pair in (
            "01:汉 02:蒙古 03:回 04:藏 05:维吾尔 06:苗 07:彝 08:壮 09:布依 10:朝鲜 11:满 12:侗 13:瑶 14:白 "
            "15:土家 16:哈尼 17:哈萨克 18:傣 19:黎 20:傈僳 21:佤 22:畲 23:高山 24:拉祜 25:水 26:东乡 27:纳西 "
            "28:景颇 29:柯尔克孜 30:土 31:达斡尔 32:仫佬 33:羌 34:布朗 35:撒拉 36:毛南 37:仡佬 38:锡伯 39:阿昌 "
            "40:普米 41:塔吉克 42:怒 43:乌孜别克 44:俄罗斯 45:鄂温克 46:德昂 47:保安 48:裕固 49:京 50:塔塔尔 "
            "51:独龙 52:鄂伦春 53:赫哲 54:门巴 55:珞巴 56:基诺 97:其他 98:外国血统"
        ).split()
    )
}


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
