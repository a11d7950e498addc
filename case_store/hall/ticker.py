"""What time alone causes: deadlines that pass, holds that end, receptions too long, closing time, a new day.

Ids derive from clock and rung, or from the day, so that it happens once whoever looks and however often.
"""

from datetime import date
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import granted
from case_store.hall import timed_visits
from case_store.hall.day_end import end_earlier_days, name_who_still_waits
from case_store.hall.house import House
from case_store.hall.notices import SYSTEM
from case_store.hall.runner import Runner
from case_store.log.event_log import Happened, Work
from case_store.log.history import case_name, case_of
from case_store.log.micros import to_us
from case_store.log.schema import clock
from cases.casework.case_commands import PassDeadline
from cases.casework.case_events import DeadlinePassed
from cases.casework.case_rules import decide
from cases.casework.supervision import SupervisionRaised
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_date

FIRST_RUNG = 0  # red itself; the ladder's rungs come after it
_NAMESPACE = UUID("9b6f0d4e-95b7-5a8e-8a43-7c1c5b0f6f0a")
_TO_PASS = (
    sa.select(clock.c.case_id, clock.c.kind, clock.c.clock_id, clock.c.due_at_us)
    .where(
        clock.c.stream == param("s"),
        clock.c.running == 1,
        clock.c.passed == 0,
        clock.c.suspended == 0,
        clock.c.due_at_us <= param("t"),
    )
    .order_by(clock.c.due_at_us)
    .limit(200)
)


class Ticker:
    """Asked again and again. What was told in this process is remembered, so that a quiet second costs two looks."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house
        self._day: date | None = None  # the last one whose beginning was seen
        self._closed_day: date | None = None
        self._told: frozenset[str] = frozenset()

    def tick(self) -> None:
        """What time alone causes; with a new day also what the days before it have left."""
        now, stream, policy = self._runner.clock_now(), self._runner.stream, self._house.policy
        today = hall_date(now)
        closes = timed_visits.has_closed(policy, now) and self._closed_day != today
        with self._runner.reading() as connection:
            overlong = timed_visits.overlong(connection, stream, policy, now)
            untold = [one for one in overlong if one[0] not in self._told]
            due = is_due(connection, stream, to_us(now)) or bool(
                timed_visits.holds_over(connection, stream, now)
            )
        if not (due or untold or closes or today != self._day):
            return
        with self._runner.writing() as work:
            if today != self._day:
                end_earlier_days(work)
            pass_deadlines(work, self._house)
            timed_visits.end_holds(work)
            timed_visits.tell_overlong(work, self._house, untold)
            if closes:
                name_who_still_waits(work)
        self._day = today
        self._closed_day = today if closes else self._closed_day
        self._told = frozenset(visit_id for visit_id, _no, _counter in overlong)


def is_due(connection: sa.Connection, stream: str, now_us: int) -> bool:
    """Whether a deadline has passed: a look, not yet a write."""
    return connection.execute(_TO_PASS, {"s": stream, "t": now_us}).first() is not None


def pass_deadlines(work: Work, house: House) -> None:
    """`DeadlinePassed` with its supervision item (I4), `at` = due."""
    rows = work.connection.execute(_TO_PASS, {"s": work.stream, "t": to_us(work.now)}).all()
    for row in rows:
        kind = ClockKind(row.kind)
        occasion = f"{work.stream}/{row.case_id}/{row.clock_id}/{FIRST_RUNG}"
        item_id = str(uuid5(_NAMESPACE, f"{occasion}/supervision"))
        command = PassDeadline(clock=kind, clock_id=row.clock_id, rung=FIRST_RUNG, item_id=item_id)
        events = granted(decide(case_of(work, row.case_id), command, house.policy, work.now, work.stream))
        for event in events:
            if not isinstance(event, DeadlinePassed):
                continue
            raised = SupervisionRaised(
                item_id=item_id,
                case_id=row.case_id,
                clock=row.clock_id,
                rung=FIRST_RUNG,
                trigger="deadline_passed",
                due_at=event.due_at,
            )
            work.append(
                Happened(
                    aggregate=case_name(row.case_id),
                    event=event,
                    at=event.due_at,
                    actor=SYSTEM,
                    id=uuid5(_NAMESPACE, occasion),
                ),
                Happened(
                    aggregate=f"supervision:{item_id}",
                    event=raised,
                    at=event.due_at,
                    actor=SYSTEM,
                    id=uuid5(_NAMESPACE, f"{occasion}/supervision/event"),
                ),
            )
