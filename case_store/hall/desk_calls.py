"""How long the desks that are free let others call: what `queue.desks_that_call` asks, read anew only when it changed.

Both questions go through every call of the day, and offices that never call make them the longest. So they are asked
once a minute, and again when a call of an earlier minute ended, came in late (手工叫号补录), or was undone. Calls of
this minute count from the next one on: that rule looks at whole minutes.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.visit_tables import desk_stint
from cases.hall_time import hall_date, whole_minute

_TODAY = desk_stint.c.stream == param("s"), desk_stint.c.business_date == param("d")
_EARLIER = (*_TODAY, desk_stint.c.called_at_us < param("minute"))
_BUSY = Prepared(
    sa.select(desk_stint.c.counter_no, desk_stint.c.queue, desk_stint.c.called_at_us).where(
        *_TODAY,
        sa.text("desk_stint.freed_at_us IS NULL"),  # in the words of the partial index
    )
)
_CALLS_EARLIER = Prepared(sa.select(sa.func.count()).where(*_EARLIER))  # out of the index alone
_CALLING_NOW = Prepared(
    sa.select(desk_stint.c.counter_no).where(*_TODAY, desk_stint.c.called_at_us >= param("minute"))
)
_FREED = Prepared(
    sa.select(desk_stint.c.counter_no, sa.func.max(desk_stint.c.freed_at_us))
    .where(*_EARLIER)
    .group_by(desk_stint.c.counter_no)
)
_CALLED_SINCE = Prepared(
    sa.select(desk_stint.c.queue, sa.func.count())
    .where(*_EARLIER, desk_stint.c.called_at_us > param("since"))
    .group_by(desk_stint.c.queue)
)


class DeskCalls:
    """Of one hall: `look` first, then ask of that moment."""

    def __init__(self) -> None:
        self.busy: dict[int, tuple[str, int]] = {}
        """Desk → the queue of the number that it called, and when (µs)."""
        self._asked: dict[str, object] = {}
        self._key: tuple[object, ...] = ()
        self._now_us = 0
        self._calling_now: frozenset[int] = frozenset()
        self._freed: dict[int, int | None] = {}
        self._since: dict[int, dict[str, int]] = {}

    def look(self, connection: sa.Connection, stream: str, now: datetime) -> None:
        """The day at this moment."""
        self._now_us, minute_us = to_us(now), to_us(whole_minute(now))
        self._asked = this = {"s": stream, "d": hall_date(now).isoformat(), "minute": minute_us}
        busy = _BUSY.all(connection, this)
        self.busy = {counter_no: (queue, called_us) for counter_no, queue, called_us in busy}
        self._calling_now = frozenset(no for (no,) in _CALLING_NOW.all(connection, this))
        open_earlier = frozenset(row for row in busy if row[2] < minute_us)
        key = (*this.values(), _CALLS_EARLIER.first(connection, this), open_earlier)
        if key != self._key:
            self._key, self._freed, self._since = key, dict(_FREED.all(connection, this)), {}

    def free_since(self, counter_no: int, signed_in_us: int) -> int:
        """Since when a desk that is free now could have called (µs)."""
        if counter_no in self._calling_now:
            return self._now_us
        return max(signed_in_us, self._freed.get(counter_no) or 0)

    def passed_by(self, connection: sa.Connection, serves: Sequence[str], since_us: int) -> int:
        """How many numbers of these queues were called since then, up to this minute."""
        if since_us not in self._since:
            found = _CALLED_SINCE.all(connection, {**self._asked, "since": since_us})
            self._since[since_us] = dict(found)
        called = self._since[since_us]
        return sum(called.get(queue, 0) for queue in serves)
