"""roster.toml: who sits at which counter from when to when (排班), with which skills and which breaks (domain.md §1.3).

A table for every week, and whole days that replace it. Two persons at one counter, or one person at two, at the same
time is a mistake; a gap is none. Times of day are the hall's; nothing crosses midnight.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from cases.deadlines.work_calendar import Weekday, WorkCalendar
from cases.policy.hall import HallPolicy, StationingMode
from cases.policy.policy_file import Mistake, Part, PolicyError, PolicyFile, parse_file

WEEKDAY_NAMES = dict(zip(Weekday, ("周一", "周二", "周三", "周四", "周五", "周六", "周日"), strict=True))


class Break(Part):
    """A planned break (休息), within a sitting."""

    from_: time = Field(alias="from")
    to: time


class Skill(Part):
    """What somebody can do that not everybody can, or what their counter has: 蒙古语, 手语, 低位窗口."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)


class Sitting(Part):
    """One person at one counter for a stretch of the day. `unit` empty: of the centre itself."""

    staff: str = Field(pattern=r"^\S{1,80}$")
    unit: str = ""
    counter: int
    from_: time = Field(alias="from")
    to: time
    breaks: tuple[Break, ...] = ()
    skills: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.to <= self.from_:
            raise Mistake("to", f"{_span(self)} 结束不晚于开始，上班不能跨过零点")
        end = self.from_
        for pause in self.breaks:
            if pause.to <= pause.from_:
                raise Mistake("breaks", f"休息 {_span(pause)} 结束不晚于开始")
            if pause.from_ < end or pause.to > self.to:
                raise Mistake("breaks", f"休息 {_span(pause)} 与前一段重叠，或不在 {_span(self)} 之内")
            end = pause.to
        return self


class WeeklySitting(Sitting):
    """Every week on these days, where the hall is open."""

    days: tuple[Annotated[Weekday, Field(strict=False)], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_day_once(self) -> Self:
        if len(set(self.days)) != len(self.days):
            raise Mistake("days", "有一天写了两次")
        return self


class DaySittings(Part):
    """A whole day that is not as every week: only these sit. Empty: nobody."""

    date: date
    sittings: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitToday:
    """A unit (入驻单位) that is in the hall on a day, or comes when it is called (随驻: no counter)."""

    unit: str
    name: str
    mode: StationingMode
    counter_no: int | None


class RosterPolicy(PolicyFile):
    """The roster (排班表)."""

    skills: tuple[Skill, ...] = ()
    weekly: tuple[WeeklySitting, ...] = ()
    day: tuple[DaySittings, ...] = ()

    @model_validator(mode="after")
    def _nobody_is_in_two_places(self) -> Self:
        known = [skill.key for skill in self.skills]
        if len(set(known)) != len(known):
            raise Mistake("skills", "有两项的 key 相同")
        for key, sitting in _numbered(self):
            if strange := sorted(set(sitting.skills) - set(known)):
                raise Mistake(f"{key}.skills", f"{strange[0]} 没有在 [[skills]] 里定义")
        for weekday in Weekday:
            on_it = [(i, sitting) for i, sitting in enumerate(self.weekly) if weekday in sitting.days]
            if clash := _clash(on_it):
                raise Mistake(f"weekly.{clash[0]}", f"{WEEKDAY_NAMES[weekday]}：{clash[1]}")
        dates = [one.date for one in self.day]
        for number, one in enumerate(self.day):
            if dates.count(one.date) > 1:
                raise Mistake(f"day.{number}.date", f"{one.date} 写了两次")
            if clash := _clash(list(enumerate(one.sittings))):
                raise Mistake(f"day.{number}.sittings.{clash[0]}", f"{one.date}：{clash[1]}")
        return self

    def on(self, day: date, calendar: WorkCalendar) -> tuple[Sitting, ...]:
        """Who sits on a day, by counter and time; nobody where the hall stays closed."""
        return self._planned(day) if calendar.segments(day) else ()

    def staff_ids(self) -> frozenset[str]:
        """Everybody who is named in it."""
        return frozenset(sitting.staff for _, sitting in _numbered(self))

    def first_of(self, staff_id: str) -> str:
        """The key where somebody is named first, for the sentence about a person whom the hall does not know."""
        return next((f"{key}.staff" for key, sitting in _numbered(self) if sitting.staff == staff_id), "")

    def _planned(self, day: date) -> tuple[Sitting, ...]:
        replaced = next((one.sittings for one in self.day if one.date == day), None)
        weekday = Weekday.of(day)
        sittings: Sequence[Sitting] = (
            [sitting for sitting in self.weekly if weekday in sitting.days] if replaced is None else replaced
        )
        return tuple(sorted(sittings, key=lambda sitting: (sitting.counter, sitting.from_)))


def parse_roster(text: str, file: str) -> RosterPolicy:
    """roster.toml as its model. Raises PolicyError."""
    return parse_file(RosterPolicy, text, file)


def check_roster(roster: RosterPolicy, hall: HallPolicy, file: str) -> None:
    """Raises PolicyError for a counter or a unit that the hall does not have, or that does not sit (随驻)."""
    units = {desk.unit: desk for desk in hall.desks}
    for key, sitting in _numbered(roster):
        if hall.counter(sitting.counter) is None:
            raise PolicyError(file, f"{key}.counter", f"hall.toml 里没有 {sitting.counter} 号窗口")
        if sitting.unit and sitting.unit not in units:
            raise PolicyError(file, f"{key}.unit", f"hall.toml 里没有单位 {sitting.unit}")
        if sitting.unit and units[sitting.unit].mode is StationingMode.ON_CALL:
            raise PolicyError(
                file, f"{key}.unit", f"{units[sitting.unit].name}是随驻单位，吹哨才来，不排窗口"
            )


def units_on(
    day: date, hall: HallPolicy, roster: RosterPolicy, calendar: WorkCalendar
) -> tuple[UnitToday, ...]:
    """The units of a day with their counters, as hall.toml orders them; 随驻 ones last, for they come when called."""
    if not calendar.segments(day):
        return ()
    counters: dict[str, list[int]] = {}
    for sitting in roster.on(day, calendar):
        if sitting.unit and sitting.counter not in counters.setdefault(sitting.unit, []):
            counters[sitting.unit].append(sitting.counter)
    here = {desk.unit for desk in hall.desks_on(day)} | counters.keys()
    lines = [
        UnitToday(unit=desk.unit, name=desk.name, mode=desk.mode, counter_no=counter_no)
        for desk in hall.desks
        if desk.unit in here
        for counter_no in counters.get(desk.unit, [None])
    ]
    called = [
        UnitToday(unit=desk.unit, name=desk.name, mode=desk.mode, counter_no=None)
        for desk in hall.desks
        if desk.mode is StationingMode.ON_CALL
    ]
    return (*lines, *called)


def _numbered(roster: RosterPolicy) -> Iterator[tuple[str, Sitting]]:
    """Every sitting with its key in the file."""
    yield from ((f"weekly.{number}", sitting) for number, sitting in enumerate(roster.weekly))
    for number, one in enumerate(roster.day):
        for inner, sitting in enumerate(one.sittings):
            yield f"day.{number}.sittings.{inner}", sitting


def _clash(sittings: Sequence[tuple[int, Sitting]]) -> tuple[int, str] | None:
    """The number of a sitting that cannot be beside an earlier one on the same day, and why."""
    by_counter = sorted(sittings, key=lambda one: (one[1].counter, one[1].from_))
    for (_, first), (number, second) in pairwise(by_counter):
        if first.counter == second.counter and second.from_ < first.to:
            return number, (
                f"{first.counter} 号窗口 {_span(first)} 是 {first.staff}，{_span(second)} 又是 {second.staff}"
            )
    by_person = sorted(sittings, key=lambda one: (one[1].staff, one[1].from_))
    for (_, first), (number, second) in pairwise(by_person):
        if first.staff == second.staff and second.from_ < first.to:
            return number, (
                f"{first.staff} {_span(first)} 在 {first.counter} 号窗口，{_span(second)} 又在 {second.counter} 号窗口"
            )
    return None


def _span(part: Sitting | Break) -> str:
    return f"{part.from_:%H:%M}–{part.to:%H:%M}"
