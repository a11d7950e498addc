"""What is shown of papers (文书): a number, what a paper is filled from, what the log knows of one. Frozen."""

from dataclasses import dataclass, field
from datetime import date, datetime

from cases.citizen_views import RoadStep
from cases.paper.paper_record import PaperRecord
from cases.views_casework import CaseView


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnNumber:
    """A number (文号) that was drawn, and the random code for the paper's QR: the store keeps only its hash."""

    paper_id: str
    kind: str
    number: str
    code: str = field(repr=False)
    drawn_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReissuedReceipt:
    """What stands on a receipt that is made anew. The code in the URL is nowhere stored."""

    case_code: str
    lookup_code: str = field(repr=False)
    registered_at: datetime
    answer_by: date | None  # None: acceptance is told, or was never to be
    info_only: bool
    receipt_url: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDraft:
    """What a paper is made from: its number, the case as it was when that was drawn, and who makes it."""

    drawn: DrawnNumber
    case: CaseView
    road: tuple[RoadStep, ...]
    made_by: str  # a name of staff


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPaper:
    """What the log knows of a number. `record` None: no paper was issued under it, or not yet (`void`: 作废).

    `stream`: the store that holds its case.
    """

    stream: str
    kind: str
    number: str
    drawn_at: datetime
    void: bool
    record: PaperRecord | None
