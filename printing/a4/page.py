"""Pages before anybody draws them: what stands where (points, from the upper left), how each look is cut."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.units import mm

from printing.a4.document import Look
from printing.a4.type_faces import Face


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text from `x` on its baseline; every character is followed by `stretch` points of white."""

    x: float
    baseline: float
    text: str
    face: Face
    size: float
    stretch: float = 0.0
    grey: float = 0.0  # 0 is black, 1 is white: on a filled disc


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle: the rules of tables are thin ones. `grey`: 0 is black."""

    x: float
    y: float
    width: float
    height: float
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around its middle."""

    x: float
    y: float
    radius: float
    filled: bool


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code with its quiet zone, `side` points wide."""

    x: float
    y: float
    side: float
    url: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, `thick` points wide."""

    points: tuple[tuple[float, float], ...]
    thick: float


Item = Words | Bar | Disc | Symbol | Stroke


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How pages of a look are cut and what type they use; all in points."""

    width: float
    height: float
    left: float
    top: float
    measure: float  # 版心: how wide
    depth: float  # 版心: how deep
    size: float  # body
    pitch: float  # from one line of the body to the next
    face: Face
    title_size: float
    issuer_size: float
    note_size: float
    cell_size: float
    number_size: float  # the page number
    number_below: float  # its baseline under 版心
    proof_side: float
    proof_top: float

    @property
    def right(self) -> float:
        """Where lines end."""
        return self.left + self.measure

    @property
    def bottom(self) -> float:
        """Where a page is full."""
        return self.top + self.depth


CUTS = {
    # GB/T 9704-2012: 三号 (28 to a line), 二号 for the title, page number 四号, 7 mm under 版心.
    Look.NOTICE: Cut(
        width=A4[0],
        height=A4[1],
        left=28 * mm,
        top=37 * mm,
        measure=156 * mm,
        depth=225 * mm,
        size=156 * mm / 28,
        pitch=225 * mm / 22,
        face=Face.FANG,
        title_size=22,
        issuer_size=26,
        note_size=11,
        cell_size=12,
        number_size=14,
        number_below=7 * mm + 10,
        proof_side=25 * mm,
        proof_top=9 * mm,
    ),
    Look.FORM: Cut(
        width=A4[0],
        height=A4[1],
        left=25 * mm,
        top=18 * mm,
        measure=167 * mm,
        depth=253 * mm,
        size=12,
        pitch=21,
        face=Face.SONG,
        title_size=20,
        issuer_size=14,
        note_size=9,
        cell_size=10.5,
        number_size=10,
        number_below=9 * mm,
        proof_side=20 * mm,
        proof_top=273 * mm,
    ),
    Look.SLIP: Cut(
        width=A5[0],
        height=A5[1],
        left=14 * mm,
        top=12 * mm,
        measure=120 * mm,
        depth=184 * mm,
        size=12,
        pitch=20,
        face=Face.SONG,
        title_size=18,
        issuer_size=12,
        note_size=8.5,
        cell_size=11,
        number_size=9,
        number_below=7 * mm,
        proof_side=20 * mm,
        proof_top=7 * mm,
    ),
}


@dataclass(frozen=True, slots=True)
class Laid:
    """All pages of a document, and the characters that no face has."""

    cut: Cut
    pages: tuple[tuple[Item, ...], ...]
    missing: frozenset[str]
