"""Lists that are no cases: items of the supervision list, whistle calls, desks, devices, halls."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from case_store.casework.names import code_of, unit_name
from case_store.casework.supervision_rows import HAS_DRAFT, light_of
from case_store.casework.whistle_rows import UNANSWERED
from case_store.figures.listed import Condition, Listed, Place
from case_store.figures.scope import Scope
from case_store.figures.where import in_area
from case_store.hall.house import House
from case_store.log.figure_tables import NEVER
from case_store.log.micros import from_us, to_us
from case_store.log.schema import case_, case_folded, desk, staff, supervision, whistle
from cases.figures.figure import Behind, FigureAsked, FigureName
from cases.policy.policy import Policy
from cases.policy.supervision import Trigger
from cases.views_figures import ThingLine

DRAFTED, NO_RUNG = "drafted", "none"
BEHIND: Final[Mapping[FigureName, Behind]] = {
    FigureName.ITEMS_OPEN: Behind.ITEM,
    FigureName.WHISTLES_OPEN: Behind.WHISTLE,
    FigureName.DESKS_OPEN: Behind.DESK,
}
_BETWEEN = "/"
_ITEM = sa.select(supervision, code_of(supervision.c.case_id).label("case_code"))
_WHISTLE = sa.select(whistle, code_of(whistle.c.case_id).label("case_code"))
_DESK = sa.select(desk.c.counter_no, desk.c.since_us, desk.c.paused, staff.c.name).join_from(
    desk,
    staff,
    sa.and_(staff.c.stream == desk.c.stream, staff.c.staff_id == desk.c.staff_id),
    isouter=True,
)


def listed(asked: FigureAsked, scope: Scope, policy: Policy) -> Listed:
    """The list behind a number of things. KeyError for one of cases, devices or halls."""
    area = asked.area or scope.area
    makes: dict[FigureName, Callable[[], Listed]] = {
        FigureName.ITEMS_OPEN: lambda: _items(asked, area, policy),
        FigureName.WHISTLES_OPEN: lambda: _whistles(asked, area, policy),
        FigureName.DESKS_OPEN: lambda: _desks(policy),
    }
    return makes[asked.name]()


def lines(
    connection: sa.Connection, house: House, name: FigureName, places: Sequence[Place], now: datetime
) -> tuple[ThingLine, ...]:
    """What a page shows."""
    makes: dict[FigureName, Callable[[Place], ThingLine]] = {
        FigureName.ITEMS_OPEN: lambda place: _item(connection, house.policy, place, now),
        FigureName.WHISTLES_OPEN: lambda place: _whistle(connection, house.policy, place, now),
        FigureName.DESKS_OPEN: lambda place: _desk(connection, house.policy, place),
    }
    return tuple(makes[name](place) for place in places)


def _items(asked: FigureAsked, area: str, policy: Policy) -> Listed:
    by_key: tuple[Condition, ...] = ()
    if asked.key == DRAFTED:
        by_key = (HAS_DRAFT,)
    elif asked.key == NO_RUNG:
        by_key = (supervision.c.last_rung == "",)
    elif asked.key:
        column = supervision.c.trigger if asked.key in set(Trigger) else supervision.c.last_rung
        by_key = (column == asked.key,)
    unit = (supervision.c.unit == asked.unit,) if asked.unit else ()
    return Listed(
        source=supervision,
        where=(supervision.c.open == 1, *by_key, *unit, *of_cases_in(area, supervision.c.case_id, policy)),
        stream=supervision.c.stream,
        order=sa.func.coalesce(supervision.c.limit_at_us, NEVER, type_=sa.BigInteger),
        id=supervision.c.item_id,
    )


def _whistles(asked: FigureAsked, area: str, policy: Policy) -> Listed:
    unit = (whistle.c.unit == asked.unit,) if asked.unit else ()
    return Listed(
        source=whistle,
        where=(UNANSWERED, *unit, *of_cases_in(area, whistle.c.case_id, policy)),
        stream=whistle.c.stream,
        order=sa.func.coalesce(whistle.c.due_at_us, 0, type_=sa.BigInteger),  # what was missed comes first
        id=whistle.c.whistle_id + _BETWEEN + whistle.c.unit,
    )


def _desks(policy: Policy) -> Listed:
    return Listed(
        source=desk,
        where=(
            desk.c.staff_id.is_not(None),
            desk.c.counter_no.in_([one.number for one in policy.hall.counters]),
        ),
        stream=desk.c.stream,
        order=desk.c.counter_no,
        id=sa.cast(desk.c.counter_no, sa.Text),
    )


def of_cases_in(area: str, case_id: "sa.ColumnElement[str]", policy: Policy) -> tuple[Condition, ...]:
    """What belongs to a case of an area. It stands in its holder's stream, which case_folded knows by the id alone."""
    if not area:
        return ()
    held = sa.and_(case_.c.stream == case_folded.c.stream, case_.c.case_id == case_folded.c.case_id)
    town = sa.func.coalesce(case_.c.town, "")
    return (
        sa.exists()
        .select_from(case_folded.join(case_, held))
        .where(case_folded.c.case_id == case_id, *in_area(area, policy, town)),
    )


def _item(connection: sa.Connection, policy: Policy, place: Place, now: datetime) -> ThingLine:
    this = (supervision.c.stream == place.stream, supervision.c.item_id == place.id)
    row = connection.execute(_ITEM.where(*this)).one()
    return ThingLine(
        id=place.id,
        name=unit_name(policy, row.unit),
        facts=(
            ("trigger", row.trigger),
            ("rung", row.last_rung),
            ("limit_date", row.limit_date or ""),
        ),
        case_id=row.case_id,
        case_code=row.case_code or "",
        at=from_us(row.raised_at_us),
        light=light_of(to_us(now), row.soon_at_us, row.limit_at_us),
    )


def _whistle(connection: sa.Connection, policy: Policy, place: Place, now: datetime) -> ThingLine:
    whistle_id, _, unit = place.id.partition(_BETWEEN)
    this = (whistle.c.stream == place.stream, whistle.c.whistle_id == whistle_id, whistle.c.unit == unit)
    row: Any = connection.execute(_WHISTLE.where(*this)).one()
    return ThingLine(
        id=place.id,
        name=unit_name(policy, unit),
        facts=(
            ("state", row.state),
            ("missed", str(row.missed)),
            ("arrive_by", from_us(row.arrive_by_us).isoformat()),
        ),
        case_id=row.case_id,
        case_code=row.case_code or "",
        at=from_us(row.called_at_us),
        light=light_of(to_us(now), row.due_at_us, row.due_at_us),
    )


def _desk(connection: sa.Connection, policy: Policy, place: Place) -> ThingLine:
    row = connection.execute(
        _DESK.where(desk.c.stream == place.stream, desk.c.counter_no == place.order)
    ).one()
    counter = policy.hall.counter(row.counter_no)
    return ThingLine(
        id=place.id,
        name=counter.name if counter else place.id,
        facts=(("counter_no", place.id), ("staff", row.name or ""), ("paused", str(row.paused))),
        at=from_us(row.since_us),
    )
