"""A year's days off and make-up working days, as the State Council's annual notice names them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file

SATURDAY = 5  # `date.weekday()`


class OffDays(Part):
    """One holiday: first and last day, both included."""

    name: str = Field(min_length=1)
    first: date
    last: date

    def days(self) -> Iterable[date]:
        """Every day of it."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


class YearCalendar(PolicyFile):
    """assets/policy/calendar/<year>.toml: the State Council's annual notice."""

    year: int = Field(ge=2000, le=2199)
    working_days_total: int
    working: tuple[date, ...]
    off: tuple[OffDays, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        off = [day for holiday in self.off for day in holiday.days()]
        for holiday in self.off:
            if holiday.last < holiday.first:
                raise Mistake("off", f"{holiday.name}结束在开始之前")
        for key, days in (("off", off), ("working", self.working)):
            if outside := next((day for day in days if day.year != self.year), None):
                raise Mistake(key, f"{outside} 不在 {self.year} 年里")
        named = [*off, *self.working]
        if twice := sorted({day for day in named if named.count(day) > 1}):
            raise Mistake("working" if twice[0] in self.working else "off", f"{twice[0]} 写了两次")
        if weekday := next((day for day in self.working if day.weekday() < SATURDAY), None):
            raise Mistake("working", f"{weekday} 本来就是工作日，只写调休上班的周六、周日")
        total = self._count_working(set(off))
        if total != self.working_days_total:
            raise Mistake(
                "working_days_total", f"写的是 {self.working_days_total}，数出来是 {total}，有日子写错了"
            )
        return self

    def _count_working(self, off: set[date]) -> int:
        first = date(self.year, 1, 1)
        days = (first + timedelta(days=n) for n in range((date(self.year + 1, 1, 1) - first).days))
        return sum(day in self.working or (day.weekday() < SATURDAY and day not in off) for day in days)


def parse_year_calendar(text: str, file: str) -> YearCalendar:
    """A year's notice. Raises PolicyError."""
    return parse_file(YearCalendar, text, file)
