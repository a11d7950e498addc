"""What people write down of reviews, inspections and slow places, in plain words as the counter sends them."""

from dataclasses import dataclass
from datetime import datetime

from cases.supervision.field_inspection import AreaKind, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMatter:
    """评查一件: points by key of the checklist."""

    case_id: str
    scores: tuple[tuple[str, int], ...]
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspect:
    """实地督导."""

    kind: AreaKind
    area: str
    inspected_at: datetime
    text: str
    finding: Finding = Finding.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind:
    """发工作提示 to a slow place."""

    kind: AreaKind
    area: str
