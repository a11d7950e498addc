"""The record of 矛盾纠纷排查化解 in GB/T 31000 (domain.md §2.3): how one of our cases reads there.

Certain are the elements and their lengths where two independent implementations agree; their identifiers, the codes of
化解方式 (5.58) and 人员类别 were not to be had. docs/api.md has the table, element by element.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

TEXT_CHARS_MAX = 2000
NAME_BYTES_MAX = 80


class Persons(StrEnum):
    """How much of persons a record says."""

    NONE = "none"  # whoever may not see cases
    MASKED = "masked"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordParty:
    """主要当事人. Codes: id GA/T 517, sex GB/T 2261.1, nation GB/T 3304. `role` is ours."""

    role: str
    id_type: str
    id_number: str
    name: str
    sex: str
    nation: str
    address: str
    education: str = ""  # 学历 and
    category: str = ""  # 人员类别 are not asked here


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRecord:
    """One case. Empty text and None: not known. Amounts in fen. The last seven are ours beside the standard's."""

    name: str
    occurred_on: date | None
    place: str
    scale: str
    type: str
    party_count: int | None
    summary: str
    units: str
    parties: tuple[RecordParty, ...] = field(repr=False)
    deadline: date | None
    method: str  # R01–R99, ours
    organisation: str
    responsible: str
    contact: str
    resolved: bool | None  # 化解是否成功
    outcome: str
    reviewed_on: date | None
    review: str
    longitude: str  # not kept here
    latitude: str
    case_code: str
    source: str
    state: str
    grade: str
    amount_fen: int | None
    registered_on: date
    closed_on: date | None


def cut(text: str, chars_max: int = TEXT_CHARS_MAX) -> str:
    """As much as the standard's element takes."""
    return text[:chars_max]


def cut_name(name: str) -> str:
    """A name within the standard's bytes, no character torn."""
    return name.encode()[:NAME_BYTES_MAX].decode(errors="ignore")


def flat(record: DisputeRecord, names: Sequence[str]) -> tuple[str | int | None, ...]:
    """One row of a table: of the parties the first, who is the main one, by names that begin with `party_`."""
    party = record.parties[0] if record.parties else None
    return tuple(
        _plain(
            getattr(party, name.removeprefix("party_"), None) if _is_party(name) else getattr(record, name)
        )
        for name in names
    )


def _is_party(name: str) -> bool:
    return name.startswith("party_") and name != "party_count"


def _plain(value: object) -> str | int | None:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) else (None if value is None else str(value))
