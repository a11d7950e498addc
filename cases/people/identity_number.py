"""Numbers of identity papers (证件号码), typed by hand: what they are, and what they say. Source: domain.md §5.

A number is refused only when it cannot be one: length, check digit, a birth that never was. What is merely unusual
(an area code that is not in today's list) is a warning: codes are withdrawn while people go on living.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.people.party import Sex
from cases.refusal import Refusal
from cases.typed import compact, is_digits


class IdKind(StrEnum):
    """What a number belongs to. The value is our word; `GA_T_517` has the standard's code."""

    RESIDENT = "resident"  # 居民身份证
    HMT_RESIDENT = "hmt_resident"  # 港澳台居民居住证
    FOREIGN_2023 = "foreign_2023"  # 外国人永久居留身份证, 18 characters
    FOREIGN_2017 = "foreign_2017"  # 外国人永久居留身份证, 15 characters
    HK_MACAO_PERMIT = "hk_macao_permit"  # 港澳居民来往内地通行证
    TAIWAN_PERMIT = "taiwan_permit"  # 台湾居民来往大陆通行证
    PASSPORT = "passport"
    OTHER = "other"


GA_T_517 = {
    IdKind.RESIDENT: "111",
    IdKind.HMT_RESIDENT: "HMT_RP",  # until confirmed (domain.md §5)
    IdKind.FOREIGN_2023: "553",
    IdKind.FOREIGN_2017: "553",
    IdKind.HK_MACAO_PERMIT: "516",
    IdKind.TAIWAN_PERMIT: "511",
    IdKind.PASSPORT: "414",
    IdKind.OTHER: "990",
}

CHARS = 18
LEGACY_CHARS = 15
AGE_MAX = 130
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
HMT_AREAS = frozenset({"810000", "820000", "830000"})
_PROVINCES = frozenset(  # GB/T 2260, the first two digits
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65))
    for code in range(first, last + 1)
)
_HOME_PREFECTURE = "1505"
_JIREM = "1523"  # 哲里木盟, whose people became those of Tongliao in 1999
_EIGHTEEN = re.compile(r"\d{17}[\dX]", re.ASCII)
_FOREIGN_2017 = re.compile(r"[A-Z]{3}\d{12}", re.ASCII)
_HK_MACAO = re.compile(r"[HM]\d{8}(\d{2})?", re.ASCII)
_TAIWAN = re.compile(r"\d{8}(\d{2})?", re.ASCII)
_PASSPORT = re.compile(r"[A-Z0-9]{5,17}", re.ASCII)


class IdWarning(StrEnum):
    """Unusual, but not wrong: told to staff, never in the way."""

    AREA_WITHDRAWN = "area_withdrawn"  # 1523xx: the Jirem League of before 1999
    AREA_UNKNOWN = "area_unknown"  # of our own prefecture, but in no list that we have


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityNumber:
    """`number` as it is stored: no blanks, capital letters. `birth` and `sex` where the number tells them."""

    kind: IdKind
    number: str
    birth: date | None = None
    sex: Sex | None = None
    warnings: tuple[IdWarning, ...] = ()


def parse_identity_number(
    text: str, today: date, known_areas: Collection[str] = (), kind: IdKind | None = None
) -> IdentityNumber | Refusal:
    """What somebody typed. `known_areas`: the 6-digit codes of our own prefecture. `kind` None: as the number looks.

    A 15-digit number of a first-generation card is no paper any more (`id.first_generation`); `search_number` takes it.
    """
    number = compact(text)
    if kind in (IdKind.PASSPORT, IdKind.OTHER):
        return _any_paper(number, kind)
    if not number:
        return Refusal("id.empty")
    if _FOREIGN_2017.fullmatch(number):
        return IdentityNumber(kind=IdKind.FOREIGN_2017, number=number)
    if _HK_MACAO.fullmatch(number):
        return IdentityNumber(kind=IdKind.HK_MACAO_PERMIT, number=number)
    if _TAIWAN.fullmatch(number):
        return IdentityNumber(kind=IdKind.TAIWAN_PERMIT, number=number)
    if any(char.isalpha() for char in number[:-1]) and _PASSPORT.fullmatch(number):
        return IdentityNumber(kind=IdKind.PASSPORT, number=number)
    if is_digits(number) and len(number) == LEGACY_CHARS:
        return Refusal("id.first_generation")
    if not all(char in "0123456789X" for char in number):
        return Refusal("id.characters")
    if len(number) != CHARS:
        return Refusal("id.length", {"chars": CHARS, "given": len(number)})
    if not _EIGHTEEN.fullmatch(number):
        return Refusal("id.characters")
    return _eighteen(number, today, known_areas)


def check_char(first_seventeen: str) -> str:
    """MOD 11-2 of GB 11643 (ISO 7064)."""
    return CHECKS[sum(int(c) * w for c, w in zip(first_seventeen, WEIGHTS, strict=True)) % 11]


def upgrade(legacy: str) -> str | None:
    """A 15-digit number as the 18 characters of the same person: `19` put in, check character added."""
    if len(legacy) != LEGACY_CHARS or not is_digits(legacy):
        return None
    longer = f"{legacy[:6]}19{legacy[6:]}"
    return longer + check_char(longer)


def search_number(text: str) -> str:
    """What a number is searched by: of a first-generation number, that of the same person's card today."""
    number = compact(text)
    return upgrade(number) or number


def _eighteen(number: str, today: date, known_areas: Collection[str]) -> IdentityNumber | Refusal:
    area = number[:6]
    kind = _kind_of_area(area)
    if kind is None:
        return Refusal("id.area", {"area": area[:2]})
    birth = _birth(number[6:14])
    if birth is None:
        return Refusal("id.birth", {"birth": number[6:14]})
    if birth > today:
        return Refusal("id.birth_future", {"birth": birth.isoformat()})
    if _age(birth, today) > AGE_MAX:
        return Refusal("id.too_old", {"age_max": AGE_MAX})
    if check_char(number[:17]) != number[17]:
        return Refusal("id.check")
    return IdentityNumber(
        kind=kind,
        number=number,
        birth=birth,
        sex=Sex.MALE if int(number[16]) % 2 else Sex.FEMALE,
        warnings=_warnings(area, known_areas) if kind is IdKind.RESIDENT else (),
    )


def _kind_of_area(area: str) -> IdKind | None:
    if area.startswith("9"):
        return IdKind.FOREIGN_2023
    if area in HMT_AREAS:
        return IdKind.HMT_RESIDENT
    return IdKind.RESIDENT if area[:2] in _PROVINCES else None


def _warnings(area: str, known_areas: Collection[str]) -> tuple[IdWarning, ...]:
    """Only our own prefecture's codes are known here; of the others nothing is said."""
    if area.startswith(_JIREM):
        return (IdWarning.AREA_WITHDRAWN,)
    if area.startswith(_HOME_PREFECTURE) and known_areas and area not in known_areas:
        return (IdWarning.AREA_UNKNOWN,)
    return ()


def _any_paper(number: str, kind: IdKind) -> IdentityNumber | Refusal:
    if _PASSPORT.fullmatch(number) or (kind is IdKind.OTHER and number and len(number) <= 2 * CHARS):
        return IdentityNumber(kind=kind, number=number)
    return Refusal("id.passport" if number else "id.empty")


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _age(birth: date, today: date) -> int:
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
