"""The ladder of supervision on paper (domain.md §1.5 U1–U7), from 督办单 to 责任追究建议书."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.a4.document import Block, Document, Form, Ink, Paragraph
from printing.a4.sheet import GRID, Sheet
from printing.numbered import Numbered

_WRITING_MM = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionOrder(Numbered):
    """督办单. Masked: names of parties in `matter` and `facts`; staff are whole."""

    kind: ClassVar[DocumentKind] = DocumentKind.SUPERVISION_ORDER

    unit: str
    officer: str
    case_code: str
    matter: str
    trigger: str  # 超期未办结, 群众评价不满意, 上级部门交办重点 …
    facts: str
    demands: tuple[str, ...]
    supervised_on: date
    due: date
    contact: str
    contact_phone: str
    provisional: bool = False
    trace: tuple[str, ...] = ()


def supervision_order(given: SupervisionOrder, texts: Texts) -> Document:
    """Describe 督办单."""
    sheet = Sheet(given, texts)
    return sheet.form(sheet.say("title"), _supervision(given, sheet))


def _supervision(given: SupervisionOrder, sheet: Sheet) -> Iterator[Block]:
    contact = sheet.say("contact", contact=given.contact, phone=given.contact_phone)
    yield Form(
        GRID,
        (
            sheet.two(("duty_unit", given.unit), ("officer", given.officer)),
            sheet.two(("case_code", sheet.code(given.case_code)), ("matter", given.matter)),
            sheet.wide("trigger", given.trigger),
            sheet.wide("summary", given.facts, height_mm=30),
            sheet.wide("demands", "\n".join(sheet.items(given.demands)), height_mm=24),
            sheet.two(
                ("supervised_on", sheet.day(given.supervised_on)),
                ("due", sheet.due(given.due, provisional=given.provisional)),
            ),
            sheet.wide("contact", contact),
            sheet.wide("approve", "", height_mm=_WRITING_MM, foot=sheet.a4("sign")),
            sheet.wide("reply", "", height_mm=2 * _WRITING_MM, foot=sheet.a4("sign_seal")),
        ),
    )
    yield Paragraph(sheet.say("rule"), Ink.NOTE)
    yield from sheet.fold(given.trace)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReminder(Numbered):
    """工作提示 to a slow unit or area. No person: cases by code and count."""

    kind: ClassVar[DocumentKind] = DocumentKind.WORK_REMINDER

    unit: str
    facts: tuple[str, ...]
    advices: tuple[str, ...]
    due: date


def work_reminder(given: WorkReminder, texts: Texts) -> Document:
    """Describe 工作提示."""
    sheet = Sheet(given, texts)
    blocks: list[Block] = [
        sheet.addressee(given.unit),
        Paragraph(sheet.say("opening")),
        *sheet.headed(
            ("facts_head", sheet.items(given.facts)),
            ("advices_head", sheet.items(given.advices)),
        ),
        Paragraph(sheet.say("due", due=sheet.day(given.due))),
        sheet.closing(),
    ]
    return sheet.notice(sheet.say("title"), blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRecord(Numbered):
    """约谈记录. Staff are whole; masked: names of parties in `reason` and `talk`."""

    kind: ClassVar[DocumentKind] = DocumentKind.INTERVIEW_RECORD

    interview_at: datetime
    place: str
    interviewer: str
    recorder: str
    unit: str
    interviewee: str
    post: str
    case_code: str
    reason: str
    talk: tuple[str, ...]
    commitments: tuple[str, ...]
    deadline: date


def interview_record(given: InterviewRecord, texts: Texts) -> Document:
    """Describe 约谈记录."""
    sheet = Sheet(given, texts)
    table = Form(
        GRID,
        (
            sheet.two(("interview_at", sheet.moment(given.interview_at)), ("interview_place", given.place)),
            sheet.two(("interviewer", given.interviewer), ("recorder", given.recorder)),
            sheet.two(("interviewee", given.interviewee), ("post", given.post)),
            sheet.two(("unit", given.unit), ("case_code", sheet.code(given.case_code))),
            sheet.wide("reason", given.reason),
            sheet.wide("talk", "\n".join(given.talk), height_mm=50),
            sheet.wide("commitment", "\n".join(sheet.items(given.commitments)), height_mm=24),
            sheet.wide("deadline", sheet.day(given.deadline)),
        ),
    )
    signs = [sheet.sign_line(sheet.field(name)) for name in ("interviewee", "interviewer", "recorder")]
    return sheet.form(sheet.say("title"), [table, *signs], each_page=sheet.say("each_page"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCriticism(Numbered):
    """通报批评: goes to many units. Masked: every citizen; no staff below the unit's head is named."""

    kind: ClassVar[DocumentKind] = DocumentKind.PUBLIC_CRITICISM

    addressees: tuple[str, ...]
    unit: str
    facts: tuple[str, ...]
    basis: str
    decision: str
    demands: tuple[str, ...]


def public_criticism(given: PublicCriticism, texts: Texts) -> Document:
    """Describe 通报批评."""
    sheet = Sheet(given, texts)
    blocks: list[Block] = [
        sheet.addressee(sheet.listed(given.addressees)),
        *sheet.headed(
            ("facts_head", given.facts),
            ("basis_head", [given.basis]),
            ("decision_head", [given.decision]),
            ("demands_head", sheet.items(given.demands)),
        ),
        sheet.closing(),
    ]
    return sheet.notice(sheet.say("title", unit=given.unit), blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationNotice(Numbered):
    """整改通知书. No person: cases by code."""

    kind: ClassVar[DocumentKind] = DocumentKind.RECTIFICATION_NOTICE

    unit: str
    problems: tuple[str, ...]
    demands: tuple[str, ...]
    due: date
    report_to: str
    trace: tuple[str, ...] = ()


def rectification_notice(given: RectificationNotice, texts: Texts) -> Document:
    """Describe 整改通知书."""
    sheet = Sheet(given, texts)
    due = sheet.say("due", due=sheet.day(given.due), report_to=given.report_to)
    blocks: list[Block] = [
        sheet.addressee(given.unit),
        Paragraph(sheet.say("opening")),
        *sheet.headed(
            ("problems_head", sheet.items(given.problems)),
            ("demands_head", sheet.items(given.demands)),
            ("due_head", [due]),
        ),
        *sheet.fold(given.trace),
        sheet.closing(),
    ]
    return sheet.notice(sheet.say("title"), blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountabilityProposal(Numbered):
    """责任追究建议书, a draft until a leader signs it. The official proposed for is whole; masked: every citizen."""

    kind: ClassVar[DocumentKind] = DocumentKind.ACCOUNTABILITY_PROPOSAL

    addressee: str
    person: str  # unit, post and name of the official
    facts: tuple[str, ...]
    evidence: tuple[str, ...]
    basis: str
    proposal: str


def accountability_proposal(given: AccountabilityProposal, texts: Texts) -> Document:
    """Describe 责任追究建议书."""
    sheet = Sheet(given, texts)
    blocks: list[Block] = [
        sheet.addressee(given.addressee),
        Paragraph(sheet.say("opening", person=given.person)),
        *sheet.headed(
            ("facts_head", given.facts),
            ("evidence_head", sheet.items(given.evidence)),
            ("basis_head", [given.basis]),
            ("proposal_head", [given.proposal]),
        ),
        Paragraph(sheet.say("reply")),
        sheet.closing(),
    ]
    return sheet.notice(sheet.say("title"), blocks)
