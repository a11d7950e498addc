"""补打回执: a receipt made anew from the sealed matter, for a citizen who lost it or whose printer kept it.

The code of the old QR was never here, only its hash, so the new receipt has a new one and the old leads nowhere.
"""

import hmac
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.casework.case_door import open_case
from case_store.hall import papers
from case_store.hall.house import House, OnDuty
from case_store.hall.matters import private_of, told_of_case
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import case_name, visit_of
from case_store.log.micros import from_us
from case_store.log.schema import case_
from cases.casework.case_additions import PersonRead
from cases.casework.case_commands import ReissueReceipt
from cases.casework.case_rules import decide
from cases.casework.case_state import Case, CaseState
from cases.matter.citizen_code import CODE_BYTES, CitizenPage, citizen_code, citizen_url, code_hash
from cases.matter.matter import PrivateMatter
from cases.people.proof import Proof
from cases.queue.visit_commands import ReportPaper
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views_papers import ReissuedReceipt

READ = "receipt"  # purpose of a reading
_PURPOSE = b"reissued-receipt-code:"
_DONE = TypeAdapter(str)
_TOLD = TypeAdapter(bool)
_ROW = sa.select(
    case_.c.visit_id, case_.c.registered_at_us, case_.c.answer_by, case_.c.receipt_code_hash
).where(case_.c.stream == param("s"), case_.c.case_id == param("i"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the receipt that `reissue_id`, its command, made. `reason`: a refusal's code, "" for none."""

    reissue_id: UUID
    result: PaperState
    reason: str = ""


class ReceiptDoor:
    """For whoever may open the case and gives receipts (receipt_rules)."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def reissue(self, command_id: UUID, who: OnDuty, case_id: str, proof: Proof) -> ReissuedReceipt | Refusal:
        """Once per `command_id`: asked again it is the same receipt, unless a newer one was made since."""
        done = self._runner.decide(
            command_id,
            {"reissue_receipt": (who.staff_id, case_id, proof)},
            lambda work: self._reissue(work, who, case_id, proof, command_id),
            _DONE,
        )
        if isinstance(done, Refusal):
            return done
        with self._runner.past() as past:
            return self._receipt(past, who, case_id, command_id)

    def printed(self, command_id: UUID, who: OnDuty, case_id: str, outcome: Outcome) -> bool | Refusal:
        """What came out, for the journal of the day; a case without a visit here stands in none."""
        return self._runner.decide(
            command_id,
            {"receipt_printed": (who.staff_id, case_id, outcome)},
            lambda work: _printed(work, who, case_id, outcome),
            _TOLD,
        )

    def _reissue(
        self, work: Work, who: OnDuty, case_id: str, proof: Proof, command_id: UUID
    ) -> str | Refusal:
        opened = open_case(work, who, case_id)
        if isinstance(opened, Refusal):
            return opened
        command = ReissueReceipt(
            by=opened.by, proof=proof, receipt_code_hash=code_hash(self._code(command_id))
        )
        events = decide(opened.case, command, self._house.policy, work.now, work.stream)
        if isinstance(events, Refusal):
            return events
        private = _private(work, self._house, opened.case)
        if isinstance(private, Refusal):
            return private
        reading = PersonRead(staff_id=who.staff_id, purpose=READ)
        work.record(case_name(case_id), [reading, *events], who.actor)
        if visit_id := _visit_here(work, opened.case):
            papers.settle(work, visit_id, papers.RECEIPT, who.staff_id)
        return case_id

    def _receipt(self, past: Past, who: OnDuty, case_id: str, command_id: UUID) -> ReissuedReceipt | Refusal:
        opened = open_case(past, who, case_id)
        if isinstance(opened, Refusal):
            return opened
        case, code = opened.case, self._code(command_id)
        private = _private(past, self._house, case)
        if isinstance(private, Refusal):
            return private
        row = _row(past, case)
        if row.receipt_code_hash != code_hash(code):
            return Refusal("receipt.superseded", {"case_code": case.case_code})
        waits = case.state is CaseState.REGISTERED and row.answer_by is not None
        return ReissuedReceipt(
            case_code=case.case_code,
            lookup_code=private.lookup_code,
            registered_at=from_us(row.registered_at_us),
            answer_by=date.fromisoformat(row.answer_by) if waits else None,
            info_only=case.info_only,
            receipt_url=citizen_url(self._house.policy.hall.citizen_base_url, CitizenPage.PROGRESS, code),
        )

    def _code(self, command_id: UUID) -> str:
        """Derived from the command with a secret of this store: nothing has to be kept to answer it again."""
        key = self._house.keys.database_key
        return citizen_code(hmac.digest(key, _PURPOSE + command_id.bytes, "sha256")[:CODE_BYTES])


def _printed(work: Work, who: OnDuty, case_id: str, outcome: Outcome) -> bool | Refusal:
    opened = open_case(work, who, case_id)
    if isinstance(opened, Refusal):
        return opened
    if (visit_id := _visit_here(work, opened.case)) is None:
        return True
    told = ReportPaper(
        paper=papers.RECEIPT,
        job_id=papers.counter_job(visit_id, outcome.reissue_id, papers.RECEIPT),
        result=outcome.result,
        reason=outcome.reason,
    )
    return papers.report(work, visit_id, told, who)


def _private(past: Past, house: House, case: Case) -> PrivateMatter | Refusal:
    """With the 查询码 that the receipt carries; what was imported never had one."""
    told = told_of_case(past, case.case_id)
    private = private_of(past, house, told) if told else None
    if private is None:
        return Refusal("case.seal_broken")
    return (
        private if private.lookup_code else Refusal("receipt.no_lookup_code", {"case_code": case.case_code})
    )


def _row(past: Past, case: Case) -> Any:
    return past.connection.execute(_ROW, {"s": case.holder, "i": case.case_id}).one()


def _visit_here(past: Past, case: Case) -> str | None:
    """The visit that the case came with, if it was to this hall."""
    visit_id = _row(past, case).visit_id
    return visit_id if visit_id and visit_of(past, visit_id) else None
