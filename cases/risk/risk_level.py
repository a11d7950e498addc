"""Levels of the index (低、中、高、极高) as words; hysteresis: one falls only when the index is well below it."""

from enum import StrEnum


class RiskLevel(StrEnum):
    """In order. Words and bars, not the colours of lights."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    EXTREME = "extreme"

    @property
    def rank(self) -> int:
        """0 for LOW; the higher, the worse."""
        return _ORDER.index(self)


_ORDER = list(RiskLevel)

Bounds = tuple[float, float, float]
"""From which index on MEDIUM, HIGH and EXTREME begin."""


def level_of(index: float, was: RiskLevel | None, bounds: Bounds, hysteresis: float) -> RiskLevel:
    """The level at an index, after `was` (None: there was none). Up at once, down only `hysteresis` below the bound."""
    reached = sum(index >= bound for bound in bounds)
    if was is not None and reached < was.rank:
        reached = max(reached, sum(index >= bound - hysteresis for bound in bounds[: was.rank]))
    return _ORDER[reached]
