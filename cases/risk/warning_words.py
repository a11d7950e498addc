"""What each section of a warning says: a person's words, else the program's, made from the frozen numbers. Pure."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from cases.hall_time import hall_time
from cases.risk.risk_index import Basis, Term
from cases.risk.warning_report import (
    TENTHS,
    CountRow,
    IndexTerm,
    Section,
    WarningReport,
)
from cases.texts import Texts

NAMED_MAX = 3  # of a list that is told in a sentence
NOTHING = "—"


class WarningWords:
    """The words of one report. `written`: (section, text) by people."""

    def __init__(self, report: WarningReport, written: tuple[tuple[str, str], ...], texts: Texts) -> None:
        self.report, self._written, self._texts = report, dict(written), texts

    @property
    def about(self) -> str:
        """「科尔沁区劳动人事争议」, 「科尔沁区各类矛盾纠纷」."""
        return self.say(
            "about", area=self.report.area_name, group=self.report.group_name or self.say("all_kinds")
        )

    def is_written(self, section: Section) -> bool:
        """Whether a person wrote it."""
        return bool(self._written.get(section))

    def of(self, section: Section) -> tuple[str, ...]:
        """Its paragraphs."""
        if text := self._written.get(section):
            return tuple(line for line in text.split("\n") if line)
        return _PROGRAM[section](self)

    def head(self, section: Section) -> str:
        """Its name."""
        return self.say(f"section.{section}")

    def level(self, level: str) -> str:
        """低、中、高、极高."""
        return self.say(f"level.{level}")

    def why(self, term: IndexTerm) -> str:
        """How a term came about."""
        facts, key = dict(term.facts), f"why.{term.term}"
        if facts.get("basis") == Basis.PEOPLE:
            key = f"{key}_people"
        unknown = f"why.{term.term}_unknown"
        if term.tenths is None and f"warnings.{unknown}" in self._texts.keys:
            return self.say(unknown, **facts)
        return self.say(key, **facts)

    def value(self, term: IndexTerm) -> str:
        """37.5; 「暂不评」 where nothing could be said."""
        return self.say("why.unsaid") if term.tenths is None else tenths(term.tenths)

    def change(self, now: int, before: int) -> str:
        """Against the same days a year before; few matters are not compared."""
        if before < self.report.small_sample:
            return self.say("change.few")
        if now == before:
            return self.say("change.same")
        percent = round(abs(now - before) * 100 / before)
        return self.say(
            "change.more" if now > before else "change.less", count=abs(now - before), percent=percent
        )

    def share_changed(self, now: tuple[int, int], before: tuple[int, int]) -> str:
        """Of two (part, whole), in percentage points; "" where one of them is of few."""
        if min(now[1], before[1]) < self.report.small_sample:
            return ""
        points = round(now[0] * 100 / now[1], 1) - round(before[0] * 100 / before[1], 1)
        if not round(points, 1):
            return self.say("change.same")
        key = "change.points_more" if points > 0 else "change.points_less"
        return self.say(key, points=f"{abs(points):.1f}")

    def days_changed(self, now: int | None, before: int | None) -> str:
        """How much longer it takes; "" where one is not known."""
        if now is None or before is None:
            return ""
        if now == before:
            return self.say("change.same")
        return self.say("change.days_more" if now > before else "change.days_less", days=abs(now - before))

    def day(self, day: date) -> str:
        """2026年11月23日."""
        return self._texts.get("papers.date", year=day.year, month=day.month, day=day.day)

    def moment(self, at: datetime) -> str:
        """2026年11月23日09:31, in hall time."""
        here = hall_time(at)
        return f"{self.day(here.date())}{here:%H:%M}"

    def say(self, key: str, **facts: object) -> str:
        """A sentence of warnings.toml."""
        return self._texts.get(f"warnings.{key}", **facts)

    def listed(self, rows: tuple[CountRow, ...]) -> str:
        """The first ones with their counts."""
        return self.say("list").join(
            self.say("words.counted", name=row.name, count=row.now) for row in rows[:NAMED_MAX] if row.now
        )

    # The program's words.

    def overview(self) -> tuple[str, ...]:
        """What came, what became of it, what is open."""
        report, window = self.report, self.report.window
        return (
            self.say(
                "words.overview_received",
                first=self.day(report.first_day),
                last=self.day(report.last_day),
                about=self.about,
                count=window.received,
                before=report.before.received,
                change=self.change(window.received, report.before.received),
            ),
            self.say(
                "words.overview_stock",
                as_of=self.moment(report.as_of),
                open=report.open,
                overdue=report.overdue,
            ),
        )

    def index(self) -> tuple[str, ...]:
        """The index, its level and the one before."""
        report = self.report
        facts = dict(next((one.facts for one in report.terms if one.term == Term.VOLUME), ()))
        excess = facts.get("excess")
        above = () if excess is None else (self.say("words.index_excess", excess=excess),)
        was = self.say("words.was", level=self.level(report.was_level)) if report.was_level else ""
        return (
            self.say(
                "words.index",
                index=tenths(report.index_tenths),
                level=self.level(report.level),
                was=was or self.say("words.was_none"),
            ),
            *above,
        )

    def areas(self) -> tuple[str, ...]:
        """Where most of it is."""
        told = self.listed(self.report.areas)
        return (self.say("words.areas", list=told) if told else self.say("words.areas_none"),)

    def types(self) -> tuple[str, ...]:
        """What most of it is."""
        told = self.listed(self.report.types)
        return (self.say("words.types", list=told) if told else self.say("words.types_none"),)

    def hot_spots(self) -> tuple[str, ...]:
        """How many, and the first."""
        spots = self.report.hot_spots
        if not spots:
            return (self.say("words.hot_spots_none"),)
        first = spots[0]
        return (
            self.say(
                "words.hot_spots",
                count=len(spots),
                area=first.area_name,
                group=first.group_name,
                now=first.count,
                mean=tenths(first.mean_tenths),
            ),
        )

    def overdue(self) -> tuple[str, ...]:
        """How much, and whose."""
        report = self.report
        if not report.overdue:
            return (self.say("words.overdue_none"),)
        rate = percent(report.overdue, report.open)
        first = self.say("words.overdue", open=report.open, overdue=report.overdue, rate=rate)
        named = [
            self.say("words.overdue_unit", name=unit.name, overdue=unit.overdue)
            for unit in report.overdue_units[:NAMED_MAX]
        ]
        if not named:
            return (first,)
        return (first, self.say("words.overdue_units", list=self.say("list").join(named)))

    def repeats(self) -> tuple[str, ...]:
        """How many had come before."""
        repeats = self.report.repeats
        if repeats is None:
            return (self.say("words.repeats_unknown"),)
        if not repeats.repeated:
            return (self.say("words.repeats_none"),)
        rate = percent(repeats.repeated, repeats.count)
        return (self.say("words.repeats", count=repeats.count, repeated=repeats.repeated, rate=rate),)

    def suggestions(self) -> tuple[str, ...]:
        """Policy's own sentences."""
        return self.report.suggestions or (self.say("words.suggestions_none"),)


def tenths(value: int) -> str:
    """375 is 37.5."""
    return f"{value // TENTHS}.{value % TENTHS}"


def percent(part: int, whole: int) -> str:
    """90.4%; 「—」 of nothing."""
    return f"{part * 100 / whole:.1f}%" if whole else NOTHING


_PROGRAM: Mapping[Section, Callable[[WarningWords], tuple[str, ...]]] = {
    Section.OVERVIEW: WarningWords.overview,
    Section.INDEX: WarningWords.index,
    Section.AREAS: WarningWords.areas,
    Section.TYPES: WarningWords.types,
    Section.HOT_SPOTS: WarningWords.hot_spots,
    Section.OVERDUE: WarningWords.overdue,
    Section.REPEATS: WarningWords.repeats,
    Section.SUGGESTIONS: WarningWords.suggestions,
}
