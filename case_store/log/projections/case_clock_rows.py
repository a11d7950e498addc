"""clock: a row for every clock that ever ran in a case, with its ledger and the instants derived from it.

Of a case that is registered among events that are folded together, all rows are here until they are written, each once.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import orjson
import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.log.gathered import Owner, known, once, put, settle_writes
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import clock, recounted
from case_store.log.sql import upsert
from cases.casework.case_events import ClocksRecounted
from cases.casework.case_state import Case
from cases.deadlines.case_clock import ArmedClock, Pause
from cases.deadlines.clock_kinds import ClockKind


@dataclass(frozen=True, slots=True)
class _Ledger:
    """What the column `clock.ledger` holds."""

    pauses: tuple[Pause, ...]
    extensions: tuple[int, ...]


_LEDGER = TypeAdapter(_Ledger)
_ROWS = "clock rows"  # in what is gathered: {owner: {clock id: row}}
_CHANGES = (
    "ledger",
    "soon_at_us",
    "due_at_us",
    "due_date",
    "calendar_version",
    "provisional",
    "suspended",
    "running",
    "stopped_at_us",
)
_ARM = upsert(clock)
_ARM_OR_CHANGE = Prepared(
    _ARM.on_conflict_do_update(
        index_elements=["stream", "case_id", "clock_id"],
        set_={name: _ARM.excluded[name] for name in _CHANGES},
    )
)
_MOVED = Prepared(upsert(recounted).on_conflict_do_nothing())
_CLOCK = (clock.c.stream == param("s"), clock.c.case_id == param("i"), clock.c.clock_id == param("c"))
_STOP = Prepared(sa.update(clock).where(*_CLOCK).values(running=0, stopped_at_us=param("at")))
_PASS = Prepared(sa.update(clock).where(*_CLOCK).values(passed=1))
CLOSING_LIMITS = (ClockKind.CLOSE, ClockKind.PETITION_CLOSE)  # of 办结; the others are those of single steps
_LATE = Prepared(
    sa.select(clock.c.clock_id)
    .where(
        clock.c.stream == param("s"),
        clock.c.case_id == param("i"),
        sa.or_(*(clock.c.kind == kind.value for kind in CLOSING_LIMITS)),
        sa.or_(clock.c.passed == 1, clock.c.stopped_at_us >= clock.c.due_at_us),
    )
    .limit(1)
)


def begin(connection: sa.Connection, this: dict[str, str], clocks: tuple[ArmedClock, ...]) -> None:
    """The first clocks of a case that is registered just now. `this`: holder's stream and case id, as "s" and "i"."""
    if (waiting := known(connection, _ROWS)) is not None:
        owner = owner_of(this)
        waiting[owner] = {}
        once(connection, owner, partial(_write, connection, owner))
    arm(connection, this, clocks)


def _write(connection: sa.Connection, owner: Owner) -> None:
    if waiting := known(connection, _ROWS):
        for row in waiting.pop(owner).values():
            put(connection, owner, _ARM_OR_CHANGE, row)


def _waiting(connection: sa.Connection, this: dict[str, str]) -> dict[str, dict[str, Any]] | None:
    """All rows of a case that is not in the tables yet."""
    waiting = known(connection, _ROWS)
    return waiting.get(owner_of(this)) if waiting else None


def follow(connection: sa.Connection, this: dict[str, str], before: Case, case: Case, at: datetime) -> None:
    """Clocks that began, changed or are gone."""
    if case.clocks is before.clocks or case.clocks == before.clocks:
        return
    at_us = to_us(at)
    stay = {id(clock) for clock in before.clocks} & {
        id(clock) for clock in case.clocks
    }  # most: no name is made
    were = {clock.clock_id: clock for clock in before.clocks if id(clock) not in stay}
    now = {clock.clock_id: clock for clock in case.clocks if id(clock) not in stay}
    waiting = _waiting(connection, this)
    for gone in were.keys() - now.keys():
        if waiting is None:
            put(connection, owner_of(this), _STOP, {**this, "c": gone, "at": at_us})
        else:
            waiting[gone].update(running=0, stopped_at_us=at_us)
    arm(connection, this, tuple(clock for name, clock in now.items() if were.get(name) != clock))


def arm(connection: sa.Connection, this: dict[str, str], clocks: tuple[ArmedClock, ...]) -> None:
    """Clocks that begin or change."""
    waiting = _waiting(connection, this)
    for armed in clocks:
        row = _clock_row(this, armed)
        if waiting is None:
            put(connection, owner_of(this), _ARM_OR_CHANGE, row)
        elif row["clock_id"] in waiting:
            waiting[row["clock_id"]].update((name, row[name]) for name in _CHANGES)
        else:
            waiting[row["clock_id"]] = row


def owner_of(this: dict[str, str]) -> Owner:
    """Whose rows the clocks of a case are (log.gathered)."""
    return ("clock", this["s"], this["i"])


def _clock_row(this: dict[str, str], armed: ArmedClock) -> dict[str, Any]:
    return {
        "stream": this["s"],
        "case_id": this["i"],
        "clock_id": armed.clock_id,
        "kind": armed.kind.value,
        "subject": armed.subject,
        "unit": armed.unit.value,
        "amount": armed.amount,
        "started_at_us": to_us(armed.started_at),
        "ledger": ledger_json(armed),
        "soon_at_us": to_us(armed.soon_at),
        "due_at_us": to_us(armed.due_at),
        "due_date": armed.due_date.isoformat(),
        "calendar_version": armed.calendar_version,
        "provisional": int(armed.provisional),
        "suspended": int(armed.is_suspended),
        "running": 1,
        "passed": 0,
        "stopped_at_us": None,
    }


def ledger_json(armed: ArmedClock) -> str:
    """Pauses and extensions as a table keeps them."""
    if not armed.pauses and not armed.extensions:
        return ""
    return orjson.dumps({"pauses": armed.pauses, "extensions": armed.extensions}).decode()


def ledger_from_json(ledger: str) -> tuple[tuple[Pause, ...], tuple[int, ...]]:
    """Pauses and extensions as the rule reads them."""
    if not ledger:
        return (), ()
    kept: _Ledger = _LEDGER.validate_json(ledger)
    return kept.pauses, kept.extensions


def passed(connection: sa.Connection, this: dict[str, str], clock_id: str) -> None:
    """The clock ran out, and it was told."""
    waiting = _waiting(connection, this)
    if waiting is None:
        put(connection, owner_of(this), _PASS, {**this, "c": clock_id})
    elif clock_id in waiting:
        waiting[clock_id].update(passed=1)


def is_late(connection: sa.Connection, this: dict[str, str]) -> bool:
    """Whether a limit of 办结 ran out, or was stopped after its end."""
    waiting = _waiting(connection, this)
    if waiting is None:
        settle_writes(connection, owner_of(this))
        return _LATE.first(connection, this) is not None
    return any(
        row["passed"] or (row["stopped_at_us"] is not None and row["stopped_at_us"] >= row["due_at_us"])
        for row in waiting.values()
        if row["kind"] in CLOSING_LIMITS
    )


def moved(
    connection: sa.Connection, this: dict[str, str], before: Case, happened: ClocksRecounted, at_us: int
) -> None:
    """Which of the recounted clocks end at another instant now."""
    were = {clock.clock_id: clock for clock in before.clocks}
    for now in happened.clocks:
        was = were.get(now.clock_id)
        if was is None or was.due_at == now.due_at:
            continue
        row = {
            "stream": this["s"],
            "case_id": this["i"],
            "clock_id": now.clock_id,
            "at_us": at_us,
            "kind": now.kind.value,
            "calendar_version": happened.calendar_version,
            "was_due_at_us": to_us(was.due_at),
            "was_due_date": was.due_date.isoformat(),
            "due_at_us": to_us(now.due_at),
            "due_date": now.due_date.isoformat(),
            "earlier": int(now.due_at < was.due_at),
            "why": orjson.dumps(happened.why).decode(),
        }
        _MOVED.run(connection, row)
