"""A contiguous range of numbers that one device may give out, each once (leases of tickets and of case serials)."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRange:
    """Numbers first..last; the first `given` of them are used. ValueError for a range that cannot be."""

    first: int
    last: int
    given: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.first <= self.last and 0 <= self.given <= len(self)):
            raise ValueError(f"no range: {self.first}..{self.last}, {self.given} given")

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.first <= number <= self.last

    @property
    def free(self) -> int:
        """How many are left."""
        return len(self) - self.given

    @property
    def is_used_up(self) -> bool:
        """Whether none is left."""
        return self.free == 0

    def take(self) -> tuple[int, "NumberRange"] | None:
        """The next number and the range without it; None when used up."""
        if self.is_used_up:
            return None
        return self.first + self.given, replace(self, given=self.given + 1)
