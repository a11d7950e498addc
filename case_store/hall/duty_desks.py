"""找人取号: the counters of the hall, who sits there now, and in which zone."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.schema import desk, staff
from case_store.views.look import Look
from cases.citizen_views import DutyDesk

_SITTING = (
    sa.select(desk.c.counter_no, staff.c.name)
    .join_from(
        desk,
        staff,
        sa.and_(staff.c.stream == desk.c.stream, staff.c.staff_id == desk.c.staff_id),
        isouter=True,
    )
    .where(desk.c.stream == param("s"), desk.c.staff_id.is_not(None))
)


def duty_desks(look: Look) -> tuple[DutyDesk, ...]:
    """Every counter, in the order of policy."""
    hall = look.house.policy.hall
    sitting = {
        row.counter_no: row.name or "" for row in look.connection.execute(_SITTING, {"s": look.stream})
    }
    return tuple(
        DutyDesk(
            counter_no=counter.number,
            name=counter.name,
            zone_name=hall.zone(counter.zone).name,
            open=counter.number in sitting,
            staff_name=sitting.get(counter.number, ""),
        )
        for counter in hall.counters
    )
