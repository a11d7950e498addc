"""What time alone causes: deadlines that pass, holds that end, receptions too long, closing time, a new day.

Ids derive from clock and rung, or from the day, so that it happens once whoever looks and however often.
"""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework import casework_ticks
from case_store.casework.supervising import item_id_of
from case_store.errors import StoreError
from case_store.hall import timed_visits
from case_store.hall.day_end import end_earlier_days, name_who_still_waits
from case_store.hall.house import House
from case_store.hall.notices import SYSTEM
from case_store.hall.runner import Runner
from case_store.log.event_log import Happened, Work
from case_store.log.history import case_name, case_of
from case_store.log.micros import from_us, to_us
from case_store.log.schema import clock
from cases.casework.case_commands import PassDeadline
from cases.casework.case_rules import decide
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_date
from cases.refusal import Refusal

TOGETHER_MAX = 50  # deadlines in one transaction
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
    .order_by(clock.c.due_at_us, clock.c.case_id, clock.c.clock_id)
    .limit(param("n"))
    .offset(param("skip"))
)


class Ticker:
    """Asked again and again. What was told in this process is remembered, so that a quiet second costs two looks."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house
        self._day: date | None = None  # the last one whose beginning was seen
        self._closed_day: date | None = None
        self._climbed_day: date | None = None  # the last one whose rungs were all taken
        self._told: frozenset[str] = frozenset()

    def tick(self) -> bool:
        """What time alone causes; with a new day also what the days before it have left; whether more is due."""
        now, stream, policy = self._runner.clock_now(), self._runner.stream, self._house.policy
        today = hall_date(now)
        closes = timed_visits.has_closed(policy, now) and self._closed_day != today
        with self._runner.reading() as connection:
            overlong = timed_visits.overlong(connection, stream, policy, now)
            untold = [one for one in overlong if one[0] not in self._told]
            passed = is_due(connection, stream, to_us(now))
            due = (
                passed
                or casework_ticks.is_due(connection, stream, to_us(now))
                or bool(timed_visits.holds_over(connection, stream, now))
            )
        climbs = policy.calendar.is_open(now) and (passed or self._climbed_day != today)
        if not (due or untold or closes or climbs or today != self._day):
            return False
        with self._runner.writing() as work:
            if today != self._day:
                end_earlier_days(work)
            more = pass_deadlines(work, self._house)
            casework_ticks.miss_whistles(work, self._house)
            casework_ticks.pass_tasks(work, self._house)
            climbed = climbs and casework_ticks.climb(work, self._house)
            timed_visits.end_holds(work)
            timed_visits.tell_overlong(work, self._house, untold)
            if closes:
                name_who_still_waits(work)
        self._day = today
        self._climbed_day = today if climbed else self._climbed_day
        self._closed_day = today if closes else self._closed_day
        self._told = frozenset(visit_id for visit_id, _no, _counter in overlong)
        return more


def is_due(connection: sa.Connection, stream: str, now_us: int) -> bool:
    """Whether a deadline has passed: a look, not yet a write."""
    return connection.execute(_TO_PASS, {"s": stream, "t": now_us, "n": 1, "skip": 0}).first() is not None


def pass_deadlines(work: Work, house: House) -> bool:
    """`DeadlinePassed`, `at` = due; its supervision item (I4) follows by itself (casework.supervising).

    So few at once that a command which waits is soon answered; True when more may be due. A clock of a case that is
    not decidable here (handed over, or with an event of a newer version) holds up no other.
    """
    passed = skipped = 0
    while passed < TOGETHER_MAX:
        wanted = {"s": work.stream, "t": to_us(work.now), "n": TOGETHER_MAX - passed, "skip": skipped}
        rows = work.connection.execute(_TO_PASS, wanted).all()
        if not rows:
            return False
        done = sum(_pass(work, house, row) for row in rows)
        passed, skipped = passed + done, skipped + len(rows) - done
    return True


def _pass(work: Work, house: House, row: Any) -> bool:
    """Whether the clock's end was told."""
    occasion = f"{work.stream}/{row.case_id}/{row.clock_id}/{FIRST_RUNG}"
    command = PassDeadline(
        clock=ClockKind(row.kind), clock_id=row.clock_id, rung=FIRST_RUNG, item_id=item_id_of(occasion)
    )
    try:
        case = case_of(work, row.case_id)
    except StoreError:
        return False
    events = decide(case, command, house.policy, work.now, work.stream)
    if isinstance(events, Refusal) or not events:
        return False
    work.append(
        Happened(
            aggregate=case_name(row.case_id),
            event=events[0],
            at=from_us(row.due_at_us),
            actor=SYSTEM,
            id=uuid5(_NAMESPACE, occasion),
        )
    )
    return True
