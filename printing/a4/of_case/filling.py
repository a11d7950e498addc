"""The one table of papers that are filled from a case: kind → function of its facts."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from cases.paper.paper_record import DocumentKind
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_casework import CaseView
from cases.views_papers import DrawnNumber, PaperDraft
from printing.a4.of_case import closing_papers, handling_papers, intake_papers, mediation_papers
from printing.a4.of_case.facts import CaseFacts
from printing.numbered import Numbered

Fill = Callable[[CaseFacts], Numbered | Refusal]

FILLS: Mapping[DocumentKind, Fill] = MappingProxyType(
    {
        DocumentKind.REGISTRATION_FORM: intake_papers.registration_form,
        DocumentKind.ACCEPTANCE_NOTICE: intake_papers.acceptance_notice,
        DocumentKind.NON_ACCEPTANCE_NOTICE: intake_papers.non_acceptance_notice,
        DocumentKind.GUIDANCE_SLIP: intake_papers.guidance_slip,
        DocumentKind.ASSIGNMENT_ORDER: handling_papers.assignment_order,
        DocumentKind.EXTENSION_NOTICE: handling_papers.extension_notice,
        DocumentKind.APPOINTMENT_NOTICE: handling_papers.appointment_notice,
        DocumentKind.RIGHTS_NOTICE: mediation_papers.rights_notice,
        DocumentKind.MEDIATION_APPLICATION: mediation_papers.mediation_application,
        DocumentKind.INVESTIGATION_RECORD: mediation_papers.investigation_record,
        DocumentKind.MEDIATION_RECORD: mediation_papers.mediation_record,
        DocumentKind.MEDIATION_AGREEMENT: mediation_papers.mediation_agreement,
        DocumentKind.PERFORMANCE_RECORD: mediation_papers.performance_record,
        DocumentKind.FEEDBACK_NOTICE: closing_papers.feedback_notice,
        DocumentKind.EVALUATION_FORM: closing_papers.evaluation_form,
        DocumentKind.VISIT_RECORD: closing_papers.visit_record,
        DocumentKind.FILE_COVER: closing_papers.file_cover,
    }
)


def fill(draft: PaperDraft, policy: Policy, texts: Texts) -> Numbered | Refusal:
    """The fields of the paper that was drawn; refused while the case has not what it says."""
    kind = DocumentKind(draft.drawn.kind)
    if kind not in FILLS:
        return Refusal("paper.not_numbered")
    try:
        return FILLS[kind](CaseFacts(draft, policy, texts))
    except (
        ValueError
    ):  # the input classes refuse what cannot be on their paper: nobody named, a date before another
        return Refusal("paper.not_yet")


def can_be_filled(kind: DocumentKind, view: CaseView, now: datetime, policy: Policy, texts: Texts) -> bool:
    """Whether the case has what this paper says: asked before a number is drawn, so that none is wasted."""
    drawn = DrawnNumber(paper_id="", kind=kind, number=kind, code="", drawn_at=now)
    draft = PaperDraft(drawn=drawn, case=view, road=(), made_by="")
    return not isinstance(fill(draft, policy, texts), Refusal)
