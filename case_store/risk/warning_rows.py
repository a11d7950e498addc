"""What a warning counts, read from the projections of figures in one pass; and warnings as rows of a list."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.names import unit_name
from case_store.hall.house import House
from case_store.log.event_log import Past
from case_store.log.micros import from_us, from_us_or_none, to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import case_, case_figure, warning
from cases.figures.figure import NO_GROUP
from cases.figures.type_groups import group_of
from cases.policy.policy import Policy
from cases.risk.warning import WarningState
from cases.risk.warning_figures import MatterSeen, a_year_before, first_day_needed
from cases.risk.warning_report import Crossing
from cases.views_risk import WarningRow

ROWS_MAX = 200
_F = case_figure.c
_MATTERS = Prepared(
    sa.select(
        _F.registered_day,
        _F.accepted_day,
        _F.closed_day,
        _F.ended_day,
        _F.town,
        _F.type_key,
        case_.c.dispute_type,
        _F.unit,
        _F.due_us,
        _F.closed,
        _F.resolved,
        _F.closed_in_time,
        _F.evaluated,
        _F.content,
    )
    .select_from(
        case_figure.join(
            case_, sa.and_(case_.c.stream == case_figure.c.stream, case_.c.case_id == case_figure.c.case_id)
        )
    )
    .where(
        sa.or_(
            _F.ended_day.is_(None),
            _F.registered_day >= param("since"),
            _F.accepted_day >= param("since"),
            _F.ended_day >= param("since"),
            _F.registered_day.between(param("before"), param("until")),
            _F.accepted_day.between(param("before"), param("until")),
        )
    )
)
_ROWS = (
    sa.select(warning)
    .where(warning.c.stream == param("s"))
    .order_by(warning.c.drafted_at_us.desc(), warning.c.warning_id)
    .limit(ROWS_MAX)
)
_ONE = sa.select(warning).where(warning.c.stream == param("s"), warning.c.warning_id == param("i"))
_OPEN = sa.select(warning.c.warning_id).where(
    warning.c.stream == param("s"),
    warning.c.area == param("a"),
    warning.c.type_group == param("g"),
    warning.c.state == WarningState.DRAFTED.value,
)


def matters_for(past: Past, house: House, crossings: Iterable[Crossing]) -> tuple[MatterSeen, ...]:
    """Everything that any of these reports counts: one reading, however many there are."""
    told = list(crossings)
    if not told:
        return ()
    since = min(first_day_needed(one, house.policy.warnings) for one in told)
    before = min(a_year_before(one.first_day) for one in told)
    until = max(a_year_before(one.last_day) for one in told)
    days = {"since": since.isoformat(), "before": before.isoformat(), "until": until.isoformat()}
    now_us, names = to_us(past.now), dict[str, str]()
    return tuple(_matter(row, now_us, names, house.policy) for row in _MATTERS.all(past.connection, days))


def open_draft(past: Past, area: str, group: str) -> str:
    """The draft of an area and group that nobody has decided yet; "" for none."""
    this = {"s": past.stream, "a": area, "g": group}
    return str(past.connection.execute(_OPEN, this).scalar() or "")


def warning_rows(past: Past, policy: Policy, people: dict[str, str]) -> tuple[WarningRow, ...]:
    """The newest first."""
    rows = past.connection.execute(_ROWS, {"s": past.stream})
    return tuple(_row(row, policy, people) for row in rows)


def warning_row(past: Past, policy: Policy, people: dict[str, str], warning_id: str) -> WarningRow | None:
    """One of them."""
    row = past.connection.execute(_ONE, {"s": past.stream, "i": warning_id}).first()
    return None if row is None else _row(row, policy, people)


def _matter(row: Any, now_us: int, names: dict[str, str], policy: Policy) -> MatterSeen:
    registered, accepted, closed_on, ended, town, key, dispute_type, unit, due_us, *flags = row
    closed, resolved, in_time, evaluated, content = map(bool, flags)
    unit = unit or ""
    if unit not in names:
        names[unit] = unit_name(policy, unit) if unit else ""
    return MatterSeen(
        registered_on=date.fromisoformat(registered),
        area=town,
        type_code=dispute_type or group_of(key, policy.categories).replace(NO_GROUP, ""),
        unit=names[unit],
        accepted_on=date.fromisoformat(accepted) if accepted else None,
        closed_on=date.fromisoformat(closed_on) if closed_on else None,
        ended_on=date.fromisoformat(ended) if ended else None,
        is_overdue=due_us is not None and due_us <= now_us,
        is_closed=closed,
        is_resolved=resolved,
        is_in_time=in_time,
        is_evaluated=evaluated,
        is_content=content,
    )


def _row(row: Any, policy: Policy, people: dict[str, str]) -> WarningRow:
    known = policy.dispute_types.get(row.type_group)
    return WarningRow(
        warning_id=row.warning_id,
        area=row.area,
        area_name=policy.places.name(row.area) or "",
        group=row.type_group,
        group_name=known.name if known else "",
        level=row.level,
        index=row.index_tenths / 10,
        day=date.fromisoformat(row.day),
        state=row.state,
        number=row.number,
        drafted_at=from_us(row.drafted_at_us),
        decided_at=from_us_or_none(row.decided_at_us),
        decided_by_name=people.get(row.decided_by or "", ""),
    )
