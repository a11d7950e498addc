"""Running clocks as the table has them, a part at a time, and the rows of what a recount moved."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.log.event_log import Past
from case_store.log.micros import from_us
from case_store.log.projections.case_clock_rows import ledger_from_json
from case_store.log.schema import case_, clock, recounted
from cases.deadlines.case_clock import BudgetUnit, ledger_of
from cases.deadlines.explanation import DaySpan
from cases.deadlines.recount import Dates, KeptClock, Recounted
from cases.views_recount import RecountRow

SHOWN_MAX = 2000
_WHY = TypeAdapter(tuple[DaySpan, ...])
_RUNNING = (clock.c.stream == param("s"), clock.c.running == 1)
_CASES = (
    sa.select(clock.c.case_id)
    .where(*_RUNNING, clock.c.case_id > param("after"))
    .distinct()
    .order_by(clock.c.case_id)
    .limit(param("n"))
)
_CLOCKS = (
    sa.select(clock)
    .where(*_RUNNING, clock.c.case_id.in_(param("ids", expanding=True)))
    .order_by(clock.c.case_id, clock.c.clock_id)
)
_SINCE = (recounted.c.stream == param("s"), recounted.c.at_us >= param("t"))
_COUNT = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(recounted.c.earlier), 0)).where(*_SINCE)
_ROWS = (
    sa.select(recounted, case_.c.case_code)
    .join_from(
        recounted,
        case_,
        sa.and_(case_.c.stream == recounted.c.stream, case_.c.case_id == recounted.c.case_id),
    )
    .where(*_SINCE)
    .order_by(recounted.c.earlier.desc(), recounted.c.due_at_us, recounted.c.case_id, recounted.c.clock_id)
    .limit(SHOWN_MAX)
)


def open_cases(past: Past, after: str, most: int) -> list[str]:
    """The next cases of which a clock runs, in the order of their ids."""
    wanted = {"s": past.stream, "after": after, "n": most}
    return list(past.connection.execute(_CASES, wanted).scalars())


def kept_clocks(past: Past, case_ids: list[str]) -> Iterator[KeptClock]:
    """Every running clock of these cases. Its name is 〈case id〉/〈clock id〉."""
    for row in past.connection.execute(_CLOCKS, {"s": past.stream, "ids": case_ids}).all():
        pauses, extensions = ledger_from_json(row.ledger)
        yield KeptClock(
            clock_id=f"{row.case_id}/{row.clock_id}",
            ledger=ledger_of(
                BudgetUnit(row.unit), row.amount, from_us(row.started_at_us), pauses, extensions
            ),
            dates=Dates(
                soon_at=from_us(row.soon_at_us),
                due_at=from_us(row.due_at_us),
                due_date=date.fromisoformat(row.due_date),
                calendar_version=row.calendar_version,
                provisional=bool(row.provisional),
            ),
        )


def moved_since(past: Past, since_us: int) -> tuple[int, int]:
    """(how many clocks a recount moved, how many of them to an earlier date)."""
    row = past.connection.execute(_COUNT, {"s": past.stream, "t": since_us}).one()
    return int(row[0]), int(row[1])


def moved_rows(past: Past, since_us: int) -> tuple[RecountRow, ...]:
    """What a recount moved, the earlier ones first, at most 2,000."""
    return tuple(
        RecountRow(
            case_id=row.case_id,
            case_code=row.case_code,
            clock_id=row.clock_id,
            kind=row.kind,
            was_due_at=from_us(row.was_due_at_us),
            was_due_date=date.fromisoformat(row.was_due_date),
            due_at=from_us(row.due_at_us),
            due_date=date.fromisoformat(row.due_date),
            earlier=bool(row.earlier),
            why=_WHY.validate_json(row.why),
        )
        for row in past.connection.execute(_ROWS, {"s": past.stream, "t": since_us})
    )


def row_of(case_id: str, case_code: str, kind: str, one: Recounted) -> RecountRow:
    """The row of a clock that would move."""
    return RecountRow(
        case_id=case_id,
        case_code=case_code,
        clock_id=one.clock_id.partition("/")[2],
        kind=kind,
        was_due_at=one.was.due_at,
        was_due_date=one.was.due_date,
        due_at=one.becomes.due_at,
        due_date=one.becomes.due_date,
        earlier=one.earlier,
        why=one.why,
    )
