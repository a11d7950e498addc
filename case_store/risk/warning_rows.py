"""What a warning counts, read from the projections of figures in one pass; and warnings as rows of a list."""

from collections.abc import Iterable, Mapping, Sequence
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
from cases.risk.warning_figures import BANNER_DIGITS, MatterSeen, a_year_before, first_day_needed
from cases.risk.warning_report import Crossing
from cases.views_risk import WarningRow

ROWS_MAX = 200
_AFTER_DIGITS = "~"  # follows every digit: all towns of a banner stand before it
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
        ),
        _F.town >= param("first"),
        _F.town <= param("last"),
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


def matters_for(past: Past, house: House, crossings: Iterable[Crossing]) -> Mapping[str, list[MatterSeen]]:
    """What any of these reports counts, by banner: one reading, however many reports there are."""
    told = list(crossings)
    if not told:
        return {}
    since = min(first_day_needed(one, house.policy.warnings) for one in told)
    before = min(a_year_before(one.first_day) for one in told)
    until = max(a_year_before(one.last_day) for one in told)
    banners = {one.area[:BANNER_DIGITS] for one in told}
    asked = {
        "since": since.isoformat(),
        "before": before.isoformat(),
        "until": until.isoformat(),
        "first": min(banners),
        "last": f"{max(banners)}{_AFTER_DIGITS}",
    }
    reader = _Reader(house.policy, to_us(past.now))
    found: dict[str, list[MatterSeen]] = {banner: [] for banner in banners}
    for row in _MATTERS.all(past.connection, asked):
        if (kept := found.get(row[4][:BANNER_DIGITS])) is not None:
            kept.append(reader.matter(row))
    return found


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


class _Reader:
    """Makes matters of rows; what many rows say alike is looked up once."""

    def __init__(self, policy: Policy, now_us: int) -> None:
        self._policy, self._now_us = policy, now_us
        self._days: dict[str | None, date | None] = {None: None}
        self._units: dict[str | None, str] = {None: "", "": ""}
        self._groups: dict[str, str] = {}

    def matter(self, row: Sequence[Any]) -> MatterSeen:
        """One row of `_MATTERS`."""
        registered, accepted, closed_on, ended, town, key, dispute_type, unit, due_us, *flags = row
        closed, resolved, in_time, evaluated, content = flags
        return MatterSeen(
            self._day(registered) or date.min,
            town,
            self._type(dispute_type, key),
            self._unit(unit),
            self._day(accepted),
            self._day(closed_on),
            self._day(ended),
            due_us is not None and due_us <= self._now_us,
            closed == 1,
            resolved == 1,
            in_time == 1,
            evaluated == 1,
            content == 1,
        )

    def _day(self, day: str | None) -> date | None:
        if day not in self._days:
            self._days[day] = date.fromisoformat(day or "")
        return self._days[day]

    def _unit(self, unit: str | None) -> str:
        if unit not in self._units:
            self._units[unit] = unit_name(self._policy, unit or "")
        return self._units[unit]

    def _type(self, dispute_type: str | None, key: str) -> str:
        """The type, or the group that what the citizen said stands for."""
        if dispute_type:
            return dispute_type
        if key not in self._groups:
            self._groups[key] = group_of(key, self._policy.categories).replace(NO_GROUP, "")
        return self._groups[key]


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
