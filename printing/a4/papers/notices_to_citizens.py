"""What a citizen is told in writing: 受理告知书, 不予受理告知书, 延期告知书, 反馈单 (domain.md §4.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.a4.document import Block, Document, Paragraph, Step, StepChart
from printing.a4.sheet import Sheet
from printing.numbered import Numbered


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeToCitizen(Numbered):
    """The addressee's name is whole; no phone, number or address of a person stands on these."""

    addressee: str
    matter: str
    case_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceNotice(NoticeToCitizen):
    """`road` is the legal roadmap (路线图) of O3; `trace` says how `due` came about."""

    kind: ClassVar[DocumentKind] = DocumentKind.ACCEPTANCE_NOTICE

    visited_on: date
    accepted_on: date
    grade: str
    unit: str
    officer: str
    unit_phone: str
    limit: str  # 7个工作日
    due: date
    provisional: bool = False
    trace: tuple[str, ...] = ()
    road: tuple[Step, ...] = ()


def acceptance_notice(given: AcceptanceNotice, texts: Texts) -> Document:
    """Describe 受理告知书."""
    sheet = Sheet(given, texts)
    return sheet.notice(sheet.say("title"), _acceptance(given, sheet))


def _acceptance(given: AcceptanceNotice, sheet: Sheet) -> Iterator[Block]:
    due = sheet.due(given.due, provisional=given.provisional)
    unit = sheet.say(
        "unit", grade=given.grade, unit=given.unit, officer=given.officer, phone=given.unit_phone
    )
    yield sheet.addressee(given.addressee)
    yield Paragraph(
        sheet.say(
            "opening",
            visited=sheet.day(given.visited_on),
            matter=given.matter,
            case_code=sheet.code(given.case_code),
            accepted=sheet.day(given.accepted_on),
        )
    )
    yield from sheet.headed(
        ("unit_head", [unit]),
        ("limit_head", [sheet.say("limit", limit=given.limit, due=due)]),
        ("rights_head", [sheet.say("rights")]),
        ("query_head", [sheet.say("query", phone=given.phone)]),
    )
    yield from sheet.fold(given.trace)
    yield sheet.closing()
    if given.road:
        yield StepChart(sheet.say("road"), given.road)


@dataclass(frozen=True, slots=True, kw_only=True)
class NonAcceptanceNotice(NoticeToCitizen):
    """Always says where to go instead (domain.md §3.4); a guidance slip goes with it."""

    kind: ClassVar[DocumentKind] = DocumentKind.NON_ACCEPTANCE_NOTICE

    visited_on: date
    decided_on: date
    reason_code: str
    reason: str
    basis: str
    go_to: str
    go_address: str
    go_phone: str
    remedy: str
    go_way: str = ""  # the legal way, in whole sentences


def non_acceptance_notice(given: NonAcceptanceNotice, texts: Texts) -> Document:
    """Describe 不予受理告知书."""
    sheet = Sheet(given, texts)
    return sheet.notice(sheet.say("title"), _non_acceptance(given, sheet))


def _non_acceptance(given: NonAcceptanceNotice, sheet: Sheet) -> Iterator[Block]:
    yield sheet.addressee(given.addressee)
    yield Paragraph(
        sheet.say(
            "opening",
            visited=sheet.day(given.visited_on),
            matter=given.matter,
            case_code=sheet.code(given.case_code),
            decided=sheet.day(given.decided_on),
        )
    )
    reasons = [sheet.say("reason", reason=given.reason, code=given.reason_code)]
    if given.basis:
        reasons.append(sheet.say("basis", basis=given.basis))
    yield from sheet.headed(
        ("reason_head", reasons),
        ("go_head", [_where(given, sheet) + given.go_way + sheet.say("go_slip")]),
        ("remedy_head", [given.remedy]),
    )
    yield sheet.closing()


def _where(given: NonAcceptanceNotice, sheet: Sheet) -> str:
    """Unit, address and phone, as far as they are known."""
    parts = [given.go_to]
    if given.go_address:
        parts.append(sheet.say("go_address", address=given.go_address))
    if given.go_phone:
        parts.append(sheet.say("go_phone", phone=given.go_phone))
    return sheet.say("go", where=sheet.say("go_separator").join(parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionNotice(NoticeToCitizen):
    """Old and new date, reason and approver; `trace` says how `new_due` came about."""

    kind: ClassVar[DocumentKind] = DocumentKind.EXTENSION_NOTICE

    accepted_on: date
    old_due: date
    new_due: date
    reason: str
    approver: str  # the office that approved, not the handler (domain.md §3.2)
    provisional: bool = False
    trace: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        NoticeToCitizen.__post_init__(self)
        if self.new_due <= self.old_due:
            raise ValueError("an extension ends after the old date")


def extension_notice(given: ExtensionNotice, texts: Texts) -> Document:
    """Describe 延期告知书."""
    sheet = Sheet(given, texts)
    return sheet.notice(sheet.say("title"), _extension(given, sheet))


def _extension(given: ExtensionNotice, sheet: Sheet) -> Iterator[Block]:
    yield sheet.addressee(given.addressee)
    yield Paragraph(
        sheet.say(
            "opening",
            matter=given.matter,
            case_code=sheet.code(given.case_code),
            accepted=sheet.day(given.accepted_on),
            old_due=sheet.day(given.old_due),
        )
    )
    new_due = sheet.due(given.new_due, provisional=given.provisional)
    yield from sheet.headed(
        ("reason_head", [given.reason]),
        ("new_head", [sheet.say("new", approver=given.approver, new_due=new_due)]),
        ("query_head", [sheet.say("query", phone=given.phone)]),
    )
    yield from sheet.fold(given.trace)
    yield sheet.closing()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackNotice(NoticeToCitizen):
    """Result, basis, and what may come next."""

    kind: ClassVar[DocumentKind] = DocumentKind.FEEDBACK_NOTICE

    accepted_on: date
    unit: str
    results: tuple[str, ...]
    basis: str
    next_steps: tuple[str, ...]


def feedback_notice(given: FeedbackNotice, texts: Texts) -> Document:
    """Describe 反馈单."""
    sheet = Sheet(given, texts)
    return sheet.notice(sheet.say("title"), _feedback(given, sheet))


def _feedback(given: FeedbackNotice, sheet: Sheet) -> Iterator[Block]:
    yield sheet.addressee(given.addressee)
    yield Paragraph(
        sheet.say(
            "opening",
            matter=given.matter,
            case_code=sheet.code(given.case_code),
            accepted=sheet.day(given.accepted_on),
            unit=given.unit,
        )
    )
    yield from sheet.headed(
        ("result_head", sheet.items(given.results)),
        ("basis_head", [given.basis]),
        ("next_head", [*sheet.items(given.next_steps), sheet.say("rate", phone=given.phone)]),
    )
    yield sheet.closing()
