"""How fresh what is told of a hall is: at the centre one line for each hall, at a hall its own way to the centre."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.keys import CENTRE
from case_store.log.micros import from_us
from case_store.log.prepared import Prepared
from case_store.log.schema import event, stream_head
from case_store.sync.heard import Heard
from case_store.views.look import Look
from cases.hall_time import whole_minute
from cases.store_name import hall_name
from cases.views import UpstreamView
from cases.views_dispatch import HallLine

_MINUTE = timedelta(minutes=1)
_STREAMS = Prepared(
    sa.select(stream_head.c.stream, event.c.received_at_us)
    .join_from(
        stream_head,
        event,
        sa.and_(event.c.stream == stream_head.c.stream, event.c.position == stream_head.c.position),
        isouter=True,
    )
    .where(stream_head.c.stream != param("own"))
    .order_by(stream_head.c.stream)
)


def halls_of(
    upstream: Callable[[], UpstreamView | None], heard: Heard
) -> Callable[[Look], tuple[HallLine, ...]]:
    """The section: a hall that has no centre above it has no line."""

    def read(look: Look) -> tuple[HallLine, ...]:
        if look.stream == CENTRE:
            return tuple(_pushed(look, heard))
        view = upstream()
        if view is None:
            return ()
        name = look.house.policy.hall.short_name
        return (_line(look, look.stream, name, view.last_ok, view.backlog),)

    return read


def _pushed(look: Look, heard: Heard) -> Iterator[HallLine]:
    """What was heard last: by this process, or before it began the newest event that came."""
    for stream, received_at_us in _STREAMS.all(look.connection, {"own": look.stream}):
        before = None if received_at_us is None else from_us(received_at_us)
        yield _line(look, stream, hall_name(look.house.policy, stream), heard.at(stream) or before, None)


def _line(look: Look, stream: str, name: str, heard_at: datetime | None, backlog: int | None) -> HallLine:
    """The lag in whole minutes: a line is told anew when it says something else, not with every heartbeat."""
    lag = None if heard_at is None else max(timedelta(), look.now - heard_at) // _MINUTE
    return HallLine(
        stream=stream,
        name=name,
        heard_at=heard_at and whole_minute(heard_at),
        lag_s=None if lag is None else lag * 60,
        backlog=backlog,
        behind=lag is None or lag >= look.house.policy.alarms.hall_behind_minutes,
    )
