"""The hall as it is at this moment: its zones with their counters and rooms, and who of the staff is here."""

from collections import Counter
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.names import unit_name
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import duty, meeting, staff
from case_store.views.desk_rows import desks
from case_store.views.look import Look
from cases.views_dispatch import OnDutyLine, ZoneLine

_TAKEN = Prepared(
    sa.select(meeting.c.room)
    .where(
        meeting.c.stream == param("s"),
        meeting.c.meet_at_us <= param("now"),
        meeting.c.meet_at_us > param("since"),
        meeting.c.room != sa.literal(""),
    )
    .distinct()
)
_HERE = Prepared(
    sa.select(duty.c.staff_id, staff.c.name, duty.c.role, staff.c.unit, duty.c.counter_no)
    .join_from(
        duty,
        staff,
        sa.and_(staff.c.stream == duty.c.stream, staff.c.staff_id == duty.c.staff_id),
        isouter=True,
    )
    .where(
        duty.c.stream == param("s"),
        duty.c.business_date == param("d"),
        duty.c.out_at_us.is_(None),
    )
    .order_by(duty.c.counter_no.is_(None), duty.c.counter_no, duty.c.in_at_us)
)


def zones(look: Look) -> tuple[ZoneLine, ...]:
    """Every function zone of the hall.

    `desks_open`: somebody sits there and has not paused; `serving`: counters that have a citizen. `waiting`: whoever
    waits for a queue is counted where the first counter stands that serves it, so that nobody is counted twice.
    `rooms_in_use`: rooms for which a meeting was arranged (预约) that has begun, for as long as policy says one lasts.
    A talk that nobody arranged is not known here, and one that ends early still counts.
    """
    policy = look.house.policy
    sitting = {desk.counter_no: desk for desk in desks(look)}
    waiting: Counter[str] = Counter()
    for queue in look.waits.queues(policy):
        served_at = (counter.zone for counter in policy.hall.counters if queue.letter in counter.serves)
        waiting[next(served_at, "")] += queue.waiting
    taken = _rooms_taken(look)
    lines: list[ZoneLine] = []
    for zone in policy.hall.zones:
        there = [sitting[counter.number] for counter in policy.hall.counters if counter.zone == zone.key]
        rooms = {room.key for room in policy.casework.rooms if room.zone == zone.key}
        lines.append(
            ZoneLine(
                zone=zone.key,
                name=zone.name,
                desks=len(there),
                desks_open=sum(desk.staff_id is not None and not desk.paused for desk in there),
                serving=sum(desk.serving is not None for desk in there),
                waiting=waiting[zone.key],
                rooms=len(rooms),
                rooms_in_use=len(rooms & taken),
            )
        )
    return tuple(lines)


def staff_on_duty(look: Look) -> tuple[OnDutyLine, ...]:
    """Who has signed in today and not out again: by counter, then those without one."""
    policy = look.house.policy
    rows = _HERE.all(look.connection, {"s": look.stream, "d": look.today.isoformat()})
    return tuple(
        OnDutyLine(
            staff_name=name or staff_id,
            role=role,
            unit_name=unit_name(policy, unit) if unit else "",
            counter_no=counter_no,
        )
        for staff_id, name, role, unit, counter_no in rows
    )


def _rooms_taken(look: Look) -> set[str]:
    since = look.now - timedelta(minutes=look.house.policy.alarms.room_minutes)
    this = {"s": look.stream, "now": look.now_us, "since": to_us(since)}
    return {room for (room,) in _TAKEN.all(look.connection, this)}
