"""visit: what is kept of a visit, read and written in one place, and who of a day is in line.

Where many events are folded together (log.gathered) a visit is read once and written once, as it stands at their end.
"""

from collections.abc import Collection
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.gathered import known, once, put
from case_store.log.prepared import Prepared
from case_store.log.schema import IS_LIVE, visit
from case_store.log.sql import upsert
from cases.queue.visit import VisitState

Kept = dict[str, Any]
_ISSUE = Prepared(upsert(visit).on_conflict_do_nothing(index_elements=["stream", "visit_id"]))
_THIS = (visit.c.stream == param("s"), visit.c.visit_id == param("i"))
_KEPT = {  # what events build on, as it is of a visit that was issued just now
    "visit_id": "",
    "business_date": "",
    "queue": "",
    "state": VisitState.WAITING.value,
    "place_at_us": 0,
    "ticket_no": "",
    "started_at_us": None,
    "call_no": 0,
    "calls_count": 0,
    "returns_count": 0,
    "postponements": 0,
    "transfers": 0,
    "first_called_at_us": None,
    "for_counter": None,
    "priority": None,
    "appointment_at_us": None,
    "eligible_from_call": 0,
    "overtaken": 0,
}
_SELECTED = sa.select(*(visit.c[name] for name in _KEPT))
_ROW = Prepared(_SELECTED.where(*_THIS))
_ROWS = _SELECTED.where(visit.c.stream == param("s"), visit.c.visit_id.in_(param("ids", expanding=True)))
_IN_LINE = Prepared(
    _SELECTED.where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        IS_LIVE,
        visit.c.state == VisitState.WAITING.value,
    )
)
_UPDATE = sa.update(visit).where(*_THIS)
_VISITS, _LINES, _WAITING = "visits", "lines of visits", "changes of visits"  # in what is gathered
_CHANGES: dict[frozenset[str], Prepared] = {}


def remember(connection: sa.Connection, stream: str, visit_ids: Collection[str]) -> None:
    """Within `gathered`: read these visits at once."""
    visits = known(connection, _VISITS)
    if visits is None or not visit_ids:
        return
    visits.update(dict.fromkeys((stream, visit_id) for visit_id in visit_ids))
    for row in connection.execute(_ROWS, {"s": stream, "ids": list(visit_ids)}):
        visits[stream, row.visit_id] = dict(zip(_KEPT, row, strict=True))


def kept_visit(connection: sa.Connection, this: dict[str, str]) -> Kept | None:
    """What an event builds on, of a visit that was issued. `this`: stream and visit id, as "s" and "i"."""
    visits, key = known(connection, _VISITS), (this["s"], this["i"])
    if visits is not None and key in visits:
        kept: Kept | None = visits[key]
        return kept
    row = _ROW.first(connection, this)
    kept = None if row is None else dict(zip(_KEPT, row, strict=True))
    if visits is not None:
        visits[key] = kept
    return kept


def issue(connection: sa.Connection, this: dict[str, str], row: dict[str, Any]) -> None:
    """A visit that is new. The first that was issued stands."""
    visits = known(connection, _VISITS)
    if visits is None:
        _ISSUE.run(connection, row)
    elif kept_visit(connection, this) is None:
        kept = {name: row.get(name, value) for name, value in _KEPT.items()}
        visits[this["s"], this["i"]] = kept
        _stand(connection, this, kept)
        _write_later(connection, this, row)


def change(connection: sa.Connection, this: dict[str, str], kept: Kept, values: dict[str, Any]) -> None:
    """What is new in the row: now, or once for all that happens to it while others are gathered."""
    if not values:
        return
    if known(connection, _VISITS) is None:
        _write(connection, this, values)
        return
    kept.update((name, value) for name, value in values.items() if name in _KEPT)
    if "state" in values:
        _stand(connection, this, kept)
    _write_later(connection, this, values)


def in_line(connection: sa.Connection, stream: str, day: str) -> list[Kept]:
    """Who waits on a day, in no order."""
    read = partial(_IN_LINE.all, connection, {"s": stream, "d": day})
    visits, lines = known(connection, _VISITS), known(connection, _LINES)
    if visits is None or lines is None:
        return [dict(zip(_KEPT, row, strict=True)) for row in read()]
    if (stream, day) not in lines:
        # What the tables say of a visit that is known here may be of before.
        for row in read():
            kept = dict(zip(_KEPT, row, strict=True))
            visits.setdefault((stream, kept["visit_id"]), kept)
        lines[stream, day] = {
            visit_id: kept
            for (of, visit_id), kept in visits.items()
            if kept and of == stream and kept["business_date"] == day and _waits(kept)
        }
    return list(lines[stream, day].values())


def _stand(connection: sa.Connection, this: dict[str, str], kept: Kept) -> None:
    """In line or not, where that day's line is known."""
    lines = known(connection, _LINES)
    line = lines.get((this["s"], kept["business_date"])) if lines else None
    if line is None:
        return
    if _waits(kept):
        line[this["i"]] = kept
    else:
        line.pop(this["i"], None)


def _waits(kept: Kept) -> bool:
    return bool(kept["state"] == VisitState.WAITING.value)


def _write_later(connection: sa.Connection, this: dict[str, str], values: dict[str, Any]) -> None:
    waiting, key = known(connection, _WAITING), (this["s"], this["i"])
    if waiting is None:
        raise RuntimeError("nothing is gathered")
    if key in waiting:
        waiting[key].update(values)
    else:
        waiting[key] = values
        once(connection, ("visit", *key), partial(_write_waiting, connection, this))


def _write_waiting(connection: sa.Connection, this: dict[str, str]) -> None:
    waiting = known(connection, _WAITING)
    row = waiting.pop((this["s"], this["i"])) if waiting else {}
    if "issued_at_us" in row:  # the whole row, new
        put(connection, ("visit", this["s"], this["i"]), _ISSUE, row)
    else:
        _write(connection, this, row)


def _write(connection: sa.Connection, this: dict[str, str], values: dict[str, Any]) -> None:
    """One UPDATE of the row; each set of columns is compiled once."""
    columns = frozenset(values)
    if columns not in _CHANGES:
        _CHANGES[columns] = Prepared(_UPDATE.values({name: param(f"v_{name}") for name in sorted(columns)}))
    row = {**this, **{f"v_{name}": value for name, value in values.items()}}
    put(connection, ("visit", this["s"], this["i"]), _CHANGES[columns], row)
