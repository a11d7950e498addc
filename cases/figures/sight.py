"""What part of the picture somebody sees in the command zone: everything here, or their own area."""

from dataclasses import dataclass

from cases.policy.units import UnitsPolicy


@dataclass(frozen=True, slots=True)
class Sight:
    """`area` "": everything; 6 digits a banner, 9 a town: cases that name a place in it, and nothing else."""

    area: str = ""

    def sees(self, area: str) -> bool:
        """Whether a place lies in it; a case without a place is seen by whoever sees everything."""
        return not self.area or area.startswith(self.area)


def sight_of(unit_id: str, units: UnitsPolicy, home_banner: str) -> Sight | None:
    """Of whoever works for a unit; the centre's own people see everything. None: a unit that has no place of its own.

    A department of the hall's own banner sees that banner's part no more than a stranger would: it has its own cases
    on the counter's page.
    """
    if not unit_id:
        return Sight()
    unit = units.of(unit_id)
    if unit is None or not unit.area or unit.area == home_banner:
        return None
    return Sight(unit.area)
