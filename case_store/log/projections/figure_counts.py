"""figure_day, figure_now: the sums over what of every case is counted, changed by what one case's part changed."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.figure_tables import COHORT, FLOWS, LEVELS
from case_store.log.gathered import at_end, is_gathering, known
from case_store.log.micros import from_us
from case_store.log.prepared import Prepared
from case_store.log.schema import figure_day, figure_now
from case_store.log.sql import upsert
from cases.hall_time import hall_date
from cases.people.place import BANNER_DIGITS, TOWN_DIGITS

Cell = tuple[str, str, str, str]
"""(axis, day, key, column) of figure_day; the column "took:5" is five days in its histogram."""
CellT = TypeVar("CellT")
BY_TYPE = "type"  # before an axis
_TOOK = "took:"
_ADDING = "figures that are added up"  # in what is gathered
_COUNTS = (*FLOWS, *COHORT, *(f"resolved_{level}" for level in LEVELS))
_ADD = upsert(figure_day)
_DAY = (
    figure_day.c.stream == param("s"),
    figure_day.c.axis == param("a"),
    figure_day.c.key == param("k"),
    figure_day.c.day == param("d"),
)
_TOOK_READ = Prepared(sa.select(figure_day.c.took).where(*_DAY))
_TOOK_WRITE = Prepared(sa.update(figure_day).where(*_DAY).values(took=param("t")))
_DAY_EMPTY = Prepared(sa.delete(figure_day).where(*_DAY, *(figure_day.c[name] == 0 for name in _COUNTS)))
_NOW = upsert(figure_now)
_ADD_NOW = Prepared(
    _NOW.on_conflict_do_update(
        index_elements=["stream", "town"],
        set_={name: figure_now.c[name] + _NOW.excluded[name] for name in ("open", "running")},
    )
)
_NOW_EMPTY = Prepared(
    sa.delete(figure_now).where(
        figure_now.c.stream == param("s"), figure_now.c.town == param("t"), figure_now.c.open == 0
    )
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one case adds: 1 in each cell of figure_day, 1 in each (town, column) of figure_now."""

    days: Counter[Cell] = field(default_factory=Counter)
    now: Counter[tuple[str, str]] = field(default_factory=Counter)


def change(connection: sa.Connection, stream: str, was: Part, is_: Part) -> None:
    """A case counted `was`, and counts `is_` from now on."""
    if is_gathering(connection):
        adding = _added_up(connection, stream)
        _add_up(adding.days, was.days, is_.days)
        _add_up(adding.now, was.now, is_.now)
        return
    if was.days != is_.days:
        _change_days(connection, stream, _difference(was.days, is_.days))
    if was.now != is_.now:
        _change_now(connection, stream, _difference(was.now, is_.now))


def _added_up(connection: sa.Connection, stream: str) -> Part:
    """What is gathered of a stream is written once, at the end: events of an hour touch the same few days."""
    parts = known(connection, _ADDING)
    if parts is None:
        raise RuntimeError("nothing is gathered")
    if stream not in parts:
        parts[stream] = Part()

        def write(part: Part = parts[stream]) -> None:
            _change_days(connection, stream, _difference(Counter(), part.days))
            _change_now(connection, stream, _difference(Counter(), part.now))

        at_end(connection, f"{_ADDING} of {stream}", write)
    part: Part = parts[stream]
    return part


def axes(town: str) -> tuple[str, ...]:
    """Everything, and the place as far as it is known: its banner, its town."""
    banner = town[:BANNER_DIGITS]
    return ("", banner, town) if len(town) == TOWN_DIGITS else ("", banner) if banner else ("",)


def took(accepted_day: str, closed_day: str) -> str:
    """The column of a duration: calendar days, from which working days are told by whatever calendar holds."""
    return f"{_TOOK}{_ordinal(closed_day) - _ordinal(accepted_day)}"


def histogram(kept: str) -> list[tuple[int, int]]:
    """(calendar days, count) of the column `took`."""
    pairs = (pair.split(":") for pair in kept.split())
    return [(int(days), int(count)) for days, count in pairs]


def day_of(at_us: int) -> str:
    """The business date of an instant."""
    return hall_date(from_us(at_us)).isoformat()


@lru_cache(maxsize=5000)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _difference(was: Counter[CellT], now: Counter[CellT]) -> dict[CellT, int]:
    return {cell: by for cell in was.keys() | now.keys() if (by := now[cell] - was[cell])}


def _add_up(sums: Counter[CellT], was: Counter[CellT], now: Counter[CellT]) -> None:
    """Cell by cell: a Counter's own ways cost several times as much for a handful."""
    for cell, count in was.items():
        sums[cell] -= count
    for cell, count in now.items():
        sums[cell] += count


def _change_days(connection: sa.Connection, stream: str, by_cell: dict[Cell, int]) -> None:
    days: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for (axis, day, key, column), count in by_cell.items():
        days[axis, day, key][column] = count
    for (axis, day, key), by in sorted(days.items()):
        this = {"s": stream, "a": axis, "k": key, "d": day}
        counts = {name: by[name] for name in _COUNTS if name in by}
        if counts:
            row = {"stream": stream, "axis": axis, "day": day, "key": key, **counts}
            _add_day(tuple(counts)).run(connection, row)
        if lengths := [
            (int(name.removeprefix(_TOOK)), n) for name, n in by.items() if name.startswith(_TOOK)
        ]:
            _change_took(connection, this, lengths)
        if any(count < 0 for count in counts.values()):
            _DAY_EMPTY.run(connection, this)


@cache
def _add_day(columns: tuple[str, ...]) -> Prepared:
    """Only what changes is written: an event touches two or three counts of a day."""
    return Prepared(
        _ADD.on_conflict_do_update(
            index_elements=["stream", "axis", "day", "key"],
            set_={name: figure_day.c[name] + _ADD.excluded[name] for name in columns},
        )
    )


def _change_took(connection: sa.Connection, this: dict[str, str], by: Sequence[tuple[int, int]]) -> None:
    row = _TOOK_READ.first(connection, this)
    kept = Counter(dict(histogram(row[0])) if row else {})
    for days, count in by:
        kept[days] += count
    told = " ".join(f"{days}:{count}" for days, count in sorted(kept.items()) if count)
    _TOOK_WRITE.run(connection, {**this, "t": told})


def _change_now(connection: sa.Connection, stream: str, by_cell: dict[tuple[str, str], int]) -> None:
    for town in {town for town, _ in by_cell}:
        opened, running = by_cell.get((town, "open"), 0), by_cell.get((town, "running"), 0)
        _ADD_NOW.run(connection, {"stream": stream, "town": town, "open": opened, "running": running})
        if opened < 0:
            _NOW_EMPTY.run(connection, {"s": stream, "t": town})
