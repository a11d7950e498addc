"""Who sits where, whom they have, and how their day goes: for every counter's view, and for the wall without a name."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import from_us_or_none
from case_store.log.prepared import Prepared
from case_store.log.schema import desk, desk_day, staff
from case_store.views.look import Look
from case_store.views.visit_rows import rows_at_desks
from cases.policy.hall import CounterPolicy, HallPolicy
from cases.views import DeskView, WallDesk

OPEN, PAUSED, CLOSED = "open", "paused", "closed"
_RECEPTION_HALL = CounterPolicy.model_fields["zone"].default
_SECOND_US = 1_000_000
_DESKS = Prepared(
    sa.select(desk.c.counter_no, desk.c.staff_id, staff.c.name, desk.c.paused, desk.c.paused_until_us)
    .join_from(
        desk,
        staff,
        sa.and_(staff.c.stream == desk.c.stream, staff.c.staff_id == desk.c.staff_id),
        isouter=True,
    )
    .where(desk.c.stream == param("s"), desk.c.staff_id.is_not(None))
)
_SERVED = Prepared(
    sa.select(desk_day.c.counter_no, desk_day.c.served, desk_day.c.served_us).where(
        desk_day.c.stream == param("s"), desk_day.c.business_date == param("d")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sitting:
    """Who sits at a counter now."""

    staff_id: str
    name: str
    paused: bool
    paused_until_us: int | None


def desks(look: Look) -> tuple[DeskView, ...]:
    """Every counter of the policy, with who sits there and whom they have."""
    serving, people = _serving(look), _people(look)
    this = {"s": look.stream, "d": look.today.isoformat()}
    served = {number: (count, us) for number, count, us in _SERVED.all(look.connection, this)}
    shown: list[DeskView] = []
    for counter in look.house.policy.hall.counters:
        person = people.get(counter.number)
        count, spent_us = served.get(counter.number, (0, 0))
        shown.append(
            DeskView(
                counter_no=counter.number,
                staff_id=person.staff_id if person else None,
                staff_name=person.name if person else "",
                serving=serving.get(counter.number),
                paused=person is not None and person.paused,
                paused_until=from_us_or_none(person.paused_until_us) if person else None,
                served_today=count,
                mean_service_s=round(spent_us / count / _SECOND_US) if count else None,
            )
        )
    return tuple(shown)


def wall_desks(look: Look) -> tuple[WallDesk, ...]:
    """Every counter as the public sees it: open, paused or closed, and the number it has."""
    serving, people = _serving(look), _people(look)
    hall = look.house.policy.hall
    shown: list[WallDesk] = []
    for counter in hall.counters:
        person = people.get(counter.number)
        state = CLOSED if person is None else PAUSED if person.paused else OPEN
        shown.append(
            WallDesk(
                counter_no=counter.number,
                name=counter.name,
                zone_name=zone_name(hall, counter.number),
                state=state,
                ticket_no=serving.get(counter.number),
            )
        )
    return tuple(shown)


def zone_name(hall: HallPolicy, counter_no: int) -> str:
    """Where a counter is; empty in the reception hall itself, where everybody waits."""
    counter = hall.counter(counter_no)
    if counter is None or counter.zone == _RECEPTION_HALL:
        return ""
    return hall.zone(counter.zone).name


def _serving(look: Look) -> dict[int | None, str]:
    return {row.counter_no: row.ticket_no for row in rows_at_desks(look.connection, look.stream, look.today)}


def _people(look: Look) -> dict[int, _Sitting]:
    rows = _DESKS.all(look.connection, {"s": look.stream})
    return {
        number: _Sitting(
            staff_id=staff_id, name=name or "", paused=bool(paused), paused_until_us=paused_until_us
        )
        for number, staff_id, name, paused, paused_until_us in rows
    }
