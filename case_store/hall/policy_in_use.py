"""What of a policy is in use right now: nobody who waits, and nobody who works, may lose their place by a revision."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.schema import desk, visit
from cases.policy.policy import Policy
from cases.queue.visit import IN_THE_HOUSE, VisitState
from cases.refusal import Refusal

_PRESENT = (*IN_THE_HOUSE, VisitState.NO_SHOW)  # who missed the call may come back on request
_QUEUES = (
    sa.select(
        visit.c.queue, sa.func.count().label("people"), sa.func.min(visit.c.ticket_no).label("ticket_no")
    )
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.state.in_([state.value for state in _PRESENT]),
    )
    .group_by(visit.c.queue)
    .order_by(visit.c.queue)
)
_BOUND = (
    sa.select(visit.c.ticket_no, visit.c.counter_no, visit.c.for_counter, visit.c.to_counter, visit.c.to_zone)
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.state.in_([state.value for state in IN_THE_HOUSE]),
    )
    .order_by(visit.c.ticket_no)
)
_SEATED = (
    sa.select(desk.c.counter_no)
    .where(desk.c.stream == param("s"), desk.c.staff_id.is_not(None))
    .order_by(desk.c.counter_no)
)


def in_use(
    connection: sa.Connection, stream: str, today: date, before: Policy, after: Policy
) -> Refusal | None:
    """Why a policy may not replace another now: a queue, a counter or a zone that somebody is still in."""
    this = {"s": stream, "d": today.isoformat()}
    queues = {queue.letter: queue.name for queue in before.hall.queues}
    gone_queues = queues.keys() - {queue.letter for queue in after.hall.queues}
    for row in connection.execute(_QUEUES, this):
        if row.queue in gone_queues:
            facts = {
                "queue": row.queue,
                "name": queues[row.queue],
                "people": row.people,
                "ticket_no": row.ticket_no,
            }
            return Refusal("policy.queue_in_use", facts)
    gone = {c.number for c in before.hall.counters} - {c.number for c in after.hall.counters}
    for counter_no in connection.execute(_SEATED, {"s": stream}).scalars():
        if counter_no in gone:
            return Refusal("policy.counter_in_use", {"counter_no": counter_no})
    gone_zones = {z.key: z.name for z in before.hall.zones if z.key not in {k.key for k in after.hall.zones}}
    for row in connection.execute(_BOUND, this):
        bound = {row.counter_no, row.for_counter, row.to_counter} & gone
        if bound:
            return Refusal("policy.counter_awaited", {"counter_no": min(bound), "ticket_no": row.ticket_no})
        if row.to_zone in gone_zones:
            facts = {"zone": gone_zones[row.to_zone], "ticket_no": row.ticket_no}
            return Refusal("policy.zone_awaited", facts)
    return None
