"""What a printer is: how wide its head, what it knows, how much it takes; by name in assets/printers.toml."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

MM_PER_INCH = 25.4
CELL_PAIR_DOTS = 48  # two 汉字 of 24 dots: lines of such pairs let the printer's own rule end at the margin
MARGIN_DOTS_MIN = 16  # two millimetres at 203 dpi


class PrinterProfile(BaseModel):
    """The defaults are what nearly every 80 mm printer sold in China knows (domain.md §8.2).

    Every printer is taken to know `GS v 0`; one that does not cannot be used.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    label: str = "80 mm, GB18030, QR"  # maker and model
    dots: int = Field(default=576, ge=384, le=832, multiple_of=8)  # across the head
    dpi: Literal[180, 203] = 203
    paper_mm: Literal[58, 80] = 80
    chinese: bool = True  # writes GB18030 after FS &
    qr: bool = True  # draws QR codes by GS ( k
    scales_dots: bool = True  # knows modes 1 to 3 of GS v 0, where a bit is two dots wide, high or both
    cutter: bool = True
    buffer_bytes: int = Field(default=4_096, ge=512, le=1_048_576)  # what it takes while it prints

    @model_validator(mode="after")
    def _is_on_paper(self) -> Self:
        if self.dots > self.paper_mm * self.dots_per_mm:
            raise ValueError(f"{self.dots} dots are wider than {self.paper_mm} mm of paper")
        return self

    @property
    def dots_per_mm(self) -> float:
        """Of the head, and of the paper's way."""
        return self.dpi / MM_PER_INCH

    @property
    def content_dots(self) -> int:
        """How wide a line may be."""
        return (self.dots - 2 * MARGIN_DOTS_MIN) // CELL_PAIR_DOTS * CELL_PAIR_DOTS

    @property
    def margin_dots(self) -> int:
        """What stays white at each edge."""
        return (self.dots - self.content_dots) // 2

    @property
    def band_bytes(self) -> int:
        """The longest band of dots in one command: a question may stand between bands, and nothing overflows."""
        return self.buffer_bytes // 4


GENERIC_80 = PrinterProfile()
PROFILES_FILE = Path(__file__).parents[2] / "assets" / "printers.toml"


def load_profiles(file: Path = PROFILES_FILE) -> Mapping[str, PrinterProfile]:
    """The printers that we know by name. Raises ValueError naming what is wrong, OSError when the file is not there."""
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except RecursionError as nested:
        raise ValueError(f"{file}: lists in lists without end") from nested
    return {name: PrinterProfile.model_validate(table) for name, table in tables.items()}
