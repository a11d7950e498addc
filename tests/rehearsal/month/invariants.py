"""What must hold of a hall's casework at any moment, read from its file while the hall stands still."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from case_store.casework.timeline import history_of
from case_store.hall.report_door import Period
from case_store.log.event_log import Past
from case_store.log.history import case_of
from case_store.log.micros import to_us
from case_store.log.schema import PROJECTIONS, case_, clock, supervision
from case_store.log.verify import verify
from case_store.store import Store
from cases.casework.case_events import CaseAccepted, CaseRejected
from cases.casework.case_state import FINISHED, Case, CaseState
from cases.casework.handling_events import CaseMerged, CaseWithdrawn
from cases.figures.case_figures import CaseworkReport

# 受理 ends what ran until it; the other three end the matter.
ENDS_ALL = (CaseAccepted, CaseRejected, CaseWithdrawn, CaseMerged)


def problems_of(store: Store, now: datetime) -> list[str]:
    """Everything that may not be, in sentences."""
    with store.log.reading() as connection:
        past = Past(connection, store.log.stream, now)
        found = [f"链：{fault.what}" for fault in verify(connection)]
        found += [
            problem
            for row in connection.execute(sa.select(case_.c.case_id)).all()
            for problem in _of_case(past, row.case_id)
        ]
        found += _overdue_without_item(connection, now)
    return found + _rebuilt_differs(store)


def sums(store: Store, period: Period) -> CaseworkReport:
    """The figures of the period, as the reports page has them."""
    door = store.hall.case_figures
    matters, after = door.read_page(period, "")
    while after:
        page, after = door.read_page(period, after)
        matters += page
    return door.report(period, matters)


def _of_case(past: Past, case_id: str) -> Iterator[str]:
    case = case_of(past, case_id)
    if case is None:
        yield f"{case_id} 读不出来"
        return
    if case.state not in FINISHED and not case.clocks:
        yield f"{case.case_code} 没有办结，也没有在走的期限（{case.state}）"
    if case.state is CaseState.HANDLING and not case.signed_for:
        yield f"{case.case_code} 在办理，却没有单位签收（I1）"
    if case.state is CaseState.CLOSED and not (case.feedback_given or len(case.failed_contacts) >= 3):
        yield f"{case.case_code} 销了号，没有反馈（I3）"
    yield from _silently_stopped(past, case)


def _silently_stopped(past: Past, case: Case) -> Iterator[str]:
    """Every clock that ever ran is running, or an event says that it stopped: by name, or as the end of all of them."""
    running: set[str] = set()
    for line in history_of(past, case.case_id):
        event: Any = line.event
        if isinstance(event, ENDS_ALL):
            running.clear()
        running |= {armed.clock_id for armed in getattr(event, "clocks", ())}
        running -= set(getattr(event, "stops", ()))
    for name in running ^ {one.clock_id for one in case.clocks}:
        yield f"{case.case_code} 的期限 {name} 没有事件就停了或者走了"


def _overdue_without_item(connection: sa.Connection, now: datetime) -> list[str]:
    """I4: whatever ran out has an item; what is overdue now has been claimed."""
    owed = connection.execute(
        sa.select(clock.c.case_id, clock.c.clock_id)
        .outerjoin(
            supervision,
            sa.and_(supervision.c.case_id == clock.c.case_id, supervision.c.clock == clock.c.clock_id),
        )
        .where(clock.c.passed == 1, supervision.c.item_id.is_(None))
    ).all()
    unclaimed = connection.execute(
        sa.select(clock.c.case_id, clock.c.clock_id).where(
            clock.c.running == 1,
            clock.c.suspended == 0,
            clock.c.passed == 0,
            clock.c.due_at_us <= to_us(now),
        )
    ).all()
    return [f"{case_id} 的 {name} 到期没有督办事项（I4）" for case_id, name in owed] + [
        f"{case_id} 的 {name} 到期没有人知道" for case_id, name in unclaimed
    ]


def _rebuilt_differs(store: Store) -> list[str]:
    def tables() -> dict[str, list[tuple[Any, ...]]]:
        with store.log.reading() as connection:
            return {
                table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
                for table in PROJECTIONS
            }

    live = tables()
    store.rebuild()
    made = tables()
    return [f"重建的表 {name} 和原来不一样" for name in live if live[name] != made[name]]
