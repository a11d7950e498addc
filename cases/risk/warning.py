"""A warning (风险预警报告): drafted when an index crosses upwards; a person edits and approves it (domain.md §9.2)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.supervision.document_number import DocumentNumber


class WarningState(StrEnum):
    """Drafted by the program; a person approves it or lets it fall."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAssessed:
    """Levels on a day, of every area and type group that had one: (area, group, index, level). By time, once a day."""

    day: date
    levels: tuple[tuple[str, str, float, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningDrafted:
    """An index crossed a level upwards. `figures`: JSON of warning_report.WarningReport as it stood, no person.

    `staff_id`: who asked for it by hand, "" when the program drafted it.
    """

    warning_id: str
    area: str
    group: str
    index: float
    level: str
    day: date
    figures: str
    staff_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningCrossedAgain:
    """The index crossed upwards once more while the draft lay open: noted, the draft's numbers stay as they are."""

    index: float
    level: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningEdited:
    """Words of a section, by a person: public figures only, no person (checked as free text is)."""

    staff_id: str
    section: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningApproved:
    """With its number (文号). `content_hash`: SHA-256 in hex of number, figures and words (warning_rules)."""

    staff_id: str
    number: DocumentNumber
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningDropped:
    """Not sent, with a reason."""

    staff_id: str
    reason: str


WarningEvent = (
    RiskAssessed | WarningDrafted | WarningCrossedAgain | WarningEdited | WarningApproved | WarningDropped
)
