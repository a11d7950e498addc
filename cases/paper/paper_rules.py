"""Papers of a case (文书): who may make which, the number drawn for it, and whether what comes back is that paper.

A number is drawn before the paper is made, because it stands on it and in its digest; so a crash between the two
leaves a number without a paper, which is void (作废) after a while and stays visible (domain.md §4.1).
"""

from datetime import datetime, timedelta

from cases.casework import case_additions as adds
from cases.casework import case_commands as ask
from cases.casework.acts import ACTS
from cases.casework.by import By
from cases.casework.case_events import CaseEvent
from cases.hall_time import hall_date
from cases.paper.paper_record import DocumentKind, PaperRecord
from cases.policy.papers import PapersPolicy
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.supervision.document_number import document_number
from cases.views_casework import CaseView, TimelineLine

_ANY_TIME = (
    Right.HANDLE,
    Right.REGISTER,
    Right.SUPERVISE,
)  # of papers that belong to no act, or are made again
_WITH_OTHERS = (
    Right.SUPERVISE,
    Right.WHISTLE,
)  # of papers of a supervision item, or a record of coordination
_YES = "True"


def may_make(by: By, kind: DocumentKind, papers: PapersPolicy) -> bool:
    """Whoever may do the act that it follows may make its paper; the others, whoever handles or supervises."""
    paper = papers.of(kind)
    rights = {ACTS[act][1] for act in paper.acts if act in ACTS} if paper else set()
    return any(may(by.role, right) for right in (*rights, *_ANY_TIME))


def draw(command: ask.DrawPaper, policy: Policy, now: datetime) -> list[CaseEvent] | Refusal:
    """The next number under the word of its kind; a paper of a supervision item or record has theirs."""
    if command.kind not in set(DocumentKind):
        return Refusal("paper.unknown_kind")
    kind = DocumentKind(command.kind)
    with_others = command.given is not None and any(may(command.by.role, one) for one in _WITH_OTHERS)
    if not (with_others or may_make(command.by, kind, policy.papers)):
        return Refusal("paper.not_yours")
    paper = policy.papers.of(kind)
    if command.given is None and paper is None:
        return Refusal("paper.not_numbered")
    number = command.given or document_number(
        paper.number_word if paper else "",
        hall_date(now).year,
        command.last_serial,
        policy.coordination.number_format,
    )
    return [
        adds.PaperDrawn(
            paper_id=command.paper_id,
            kind=kind.value,
            number=number,
            code_hash=command.code_hash,
            staff_id=command.by.staff_id,
            of=command.of,
        )
    ]


def issue(command: ask.IssuePaper) -> list[CaseEvent]:
    """What was checked by `is_what_was_drawn`."""
    return [
        adds.PaperIssued(
            paper_id=command.paper_id,
            kind=command.kind,
            number=command.number,
            content_hash=command.content_hash,
            code_hash=command.code_hash,
            pages=command.pages,
            staff_id=command.by.staff_id,
            print_hash=command.print_hash,
            file_hash=command.file_hash,
            bytes_count=command.bytes_count,
        )
    ]


def is_what_was_drawn(
    record: PaperRecord,
    code_hash: str,
    drawn: adds.PaperDrawn | None,
    drawn_at: datetime | None,
    case_code: str,
) -> Refusal | None:
    """Why a record cannot stand for the number that was drawn; None: it can."""
    if drawn is None or drawn_at is None:
        return Refusal("paper.not_drawn")
    said = (record.kind.value, record.number, record.case_code, record.issued_at, code_hash)
    if said != (drawn.kind, drawn.number.text, case_code, drawn_at, drawn.code_hash):
        return Refusal("paper.not_what_was_drawn", {"number": drawn.number.text})
    return None


def is_void(drawn_at: datetime, now: datetime, papers: PapersPolicy) -> bool:
    """作废: of a number that stands on no paper."""
    return now - drawn_at > timedelta(hours=papers.void_after_hours)


def owed_after(act: str, view: CaseView, papers: PapersPolicy) -> tuple[DocumentKind, ...]:
    """Which papers an act that was just done asks for. `view`: the case after it."""
    return tuple(paper.kind for paper in papers.after(act) if _is_owed(paper.kind, view))


def _is_owed(kind: DocumentKind, view: CaseView) -> bool:
    """To an anonymous matter nobody can be written; accepted is told once; a refused extension changes no date."""
    told = [one for one in view.papers if one.kind == kind.value and one.issued]
    match kind:
        case DocumentKind.ACCEPTANCE_NOTICE:
            return not told and not view.info_only
        case DocumentKind.NON_ACCEPTANCE_NOTICE | DocumentKind.FEEDBACK_NOTICE:
            return not view.info_only
        case DocumentKind.EXTENSION_NOTICE:
            decided = last_line(view, "extension_decided")
            granted = decided is not None and dict(decided.facts).get("granted") == _YES
            return granted and not view.info_only
        case _:
            return True


def last_line(view: CaseView, type_: str) -> TimelineLine | None:
    """The newest line of a type."""
    return next((line for line in reversed(view.timeline) if line.type == type_), None)
