"""Issuing a paper: from its fields to the PDF that is handed out and the record that goes into the log."""

from dataclasses import dataclass
from datetime import datetime

from cases.paper.paper_record import PaperRecord, paper_url
from cases.texts import Texts
from printing.a4.describe import describe, prove
from printing.a4.pdf import make
from printing.a4.type_faces import TypeFaces
from printing.numbered import Numbered, hash_of


@dataclass(frozen=True, slots=True)
class Issued:
    """The paper and its record. `missing`: characters drawn as 〓, to be written in by hand and told to staff."""

    pdf: bytes
    record: PaperRecord
    missing: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What an issue has beside its fields. `code` is as `citizen_code` makes it, from 80 random bits."""

    base_url: str  # of the citizen pages
    code: str
    case_code: str | None
    issued_at: datetime


def issue_paper(given: Numbered, issue: Issue, texts: Texts, faces: TypeFaces) -> Issued:
    """The PDF with its QR and claims. Append the record before the paper leaves the house: only it proves the paper."""
    proof = prove(given, paper_url(issue.base_url, issue.code), issue.code, texts)
    made = make(describe(given, texts), faces, proof)
    record = PaperRecord(
        kind=given.kind,
        number=given.number,
        case_code=issue.case_code,
        content_hash=hash_of(given),
        print_hash=made.print_hash,
        issued_at=issue.issued_at,
        pages=made.pages,
    )
    return Issued(made.pdf, record, made.missing)
