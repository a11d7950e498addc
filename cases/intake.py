"""One citizen's intake as the kiosk hands it over, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cases.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal


class Intent(StrEnum):
    """What brings the citizen (domain.md §1.2 S3)."""

    DISPUTE = "dispute"  # 我要反映纠纷: queue A
    CONSULT = "consult"  # 咨询: queue B


QUEUE_OF = {Intent.DISPUTE: "A", Intent.CONSULT: "B"}  # the queues that a kiosk gives numbers of


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """`confirmed` False is 「先取号，到窗口再说」: a ticket now, with what is filled as a draft."""

    intent: Intent
    touched_at: datetime  # first touch of the intent: the place in line
    confirmed: bool
    open: OpenMatter
    private: PrivateMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the done page and the papers say. Nothing in it names a person or the matter.

    `ticket_no` None: the matter is kept, but the citizen must ask 导办台 for a number; `refusal` then says why.
    """

    visit_id: str
    queue: str
    ticket_no: str | None
    leased: bool
    people_ahead: int | None
    wait_low_min: int | None
    wait_high_min: int | None
    taken_at: datetime
    ticket_url: str
    case_code: str | None = None
    lookup_code: str | None = None
    receipt_url: str | None = None
    answer_by: date | None = None
    refusal: Refusal | None = None
