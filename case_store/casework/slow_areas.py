"""How units and towns stand: open and overdue matters, and how long it took what was closed lately. Never a person."""

from collections import defaultdict
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.event_log import Past
from case_store.log.micros import from_us, to_us
from case_store.log.schema import case_, slow_reminder
from cases.hall_time import hall_date
from cases.policy.policy import Policy
from cases.supervision.field_inspection import AreaFigures, AreaKind

_COLUMN = {AreaKind.UNIT: case_.c.lead_unit, AreaKind.TOWN: case_.c.town}
_LAST = sa.select(sa.func.max(slow_reminder.c.at_us)).where(
    slow_reminder.c.stream == param("s"),
    slow_reminder.c.kind == param("k"),
    slow_reminder.c.area == param("a"),
)


def area_figures(past: Past, policy: Policy) -> tuple[AreaFigures, ...]:
    """Every unit that leads a matter, and every town that has one."""
    return tuple(one for kind in AreaKind for one in _of_kind(past, policy, kind))


def last_reminded_us(past: Past, kind: AreaKind, area: str) -> int | None:
    """When a place had its last work reminder."""
    this = {"s": past.stream, "k": kind.value, "a": area}
    last: int | None = past.connection.execute(_LAST, this).scalar()
    return last


def _of_kind(past: Past, policy: Policy, kind: AreaKind) -> list[AreaFigures]:
    column, now_us = _COLUMN[kind], to_us(past.now)
    late = sa.func.sum(sa.case((case_.c.due_at_us <= now_us, 1), else_=0))
    standing = past.connection.execute(
        sa.select(column, sa.func.count(), late)
        .where(case_.c.stream == past.stream, case_.c.open == 1, column.is_not(None))
        .group_by(column)
    ).all()
    since_us = to_us(past.now - timedelta(days=policy.supervision.slow_area.median_over_days))
    took: dict[str, list[int]] = defaultdict(list)
    for area, accepted_us, closed_us in past.connection.execute(
        sa.select(column, case_.c.accepted_at_us, case_.c.closed_at_us).where(
            case_.c.stream == past.stream,
            case_.c.closed_at_us >= since_us,
            case_.c.accepted_at_us.is_not(None),
            column.is_not(None),
        )
    ):
        days = hall_date(from_us(accepted_us)), hall_date(from_us(closed_us))
        took[area].append(policy.calendar.working_days_between(*days))
    counts = {area: (int(count), int(overdue)) for area, count, overdue in standing}
    return [
        AreaFigures(
            kind=kind,
            area=area,
            open=counts.get(area, (0, 0))[0],
            overdue=counts.get(area, (0, 0))[1],
            took_workdays=tuple(took[area]),
        )
        for area in sorted(counts.keys() | took.keys())
    ]
