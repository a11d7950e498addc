"""queue_day, call_day and who was overtaken: what a day remembers of its calls, beside the visits themselves."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.gathered import Owner, put, settle
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import IS_LIVE, LIVE_VISIT, call_day, desk_day, queue_day, visit
from case_store.log.sql import greater, upsert
from cases.queue.visit import VisitState
from cases.queue.visit_events import NumberCalled, VisitEnded

_DAY = upsert(queue_day)
_KEY = ["stream", "business_date", "queue"]
_GIVEN = Prepared(
    _DAY.on_conflict_do_update(
        index_elements=_KEY, set_={"last_given": greater(queue_day.c.last_given, _DAY.excluded.last_given)}
    )
)
_COUNTED = Prepared(
    _DAY.on_conflict_do_update(
        index_elements=_KEY,
        set_={
            name: queue_day.c[name] + _DAY.excluded[name] for name in ("first_calls", "served", "served_us")
        },
    )
)
_CALLS = upsert(call_day)
_CALLED_PRIORITY = Prepared(
    _CALLS.on_conflict_do_update(index_elements=["stream", "business_date"], set_={"since_priority": 0})
)
_CALLED_OTHER = Prepared(
    _CALLS.on_conflict_do_update(
        index_elements=["stream", "business_date"],
        set_={"since_priority": call_day.c.since_priority + 1},
    )
)
_DESK = upsert(desk_day)
_SERVED_AT = Prepared(
    _DESK.on_conflict_do_update(
        index_elements=["stream", "business_date", "counter_no"],
        set_={name: desk_day.c[name] + _DESK.excluded[name] for name in ("served", "served_us")},
    )
)
_CALLED_OF_QUEUE = (
    sa.select(sa.func.coalesce(sa.func.max(queue_day.c.first_calls), 0))
    .where(
        queue_day.c.stream == visit.c.stream,
        queue_day.c.business_date == visit.c.business_date,
        queue_day.c.queue == visit.c.queue,
    )
    .correlate(visit)
    .scalar_subquery()
)
_OTHER = visit.alias("other")


def _may_be_called_there(who: sa.FromClause, queues: int) -> sa.ColumnElement[bool]:
    """Today's visits in line that the calling desk may have, ordinary ones: by their queue, or reserved for it."""
    of_queue = who.c.queue.in_([param(f"queue_{n}") for n in range(queues)])
    return sa.and_(
        who.c.stream == param("s"),
        who.c.business_date == param("d"),
        who.c.state == VisitState.WAITING.value,
        sa.or_(
            sa.and_(who.c.for_counter.is_(None), of_queue),
            sa.and_(who.c.for_counter == param("n"), who.c.priority.is_(None)),
        ),
        sa.or_(who.c.appointment_at_us.is_(None), who.c.appointment_at_us <= param("at")),
    )


def _is_ready(queues: int) -> sa.ColumnElement[bool]:
    return sa.or_(
        visit.c.eligible_from_call == 0,
        visit.c.eligible_from_call <= _CALLED_OF_QUEUE,
        # Back after a missed call, and nobody of its queue is there to go first (cases.queue.queue_order.is_ready).
        sa.and_(
            visit.c.queue != param("q"),
            ~sa.exists()
            .where(
                sa.text(f"other.{LIVE_VISIT}"),
                _may_be_called_there(_OTHER, queues),
                _OTHER.c.queue == visit.c.queue,
                _OTHER.c.eligible_from_call <= _CALLED_OF_QUEUE,
            )
            .correlate(visit),
        ),
    )


@cache
def _overtake(queues: int) -> Prepared:
    """By a desk that serves so many queues: `queue_0`, …"""
    was_before = sa.or_(
        visit.c.place_at_us < param("p"),
        sa.and_(visit.c.place_at_us == param("p"), visit.c.ticket_no < param("t")),
    )
    return Prepared(
        sa.update(visit)
        .where(IS_LIVE, _may_be_called_there(visit, queues), was_before, _is_ready(queues))
        .values(overtaken=visit.c.overtaken + 1)
    )


def given(connection: sa.Connection, stream: str, day: str, queue: str, number: int) -> None:
    """Normal numbering has come so far."""
    row = {"stream": stream, "business_date": day, "queue": queue, "last_given": number}
    put(connection, _day(stream, day, queue), _GIVEN, row)


def called(connection: sa.Connection, stream: str, call: NumberCalled, before: dict[str, Any]) -> None:
    """A first call: count it, and those whom it passed over (cases.queue.queue_order.is_overtaken_by)."""
    day, queue = before["business_date"], before["queue"]
    key = {"stream": stream, "business_date": day}
    if call.of_priority:
        put(connection, _day(stream, day), _CALLED_PRIORITY, {**key, "since_priority": 0})
    else:
        put(connection, _day(stream, day), _CALLED_OTHER, {**key, "since_priority": 1})
    if call.serves and call.called_at is not None:
        settle(connection, "visit", "day")
        served_there = {f"queue_{n}": one for n, one in enumerate(call.serves)}
        who = {
            "s": stream,
            "d": day,
            "q": queue,
            "n": call.counter_no,
            "at": to_us(call.called_at),
            "p": before["place_at_us"],
            "t": before["ticket_no"],
        }
        _overtake(len(served_there)).run(connection, {**who, **served_there})
    _count(connection, stream, day, queue, first_calls=1)


def undone(connection: sa.Connection, stream: str, day: str, queue: str) -> None:
    """A call taken back is no call. Who was overtaken by it keeps the mark: it only brings them nearer."""
    _count(connection, stream, day, queue, first_calls=-1)


def served(
    connection: sa.Connection, stream: str, ended: VisitEnded, before: dict[str, Any], spent_us: int
) -> None:
    """A reception that was ended at its desk."""
    day = before["business_date"]
    _count(connection, stream, day, before["queue"], served=1, served_us=spent_us)
    row = {
        "stream": stream,
        "business_date": day,
        "counter_no": ended.counter_no,
        "served": 1,
        "served_us": spent_us,
    }
    put(connection, _day(stream, day, ended.counter_no), _SERVED_AT, row)


def _count(
    connection: sa.Connection,
    stream: str,
    day: str,
    queue: str,
    *,
    first_calls: int = 0,
    served: int = 0,
    served_us: int = 0,
) -> None:
    row = {
        "stream": stream,
        "business_date": day,
        "queue": queue,
        "first_calls": first_calls,
        "served": served,
        "served_us": served_us,
    }
    put(connection, _day(stream, day, queue), _COUNTED, row)


def _day(stream: str, day: str, *of: object) -> Owner:
    """Whose row it is (log.gathered)."""
    return ("day", stream, day, *of)
