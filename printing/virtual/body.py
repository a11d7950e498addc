"""What is around the head: lid, roll, warmth, and what is broken."""

import math

from printing.virtual.build import Build, Fault

HEAT_C_PER_DOT = 8e-6  # a ticket warms the head by half a degree
COOLING_S = 60.0  # after so long a third of the warmth is left


class Body:
    """Changed by people, by the paper that passes, and by time."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self.cover_open = False
        self.fault: Fault | None = None
        self.paper_dots = build.roll_mm * build.dots_per_mm
        self.temperature_c = build.ambient_c
        self.too_hot = False

    @property
    def out_of_paper(self) -> bool:
        """The roll has ended."""
        return self.paper_dots <= 0

    @property
    def near_end(self) -> bool:
        """The sensor at the roll sees its core."""
        return self.paper_dots < self._build.near_end_mm * self._build.dots_per_mm

    @property
    def stops(self) -> bool:
        """Whether nothing is printed now."""
        return self.cover_open or self.out_of_paper or self.too_hot or self.fault is not None

    def set_cover(self, *, is_open: bool) -> None:
        """Closing the lid clears a jam."""
        if self.cover_open and not is_open and self.fault is Fault.CUTTER_JAMMED:
            self.fault = None
        self.cover_open = is_open

    def set_temperature(self, celsius: float) -> None:
        """Too hot from one limit on, well again only below the other."""
        self.temperature_c = celsius
        limit = self._build.cool_again_c if self.too_hot else self._build.hot_c
        self.too_hot = celsius > limit

    def cool(self, seconds: float) -> None:
        """So much time has passed."""
        warmth = (self.temperature_c - self._build.ambient_c) * math.exp(-seconds / COOLING_S)
        self.set_temperature(self._build.ambient_c + warmth)

    def spend(self, moved: int, burnt: int) -> None:
        """So many dots of paper have passed, so many were burnt."""
        self.paper_dots = max(0.0, self.paper_dots - moved)
        self.set_temperature(self.temperature_c + burnt * HEAT_C_PER_DOT)
