"""What a scanned code of ours leads to. Nobody is named; whoever holds the paper may know how it stands."""

from dataclasses import dataclass

from cases.citizen_views import Evaluable
from cases.views import ProgressView


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFound:
    """At a counter. A ticket leads to its visit, and to the matter if it has become a case; a receipt to its case.

    `ticket_no` and `visit_state` (a value of `VisitState`) are empty where a receipt was scanned; `is_today`: whether
    the ticket is of this day.
    """

    case_id: str | None = None
    visit_id: str | None = None
    ticket_no: str = ""
    visit_state: str = ""
    is_today: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFound:
    """At a kiosk: how far the matter is, and whether it can be evaluated."""

    progress: ProgressView
    evaluable: tuple[Evaluable, ...] = ()
