"""What the figures of casework are made of, read from the projections a page at a time (cases.figures.case_figures)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.house import House
from case_store.hall.report_door import Period
from case_store.hall.runner import Runner
from case_store.log.micros import from_us, from_us_or_none, to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import case_, case_figure
from cases.casework.case_state import CaseState, CloseResult
from cases.figures.case_figures import CaseworkReport, MatterRecord, casework_report
from cases.figures.figure import NO_GROUP
from cases.figures.type_groups import group_of
from cases.hall_time import hall_date, midnight_after
from cases.policy.policy import Policy
from cases.refusal import Refusal

DAYS_MAX = 366  # a year: what the annual figures are told of
PAGE_ROWS = (
    2000  # matters looked at in one step: some 20 ms of the store's one thread, however many there are
)
_AFTER_ALL = "~"  # follows every id
_LAST = Prepared(
    sa.select(case_.c.case_id)
    .where(case_.c.stream == param("s"), case_.c.case_id > param("after"))
    .order_by(case_.c.case_id)
    .limit(1)
    .offset(param("skip"))
)
_PAGE = Prepared(
    sa.select(
        case_.c.registered_at_us,
        case_.c.state,
        case_.c.accepted_at_us,
        sa.case((case_figure.c.closed_day.is_not(None), case_.c.closed_at_us)),  # withdrawn later: no 销号
        case_.c.close_result,
        case_.c.amount_fen,
        case_.c.grade,
        case_.c.level,
        case_figure.c.type_key,
        case_.c.due_at_us,
        case_figure.c.late,
        case_figure.c.rating,
        case_figure.c.mediations,
        case_figure.c.mediations_failed,
    )
    .join_from(
        case_,
        case_figure,
        sa.and_(case_figure.c.stream == case_.c.stream, case_figure.c.case_id == case_.c.case_id),
    )
    .where(
        case_.c.stream == param("s"),
        case_.c.case_id > param("after"),
        case_.c.case_id <= param("upto"),
        case_.c.registered_at_us < param("z"),
        sa.or_(case_.c.registered_at_us >= param("a"), case_.c.accepted_at_us >= param("a")),
    )
)


class CaseFiguresDoor:
    """For whoever may see reports."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def refused(self, period: Period) -> Refusal | None:
        """Why this period is not told of, if it is not."""
        length = (period.last_day - period.first_day).days
        return None if 0 <= length < DAYS_MAX else Refusal("report.period", {"days": DAYS_MAX})

    def read_page(self, period: Period, after: str) -> tuple[list[MatterRecord], str]:
        """Of the matters whose id follows `after` those of the period; and where to go on, "" at the end."""
        stream = self._runner.stream
        with self._runner.reading() as connection:
            last = _LAST.first(connection, {"s": stream, "after": after, "skip": PAGE_ROWS - 1})
            these = {
                "s": stream,
                "after": after,
                "upto": last[0] if last else _AFTER_ALL,
                "a": to_us(midnight_after(period.first_day - timedelta(days=1))),
                "z": to_us(midnight_after(period.last_day)),
            }
            rows = _PAGE.all(connection, these)
        now_us = to_us(self._runner.clock_now())
        return [_record(row, now_us, self._house.policy) for row in rows], str(last[0]) if last else ""

    def report(self, period: Period, records: Sequence[MatterRecord]) -> CaseworkReport:
        """The figures; touches no table, so any thread may ask."""
        policy = self._house.policy
        return casework_report(
            records,
            (period.first_day, period.last_day),
            self._runner.clock_now(),
            policy.calendar,
            policy.grading.major_amount_fen,
        )


def _record(row: Sequence[Any], now_us: int, policy: Policy) -> MatterRecord:
    (
        registered_us,
        state,
        accepted_us,
        closed_us,
        result,
        amount_fen,
        grade,
        level,
        type_key,
        due_us,
        late,
        overall,
        mediations,
        failed_mediations,
    ) = row
    group = group_of(type_key, policy.categories)
    return MatterRecord(
        registered_on=hall_date(from_us(registered_us)),
        state=CaseState(state),
        accepted_at=from_us_or_none(accepted_us),
        closed_at=from_us_or_none(closed_us),
        result=CloseResult(result) if result in set(CloseResult) else None,
        amount_fen=amount_fen,
        grade=grade or "",
        level=level or "",
        type_code="" if group == NO_GROUP else group,
        late=bool(late),
        red=due_us is not None and due_us <= now_us,
        rating=overall,
        mediations=mediations,
        failed_mediations=failed_mediations,
    )
