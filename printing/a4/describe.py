"""From an input to its document: the one table of all A4 papers, and what proves each of them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from cases.paper.paper_record import DocumentKind, shown_code, shown_hash
from cases.texts import Texts
from printing.a4.document import Document, Proof
from printing.a4.papers import (
    agreement,
    assignment_order,
    coordination,
    file_pages,
    mediation,
    notices_to_citizens,
    registration_form,
    reviews,
    risk_warning,
    slips,
    supervision,
)
from printing.numbered import Numbered, hash_of
from printing.wording import day_in_full

# Each takes the input class of its own kind, which no type can say of a table.
Description = Callable[[Any, Texts], Document]

DESCRIPTIONS: Mapping[DocumentKind, Description] = MappingProxyType(
    {
        DocumentKind.REGISTRATION_FORM: registration_form.registration_form,
        DocumentKind.ACCEPTANCE_NOTICE: notices_to_citizens.acceptance_notice,
        DocumentKind.NON_ACCEPTANCE_NOTICE: notices_to_citizens.non_acceptance_notice,
        DocumentKind.GUIDANCE_SLIP: slips.guidance_page,
        DocumentKind.ASSIGNMENT_ORDER: assignment_order.assignment_order,
        DocumentKind.EXTENSION_NOTICE: notices_to_citizens.extension_notice,
        DocumentKind.APPOINTMENT_NOTICE: slips.appointment_page,
        DocumentKind.FEEDBACK_NOTICE: notices_to_citizens.feedback_notice,
        DocumentKind.EVALUATION_FORM: slips.evaluation_page,
        DocumentKind.VISIT_RECORD: reviews.visit_record,
        DocumentKind.SUPERVISION_ORDER: supervision.supervision_order,
        DocumentKind.WORK_REMINDER: supervision.work_reminder,
        DocumentKind.INTERVIEW_RECORD: supervision.interview_record,
        DocumentKind.PUBLIC_CRITICISM: supervision.public_criticism,
        DocumentKind.RECTIFICATION_NOTICE: supervision.rectification_notice,
        DocumentKind.ACCOUNTABILITY_PROPOSAL: supervision.accountability_proposal,
        DocumentKind.RIGHTS_NOTICE: mediation.rights_notice,
        DocumentKind.MEDIATION_APPLICATION: mediation.mediation_application,
        DocumentKind.INVESTIGATION_RECORD: mediation.investigation_record,
        DocumentKind.MEDIATION_RECORD: mediation.mediation_record,
        DocumentKind.MEDIATION_AGREEMENT: agreement.mediation_agreement,
        DocumentKind.PERFORMANCE_RECORD: agreement.performance_record,
        DocumentKind.MEETING_MINUTES: coordination.meeting_minutes,
        DocumentKind.REPORT_UP: coordination.report_up,
        DocumentKind.COORDINATION_LETTER: coordination.coordination_letter,
        DocumentKind.CASE_REVIEW: reviews.case_review,
        DocumentKind.FIELD_INSPECTION: reviews.field_inspection,
        DocumentKind.FILE_COVER: file_pages.file_cover,
        DocumentKind.FILE_CONTENTS: file_pages.file_contents,
        DocumentKind.FILE_SITUATION: file_pages.file_situation,
        DocumentKind.FILE_BACK: file_pages.file_back,
        DocumentKind.RISK_WARNING: risk_warning.risk_warning,
    }
)


def describe(given: Numbered, texts: Texts) -> Document:
    """The document that `given` becomes. Raises TextError for a sentence that is not in the catalogue."""
    return DESCRIPTIONS[given.kind](given, texts)


def prove(given: Numbered, url: str, code: str, texts: Texts) -> Proof:
    """What the paper shows so that it can be checked: `url` is in its QR, `code` for those who type."""
    content_hash = hash_of(given)
    return Proof(
        url=url,
        content_hash=content_hash,
        sentences=(
            texts.get("papers.a4.proof_scan"),
            texts.get("papers.a4.proof_code", code=shown_code(code)),
            texts.get("papers.a4.proof_hash", hash=shown_hash(content_hash)),
            texts.get("papers.a4.proof_issued", date=day_in_full(given.issued_on, texts)),
        ),
    )
