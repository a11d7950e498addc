"""case_figure, case_day, figure_day, figure_now: what of every case is counted, and the counts, kept as it happens.

A case's row says all that figures know of it; the counts are the sum over the rows. Whatever changes a row takes its
old part out of the counts and puts the new one in, in the transaction of the event, so a case that is folded anew,
moves to another holder or is rated leaves nothing behind. Which case counts in which figure is the rule's own
(figures.case_figures.figures_of); no policy is asked, because policy may change.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.gathered import known
from case_store.log.prepared import Prepared
from case_store.log.projections import case_clock_rows, figure_counts
from case_store.log.projections.case_clock_rows import CLOSING_LIMITS
from case_store.log.projections.figure_rows import (
    COLUMNS,
    Counted,
    Row,
    count,
    counted_so_far,
    ends,
    half_reported,
)
from case_store.log.schema import evaluation
from cases.casework.case_events import (
    CaseDispatched,
    CaseEvent,
    CaseGraded,
    DeadlinePassed,
    DispatchAcknowledged,
)
from cases.casework.case_folding import is_addition
from cases.casework.case_state import FINISHED, Case
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
from cases.hall_time import hall_date

_RATED = Prepared(  # the first one stands, whichever store it was given at
    sa.select(evaluation.c.overall, evaluation.c.at_us)
    .where(evaluation.c.subject_id == param("i"), evaluation.c.subject == Subject.CASE.value)
    .order_by(evaluation.c.at_us, evaluation.c.stream)
    .limit(1)
)
_UNRATED = "cases without evaluation"  # in what is gathered
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


def register(connection: sa.Connection, stream: str, case: Case, registered_at_us: int) -> None:
    """A case that was registered."""
    row: Row = {
        **dict.fromkeys(COLUMNS),
        "stream": stream,
        "case_id": case.case_id,
        "registered_day": figure_counts.day_of(registered_at_us),
        "worsened": "",
        "late": 0,
        "mediations": 0,
    }
    _rate(connection, row)
    count(connection, Counted(None, row, case))


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
        if ends(case) != ends(before):  # the most frequent change by far
            count(connection, counted_so_far(connection, this, case))
        return
    counted, day = counted_so_far(connection, this, case), hall_date(envelope.at).isoformat()
    row = counted.row
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
    if isinstance(happened, DeadlinePassed) or (
        case.clocks is not before.clocks and _limits(before) != _limits(case)
    ):
        row["late"] = int(case_clock_rows.is_late(connection, this))
    count(connection, counted)


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


def rated(connection: sa.Connection, case: Case) -> None:
    """The matter was evaluated, wherever that was."""
    this = {"s": case.holder, "i": case.case_id}
    counted = counted_so_far(connection, this, case)
    _rate(connection, counted.row)
    count(connection, counted)


def remember_unrated(connection: sa.Connection, case_id: str) -> None:
    """Within `gathered`: the tables have no evaluation of this case."""
    if (unrated := known(connection, _UNRATED)) is not None:
        unrated[case_id] = True


def _rate(connection: sa.Connection, row: Row) -> None:
    if (unrated := known(connection, _UNRATED)) and unrated.pop(row["case_id"], False):
        row["rating"] = row["rated_day"] = None
        return
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
