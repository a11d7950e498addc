"""What hangs where: the layout file (TOML) of a machine with one or more walls. Checked as a whole before it is used.

theme = "hall_light"                 # or command_dark
turn_s = 15                          # pages turn every so many seconds
stale_after_min = 15                 # figures older than this stand in grey, with their age

[[window]]
output = "HDMI-1"                    # name or number of the output, which it waits for; without: the machine's first
diagonal_in = 75                     # of the screen; or width_mm
distance_m = 6                       # from which it is read
grid = [24, 12]                      # columns, rows

[[window.area]]
at = [0, 0, 11, 12]                  # column, row, columns, rows
pages = [["calls", { panel = "absent", part = 0.25 }], ["notices"]]
"""

import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from case_store.errors import StoreError
from cases.figures.kpis import BY_ID
from hall_display.wall.type_sizes import TypeSizes, mm_of_diagonal, type_sizes

BYTES_MAX = 1_000_000
LAYOUTS = Path(__file__).with_name("layouts")
"""The layouts that come with the house."""

Panel = Literal[
    "calls",
    "absent",
    "queues",
    "desks",
    "roster",
    "steps",
    "lights",
    "kpis",
    "types",
    "trend",
    "areas",
    "notices",
]
Scheme = Literal["hall_light", "command_dark"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stacked(_Part):
    """A panel on a page. `part`: its height against that of the page's other panels."""

    panel: Panel
    part: float = Field(default=1.0, gt=0, le=100)


def _by_name(value: object) -> object:
    return {"panel": value} if isinstance(value, str) else value


Page = Annotated[tuple[Annotated[Stacked, BeforeValidator(_by_name)], ...], Field(min_length=1, max_length=6)]


class Area(_Part):
    """A part of the grid. Pages with nothing on them are left out; the others turn."""

    at: tuple[
        Annotated[int, Field(ge=0)],
        Annotated[int, Field(ge=0)],
        Annotated[int, Field(ge=1)],
        Annotated[int, Field(ge=1)],
    ]
    pages: tuple[Page, ...] = Field(min_length=1, max_length=24)


def _name_or_number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int) or (isinstance(value, int) and value < 0):
        raise ValueError("the name of an output, or its number from 0")
    return value


Pixels = Annotated[int, Field(ge=320, le=16_384)]


class WindowLayout(_Part):
    """One window. The screen's size is that of the output, or of the configuration where it is not full screen."""

    output: Annotated[str | int, BeforeValidator(_name_or_number)] | None = None
    size: tuple[Pixels, Pixels] | None = None
    diagonal_in: float | None = Field(default=None, gt=5, lt=1000)
    width_mm: float | None = Field(default=None, gt=100, lt=50_000)
    distance_m: float = Field(gt=0.3, lt=100)
    theme: Scheme | None = None
    grid: tuple[Annotated[int, Field(ge=1, le=96)], Annotated[int, Field(ge=1, le=96)]]
    areas: tuple[Area, ...] = Field(alias="area", min_length=1, max_length=24)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.diagonal_in is None) == (self.width_mm is None):
            raise ValueError("either diagonal_in or width_mm, not both and not none")
        taken: set[tuple[int, int]] = set()
        for area in self.areas:
            column, row, columns, rows = area.at
            if column + columns > self.grid[0] or row + rows > self.grid[1]:
                raise ValueError(f"at = {list(area.at)} leaves the grid {list(self.grid)}")
            cells = {(c, r) for c in range(column, column + columns) for r in range(row, row + rows)}
            if cells & taken:
                raise ValueError(f"at = {list(area.at)} lies on another area")
            taken |= cells
        return self

    def type_sizes(self, width_px: int, height_px: int) -> TypeSizes:
        """The sizes of type on a screen of so many pixels."""
        mm = self.width_mm
        if mm is None and self.diagonal_in is not None:
            mm = mm_of_diagonal(width_px, height_px, self.diagonal_in)
        if mm is None:
            raise ValueError("a window has diagonal_in or width_mm")
        return type_sizes(width_px / mm, self.distance_m)


def _known_kpi(name: str) -> str:
    if name.partition(".")[2] not in BY_ID:
        raise ValueError(f"no such figure: {name}; there is: {', '.join(BY_ID)}")
    return name


KpiName = Annotated[
    str, Field(pattern=r"^(today|month|year|days30)\.[a-z0-9_]+$"), AfterValidator(_known_kpi)
]


class WallLayout(_Part):
    """All windows of this machine."""

    theme: Scheme = "hall_light"
    turn_s: float = Field(default=15, ge=5, le=600)
    stale_after_min: float = Field(default=15, gt=0, le=24 * 60)
    kpis: tuple[KpiName, ...] = ()
    windows: tuple[WindowLayout, ...] = Field(alias="window", min_length=1, max_length=8)


def load_layout(path: Path) -> WallLayout:
    """The layout of a file. Raises StoreError `store.config_invalid` naming file and key."""
    try:
        values = tomllib.loads(_read(path))
    except (OSError, ValueError, RecursionError) as error:  # the last: brackets in brackets without end
        raise StoreError("store.config_invalid", path=str(path), key="TOML", why=str(error)) from error
    try:
        return WallLayout.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(step) for step in first["loc"])
        raise StoreError("store.config_invalid", path=str(path), key=key, why=first["msg"]) from error


def _read(path: Path) -> str:
    """Raises OSError, ValueError. A pipe would be waited for, a disk image read for seconds: neither is a layout."""
    if not path.is_file():
        raise FileNotFoundError("no such file, or it is no plain file")
    if path.stat().st_size > BYTES_MAX:
        raise ValueError(f"longer than {BYTES_MAX} bytes")
    return path.read_text(encoding="utf-8")


def house_layout(width_px: int, height_px: int) -> Path:
    """The house's own layout for a window of this shape."""
    return LAYOUTS / ("portrait.toml" if height_px > width_px else "landscape.toml")
