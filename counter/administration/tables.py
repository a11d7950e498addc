"""The parts of the policy that an administrator changes by form, as tables of short words; pure, so tests read them.

A cell is what one types: hours `08:30-12:00 14:30-17:30`, queues `Z A×1.5 B` (先后; × says how much a wait counts).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from cases.policy.hall import CounterPolicy, HallPolicy
from cases.policy.policy import Policy
from cases.policy.roster import Sitting
from cases.views import StaffView

TODAY, WORKING_DAY = "today", "working_day"
_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})")
_BETWEEN = re.compile(r"[\s,，、;；和]*")
_SERVED = re.compile(r"([A-Z])(?:[×xX*](\d+(?:\.\d+)?))?")
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


class Section(StrEnum):
    """The tables, in the order of the page."""

    HOURS = "hours"
    QUEUES = "queues"
    COUNTERS = "counters"
    ROSTER = "roster"


COLUMNS = {
    Section.HOURS: ("day", "hours"),
    Section.QUEUES: ("letter", "name", "place", "minutes"),
    Section.COUNTERS: ("number", "name", "serves", "zone"),
    Section.ROSTER: ("counter", "staff", "hours", "breaks"),
}
GROWS = (Section.QUEUES, Section.COUNTERS, Section.ROSTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table. `key` is its name for life; the first cell of a line that is in force cannot be changed."""

    key: str
    cells: tuple[str, ...]
    is_new: bool = False


Tables = dict[Section, tuple[Row, ...]]
Span = tuple[time, time]


class Unreadable(Exception):
    """A cell that does not say what it should. `why` is a key below policy.page.why; `facts` its arguments."""

    def __init__(self, why: str, **facts: object) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts


def tables_of(policy: Policy, day: date, people: Sequence[StaffView]) -> Tables:
    """What is in force, as tables. `people`: the roster names them."""
    hall = policy.hall
    hours = [
        Row(
            key=WORKING_DAY,
            cells=(WORKING_DAY, spans_text((s.from_, s.to) for s in hall.opening.working_day)),
        ),
        Row(key=TODAY, cells=(TODAY, todays_hours(policy, day))),
    ]
    queues = [
        Row(key=q.letter, cells=(q.letter, q.name, q.waiting_place, str(q.service_mean_minutes)))
        for q in hall.queues
    ]
    counters = [
        Row(key=str(c.number), cells=(str(c.number), c.name, serves_text(c), hall.zone(c.zone).name))
        for c in hall.counters
    ]
    return {
        Section.HOURS: tuple(hours),
        Section.QUEUES: tuple(queues),
        Section.COUNTERS: tuple(counters),
        Section.ROSTER: roster_rows(policy.roster.on(day, policy.calendar), people),
    }


def todays_hours(policy: Policy, day: date) -> str:
    """The hours of a day as a cell; empty while closed."""
    return spans_text((s.opens_at.time(), s.closes_at.time()) for s in policy.calendar.segments(day))


def roster_rows(sittings: Iterable[Sitting], people: Sequence[StaffView]) -> tuple[Row, ...]:
    """One line for a person at a counter, whatever stretches they sit there."""
    rows: dict[str, Row] = {}
    for sitting in sittings:
        key = roster_key(sitting)
        spans = spans_text([(sitting.from_, sitting.to)])
        breaks = spans_text((pause.from_, pause.to) for pause in sitting.breaks)
        before = rows[key].cells if key in rows else ("", "", "", "")
        cells = (
            str(sitting.counter),
            staff_text(sitting.staff, people),
            f"{before[2]} {spans}".strip(),
            f"{before[3]} {breaks}".strip(),
        )
        rows[key] = Row(key=key, cells=cells)
    return tuple(rows.values())


def roster_key(sitting: Sitting) -> str:
    """A person at a counter."""
    return f"{sitting.counter}/{sitting.staff}"


def new_row(section: Section, rows: Sequence[Row], number: int, hall: HallPolicy) -> Row:
    """A line to be filled, with what can be guessed."""
    taken = {row.cells[0] for row in rows}
    if section is Section.QUEUES:
        letter = next((c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c not in taken), "")
        cells = (letter, "", rows[0].cells[2] if rows else "", "10")
    elif section is Section.COUNTERS:
        free = next((str(n) for n in range(1, 100) if str(n) not in taken), "")
        cells = (free, "", hall.queues[0].letter, hall.zones[0].name)
    else:
        cells = ("", "", spans_text((s.from_, s.to) for s in hall.opening.working_day), "")
    return Row(key=f"new{number}", cells=cells, is_new=True)


# Cells and what they mean.


def spans_text(spans: Iterable[Span]) -> str:
    """`08:30-12:00 14:30-17:30`."""
    return " ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in spans)


def read_spans(text: str) -> tuple[Span, ...]:
    """Stretches of a day. Raises Unreadable."""
    spans: list[Span] = []
    rest = _BETWEEN.sub("", text, count=1)
    while rest:
        found = _SPAN.match(rest)
        if found is None:
            raise Unreadable("hours", text=rest)
        hours = [int(part) for part in found.groups()]
        try:
            spans.append((time(hours[0], hours[1]), time(hours[2], hours[3])))
        except ValueError as error:
            raise Unreadable("hours", text=found[0]) from error
        rest = _BETWEEN.sub("", rest[found.end() :], count=1)
    return tuple(spans)


def serves_text(counter: CounterPolicy) -> str:
    """`Z A×1.5 B`."""
    return " ".join(
        letter + (f"×{counter.weights[letter]:g}" if counter.weights.get(letter, 1) != 1 else "")
        for letter in counter.serves
    )


def read_serves(text: str) -> tuple[tuple[str, ...], dict[str, float]]:
    """The letters in their order, and the weights that are not 1. Raises Unreadable."""
    letters: list[str] = []
    weights: dict[str, float] = {}
    for word in filter(None, re.split(r"[\s,，、]+", text.strip().upper().replace("X", "×"))):
        found = _SERVED.fullmatch(word)
        if found is None or found[1] in letters:
            raise Unreadable("serves", text=word)
        letters.append(found[1])
        if found[2] is not None and float(found[2]) != 1:
            weights[found[1]] = float(found[2])
    if not letters:
        raise Unreadable("empty")
    return tuple(letters), weights


def read_number(text: str) -> int:
    """A whole number from 1 to 999. Raises Unreadable."""
    if not _NUMBER.fullmatch(text.strip()):
        raise Unreadable("number", text=text.strip())
    return int(text.strip())


def read_words(text: str) -> str:
    """Some words. Raises Unreadable when there are none."""
    if not text.strip():
        raise Unreadable("empty")
    return text.strip()


def read_zone(text: str, hall: HallPolicy) -> str:
    """The key of a zone by its name. Raises Unreadable."""
    found = next((zone.key for zone in hall.zones if text.strip() in (zone.name, zone.key)), None)
    if found is None:
        raise Unreadable("zone", text=text.strip(), names="、".join(zone.name for zone in hall.zones))
    return found


def staff_text(staff_id: str, people: Sequence[StaffView]) -> str:
    """`斯琴 s1`: a name may be there twice, a staff id is not."""
    name = next((person.name for person in people if person.staff_id == staff_id), "")
    return f"{name} {staff_id}".strip()


def read_staff(text: str, people: Sequence[StaffView]) -> str:
    """The staff id of a name, an id or both. Raises Unreadable for nobody, and for a name that two have."""
    wanted = text.strip()
    if not wanted:
        raise Unreadable("empty")
    found = [p for p in people if wanted in (p.staff_id, p.name, f"{p.name} {p.staff_id}")]
    if len(found) != 1:
        raise Unreadable("staff_twice" if found else "staff", text=wanted)
    return found[0].staff_id
