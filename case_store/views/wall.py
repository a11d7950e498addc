"""What the public wall shows, section by section: called numbers and counts, nobody's name, nobody's words."""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.alarms.walls import wall_notices
from case_store.figures.wall_figures import wall_figures
from case_store.log.micros import from_us
from case_store.log.schema import visit
from case_store.views.desk_rows import wall_desks, zone_name
from case_store.views.look import Look
from case_store.views.policy import public_policy, roster
from cases.queue.visit import VisitState
from cases.views import CallView

CALLS_SHOWN = 5
_CALL_OVER = (VisitState.WAITING.value, VisitState.NO_SHOW.value)  # back in line, or passed over
NOT_PRESENT_SHOWN = 12
_CALLS = (
    sa.select(visit.c.ticket_no, visit.c.queue, visit.c.called_to, visit.c.call_no, visit.c.called_at_us)
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.called_at_us.is_not(None),
        visit.c.state.not_in(_CALL_OVER),
    )
    .order_by(visit.c.called_at_us.desc())
    .limit(CALLS_SHOWN)
)
_NOT_PRESENT = (
    sa.select(visit.c.ticket_no)
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.state == VisitState.NO_SHOW.value,
    )
    .order_by(visit.c.called_at_us.desc())
    .limit(NOT_PRESENT_SHOWN)
)


def calls(look: Look) -> tuple[CallView, ...]:
    """The last five calls, newest first."""
    names = {queue.letter: queue.name for queue in look.house.policy.hall.queues}
    rows = look.connection.execute(_CALLS, {"s": look.stream, "d": look.today.isoformat()})
    return tuple(
        CallView(
            ticket_no=row.ticket_no,
            counter_no=row.called_to,
            queue_name=names.get(row.queue, ""),
            called_at=from_us(row.called_at_us),
            call_no=row.call_no,
            zone_name=zone_name(look.house.policy.hall, row.called_to),
        )
        for row in rows
    )


def not_present(look: Look) -> tuple[str, ...]:
    """叫过没到, the last called first."""
    this = {"s": look.stream, "d": look.today.isoformat()}
    return tuple(look.connection.execute(_NOT_PRESENT, this).scalars())


def wall_sections() -> Mapping[str, Callable[[Look], Any]]:
    """What comes first is told first. Tables of figures remember what they told in this hour."""
    return {
        "calls": calls,
        "not_present": not_present,
        "queues": lambda look: look.waits.queues(look.house.policy),
        "wall_desks": wall_desks,
        "on_duty": lambda look: look.on_duty,
        "policy": public_policy,
        "roster": roster,
        "wall_notices": wall_notices,
        **wall_figures(),
    }
