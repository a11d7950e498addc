"""How a mediation ends: 人民调解协议书 and the record of its performance (domain.md §4.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.a4.document import Block, Cell, Document, Form, Paragraph, Row
from printing.a4.sheet import GRID, Person, Sheet
from printing.numbered import Numbered

_PARTY_COLUMNS = (("side", 4), ("name", 4), ("sex", 2), ("id_number", 7), ("address", 7))
_SIGN_COLUMNS = (("name", 5), ("signed_name", 7), ("name", 5), ("signed_name", 7))
_SIGN_MM = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationAgreement(Numbered):
    """人民调解协议书. Masked: id_number, address to the village; names are whole, they bind themselves with it."""

    kind: ClassVar[DocumentKind] = DocumentKind.MEDIATION_AGREEMENT

    organisation: str
    matter: str
    parties: tuple[Person, ...]
    facts: tuple[str, ...]
    terms: tuple[str, ...]
    performance: tuple[str, ...]
    copies: int

    def __post_init__(self) -> None:
        Numbered.__post_init__(self)
        if not self.parties or not self.terms:
            raise ValueError("an agreement has parties and terms")


def mediation_agreement(given: MediationAgreement, texts: Texts) -> Document:
    """Describe 人民调解协议书."""
    sheet = Sheet(given, texts)
    return sheet.notice(sheet.say("title"), _agreement(given, sheet))


def _agreement(given: MediationAgreement, sheet: Sheet) -> Iterator[Block]:
    parties = [
        Row(
            tuple(
                Cell(value, span=span, centred=True)
                for value, (_, span) in zip(
                    (person.side, person.name, person.sex, person.id_number, person.address),
                    _PARTY_COLUMNS,
                    strict=True,
                )
            )
        )
        for person in given.parties
    ]
    yield Form(GRID, (sheet.heads(*_PARTY_COLUMNS), *parties), head_rows=1)
    yield Paragraph(sheet.say("opening", matter=given.matter, organisation=given.organisation))
    yield from sheet.headed(
        ("facts_head", given.facts),
        ("terms_head", sheet.items(given.terms)),
        ("perform_head", sheet.items(given.performance)),
    )
    yield Paragraph(sheet.say("copies", count=given.copies, organisation=given.organisation))
    names = [person.name for person in given.parties]
    pairs = [(names[at], (names[at + 1 : at + 2] or [""])[0]) for at in range(0, len(names), 2)]
    signs = [
        Row(
            (
                Cell(left, span=5, centred=True),
                Cell("", span=7),
                Cell(right, span=5, centred=True),
                Cell("", span=7),
            ),
            _SIGN_MM,
        )
        for left, right in pairs
    ]
    yield Form(GRID, (sheet.heads(*_SIGN_COLUMNS), *signs), head_rows=1)
    yield sheet.sign_line(sheet.say("mediator"))
    yield sheet.sign_line(sheet.say("recorder"))
    yield sheet.closing(given.organisation)


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformedItem:
    """What was due, and whether it came. `performed_on` None: not yet."""

    obligation: str
    due: date
    performed_on: date | None
    proof: str
    confirmed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceRecord(Numbered):
    """履行记录. Names are whole; account numbers in `proof` come masked by the caller."""

    kind: ClassVar[DocumentKind] = DocumentKind.PERFORMANCE_RECORD

    agreement_no: str
    case_code: str
    matter: str
    parties: tuple[str, ...]
    items: tuple[PerformedItem, ...]
    note: str


def performance_record(given: PerformanceRecord, texts: Texts) -> Document:
    """Describe 履行记录."""
    sheet = Sheet(given, texts)
    columns = (
        ("serial", 2),
        ("obligation", 6),
        ("deadline", 5),
        ("performed_on", 5),
        ("proof", 3),
        ("confirmed_by", 3),
    )
    rows = [
        Row(
            (
                Cell(str(number), span=2, centred=True),
                Cell(item.obligation, span=6),
                Cell(sheet.day(item.due), span=5, centred=True),
                Cell(sheet.day(item.performed_on) if item.performed_on else "", span=5, centred=True),
                Cell(item.proof, span=3, centred=True),
                Cell(item.confirmed_by, span=3, centred=True),
            ),
            _SIGN_MM,
        )
        for number, item in enumerate(given.items, 1)
    ]
    blocks: list[Block] = [
        Form(
            GRID,
            (
                sheet.two(("agreement_no", given.agreement_no), ("case_code", sheet.code(given.case_code))),
                sheet.wide("matter", given.matter),
                sheet.wide("parties", sheet.listed(given.parties)),
            ),
            joins=True,
        ),
        Form(GRID, (sheet.heads(*columns), *rows), head_rows=1, joins=True),
        Form(GRID, (sheet.wide("note", given.note, height_mm=30),)),
        sheet.sign_line(sheet.field("mediator")),
    ]
    return sheet.form(sheet.say("title"), blocks)
