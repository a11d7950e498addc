"""Looking back at a case or a unit: 回访记录, 案件评查表, 实地督导记录 (domain.md §4.1, U3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.a4.document import Block, Cell, Document, Form, Row
from printing.a4.sheet import GRID, Sheet
from printing.numbered import Numbered

_WRITING_MM = 28.0


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecord(Numbered):
    """回访记录. Names are whole, for one signs; nothing else of a person. `agreement_no` may be empty."""

    kind: ClassVar[DocumentKind] = DocumentKind.VISIT_RECORD

    case_code: str
    parties: tuple[str, ...]
    agreement_no: str
    purpose: str
    visited_at: datetime
    way: str
    visitor: str
    performance: str
    satisfaction: str
    opinion: str


def visit_record(given: VisitRecord, texts: Texts) -> Document:
    """Describe 回访记录."""
    sheet = Sheet(given, texts)
    table = Form(
        GRID,
        (
            sheet.two(("case_code", sheet.code(given.case_code)), ("agreement_no", given.agreement_no)),
            sheet.wide("parties", sheet.listed(given.parties)),
            sheet.two(("visited_at", sheet.moment(given.visited_at)), ("visit_way", given.way)),
            sheet.wide("visit_purpose", given.purpose),
            sheet.wide("performance", given.performance, height_mm=40),
            sheet.wide("satisfaction", given.satisfaction),
            sheet.wide("opinion", given.opinion, height_mm=24),
            sheet.wide("visited_sign", "", height_mm=_WRITING_MM, foot=sheet.a4("sign")),
            sheet.wide("visitor", given.visitor, height_mm=_WRITING_MM, foot=sheet.a4("sign")),
        ),
    )
    return sheet.form(sheet.say("title"), [table])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedItem:
    """One line of the checklist; 0 ≤ score ≤ full, in points."""

    item: str
    full: int
    score: int
    finding: str

    def __post_init__(self) -> None:
        if not 0 <= self.score <= self.full:
            raise ValueError("a score lies between 0 and the full score")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReview(Numbered):
    """案件评查表: about how a case was handled. Masked: everything of citizens; the case is named by its code."""

    kind: ClassVar[DocumentKind] = DocumentKind.CASE_REVIEW

    case_code: str
    matter: str
    handler: str
    reviewed_on: date
    reviewers: tuple[str, ...]
    items: tuple[ReviewedItem, ...]
    grade: str
    problems: str
    advice: str


def case_review(given: CaseReview, texts: Texts) -> Document:
    """Describe 案件评查表."""
    sheet = Sheet(given, texts)
    return sheet.form(sheet.say("title"), _review(given, sheet))


def _review(given: CaseReview, sheet: Sheet) -> Iterator[Block]:
    yield Form(
        GRID,
        (
            sheet.two(("case_code", sheet.code(given.case_code)), ("handler", given.handler)),
            sheet.wide("matter", given.matter),
            sheet.two(
                ("reviewed_on", sheet.day(given.reviewed_on)), ("reviewer", sheet.listed(given.reviewers))
            ),
        ),
        joins=True,
    )
    columns = (("serial", 2), ("item", 9), ("full_score", 2), ("score", 2), ("finding", 9))
    rows = [
        Row(
            (
                Cell(str(number), span=2, centred=True),
                Cell(item.item, span=9),
                Cell(str(item.full), span=2, centred=True),
                Cell(str(item.score), span=2, centred=True),
                Cell(item.finding, span=9),
            )
        )
        for number, item in enumerate(given.items, 1)
    ]
    yield Form(GRID, (sheet.heads(*columns), *rows), head_rows=1, joins=True)
    total = sheet.say(
        "total",
        score=sum(item.score for item in given.items),
        full=sum(item.full for item in given.items),
    )
    yield Form(
        GRID,
        (
            sheet.two(("total", total), ("grade", given.grade)),
            sheet.wide("problems", given.problems, height_mm=24),
            sheet.wide("advice", given.advice, height_mm=24),
            sheet.wide("reviewer", "", height_mm=_WRITING_MM, foot=sheet.a4("sign")),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedItem:
    """What was looked at, and what was found."""

    item: str
    finding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldInspection(Numbered):
    """实地督导记录. No citizen: cases by code and count."""

    kind: ClassVar[DocumentKind] = DocumentKind.FIELD_INSPECTION

    unit: str
    inspected_at: datetime
    inspectors: tuple[str, ...]
    items: tuple[InspectedItem, ...]
    problems: str
    demands: tuple[str, ...]
    deadline: date


def field_inspection(given: FieldInspection, texts: Texts) -> Document:
    """Describe 实地督导记录."""
    sheet = Sheet(given, texts)
    columns = (("serial", 2), ("inspect_item", 8), ("inspect_finding", 14))
    rows = [
        Row(
            (
                Cell(str(number), span=2, centred=True),
                Cell(item.item, span=8),
                Cell(item.finding, span=14),
            )
        )
        for number, item in enumerate(given.items, 1)
    ]
    blocks: list[Block] = [
        Form(
            GRID,
            (
                sheet.two(("inspected_unit", given.unit), ("inspected_at", sheet.moment(given.inspected_at))),
                sheet.wide("inspector", sheet.listed(given.inspectors)),
            ),
            joins=True,
        ),
        Form(GRID, (sheet.heads(*columns), *rows), head_rows=1, joins=True),
        Form(
            GRID,
            (
                sheet.wide("problems", given.problems, height_mm=24),
                sheet.wide("inspect_demands", "\n".join(sheet.items(given.demands)), height_mm=24),
                sheet.wide("deadline", sheet.day(given.deadline)),
                sheet.wide("inspector", "", height_mm=_WRITING_MM, foot=sheet.a4("sign")),
                sheet.wide("unit_sign", "", height_mm=_WRITING_MM, foot=sheet.a4("sign_seal")),
            ),
        ),
    ]
    return sheet.form(sheet.say("title"), blocks)
