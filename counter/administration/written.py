"""From the tables of the page back to the policy files: comments, order and all that the page does not show stay."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import tomlkit
from tomlkit.items import AoT, InlineTable
from tomlkit.toml_document import TOMLDocument

from cases.policy.policy import Policy
from cases.policy.policy_file import parse_toml
from cases.policy.policy_versions import kind_of
from cases.policy.roster import Sitting
from cases.views import StaffView
from counter.administration import tables as cell
from counter.administration.tables import Row, Section, Span, Tables, Unreadable

NEW_QUEUE_CV = 0.6  # how much the times of a queue that nobody has seen yet vary
Read = TypeVar("Read")


class CellError(Exception):
    """A cell that cannot be read: where, and why."""

    def __init__(self, section: Section, row: Row, column: int, unreadable: Unreadable) -> None:
        super().__init__(unreadable.why)
        self.section, self.row, self.column, self.unreadable = section, row, column, unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the tables were made from. `files` are those in force at the hall."""

    files: Mapping[str, str]
    policy: Policy
    day: date
    people: Sequence[StaffView]


def written(ground: Ground, before: Tables, after: Tables) -> dict[str, str]:
    """The files that differ, as whole texts. Raises CellError for the first cell that cannot be read."""
    hall_name, roster_name = (holding(ground.files, kind, ground.day) for kind in ("hall", "roster"))
    hall = tomlkit.parse(ground.files[hall_name])
    roster = tomlkit.parse(ground.files[roster_name])
    if before[Section.HOURS] != after[Section.HOURS]:
        _write_hours(hall, ground, before[Section.HOURS], after[Section.HOURS])
    if before[Section.QUEUES] != after[Section.QUEUES]:
        _write_lines(hall, Section.QUEUES, "letter", (before, after), _queue_values)
    if before[Section.COUNTERS] != after[Section.COUNTERS]:

        def counter_values(row: Row) -> dict[str, Any]:
            return _counter_values(row, ground)

        _write_lines(hall, Section.COUNTERS, "number", (before, after), counter_values)
    if before[Section.ROSTER] != after[Section.ROSTER]:
        _write_day(roster, ground, after[Section.ROSTER])
    texts = {hall_name: tomlkit.dumps(hall), roster_name: tomlkit.dumps(roster)}
    return {name: text for name, text in texts.items() if text != ground.files[name]}


def holding(files: Mapping[str, str], kind: str, day: date) -> str:
    """The file of a kind that holds on a day: the version with the latest start that is not after it."""
    starts: dict[str, date] = {
        name: parse_toml(files[name], name)["effective_from"]
        for name in files
        if kind_of(name) == kind and name.endswith(".toml")
    }
    return max((name for name, start in starts.items() if start <= day), key=lambda name: starts[name])


def _read(section: Section, row: Row, column: int, read: Callable[[str], Read]) -> Read:
    try:
        return read(row.cells[column])
    except Unreadable as unreadable:
        raise CellError(section, row, column, unreadable) from unreadable


# Hours.


def _write_hours(hall: TOMLDocument, ground: Ground, before: Sequence[Row], after: Sequence[Row]) -> None:
    spans = {row.key: _read(Section.HOURS, row, 1, cell.read_spans) for row in after}
    opening: Any = hall["opening"]
    if before[0].cells != after[0].cells:
        opening["working_day"] = _array(_span(span) for span in spans[cell.WORKING_DAY])
    if before[1].cells == after[1].cells:
        return
    others = [one for one in opening.get("date", []) if one["date"] != ground.day]
    today = _inline({"date": ground.day, "segments": _array(_span(span) for span in spans[cell.TODAY])})
    opening["date"] = _array([*others, today])


# Queues and counters.


def _write_lines(
    hall: TOMLDocument,
    section: Section,
    name: str,
    tables: tuple[Tables, Tables],
    values_of: Callable[[Row], dict[str, Any]],
) -> None:
    """`tables`: before and after."""
    lines: Any = hall[section.value]
    before, after = (table[section] for table in tables)
    were = {row.key: row for row in before}
    stay = {row.key for row in after}
    for index in reversed(range(len(lines))):
        if str(lines[index][name]) not in stay:
            del lines[index]
    for row in after:
        if were.get(row.key) == row:
            continue
        values = values_of(row)
        line = next((line for line in lines if str(line[name]) == row.key), None)
        if line is None:
            lines.append(_table(values))
            continue
        for key, value in values.items():
            if value is None:
                line.pop(key, None)
            elif line.get(key) != value:
                line[key] = value


def _queue_values(row: Row) -> dict[str, Any]:
    values: dict[str, Any] = {
        "letter": _read(Section.QUEUES, row, 0, cell.read_words),
        "name": _read(Section.QUEUES, row, 1, cell.read_words),
        "waiting_place": _read(Section.QUEUES, row, 2, cell.read_words),
        "service_mean_minutes": _read(Section.QUEUES, row, 3, cell.read_number),
    }
    return {**values, "service_cv": NEW_QUEUE_CV} if row.is_new else values


def _counter_values(row: Row, ground: Ground) -> dict[str, Any]:
    letters, weights = _read(Section.COUNTERS, row, 2, cell.read_serves)
    zone = _read(Section.COUNTERS, row, 3, lambda text: cell.read_zone(text, ground.policy.hall))
    return {
        "number": _read(Section.COUNTERS, row, 0, cell.read_number),
        "name": _read(Section.COUNTERS, row, 1, cell.read_words),
        "serves": _array(letters),
        "weights": _inline(weights) if weights else None,
        "zone": zone,
    }


# The roster of one day.


def _write_day(roster: TOMLDocument, ground: Ground, rows: Sequence[Row]) -> None:
    were = {
        cell.roster_key(sitting): sitting
        for sitting in reversed(ground.policy.roster.on(ground.day, ground.policy.calendar))
    }  # of several stretches the first one says unit and skills
    sittings = [line for row in rows for line in _sittings(row, were.get(row.key), ground)]
    whole = {"date": ground.day, "sittings": _array(sittings, multiline=True)}
    days: Any = roster.get("day")
    if days is None:
        days = roster["day"] = tomlkit.aot()
    if not isinstance(days, AoT):  # written as `day = []`
        days = roster["day"] = tomlkit.aot()
    for index in reversed(range(len(days))):
        if days[index]["date"] == ground.day:
            del days[index]
    days.append(_table(whole))


def _sittings(row: Row, was: Sitting | None, ground: Ground) -> list[InlineTable]:
    counter = _read(Section.ROSTER, row, 0, cell.read_number)
    staff = _read(Section.ROSTER, row, 1, lambda text: cell.read_staff(text, ground.people))
    spans = _read(Section.ROSTER, row, 2, cell.read_spans)
    breaks = _read(Section.ROSTER, row, 3, cell.read_spans)
    if not spans:
        raise CellError(Section.ROSTER, row, 2, Unreadable("empty"))
    for pause in breaks:
        if not any(_is_within(pause, span) for span in spans):
            raise CellError(Section.ROSTER, row, 3, Unreadable("break", text=cell.spans_text([pause])))
    lines: list[InlineTable] = []
    for span in spans:
        values: dict[str, Any] = {"staff": staff, "counter": counter, "from": span[0], "to": span[1]}
        mine = [_span(pause) for pause in breaks if _is_within(pause, span)]
        if was is not None and was.unit:
            values["unit"] = was.unit
        if mine:
            values["breaks"] = _array(mine)
        if was is not None and was.skills:
            values["skills"] = _array(was.skills)
        lines.append(_inline(values))
    return lines


def _is_within(pause: Span, span: Span) -> bool:
    return span[0] <= pause[0] and pause[1] <= span[1]


# TOML.


def _span(span: Span) -> InlineTable:
    return _inline({"from": span[0], "to": span[1]})


def _inline(values: Mapping[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    table.update(values)
    return table


def _array(items: Any, *, multiline: bool = False) -> Any:
    array = tomlkit.array()
    array.extend(list(items))
    return array.multiline(multiline)


def _table(values: Mapping[str, Any]) -> Any:
    table = tomlkit.table()
    for key, value in values.items():
        if value is not None:
            table.add(key, value)
    return table
