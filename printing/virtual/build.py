"""What a virtual printer is made like, what can be wrong with it, and what it shows of itself."""

from dataclasses import dataclass
from enum import Enum, auto


class Fault(Enum):
    """What only a person, or the driver that asks for it, can mend."""

    CUTTER_JAMMED = auto()  # DLE ENQ and an opened and closed cover clear it
    BROKEN = auto()  # only switching off does


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """The defaults are an 80 mm printer of 203 dpi that needs no time. `speed_mm_s` 0: at once."""

    dots: int = 576
    dots_per_mm: float = 203 / 25.4
    buffer_bytes: int = 4_096
    speed_mm_s: float = 0.0
    cutter: bool = True
    chinese: bool = True
    roll_mm: float = 50_000.0  # a new roll
    near_end_mm: float = 4_000.0
    hot_c: float = 65.0
    cool_again_c: float = 60.0
    ambient_c: float = 25.0


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How it is at one moment."""

    cover_open: bool
    paper_mm: float  # left on the roll
    near_end: bool
    out_of_paper: bool
    temperature_c: float
    too_hot: bool
    fault: Fault | None
    buffered_bytes: int
    working: bool  # the head is moving paper
    lost_bytes: int  # came when the buffer was full
    not_understood: int  # commands that it does not know
    sheets_count: int  # papers cut or torn off since it was switched on

    @property
    def offline(self) -> bool:
        """Whether it prints nothing now."""
        return self.cover_open or self.out_of_paper or self.too_hot or self.fault is not None
