"""Rows of the supervision list and what they are counted by; whose items somebody sees."""

from collections import Counter
from datetime import date
from typing import Any

import sqlalchemy as sa

from case_store.casework.names import code_of, staff_names, unit_name
from case_store.hall.house import House
from case_store.log.event_log import Past
from case_store.log.micros import from_us, to_us
from case_store.log.schema import supervision, supervision_rung
from cases.casework.by import By
from cases.deadlines.deadline_light import Light
from cases.roles import Right, may
from cases.supervision.supervision import RungState
from cases.views_supervision import Counts, ItemRow, SupervisionBoard

ROWS_MAX = 200
IS_DRAFT = (
    supervision_rung.c.stream == supervision.c.stream,
    supervision_rung.c.item_id == supervision.c.item_id,
    supervision_rung.c.state == RungState.DRAFTED.value,
)
HAS_DRAFT = sa.exists().where(*IS_DRAFT)
_DRAFTS = sa.select(sa.func.count()).select_from(supervision_rung).where(*IS_DRAFT).scalar_subquery()
ROWS = sa.select(supervision, _DRAFTS.label("drafts"), code_of(supervision.c.case_id).label("case_code"))


def light_of(now_us: int, soon_at_us: int | None, due_at_us: int | None) -> str:
    """A light from the kept instants; "" without a limit."""
    if soon_at_us is None or due_at_us is None:
        return ""
    late, soon = now_us >= due_at_us, now_us >= soon_at_us
    return (Light.RED if late else Light.YELLOW if soon else Light.GREEN).value


def whose(past: Past, by: By) -> "sa.ColumnElement[bool]":
    """Who supervises or puts on the list sees every item, a unit its own, others what they answer for themselves."""
    if not by.unit and may(by.role, Right.ASSIGN):
        return supervision.c.stream == past.stream
    own = supervision.c.unit == by.unit if by.unit else supervision.c.responsible == by.staff_id
    return sa.and_(supervision.c.stream == past.stream, own)


def board(
    past: Past, house: House, by: By, *, trigger: str = "", rung: str = "", unit: str = "", done: bool = False
) -> SupervisionBoard:
    """The list by its filters; counts are of all open items that somebody sees, whatever is filtered."""
    seen = sa.and_(whose(past, by), supervision.c.open == int(not done))
    filtered = [
        seen,
        *([supervision.c.trigger == trigger] if trigger else ()),
        *([supervision.c.last_rung == rung] if rung else ()),
        *([supervision.c.unit == unit] if unit else ()),
    ]
    total = past.connection.execute(
        sa.select(sa.func.count()).select_from(supervision).where(*filtered)
    ).scalar_one()
    found = past.connection.execute(
        ROWS.where(*filtered).order_by(supervision.c.limit_at_us, supervision.c.item_id).limit(ROWS_MAX)
    )
    people, counts = staff_names(past), _counted(past, seen)
    awaiting = (
        sa.select(sa.func.count())
        .select_from(supervision_rung.join(supervision, sa.and_(*IS_DRAFT)))
        .where(seen)
    )
    return SupervisionBoard(
        rows=tuple(item_row(past, house, row, people) for row in found),
        total=int(total),
        by_trigger=counts[0],
        by_rung=counts[1],
        by_unit=counts[2],
        awaiting=int(past.connection.execute(awaiting).scalar_one()),
        as_of=past.now,
    )


def read_row(past: Past, house: House, item_id: str) -> ItemRow | None:
    """One item's line."""
    this = (supervision.c.stream == past.stream, supervision.c.item_id == item_id)
    row = past.connection.execute(ROWS.where(*this)).first()
    return None if row is None else item_row(past, house, row, staff_names(past))


def item_row(past: Past, house: House, row: Any, people: dict[str, str]) -> ItemRow:
    """A line with names."""
    return ItemRow(
        item_id=row.item_id,
        trigger=row.trigger,
        case_id=row.case_id,
        case_code=row.case_code or "",
        unit=row.unit,
        unit_name=unit_name(house.policy, row.unit),
        responsible=people.get(row.responsible, row.responsible),
        raised_at=from_us(row.raised_at_us),
        limit_date=date.fromisoformat(row.limit_date) if row.limit_date else None,
        light=light_of(to_us(past.now), row.soon_at_us, row.limit_at_us) if row.open else "",
        last_rung=row.last_rung,
        drafts=int(row.drafts),
        open=bool(row.open),
    )


def open_items(connection: sa.Connection, stream: str, case_id: str) -> tuple[str, ...]:
    """Ids of the open items of a case."""
    query = sa.select(supervision.c.item_id).where(
        supervision.c.stream == stream, supervision.c.case_id == case_id, supervision.c.open == 1
    )
    return tuple(connection.execute(query.order_by(supervision.c.raised_at_us)).scalars())


def _counted(past: Past, seen: "sa.ColumnElement[bool]") -> tuple[Counts, Counts, Counts]:
    """By trigger, by last rung, by unit; the table is read once."""
    columns = (supervision.c.trigger, supervision.c.last_rung, supervision.c.unit)
    query = sa.select(*columns, sa.func.count()).where(seen).group_by(*columns)
    sums: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    for *keys, count in past.connection.execute(query):
        for summed, key in zip(sums, keys, strict=True):
            summed[key] += int(count)
    trigger, rung, unit = (tuple(sorted(summed.items())) for summed in sums)
    return trigger, rung, unit
