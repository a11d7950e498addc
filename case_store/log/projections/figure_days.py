"""case_figure, case_day, figure_day, figure_now: what of every case is counted, and the counts, kept as it happens.

A case's row says all that figures know of it; the counts are the sum over the rows. Whatever changes a row takes its
old part out of the counts and puts the new one in, in the transaction of the event, so a case that is folded anew,
moves to another holder or is rated leaves nothing behind. Which case counts in which figure is the rule's own
(figures.case_figures.figures_of); no policy is asked, because policy may change.
"""

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.figure_tables import COHORT, FLOWS, LEVELS, NEVER
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.projections import figure_counts
from case_store.log.projections.figure_counts import Part
from case_store.log.schema import case_day, case_figure, clock, evaluation
from cases.casework.case_events import (
    CaseDispatched,
    CaseEvent,
    CaseGraded,
    DeadlinePassed,
    DispatchAcknowledged,
)
from cases.casework.case_folding import is_addition
from cases.casework.case_state import DUAL_BRANCHES, FINISHED, Case, DispatchKind
from cases.casework.evaluation import Subject
from cases.casework.handling_events import (
    CaseClosed,
    CaseReopened,
    ContactFailed,
    FeedbackGiven,
    MediationEnded,
)
from cases.deadlines.clock_kinds import ClockKind
from cases.envelope import Envelope
from cases.figures.case_figures import MatterRecord, figures_of
from cases.figures.figure import FigureName
from cases.figures.type_groups import type_key
from cases.hall_time import hall_date

Row = dict[str, Any]
CLOSING_LIMITS = (ClockKind.CLOSE, ClockKind.PETITION_CLOSE)  # of 办结; the others are those of single steps
_COLUMNS = tuple(column.name for column in case_figure.columns)
_THIS = (case_figure.c.stream == param("s"), case_figure.c.case_id == param("i"))
_READ = Prepared(sa.select(case_figure).where(*_THIS))
_KEEP = Prepared(sa.insert(case_figure))
_FORGET = Prepared(sa.delete(case_figure).where(*_THIS))
_LATE = Prepared(
    sa.select(clock.c.clock_id)
    .where(
        clock.c.stream == param("s"),
        clock.c.case_id == param("i"),
        sa.or_(*(clock.c.kind == kind.value for kind in CLOSING_LIMITS)),
        sa.or_(clock.c.passed == 1, clock.c.stopped_at_us >= clock.c.due_at_us),
    )
    .limit(1)
)
_RATED = Prepared(  # the first one stands, whichever store it was given at
    sa.select(evaluation.c.overall, evaluation.c.at_us)
    .where(evaluation.c.subject_id == param("i"), evaluation.c.subject == Subject.CASE.value)
    .order_by(evaluation.c.at_us, evaluation.c.stream)
    .limit(1)
)
_HAPPENED = Prepared(sa.insert(case_day))
_DID_NOT = Prepared(
    sa.delete(case_day).where(
        case_day.c.stream == param("s"),
        case_day.c.flow == param("f"),
        case_day.c.day == param("d"),
        case_day.c.case_id == param("i"),
    )
)
_MOVE_ENDS = Prepared(sa.update(case_figure).where(*_THIS).values(due_us=param("due"), soon_us=param("soon")))
_MARKING = (
    CaseDispatched,
    DispatchAcknowledged,
    FeedbackGiven,
    ContactFailed,
    MediationEnded,
    CaseClosed,
    CaseReopened,
    DeadlinePassed,
)
"""What leaves a mark in the row, even where the case says the same afterwards."""
# What lists look at and no count is kept of; `due_us` is counted as open and as running.
_UNCOUNTED = frozenset(
    ("due_us", "soon_us", "unit", "amount_fen", "dual", "late", "rating", "mediations", "mediations_failed")
)
_DAY_OF = {flow: f"{flow}_day" for flow in FLOWS if flow != "worsened"} | {"received": "registered_day"}


def register(connection: sa.Connection, stream: str, case: Case, registered_at_us: int) -> None:
    """A case that was registered."""
    row: Row = {
        **dict.fromkeys(_COLUMNS),
        "stream": stream,
        "case_id": case.case_id,
        "registered_day": figure_counts.day_of(registered_at_us),
        "worsened": "",
        "late": 0,
        "mediations": 0,
    }
    _rate(connection, row)
    _put(connection, _shown(row, case))


def follow(
    connection: sa.Connection,
    envelope: Envelope,
    before: Case,
    case: Case,
    happened: CaseEvent,
) -> None:
    """What an event changed, once the case's clocks are kept as well."""
    if is_addition(happened):
        return
    this = {"s": case.holder, "i": case.case_id}
    if not isinstance(happened, _MARKING) and _told(before) == _told(case):
        if case.clocks != before.clocks:
            _clocks_moved(connection, this, before, case)
        return
    was = _row(connection, this)
    row, day = dict(was), hall_date(envelope.at).isoformat()
    match happened:
        case CaseDispatched():
            row["sent_day"] = row["sent_day"] or day
        case DispatchAcknowledged():
            row["handled_day"] = row["handled_day"] or day
        case FeedbackGiven():
            row["told_day"] = row["told_day"] or day
        case ContactFailed() if happened.clocks:  # the last of those that are asked for (I3)
            row["told_day"] = row["told_day"] or day
        case MediationEnded():
            row["mediations"] += 1
        case _:
            pass
    if _worsens(before, case, happened):
        row["worsened"] = " ".join(sorted({*row["worsened"].split(), day}))
    if case.state in FINISHED:
        row["ended_day"] = day if before.state not in FINISHED else row["ended_day"]
        row["closed_day"] = day if isinstance(happened, CaseClosed) else row["closed_day"]
    else:
        row["ended_day"] = row["closed_day"] = None
    if isinstance(happened, DeadlinePassed) or _limits(before) != _limits(case):
        row["late"] = int(_LATE.first(connection, this) is not None)
    _change(connection, was, _shown(row, case))


def _told(case: Case) -> tuple[Any, ...]:
    """All that a row says of the case itself, but for its clocks' instants."""
    return (
        case.state in FINISHED and case.state,
        case.accepted_at,
        case.grade,
        case.close_result,
        case.failed_mediations,
        case.open,
        case.lead_unit,
        case.level,
        half_reported(case),
        _limits(case),
    )


def _limits(case: Case) -> list[tuple[ClockKind, str, int]]:
    """The running limits of 办结: when one of them ends it is known whether it was kept."""
    return [(one.kind, one.subject, one.generation) for one in case.clocks if one.kind in CLOSING_LIMITS]


def _clocks_moved(connection: sa.Connection, this: dict[str, str], before: Case, case: Case) -> None:
    """The most frequent change by far, so it is made without a look at the row."""
    (due, soon), (was_due, was_soon) = _ends(case), _ends(before)
    if (due, soon) != (was_due, was_soon):
        _MOVE_ENDS.run(connection, {**this, "due": due, "soon": soon})
    if (due == NEVER) != (was_due == NEVER):
        running = -1 if due == NEVER else 1
        figure_counts.change_now(connection, this["s"], case.open.town or "", running=running)


def _ends(case: Case) -> tuple[int | None, int | None]:
    """`due_us` and `soon_us`."""
    if case.state in FINISHED:
        return None, None
    running = [one for one in case.clocks if not one.is_suspended]
    if not running:
        return NEVER, None
    return to_us(min(one.due_at for one in running)), to_us(min(one.soon_at for one in running))


def rated(connection: sa.Connection, case: Case) -> None:
    """The matter was evaluated, wherever that was."""
    this = {"s": case.holder, "i": case.case_id}
    was = _row(connection, this)
    row = dict(was)
    _rate(connection, row)
    _change(connection, was, _shown(row, case))


def move(connection: sa.Connection, case_id: str, from_stream: str, to_stream: str) -> None:
    """The case has another holder: it counts there, and nowhere else."""
    row = _row(connection, {"s": from_stream, "i": case_id})
    forget(connection, from_stream, case_id)
    _put(connection, {**row, "stream": to_stream})


def forget(connection: sa.Connection, stream: str, case_id: str) -> None:
    """The case counts nowhere any more."""
    this = {"s": stream, "i": case_id}
    row = _row(connection, this)
    _FORGET.run(connection, this)
    _days(connection, row, set(_flows(row)), set())
    figure_counts.change(connection, stream, _part(row), Part())


def _row(connection: sa.Connection, this: dict[str, str]) -> Row:
    found = _READ.first(connection, this)
    if found is None:
        raise TypeError("a case that is folded is counted")
    return dict(zip(_COLUMNS, found, strict=True))


def _rate(connection: sa.Connection, row: Row) -> None:
    found = _RATED.first(connection, {"i": row["case_id"]})
    row["rating"], row["rated_day"] = (found[0], figure_counts.day_of(found[1])) if found else (None, None)


def _worsens(before: Case, case: Case, happened: CaseEvent) -> bool:
    """变量: graded higher, reopened, or a limit ran out."""
    match happened:
        case CaseGraded():
            return before.grade is not None and case.grade is not None and case.grade.rank > before.grade.rank
        case DeadlinePassed():
            return happened.rung == 0
        case _:
            return isinstance(happened, CaseReopened)


def _shown(row: Row, case: Case) -> Row:
    """The row with what the case itself says."""
    told = case.open
    due_us, soon_us = _ends(case)
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


def _put(connection: sa.Connection, row: Row) -> None:
    _KEEP.run(connection, row)
    _days(connection, row, set(), set(_flows(row)))
    figure_counts.change(connection, row["stream"], Part(), _part(row))


def _change(connection: sa.Connection, was: Row, row: Row) -> None:
    changed = tuple(name for name in _COLUMNS if was[name] != row[name])
    if not changed:
        return
    given = {f"{name}_": row[name] for name in changed}
    _update(changed).run(connection, {"s": row["stream"], "i": row["case_id"], **given})
    if _UNCOUNTED.issuperset(changed) and _runs(was) == _runs(row):
        return
    _days(connection, row, set(_flows(was)), set(_flows(row)))
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


def _days(connection: sa.Connection, row: Row, was: set[tuple[str, str]], now: set[tuple[str, str]]) -> None:
    stream, case_id = row["stream"], row["case_id"]
    for flow, day in now - was:
        _HAPPENED.run(connection, {"stream": stream, "flow": flow, "day": day, "case_id": case_id})
    for flow, day in was - now:
        _DID_NOT.run(connection, {"s": stream, "f": flow, "d": day, "i": case_id})


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
