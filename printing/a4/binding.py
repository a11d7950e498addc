"""卷宗: given papers, scans and photos bound to one PDF in the order of domain.md §4.1.

Cover and contents first, then the items with continuous page numbers in the foot (封面 and 目录 are not counted), the
note on the file (情况说明) as the last numbered page, and the back cover. What is 必须 and missing is said in the
contents and in the note.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import TypedDict

from pypdf import PageObject, PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4

from cases.paper.case_file import REQUIRED, FileSlot, missing_from
from cases.refusal import Refusal
from cases.texts import Texts
from printing.a4.describe import describe
from printing.a4.overlay import PICTURE_PLACE, Place, page_numbers, picture_frames
from printing.a4.papers.file_pages import (
    ContentsEntry,
    FileBack,
    FileContents,
    FileCover,
    FileSituation,
)
from printing.a4.pdf import make
from printing.a4.pdf_parts import draw_over, first_pages, form_of, on_a4, picture, picture_page
from printing.a4.pictures import Picture, read_picture
from printing.a4.type_faces import TypeFaces
from printing.numbered import Numbered

PAGES_MAX = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One item: a PDF, or photos and scans (JPEG, PNG), which get a page and the watermark each."""

    slot: FileSlot
    title: str
    number: str = ""
    dated: date | None = None
    pdf: bytes = b""
    pictures: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """What is bound. The cover's `pages` is counted here; `notes` go into 情况说明."""

    cover: FileCover
    items: tuple[Filed, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """The bound file. `numbered_pages`: those that count, cover, contents and back not among them."""

    pdf: bytes
    pages: int
    numbered_pages: int
    missing: tuple[FileSlot, ...]


@dataclass(frozen=True, slots=True)
class _Opened:
    """An item that could be read; `number` as it came, from 1."""

    number: int
    item: Filed
    pages: list[PageObject]
    pictures: list[Picture]

    @property
    def count(self) -> int:
        return len(self.pages) + len(self.pictures)


def bind(file: CaseFile, texts: Texts, faces: TypeFaces) -> Bound | Refusal:
    """The file. Refused: an item that cannot be read (facts: which, from 1), none at all, too many pages."""
    opened: list[_Opened] = []
    for number, item in enumerate(file.items, 1):
        found = _open(number, item)
        if isinstance(found, Refusal):
            return Refusal(found.code, {**found.facts, "item": number})
        opened.append(found)
    opened.sort(key=lambda one: list(FileSlot).index(one.item.slot))
    counted = sum(one.count for one in opened)
    if not 0 < counted <= PAGES_MAX:
        return Refusal("case_file.pages", {"pages": counted, "most": PAGES_MAX})
    return _Binder(file, texts, faces).bound(opened)


def _open(number: int, item: Filed) -> _Opened | Refusal:
    pictures: list[Picture] = []
    for data in item.pictures:
        found = read_picture(data)
        if isinstance(found, Refusal):
            return Refusal("case_file.item_unreadable")
        pictures.append(found)
    pages: list[PageObject] = []
    if item.pdf:
        try:
            reader = PdfReader(BytesIO(item.pdf))
            if reader.is_encrypted:
                return Refusal("case_file.item_locked")
            pages = list(reader.pages)
        except Exception:  # noqa: BLE001 - a stranger's file breaks pypdf in whatever way it likes
            return Refusal("case_file.item_unreadable")
    return (
        _Opened(number, item, pages, pictures) if pages or pictures else Refusal("case_file.item_unreadable")
    )


class _Common(TypedDict):
    """What the pages of the file share with its cover."""

    centre_name: str
    number: str
    issued_on: date
    phone: str


class _Binder:
    """One file on its way."""

    def __init__(self, file: CaseFile, texts: Texts, faces: TypeFaces) -> None:
        self._file = file
        self._texts = texts
        self._faces = faces
        self._writer = PdfWriter()

    def bound(self, opened: list[_Opened]) -> Bound | Refusal:
        """Set what belongs to the file itself, then put everything one after the other."""
        missing = missing_from({one.item.slot for one in opened})
        counted = sum(one.count for one in opened)
        situation = self._situation(missing, len(opened), counted)
        numbered = counted + len(situation)
        cover = self._pages(replace(self._file.cover, pages=numbered))
        contents = self._pages(self._contents(opened, missing, numbered, len(situation)))
        back = self._pages(FileBack(**self._common(), pages=numbered, binder=self._file.cover.binder))
        for page in (*cover, *contents):
            self._writer.add_page(page)
        for one in opened:
            try:
                self._put(one)
            except Exception:  # noqa: BLE001 - as above: some files break only when they are copied
                return Refusal("case_file.item_unreadable", {"item": one.number})
        for page in situation:
            self._writer.add_page(page)
        self._number(len(cover) + len(contents), numbered)
        for page in back:
            self._writer.add_page(page)
        self._writer.add_metadata({"/Title": self._file.cover.number, "/Producer": "pingan-hall"})
        out = BytesIO()
        self._writer.write(out)
        return Bound(out.getvalue(), len(self._writer.pages), numbered, missing)

    def _pages(self, given: Numbered) -> list[PageObject]:
        return first_pages(make(describe(given, self._texts), self._faces).pdf)

    def _common(self) -> _Common:
        cover = self._file.cover
        return _Common(
            centre_name=cover.centre_name, number=cover.number, issued_on=cover.issued_on, phone=cover.phone
        )

    def _slot(self, slot: FileSlot) -> str:
        return self._texts.get(f"papers.file.slot_{slot.value}")

    def _situation(self, missing: tuple[FileSlot, ...], documents: int, counted: int) -> list[PageObject]:
        """Says how many pages there are, its own among them: set twice where the first guess was wrong."""
        pages: list[PageObject] = []
        for own in (1, 2, 3):
            given = FileSituation(
                **self._common(),
                documents=documents,
                pages=counted + own,
                missing=tuple(self._slot(slot) for slot in missing),
                notes=self._file.notes,
            )
            pages = self._pages(given)
            if len(pages) == own:
                break
        return pages

    def _contents(
        self, opened: list[_Opened], missing: tuple[FileSlot, ...], numbered: int, own: int
    ) -> FileContents:
        lines: list[tuple[int, ContentsEntry]] = []
        order = list(FileSlot)
        first = 1
        for one in opened:
            item = one.item
            entry = ContentsEntry(
                title=item.title,
                number=item.number,
                dated=item.dated,
                first_page=first,
                last_page=first + one.count - 1,
                required=item.slot in REQUIRED,
            )
            lines.append((order.index(item.slot), entry))
            first += one.count
        for slot in missing:
            absent = ContentsEntry(
                title=self._slot(slot), number="", dated=None, first_page=None, last_page=None, required=True
            )
            lines.append((order.index(slot), absent))
        last = ContentsEntry(
            title=self._slot(FileSlot.SITUATION),
            number="",
            dated=None,
            first_page=numbered - own + 1,
            last_page=numbered,
            required=False,
        )
        lines.append((order.index(FileSlot.SITUATION), last))
        entries = tuple(entry for _, entry in sorted(lines, key=lambda line: line[0]))
        return FileContents(**self._common(), entries=entries)

    def _put(self, one: _Opened) -> None:
        for page in one.pages:
            on_a4(self._writer, page)
        if one.pictures:
            places = [_place(found.size) for found in one.pictures]
            frames = first_pages(picture_frames(one.item.title, places, self._texts, self._faces))
            for found, place, frame in zip(one.pictures, places, frames, strict=True):
                drawn = picture(self._writer, found.data, found.size, found.space, found.filter_name)
                sheet = picture_page(self._writer, drawn, place)
                draw_over(self._writer, sheet, "PgFrame", form_of(self._writer, frame))

    def _number(self, before: int, count: int) -> None:
        """卷内第n页 in the foot of each page that counts."""
        stamps = first_pages(page_numbers(count, self._texts, self._faces))
        for page, stamp in zip(self._numbered(before), stamps, strict=True):
            draw_over(self._writer, page, "PgNumber", form_of(self._writer, stamp))

    def _numbered(self, before: int) -> Iterator[PageObject]:
        yield from list(self._writer.pages)[before:]


def _place(size: tuple[int, int]) -> Place:
    """As large as the page holds, in its middle."""
    left, bottom, width, height = PICTURE_PLACE
    scale = min(width / size[0], height / size[1])
    drawn = size[0] * scale, size[1] * scale
    x = max(left, (A4[0] - drawn[0]) / 2)
    return x, bottom + (height - drawn[1]) / 2, *drawn
