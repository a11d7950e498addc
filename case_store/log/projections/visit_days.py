"""queue_day, call_day and who was overtaken: what a day remembers of its calls, beside the visits themselves."""

from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.gathered import Owner, known, once, put, settle
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.projections import kept_visits
from case_store.log.schema import call_day, desk_day, queue_day
from case_store.log.sql import greater, upsert
from cases.queue.visit_events import NumberCalled, VisitEnded

_QUEUE = upsert(queue_day)
_COUNTED = Prepared(
    _QUEUE.on_conflict_do_update(
        index_elements=["stream", "business_date", "queue"],
        set_={
            "last_given": greater(queue_day.c.last_given, _QUEUE.excluded.last_given),
            **{
                name: queue_day.c[name] + _QUEUE.excluded[name]
                for name in ("first_calls", "served", "served_us")
            },
        },
    )
)
_CALLS = upsert(call_day)
_CALLED_PRIORITY = Prepared(  # from here on they are counted anew
    _CALLS.on_conflict_do_update(
        index_elements=["stream", "business_date"], set_={"since_priority": _CALLS.excluded.since_priority}
    )
)
_CALLED_OTHER = Prepared(
    _CALLS.on_conflict_do_update(
        index_elements=["stream", "business_date"],
        set_={"since_priority": call_day.c.since_priority + _CALLS.excluded.since_priority},
    )
)
_DESK = upsert(desk_day)
_SERVED_AT = Prepared(
    _DESK.on_conflict_do_update(
        index_elements=["stream", "business_date", "counter_no"],
        set_={name: desk_day.c[name] + _DESK.excluded[name] for name in ("served", "served_us")},
    )
)
_FIRST_CALLS = Prepared(
    sa.select(queue_day.c.queue, queue_day.c.first_calls).where(
        queue_day.c.stream == param("s"), queue_day.c.business_date == param("d")
    )
)
_KIND = "day"  # of rows, in what is gathered
_SUMS, _CALLED = "sums of days", "first calls of days"  # remembered there


def given(connection: sa.Connection, stream: str, day: str, queue: str, number: int) -> None:
    """Normal numbering has come so far."""
    _count(connection, stream, day, queue, last_given=number)


def called(connection: sa.Connection, stream: str, call: NumberCalled, before: dict[str, Any]) -> None:
    """A first call: count it, and those whom it passed over (cases.queue.queue_order.is_overtaken_by)."""
    day, queue = before["business_date"], before["queue"]
    since = {"stream": stream, "business_date": day, "since_priority": int(not call.of_priority)}
    if call.of_priority:
        _begin_anew(connection, _day(stream, day), _CALLED_PRIORITY, since)
    else:
        _add(connection, _day(stream, day), _CALLED_OTHER, since, ("since_priority",))
    if call.serves and call.called_at is not None:
        first_calls = _first_calls(connection, stream, day)
        line = kept_visits.in_line(connection, stream, day)
        for one in _overtaken(line, first_calls, call, to_us(call.called_at), before):
            this = {"s": stream, "i": one["visit_id"]}
            kept_visits.change(connection, this, one, {"overtaken": one["overtaken"] + 1})
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
    _add(connection, _day(stream, day, ended.counter_no), _SERVED_AT, row, ("served", "served_us"))


def _overtaken(
    line: list[kept_visits.Kept],
    first_calls: dict[str, int],
    call: NumberCalled,
    at_us: int,
    called: kept_visits.Kept,
) -> list[kept_visits.Kept]:
    """Ordinary visits that this desk could have called, from an earlier place."""

    def may_be_called(one: kept_visits.Kept) -> bool:
        if one["appointment_at_us"] is not None and one["appointment_at_us"] > at_us:
            return False
        if one["for_counter"] is not None:
            return one["for_counter"] == call.counter_no and one["priority"] is None
        return one["queue"] in call.serves

    def owes_none(one: kept_visits.Kept) -> bool:
        """Not back after a missed call, or those whom it owes a call have had it."""
        return bool(one["eligible_from_call"] <= first_calls.get(one["queue"], 0))

    there = [one for one in line if may_be_called(one)]
    have_turn = {one["queue"] for one in there if owes_none(one)}
    place = (called["place_at_us"], called["ticket_no"])
    return [
        one
        for one in there
        if (one["place_at_us"], one["ticket_no"]) < place
        # Back, and nobody of its queue is there to go first (cases.queue.queue_order.is_ready).
        and (owes_none(one) or one["queue"] not in {*have_turn, called["queue"]})
    ]


def _first_calls(connection: sa.Connection, stream: str, day: str) -> dict[str, int]:
    """How often each queue was called on that day."""
    days = known(connection, _CALLED)
    if days is not None and (stream, day) in days:
        remembered: dict[str, int] = days[stream, day]
        return remembered
    settle(connection, _KIND)
    found = dict(_FIRST_CALLS.all(connection, {"s": stream, "d": day}))
    if days is not None:
        days[stream, day] = found
    return found


def _count(connection: sa.Connection, stream: str, day: str, queue: str, **by: int) -> None:
    """`by`: of the columns of queue_day."""
    counts = dict.fromkeys(("last_given", "first_calls", "served", "served_us"), 0) | by
    row = {"stream": stream, "business_date": day, "queue": queue, **counts}
    _add(connection, _day(stream, day, queue), _COUNTED, row, ("first_calls", "served", "served_us"))
    if (days := known(connection, _CALLED)) and (called := days.get((stream, day))) is not None:
        called[queue] = called.get(queue, 0) + counts["first_calls"]


def _add(
    connection: sa.Connection, owner: Owner, write: Prepared, row: dict[str, Any], counts: tuple[str, ...]
) -> None:
    """Add counts to a row of a day: now, or once for all that is gathered."""
    sums = known(connection, _SUMS)
    if not sums or owner not in sums:
        _begin_anew(connection, owner, write, row)
        return
    _, sum_ = sums[owner]
    for name in counts:
        sum_[name] += row[name]
    if "last_given" in sum_:
        sum_["last_given"] = max(sum_["last_given"], row["last_given"])


def _begin_anew(connection: sa.Connection, owner: Owner, write: Prepared, row: dict[str, Any]) -> None:
    """The row so; what is gathered afterwards is added to it."""
    if (sums := known(connection, _SUMS)) is not None:
        sums[owner] = (write, row)
    once(connection, owner, partial(_write, connection, owner, write, row))


def _write(connection: sa.Connection, owner: Owner, write: Prepared, row: dict[str, Any]) -> None:
    if sums := known(connection, _SUMS):
        sums.pop(owner, None)
    put(connection, owner, write, row)


def _day(stream: str, day: str, *of: object) -> Owner:
    """Whose row it is (log.gathered)."""
    return (_KIND, stream, day, *of)
