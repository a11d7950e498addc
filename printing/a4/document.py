"""A document as a description: head and blocks from top to bottom, before anybody has chosen points."""

from dataclasses import dataclass
from enum import Enum

from cases.paper.paper_record import DocumentKind


class Look(Enum):
    """How the pages are cut."""

    NOTICE = "notice"  # GB/T 9704-2012: 版心 156 × 225 mm, 22 lines of 28 characters
    FORM = "form"  # tables: A4 with narrow margins
    SLIP = "slip"  # A5, for what a citizen carries from door to door


class Ink(Enum):
    """How a paragraph stands out."""

    BODY = "body"
    HEADING = "heading"  # bold, stays with what follows
    NOTE = "note"  # small


class StepState(Enum):
    """Where a step of the road is."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text over the whole measure; two characters of indent on the first line unless told otherwise."""

    text: str
    ink: Ink = Ink.BODY
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Centred:
    """A title inside a document, as many balanced lines as it needs. `size_pt` in points."""

    text: str
    size_pt: float
    bold: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a form. `foot` stands at its lower right: who signs, and when. Line ends in `text` are kept."""

    text: str
    span: int = 1
    label: bool = False  # centred, and said again where a row goes on overleaf
    foot: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Cells that together span all columns; grows with its text, and goes on overleaf where it must."""

    cells: tuple[Cell, ...]
    height_mm: float = 0.0  # at least; room to write by hand


@dataclass(frozen=True, slots=True)
class Form:
    """A table. `columns` are shares of the width; the first `head_rows` are said again on each page.

    `joins`: the form that follows begins where this one ends. `whole`: not parted where a page can hold it.
    """

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    head_rows: int = 0
    joins: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if sum(cell.span for cell in row.cells) != len(self.columns):
                raise ValueError(f"a row of this form has {len(self.columns)} columns: {row.cells[0].text}")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the road."""

    title: str
    note: str
    state: StepState = StepState.AHEAD


@dataclass(frozen=True, slots=True)
class StepChart:
    """路线图: the steps one below the other, each with what happens there."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """怎么算的: how a date came about, small and framed."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignLine:
    """A label and a line to write on, the date after it."""

    label: str
    date: str


@dataclass(frozen=True, slots=True)
class Closing:
    """落款: who issues, and when; the seal goes over both. Never alone on a page."""

    issuer: str
    date: str


@dataclass(frozen=True, slots=True)
class Gap:
    """White paper."""

    height_mm: float


@dataclass(frozen=True, slots=True)
class BarLine:
    """A count with another one to compare with. `strong`: what the paper is about."""

    label: str
    value: int
    beside: int
    strong: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lines from the left, black for `value`, grey for `beside`; `legend` names both. `note`: what no line has."""

    title: str
    legend: tuple[str, str]
    lines: tuple[BarLine, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A span of days: what came, what ended, what is left at its end."""

    label: str
    received: int
    ended: int
    stock: int


@dataclass(frozen=True, slots=True)
class TrendChart:
    """存量、新收、结案: columns for what came and ended, below them a line for the stock, each with its own scale."""

    title: str
    legend: tuple[str, str, str]
    points: tuple[TrendPoint, ...]


Block = Paragraph | Centred | Form | StepChart | BarChart | TrendChart | Fold | SignLine | Closing | Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document. `number_line` is what stands under or over the title: 文号, or 编号 with its word."""

    kind: DocumentKind
    look: Look
    issuer: str
    number: str
    number_line: str
    title: str
    blocks: tuple[Block, ...]
    each_page: str = ""  # at the foot of every page: who signs each of them
    stamp: str = ""  # pale over every page: what is not valid yet
    head: bool = True  # covers have their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What lets anybody check the paper: the QR, and the sentences beside it."""

    url: str
    content_hash: str  # in full, for the file; its beginning is in the sentences
    sentences: tuple[str, ...]
