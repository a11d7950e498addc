"""补打回执: a receipt that was lost, or never came out, is made anew for the one whom staff know to be its citizen.

Whoever may give somebody a receipt may give another. It opens how far the matter is, so who holds it must be known.
"""

from cases.casework.by import By
from cases.casework.case_commands import ReissueReceipt
from cases.casework.case_events import CaseEvent, ReceiptReissued
from cases.casework.case_state import Case
from cases.people.proof import Proof
from cases.refusal import Refusal
from cases.roles import Right, may

_GIVES_RECEIPTS = (Right.REGISTER, Right.BRING_IN)


def may_reissue(by: By) -> bool:
    """Whether who this is gives receipts."""
    return any(may(by.role, right) for right in _GIVES_RECEIPTS)


def reissue(case: Case, command: ReissueReceipt) -> list[CaseEvent] | Refusal:
    """A document proves nothing where nobody was named; there only what was told can be asked about."""
    if not may_reissue(command.by):
        return Refusal("paper.not_yours")
    if case.forgotten:
        return Refusal("case.forgotten", {"case_code": case.case_code})
    if case.info_only and command.proof is Proof.DOCUMENT:
        return Refusal("receipt.nobody_named", {"case_code": case.case_code})
    return [
        ReceiptReissued(
            receipt_code_hash=command.receipt_code_hash,
            proof=command.proof,
            staff_id=command.by.staff_id,
        )
    ]
