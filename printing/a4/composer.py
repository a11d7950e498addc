"""The page under work: where the next line goes, and the way to a fresh page."""

from printing.a4.page import Bar, Cut, Item, Words
from printing.a4.type_faces import Face, Type, TypeFaces
from printing.thermal.layout import visible
from printing.thermal.line_breaks import break_lines, fill_lines

_ABOVE_BASELINE = 0.38  # em: the middle of a 汉字 stands so far above its baseline
_ROUNDING = 0.01  # points: 22 lines of a 22nd of 版心 each fit into it
_BALANCED_CHARS_MAX = 200  # what is longer is no title, and weighing its breaks takes a second
_STRETCH_MAX = 0.18  # em between characters; a line that lacks more stays ragged


class Composer:
    """Places lines from top to bottom; `y` is where the next block begins (points)."""

    def __init__(self, cut: Cut, faces: TypeFaces) -> None:
        self.cut = cut
        self.faces = faces
        self.pages: list[list[Item]] = [[]]
        self.missing: set[str] = set()
        self.y = cut.top
        self.joined = False  # whether the next form begins where the last one ended

    @property
    def room(self) -> float:
        """What is left of the page, in points."""
        return self.cut.bottom - self.y + _ROUNDING

    @property
    def at_top(self) -> bool:
        """Whether nothing stands on this page."""
        return self.y <= self.cut.top

    def turn(self) -> None:
        """Begin a fresh page."""
        self.pages.append([])
        self.y = self.cut.top

    def need(self, height: float) -> None:
        """A fresh page unless `height` is left; what fits on no page stays where it is."""
        if self.room < height and not self.at_top:
            self.turn()

    def put(self, item: Item) -> None:
        """On this page."""
        self.pages[-1].append(item)

    def rule(self, y: float, thick: float, left: float | None = None, right: float | None = None) -> None:
        """A line across, its middle at `y`."""
        start = self.cut.left if left is None else left
        end = self.cut.right if right is None else right
        self.put(Bar(start, y - thick / 2, end - start, thick))

    def rule_down(self, x: float, top: float, bottom: float, thick: float) -> None:
        """A line down, its middle at `x`."""
        self.put(Bar(x - thick / 2, top, thick, bottom - top))

    def write(
        self,
        x: float,
        middle: float,
        text: str,
        kind: Type,
        *,
        align: float = 0.0,
        fill: float = 0.0,
        grey: float = 0.0,
    ) -> None:
        """One line on this page."""
        self.write_on(self.pages[-1], x, middle, text, kind, align=align, fill=fill, grey=grey)

    def write_on(
        self,
        page: list[Item],
        x: float,
        middle: float,
        text: str,
        kind: Type,
        *,
        align: float = 0.0,
        fill: float = 0.0,
        grey: float = 0.0,
    ) -> None:
        """One line around its `middle`. `align`: 0 starts at x, 0.5 is centred on it, 1 ends there.

        `fill`: stretch it to so many points, if it lacks little.
        """
        self.missing |= self.faces.missing(text)
        face, size = kind
        width = self.faces.width(text, face) * size
        stretch = 0.0
        if fill > width and len(text) > 1:
            stretch = (fill - width) / (len(text) - 1)
            stretch = stretch if stretch <= _STRETCH_MAX * size else 0.0
        baseline = middle + _ABOVE_BASELINE * size
        page.append(Words(x - align * width, baseline, text, face, size, stretch, grey))

    def filled(self, text: str, face: Face, size: float, width: float, indent: float = 0.0) -> list[str]:
        """`text` in full lines of `width` points; its own line ends are kept."""

        def measure(piece: str) -> float:
            return self.faces.width(piece, face) * size

        parts = [visible(part) for part in text.split("\n")]
        return [line for part in parts for line in fill_lines(part, width, measure, first_indent=indent)]

    def balanced(self, text: str, face: Face, size: float, width: float) -> list[str]:
        """`text` in lines of like length, for titles and labels; its own line ends are kept."""
        if len(text) > _BALANCED_CHARS_MAX:
            return self.filled(text, face, size, width)

        def measure(piece: str) -> float:
            return self.faces.width(piece, face) * size

        parts = [visible(part) for part in text.split("\n")]
        return [line for part in parts for line in break_lines(part, width, measure, balanced=True)]
