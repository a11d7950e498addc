"""case_figure, case_day: what is counted of one case, read, written and put into the sums (figure_counts).

Whatever changes a row takes its old part out of the counts and puts the new one in; where many events are folded
together (log.gathered), once for all of them.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.figure_tables import COHORT, FLOWS, LEVELS, NEVER
from case_store.log.gathered import Owner, known, once, put, settle
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.projections import figure_counts
from case_store.log.projections.figure_counts import Part
from case_store.log.schema import case_day, case_figure
from cases.casework.case_state import DUAL_BRANCHES, FINISHED, Case, DispatchKind
from cases.figures.case_figures import MatterRecord, figures_of
from cases.figures.figure import FigureName
from cases.figures.type_groups import type_key
from cases.hall_time import hall_date

Row = dict[str, Any]
_ROWS, _KINDS = "figure rows", ("figure", "clock")  # in what is gathered
COLUMNS = tuple(column.name for column in case_figure.columns)
_THIS = (case_figure.c.stream == param("s"), case_figure.c.case_id == param("i"))
_READ = Prepared(sa.select(case_figure).where(*_THIS))
_READ_ALL = sa.select(case_figure).where(case_figure.c.case_id.in_(param("ids", expanding=True)))
_KEEP = Prepared(sa.insert(case_figure))
_FORGET = Prepared(sa.delete(case_figure).where(*_THIS))
_HAPPENED = Prepared(sa.insert(case_day))
_DID_NOT = Prepared(
    sa.delete(case_day).where(
        case_day.c.stream == param("s"),
        case_day.c.flow == param("f"),
        case_day.c.day == param("d"),
        case_day.c.case_id == param("i"),
    )
)
# What lists look at and no count is kept of; `due_us` is counted as open and as running.
_UNCOUNTED = frozenset(
    ("due_us", "soon_us", "unit", "amount_fen", "dual", "late", "rating", "mediations", "mediations_failed")
)
_DAY_OF = {flow: f"{flow}_day" for flow in FLOWS if flow != "worsened"} | {"received": "registered_day"}


@dataclass(slots=True)
class Counted:
    """What is counted of a case. `was`: what the tables say, None for nothing; `row`: what will be said of `case`."""

    was: Row | None
    row: Row
    case: Case


def ends(case: Case) -> tuple[int | None, int | None]:
    """`due_us` and `soon_us`."""
    if case.state in FINISHED:
        return None, None
    running = [one for one in case.clocks if not one.is_suspended]
    if not running:
        return NEVER, None
    return to_us(min(one.due_at for one in running)), to_us(min(one.soon_at for one in running))


def move(connection: sa.Connection, case_id: str, from_stream: str, to_stream: str) -> None:
    """The case has another holder: it counts there, and nowhere else."""
    settle(connection, *_KINDS)
    row = _row(connection, {"s": from_stream, "i": case_id})
    forget(connection, from_stream, case_id)
    _write_new(connection, ("figure", to_stream, case_id), {**row, "stream": to_stream})
    settle(connection, *_KINDS)


def forget(connection: sa.Connection, stream: str, case_id: str) -> None:
    """The case counts nowhere any more."""
    this = {"s": stream, "i": case_id}
    settle(connection, *_KINDS)
    if (rows := known(connection, _ROWS)) is not None:
        rows.pop((stream, case_id), None)
    row, owner = _row(connection, this), ("figure", stream, case_id)
    put(connection, owner, _FORGET, this)
    _days(connection, owner, row, set(_flows(row)), set())
    figure_counts.change(connection, stream, _part(row), Part())
    settle(connection, *_KINDS)


def remember(connection: sa.Connection, case_ids: Collection[str]) -> None:
    """Within `gathered`: read what is counted of these cases at once."""
    rows = known(connection, _ROWS)
    if rows is None or not case_ids:
        return
    for found in connection.execute(_READ_ALL, {"ids": list(case_ids)}):
        row = dict(zip(COLUMNS, found, strict=True))
        rows[row["stream"], row["case_id"]] = row


def counted_so_far(connection: sa.Connection, this: dict[str, str], case: Case) -> Counted:
    """What is counted so far, to be changed for the case as it is now."""
    rows = known(connection, _ROWS)
    here = rows and rows.get((this["s"], this["i"]))
    if isinstance(here, Counted):
        here.case = case
        return here
    was = here or _row(connection, this)
    return Counted(was, dict(was), case)


def count(connection: sa.Connection, counted: Counted) -> None:
    """The row has changed, or is new: see that it is written and counted."""
    key = (counted.row["stream"], counted.case.case_id)
    if (rows := known(connection, _ROWS)) is not None:
        rows[key] = counted
    once(connection, ("figure", *key), partial(_write, connection, counted))


def _write(connection: sa.Connection, counted: Counted) -> None:
    row = _shown(counted.row, counted.case)
    owner = ("figure", row["stream"], row["case_id"])
    if counted.was is None:
        _write_new(connection, owner, row)
    else:
        _change(connection, owner, counted.was, row)
    counted.was, counted.row = row, dict(row)


def _row(connection: sa.Connection, this: dict[str, str]) -> Row:
    found = _READ.first(connection, this)
    if found is None:
        raise TypeError("a case that is folded is counted")
    return dict(zip(COLUMNS, found, strict=True))


def _shown(row: Row, case: Case) -> Row:
    """The row with what the case itself says."""
    told = case.open
    due_us, soon_us = ends(case)
    record = MatterRecord(
        registered_on=date.fromisoformat(row["registered_day"]),
        state=case.state,
        accepted_at=case.accepted_at,
        result=case.close_result,
        late=bool(row["late"]),
        rating=row["rating"],
        mediations=row["mediations"],
        failed_mediations=case.failed_mediations,
    )
    counted_in = figures_of(record, 0)
    counts = record.accepted_at is not None and FigureName.ACCEPTED in counted_in
    return {
        **row,
        "accepted_day": hall_date(record.accepted_at).isoformat() if counts and record.accepted_at else None,
        "town": told.town or "",
        "type_key": type_key(told.dispute_type, told.category),
        "unit": case.lead_unit,
        "level": case.level,
        "amount_fen": told.amount_fen,
        "due_us": due_us,
        "soon_us": soon_us,
        "dual": int(due_us is not None and half_reported(case)),
        "mediations_failed": case.failed_mediations,
        **{name: int(FigureName(name) in counted_in) for name in COHORT[1:]},
    }


def half_reported(case: Case) -> bool:
    """双交办 of which one half has reported and the other has not."""
    if case.dispatch_kind is not DispatchKind.DUAL:
        return False
    units = {one.unit for one in case.reported}
    return bool(units) and (bool(case.live) or len(units) < DUAL_BRANCHES)


def _write_new(connection: sa.Connection, owner: Owner, row: Row) -> None:
    put(connection, owner, _KEEP, row)
    _days(connection, owner, row, set(), set(_flows(row)))
    figure_counts.change(connection, row["stream"], Part(), _part(row))


def _change(connection: sa.Connection, owner: Owner, was: Row, row: Row) -> None:
    changed = tuple(name for name in COLUMNS if was[name] != row[name])
    if not changed:
        return
    given = {f"{name}_": row[name] for name in changed}
    put(connection, owner, _update(changed), {"s": row["stream"], "i": row["case_id"], **given})
    if _UNCOUNTED.issuperset(changed) and _runs(was) == _runs(row):
        return
    _days(connection, owner, row, set(_flows(was)), set(_flows(row)))
    figure_counts.change(connection, row["stream"], _part(was), _part(row))


@cache
def _update(changed: tuple[str, ...]) -> Prepared:
    """Only what differs is set: an index is touched for its own columns alone."""
    return Prepared(
        sa.update(case_figure).where(*_THIS).values({name: param(f"{name}_") for name in changed})
    )


def _flows(row: Row) -> list[tuple[str, str]]:
    """(flow, day) of all that happened to the case."""
    days = [(flow, row[column]) for flow, column in _DAY_OF.items() if row[column]]
    return [*days, *(("worsened", day) for day in row["worsened"].split())]


def _days(
    connection: sa.Connection, owner: Owner, row: Row, was: set[tuple[str, str]], now: set[tuple[str, str]]
) -> None:
    stream, case_id = row["stream"], row["case_id"]
    for flow, day in now - was:
        put(
            connection,
            owner,
            _HAPPENED,
            {"stream": stream, "flow": flow, "day": day, "case_id": case_id},
        )
    for flow, day in was - now:
        put(connection, owner, _DID_NOT, {"s": stream, "f": flow, "d": day, "i": case_id})


def _runs(row: Row) -> tuple[bool, bool]:
    """Whether it is open, and whether a clock runs."""
    return row["due_us"] is not None, row["due_us"] == NEVER


def _part(row: Row) -> Part:
    """What the case adds to the counts."""
    cells = [(day, flow) for flow, day in _flows(row)]
    if (accepted := row["accepted_day"]) is not None:
        cells += [(accepted, name) for name in COHORT[1:] if row[name]]
        cells.append((accepted, "accepted"))
        if row["resolved"] and row["level"] in LEVELS:
            cells.append((accepted, f"resolved_{row['level']}"))
        if row["closed"] and row["closed_day"]:
            cells.append((accepted, figure_counts.took(accepted, row["closed_day"])))
    axes, received = figure_counts.axes(row["town"]), (row["registered_day"], row["type_key"], "received")
    days = Counter((axis, day, "", column) for axis in axes for day, column in cells)
    days.update((figure_counts.BY_TYPE + axis, *received) for axis in axes)
    if row["due_us"] is None:
        return Part(days)
    names = ("open",) if row["due_us"] == NEVER else ("open", "running")
    return Part(days, Counter((row["town"], name) for name in names))
