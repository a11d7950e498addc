"""矛盾纠纷受理登记表 `registration_form`, as domain.md §4.1 lists its fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.a4.document import Block, Cell, Document, Form, Row
from printing.a4.sheet import GRID, Person, Sheet
from printing.numbered import Numbered

_PARTY_COLUMNS = (  # in mm
    ("side", 18.0),
    ("name", 19.0),
    ("sex", 9.0),
    ("nation", 15.0),
    ("born", 17.0),
    ("id_number", 37.0),
    ("phone", 27.0),
    ("address", 25.0),
)
_WRITING_MM = 20.0  # room for a signature and a date


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationForm(Numbered):
    """Masked: id_number, phone and address (to the village) of each party; names are whole, for they sign it."""

    kind: ClassVar[DocumentKind] = DocumentKind.REGISTRATION_FORM

    case_code: str
    registered_at: datetime
    source: str
    parties: tuple[Person, ...]
    dispute_type: str
    happened_on: str
    place: str
    people_count: int
    amount: str
    summary: str
    demand: str
    evidence: tuple[str, ...]
    consent: bool | None  # None: not asked yet
    registrar: str


def registration_form(given: RegistrationForm, texts: Texts) -> Document:
    """Describe the form."""
    sheet = Sheet(given, texts)
    return sheet.form(sheet.say("title"), _blocks(given, sheet))


def _blocks(given: RegistrationForm, sheet: Sheet) -> Iterator[Block]:
    evidence = [
        sheet.say("evidence_item", number=number, text=text) for number, text in enumerate(given.evidence, 1)
    ]
    consent = sheet.boxes(
        (
            (sheet.say("consent_yes"), given.consent is True),
            (sheet.say("consent_no"), given.consent is False),
        )
    )
    yield Form(
        GRID,
        (
            sheet.two(
                ("case_code", sheet.code(given.case_code)),
                ("registered_at", sheet.moment(given.registered_at)),
            ),
            sheet.two(("source", given.source), ("dispute_type", given.dispute_type)),
            sheet.two(("happened_on", given.happened_on), ("place", given.place)),
            sheet.two(
                ("people_count", sheet.a4("people", count=given.people_count)), ("amount", given.amount)
            ),
        ),
        joins=True,
    )
    heads = sheet.heads(*((name, 1) for name, _ in _PARTY_COLUMNS))
    widths = tuple(width for _, width in _PARTY_COLUMNS)
    yield Form(widths, (heads, *map(_party, given.parties)), head_rows=1, joins=True)
    yield Form(
        GRID,
        (
            sheet.wide("summary", given.summary, height_mm=24),
            sheet.wide("demand", given.demand, height_mm=14),
            sheet.wide("evidence", "\n".join(evidence) or sheet.say("no_evidence")),
            sheet.wide("consent", consent),
            sheet.wide("informed", sheet.say("informed")),
            Row(
                (
                    sheet.label("applicant_sign"),
                    Cell("", span=9, foot=sheet.a4("blank_date")),
                    sheet.label("registrar_sign"),
                    Cell(given.registrar, span=9, foot=sheet.day(given.issued_on)),
                ),
                _WRITING_MM,
            ),
            sheet.wide("centre_seal", sheet.say("centre_seal"), height_mm=_WRITING_MM, foot=sheet.a4("seal")),
        ),
    )


def _party(person: Person) -> Row:
    values = (
        person.side,
        person.name,
        person.sex,
        person.nation,
        person.born,
        person.id_number,
        person.phone,
        person.address,
    )
    return Row(tuple(Cell(value, centred=True) for value in values))
