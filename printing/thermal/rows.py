"""What a layout is made of: rows that touch each other, from the top of the paper, in dots of the printer's head."""

from dataclasses import dataclass

from printing.paper import Align
from printing.thermal.measure import Type
from printing.thermal.printer_profile import PrinterProfile
from printing.thermal.qr_symbol import QUIET_MODULES


@dataclass(frozen=True, slots=True)
class TextRow:
    """One line of text; `right` stands at the right edge."""

    top: int
    height: int
    type: Type
    text: str
    align: Align
    right: str = ""


@dataclass(frozen=True, slots=True)
class ColumnsRow:
    """Short texts side by side, each from its own column on; `starts` in cells of a letter, the first is 0."""

    top: int
    height: int
    type: Type
    cells: tuple[str, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A line across the content, in the middle of its height."""

    top: int
    height: int
    dashed: bool


@dataclass(frozen=True, slots=True)
class QrRow:
    """A QR code in the middle; `height` has its quiet zone of four modules above and below."""

    top: int
    height: int
    url: str
    modules: int
    module_dots: int

    @property
    def side_dots(self) -> int:
        """The code without its quiet zone."""
        return self.modules * self.module_dots

    @property
    def quiet_dots(self) -> int:
        """The quiet zone at each side."""
        return QUIET_MODULES * self.module_dots


@dataclass(frozen=True, slots=True)
class MongolianRow:
    """Lines of vertical script, the first at the left; `px` is their em, `pitch` from line to line."""

    top: int
    height: int
    lines: tuple[str, ...]
    px: int
    pitch: int
    align: Align


@dataclass(frozen=True, slots=True)
class PictogramRow:
    """A drawing of assets/icons, as wide as it is high."""

    top: int
    height: int
    name: str
    align: Align


@dataclass(frozen=True, slots=True)
class GapRow:
    """White paper."""

    top: int
    height: int


Row = TextRow | ColumnsRow | RuleRow | QrRow | MongolianRow | PictogramRow | GapRow


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows for that printer; `height` in dots."""

    rows: tuple[Row, ...]
    height: int
    profile: PrinterProfile
