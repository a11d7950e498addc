"""Pages of the case file (卷宗) that are not papers of the case: 封面, 卷内目录, 情况说明, 封底 (domain.md §4.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.a4.document import Block, Cell, Centred, Document, Form, Gap, Paragraph, Row, SignLine
from printing.a4.sheet import GRID, Sheet
from printing.numbered import Numbered

_COVER_TITLE, _COVER_CENTRE = 32.0, 22.0
_ROW_MM = 11.0
_CONTENTS_COLUMNS = (  # in mm
    ("serial", 11.0),
    ("title", 33.0),
    ("number", 52.0),
    ("dated", 35.0),
    ("page", 17.0),
    ("note", 19.0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCover(Numbered):
    """卷宗封面. Masked: names of parties, for the back of a shelf is public enough; staff are whole."""

    kind: ClassVar[DocumentKind] = DocumentKind.FILE_COVER

    title: str
    case_code: str
    category: str
    parties: tuple[str, ...]
    handler: str
    accepted_on: date
    closed_on: date
    close_result: str
    retention: str  # 10年, 30年, 永久
    volume: int
    volumes: int
    pages: int
    binder: str
    checker: str


def file_cover(given: FileCover, texts: Texts) -> Document:
    """Describe 封面."""
    sheet = Sheet(given, texts)
    return sheet.form(sheet.say("title"), _cover(given, sheet), head=False)


def _cover(given: FileCover, sheet: Sheet) -> Iterator[Block]:
    yield Gap(16)
    yield Centred(given.centre_name, _COVER_CENTRE)
    yield Gap(8)
    yield Centred(sheet.say("title"), _COVER_TITLE)
    yield Gap(4)
    yield Centred(sheet.a4("number_line", number=given.number), 14, bold=False)
    yield Gap(10)
    rows = (
        sheet.wide("file_title", given.title, height_mm=20),
        sheet.wide("case_code", sheet.code(given.case_code), height_mm=_ROW_MM),
        sheet.two(("category", given.category), ("retention", given.retention)),
        sheet.wide("parties", sheet.listed(given.parties), height_mm=_ROW_MM),
        sheet.two(("handler", given.handler), ("close_result", given.close_result)),
        sheet.two(("accepted_on", sheet.day(given.accepted_on)), ("closed_on", sheet.day(given.closed_on))),
        sheet.two(("archived_on", sheet.day(given.issued_on)), ("pages", str(given.pages))),
        sheet.two(("binder", given.binder), ("checker", given.checker)),
    )
    yield Form(GRID, tuple(Row(row.cells, max(row.height_mm, _ROW_MM)) for row in rows))
    yield Gap(4)
    yield Centred(sheet.say("volume", number=given.volume, count=given.volumes), 14, bold=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsEntry:
    """A line of the contents. Pages are those of the file; `first_page` None: the item is not there."""

    title: str
    number: str
    dated: date | None
    first_page: int | None
    last_page: int | None
    required: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContents(Numbered):
    """卷内目录: titles are of papers, so no person; what is 必须 and missing is said."""

    kind: ClassVar[DocumentKind] = DocumentKind.FILE_CONTENTS

    entries: tuple[ContentsEntry, ...]


def file_contents(given: FileContents, texts: Texts) -> Document:
    """Describe 卷内目录."""
    sheet = Sheet(given, texts)
    rows = [_entry(sheet, number, entry) for number, entry in enumerate(given.entries, 1)]
    heads = sheet.heads(*((name, 1) for name, _ in _CONTENTS_COLUMNS))
    form = Form(tuple(width for _, width in _CONTENTS_COLUMNS), (heads, *rows), head_rows=1)
    return sheet.form(sheet.say("title"), [form])


def _entry(sheet: Sheet, number: int, entry: ContentsEntry) -> Row:
    pages, note = "", entry.note
    if entry.first_page is None or entry.last_page is None:
        note = sheet.say("missing" if entry.required else "absent")
    elif entry.first_page == entry.last_page:
        pages = str(entry.first_page)
    else:
        pages = sheet.say("pages", first=entry.first_page, last=entry.last_page)
    return Row(
        (
            Cell(str(number), centred=True),
            Cell(entry.title),
            Cell(entry.number, centred=True),
            Cell(sheet.day(entry.dated) if entry.dated else "", centred=True),
            Cell(pages, centred=True),
            Cell(note, centred=True),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSituation(Numbered):
    """卷宗情况说明: what is in the file, what is not and why. No person but staff."""

    kind: ClassVar[DocumentKind] = DocumentKind.FILE_SITUATION

    documents: int
    pages: int
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def file_situation(given: FileSituation, texts: Texts) -> Document:
    """Describe 情况说明."""
    sheet = Sheet(given, texts)
    missing = sheet.say("missing", titles=sheet.listed(given.missing)) if given.missing else None
    blocks: list[Block] = [
        Gap(6),
        Paragraph(sheet.say("counts", documents=given.documents, pages=given.pages)),
        Paragraph(missing or sheet.say("complete")),
        *map(Paragraph, given.notes),
        Gap(10),
        SignLine(sheet.field("binder"), sheet.a4("blank_date")),
        SignLine(sheet.field("checker"), sheet.a4("blank_date")),
    ]
    return sheet.form(sheet.say("title"), blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileBack(Numbered):
    """封底."""

    kind: ClassVar[DocumentKind] = DocumentKind.FILE_BACK

    pages: int
    binder: str


def file_back(given: FileBack, texts: Texts) -> Document:
    """Describe 封底."""
    sheet = Sheet(given, texts)
    blocks: list[Block] = [
        Gap(142),
        Centred(sheet.a4("number_line", number=given.number), 14, bold=False),
        Gap(4),
        Centred(sheet.say("counts", pages=given.pages), 14, bold=False),
        Gap(4),
        Centred(sheet.say("bound", binder=given.binder, date=sheet.day(given.issued_on)), 14, bold=False),
        Gap(10),
        Centred(given.centre_name, 16),
    ]
    return sheet.form(sheet.say("title"), blocks, head=False)
