"""Open cases by their worst running clock, counted by the partial indexes: no row is read (design.md §4)."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.schema import case_
from case_store.views.look import Look
from cases.hall_time import whole_minute
from cases.views import LightsView

_OPEN = sa.select(sa.func.count()).where(case_.c.stream == param("s"), case_.c.open == 1)
_RUNNING = sa.select(sa.func.count()).where(case_.c.stream == param("s"), case_.c.due_at_us.is_not(None))
_SOON = sa.select(sa.func.count()).where(
    case_.c.stream == param("s"), case_.c.soon_at_us.is_not(None), case_.c.soon_at_us <= param("t")
)
_OVERDUE = sa.select(sa.func.count()).where(
    case_.c.stream == param("s"), case_.c.due_at_us.is_not(None), case_.c.due_at_us <= param("t")
)
COUNTS = {"open": _OPEN, "running": _RUNNING, "soon": _SOON, "overdue": _OVERDUE}


def read_lights(look: Look) -> LightsView:
    """Exact totals of the whole hall, 0 included; as of the minute, so that an unchanged wall is not sent again."""
    this = {"s": look.stream, "t": look.now_us}
    count = {name: int(look.connection.execute(query, this).scalar_one()) for name, query in COUNTS.items()}

    return LightsView(
        normal=count["running"] - count["soon"],
        soon=count["soon"] - count["overdue"],
        overdue=count["overdue"],
        stopped=count["open"] - count["running"],
        as_of=whole_minute(look.now),
    )
