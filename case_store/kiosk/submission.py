"""One citizen's intake as it leaves the kiosk: persons, free text and 查询码 sealed, the codes of the papers hashed."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from case_store.kiosk.known_time import HallInstant
from case_store.kiosk.stock import PreparedSet
from case_store.seal import seal
from cases.matter.citizen_code import code_hash
from cases.matter.intake import Intake, Intent, queue_of
from cases.matter.matter import OpenMatter, SealedMatter
from cases.policy.hall import HallPolicy
from cases.queue.submission import Submission, SubmittedCase, SubmittedDraft


def make_submission(
    intake: Intake,
    prepared: PreparedSet,
    kiosk_id: str,
    now: HallInstant,
    touched_at: datetime,
    *,
    hall: HallPolicy,
) -> Submission:
    """A case when the matter was confirmed, a draft when something was filled, else only a place in line.

    `touched_at` is the first touch in hall time. A case's code is still empty: it comes from the outbox, with its
    serial.
    """
    is_case = intake.intent is Intent.DISPUTE and intake.confirmed
    has_draft = not is_case and (not intake.private.is_empty or intake.open != OpenMatter())
    return Submission(
        command_id=UUID(prepared.visit_id),
        visit_id=prepared.visit_id,
        kiosk_id=kiosk_id,
        queue=queue_of(intake, hall),
        business_date=now.at.date(),
        place_at=min(touched_at, now.at),
        confirmed_at=now.at,
        ticket_code_hash=code_hash(prepared.ticket_code),
        case=_case(intake, prepared) if is_case else None,
        draft=SubmittedDraft(draft_id=prepared.case_id, matter=_sealed(intake, prepared))
        if has_draft
        else None,
        clock_untrusted=not now.trusted,
        priority=intake.priority,
        ordinary_queue=queue_of(replace(intake, priority=None), hall) if intake.priority else None,
        for_counter=intake.for_counter,
        appointment_id=intake.appointment_id,
    )


def _case(intake: Intake, prepared: PreparedSet) -> SubmittedCase:
    with_code = replace(intake, private=replace(intake.private, lookup_code=prepared.lookup_code))
    return SubmittedCase(
        case_id=prepared.case_id,
        case_code="",
        receipt_code_hash=code_hash(prepared.receipt_code),
        matter=_sealed(with_code, prepared),
    )


def _sealed(intake: Intake, prepared: PreparedSet) -> SealedMatter:
    return SealedMatter(
        open=intake.open, sealed=seal(prepared.case_key, intake.private), keys=prepared.wrapped
    )
