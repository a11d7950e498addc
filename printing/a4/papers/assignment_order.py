"""交办单 and 双交办单 `assignment_order`: who does what by when, and who answers for it (domain.md §4.1, U4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.a4.document import Block, Cell, Document, Form, Ink, Paragraph, Row
from printing.a4.sheet import GRID, Sheet
from printing.numbered import Numbered

_UNIT_COLUMNS = (("role", 4), ("unit", 10), ("officer", 4), ("phone", 6))
_WRITING_MM = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedUnit:
    """A unit and who answers for it there: staff, so their names and office phones are whole."""

    role: str  # 主办, 协办, 属地, 行业主管
    name: str
    officer: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentOrder(Numbered):
    """Masked: names in `parties` and in `matter`, `summary`; the unit sees persons in the case, not on paper."""

    kind: ClassVar[DocumentKind] = DocumentKind.ASSIGNMENT_ORDER

    units: tuple[AssignedUnit, ...]
    dual: bool
    case_code: str
    source: str
    matter: str
    parties: tuple[str, ...]
    summary: str
    demands: tuple[str, ...]
    assigned_at: datetime
    acknowledge_by: date
    due: date
    provisional: bool = False
    contact: str
    contact_phone: str
    trace: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Numbered.__post_init__(self)
        if not self.units or (self.dual and len(self.units) < 2):  # noqa: PLR2004 - dual is two
            raise ValueError("an assignment has a unit, a dual one has two")


def assignment_order(given: AssignmentOrder, texts: Texts) -> Document:
    """Describe the order."""
    sheet = Sheet(given, texts)
    return sheet.form(sheet.say("title_dual" if given.dual else "title"), _blocks(given, sheet))


def _blocks(given: AssignmentOrder, sheet: Sheet) -> Iterator[Block]:
    units = [
        Row(
            tuple(
                Cell(value, span=span, centred=True)
                for value, (_, span) in zip(
                    (unit.role, unit.name, unit.officer, unit.phone), _UNIT_COLUMNS, strict=True
                )
            )
        )
        for unit in given.units
    ]
    yield Form(GRID, (sheet.heads(*_UNIT_COLUMNS), *units), head_rows=1, joins=True)
    contact = sheet.say("contact", contact=given.contact, phone=given.contact_phone)
    yield Form(
        GRID,
        (
            sheet.two(("case_code", sheet.code(given.case_code)), ("source", given.source)),
            sheet.two(("matter", given.matter), ("parties", sheet.listed(given.parties))),
            sheet.wide("summary", given.summary, height_mm=30),
            sheet.wide("demands", "\n".join(sheet.items(given.demands)), height_mm=24),
            sheet.two(
                ("assigned_on", sheet.moment(given.assigned_at)),
                ("acknowledge_by", sheet.day(given.acknowledge_by)),
            ),
            sheet.two(("due", sheet.due(given.due, provisional=given.provisional)), ("contact", contact)),
            sheet.wide("approve", "", height_mm=_WRITING_MM, foot=sheet.a4("sign")),
            *(
                Row(
                    (
                        sheet.label("acknowledge"),
                        Cell(unit.name, span=21, foot=sheet.a4("sign_seal")),
                    ),
                    _WRITING_MM,
                )
                for unit in given.units
            ),
        ),
    )
    if given.dual:
        yield Paragraph(sheet.say("rule_dual"), Ink.NOTE)
    yield Paragraph(sheet.say("rule_return"), Ink.NOTE)
    yield from sheet.fold(given.trace)
