"""What a code of ours says that was held under a scanner. 80 random bits are enough to be let in: no tries are counted.

The store knows only the hashes of codes (cases.matter.citizen_code).
"""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.progress_view import progress_view
from case_store.hall.house import House
from case_store.hall.runner import Runner
from case_store.log.schema import case_, visit
from cases.casework.evaluation import Subject
from cases.citizen_views import Evaluable
from cases.hall_time import hall_date
from cases.refusal import Refusal
from cases.views_scans import ReceiptFound, ScanFound

_VISIT = sa.select(
    visit.c.visit_id, visit.c.ticket_no, visit.c.state, visit.c.case_id, visit.c.business_date
).where(visit.c.ticket_code_hash == param("h"))
_CASE = sa.select(case_).where(case_.c.receipt_code_hash == param("h"))
_CASE_BY_CODE = sa.select(case_.c.case_id).where(case_.c.case_code == param("c"))


class ScanDoor:
    """For kiosks and counters."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def receipt(self, code_hash: str) -> ReceiptFound | Refusal:
        """查进度 with the receipt itself, as on a phone."""
        with self._runner.past() as past:
            row = past.connection.execute(_CASE, {"h": code_hash}).first()
            if row is None:
                return Refusal("scan.not_known")
            view = progress_view(past, row, self._house.policy, past.now)
            about = Evaluable(subject=Subject.CASE, subject_id=row.case_id, name=row.case_code)
            return ReceiptFound(progress=view, evaluable=(about,) if view.may_evaluate else ())

    def find(self, code_hash: str) -> ScanFound | Refusal:
        """The visit of a ticket, or the case of a receipt."""
        with self._runner.past() as past:
            by = {"h": code_hash}
            if (ticket := past.connection.execute(_VISIT, by).first()) is not None:
                return ScanFound(
                    case_id=ticket.case_id,
                    visit_id=ticket.visit_id,
                    ticket_no=ticket.ticket_no or "",
                    visit_state=ticket.state,
                    is_today=ticket.business_date == hall_date(past.now).isoformat(),
                )
            row = past.connection.execute(_CASE, by).first()
            return Refusal("scan.not_known") if row is None else ScanFound(case_id=row.case_id)

    def find_case(self, case_code: str) -> ScanFound | Refusal:
        """The case of a case code."""
        with self._runner.past() as past:
            case_id = past.connection.execute(_CASE_BY_CODE, {"c": case_code}).scalar()
            return Refusal("scan.not_known") if case_id is None else ScanFound(case_id=case_id)
