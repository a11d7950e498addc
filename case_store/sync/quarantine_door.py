"""What was kept apart, and a person's decision on it: taken in after all (重新收入), or left out for good (留存不收).

Taken in means: checked again with the code and the rules of today, and placed where it belongs. A branch is not taken
in here: its own hall does that with `admin sync re-enrol`, event by event, in a new epoch.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.central.context import PROGRAM, within
from case_store.hall.house import OnDuty
from case_store.hall.runner import Runner
from case_store.log.apart import event_apart
from case_store.log.event_log import Past, Work
from case_store.log.micros import from_us, to_us
from case_store.log.placing import place
from case_store.log.projections.case_histories import OLD_TENURE, refold
from case_store.log.rows import object_in
from case_store.log.schema import case_, event, outbox, quarantine
from case_store.sync.hall_outbox import QUARANTINED
from case_store.sync.heads import links_at
from case_store.sync.ingest import check, takings_of
from case_store.sync.push import FORKED
from case_store.sync.sent import item_at
from case_store.trouble import is_machine_trouble
from cases.log_events import EventLeftOut, EventReadmitted
from cases.people.two_person import ActRequested
from cases.policy.policy_revision import WHY_CHARS_MAX
from cases.refusal import Refusal
from cases.views_quarantine import ApartAsked, ApartRow

LEFT_OUT = "left_out"
ROWS_MAX = 500
_CASE = "case:"
_DONE = TypeAdapter(bool)
_HERE = (
    sa.select(quarantine).order_by(quarantine.c.decided, quarantine.c.received_at_us.desc()).limit(ROWS_MAX)
)
_ABOVE = (
    sa.select(event, outbox.c.verdict, outbox.c.reason)
    .join_from(
        outbox, event, sa.and_(event.c.stream == outbox.c.stream, event.c.position == outbox.c.position)
    )
    .where(outbox.c.stream == param("s"), outbox.c.verdict.is_not(None))
    .order_by(outbox.c.verdict.desc(), outbox.c.position.desc())
    .limit(ROWS_MAX)
)
_CODE = sa.select(case_.c.case_code).where(case_.c.case_id == param("i"))
_ONE = sa.select(quarantine).where(quarantine.c.stream == param("s"), quarantine.c.id == param("i"))
_COME_IN = sa.delete(quarantine).where(quarantine.c.stream == param("s"), quarantine.c.id == param("i"))
_DECIDE = (
    sa.update(quarantine)
    .where(quarantine.c.stream == param("s"), quarantine.c.id == param("i"))
    .values(decided=LEFT_OUT, decided_at_us=param("at"), decided_by=param("by"), why=param("because"))
)
_STORED = sa.select(event.c.hash).where(event.c.stream == param("s"), event.c.id == param("i"))
_SENT = (
    outbox.c.stream == param("s"),
    outbox.c.verdict.is_not(None),
    outbox.c.position.in_(
        sa.select(event.c.position).where(event.c.stream == param("s"), event.c.id == param("i"))
    ),
)
_REFUSED_ABOVE = sa.select(outbox.c.reason).where(*_SENT)
_PUSH_AGAIN = sa.update(outbox).where(*_SENT).values(verdict=None, reason=None)
_LEAVE_ABOVE = sa.update(outbox).where(*_SENT).values(verdict=LEFT_OUT)


class QuarantineDoor:
    """Of one store. `needs_two`: whether policy wants two persons for a re-admission (guard.toml)."""

    def __init__(self, runner: Runner, needs_two: Callable[[], bool]) -> None:
        self._runner, self._needs_two = runner, needs_two

    def rows(self) -> tuple[ApartRow, ...]:
        """What waits for a person first, the newest first."""
        with self._runner.reading() as connection:
            found = [*_kept_here(connection), *_refused_above(connection, self._runner.stream)]
        return tuple(sorted(found, key=lambda row: (row.decided, -row.at.timestamp())))

    def readmit(self, command_id: UUID, who: OnDuty, asked: ApartAsked) -> bool | Refusal:
        """重新收入: one event, by its store and id."""
        if self._needs_two():
            return Refusal("two_person.needed")
        return self._decide(command_id, "readmit", who, asked, _readmit)

    def leave_out(self, command_id: UUID, who: OnDuty, asked: ApartAsked) -> bool | Refusal:
        """留存不收."""
        return self._decide(command_id, "leave_out", who, asked, _leave_out)

    # 重新收入 by two persons.

    def check(self, past: Past, request: ActRequested, _first: OnDuty) -> Refusal | None:
        """Why it may not be asked for: no reason, or there is nothing to take in."""
        if (refusal := _no_reason(request.why)) is not None:
            return refusal
        return None if self.apart(past, request) else Refusal("quarantine.unknown")

    def do(self, work: Work, request: ActRequested, first: OnDuty, _second: OnDuty) -> Refusal | None:
        """Taken in as by the first person; who confirmed stands beside the request."""
        asked = ApartAsked(stream=request.stream, event_id=request.event_id, why=request.why)
        done = _by_the_program(work, _readmit, first, asked)
        return done if isinstance(done, Refusal) else None

    def apart(self, past: Past, request: ActRequested) -> ApartRow | None:
        """The event that it is about, while it is kept apart."""
        rows = (*_kept_here(past.connection), *_refused_above(past.connection, past.stream))
        wanted = (request.stream, request.event_id)
        return next((row for row in rows if (row.stream, row.event_id) == wanted), None)

    def _decide(
        self,
        command_id: UUID,
        what: str,
        who: OnDuty,
        asked: ApartAsked,
        act: Callable[[Work, OnDuty, ApartAsked], bool | Refusal],
    ) -> bool | Refusal:
        if (refusal := _no_reason(asked.why)) is not None:
            return refusal
        return self._runner.decide(
            command_id,
            {what: (who.staff_id, asked)},
            lambda work: _by_the_program(work, act, who, asked),
            _DONE,
        )


def _by_the_program(
    work: Work, act: Callable[[Work, OnDuty, ApartAsked], bool | Refusal], who: OnDuty, asked: ApartAsked
) -> bool | Refusal:
    """Whoever may decide on it decides; log and outbox, which nobody writes to, are the program's."""
    with within(work.connection, PROGRAM):
        return act(work, who, asked)


def _no_reason(why: str) -> Refusal | None:
    if not why.strip() or len(why) > WHY_CHARS_MAX:
        return Refusal("quarantine.why_missing", {"chars_max": WHY_CHARS_MAX})
    return None


def _readmit(work: Work, who: OnDuty, asked: ApartAsked) -> bool | Refusal:
    this = {"s": asked.stream, "i": asked.event_id}
    row = work.connection.execute(_ONE, this).first()
    if row is None:
        return _push_again(work, who, asked)
    if row.reason == OLD_TENURE:
        return Refusal("quarantine.late")
    stored = work.connection.execute(_STORED, this).first()
    if stored is not None and stored.hash != row.hash:  # the same event, told otherwise
        return Refusal("quarantine.place_taken")
    refusal = None if stored is not None else _place(work, row)
    if refusal is not None:
        return refusal
    work.connection.execute(_COME_IN, this)
    _record(work, who, asked, row.reason, left_out=False)
    return True


def _place(work: Work, row: Any) -> Refusal | None:
    item = item_at(object_in(row.event), row.node, row.epoch, row.seq)
    checked = check(item, takings_of(work.connection, [item]))
    if checked == OLD_TENURE:
        return Refusal("quarantine.late")
    if isinstance(checked, str):
        return Refusal("quarantine.unreadable")
    envelope = checked.envelope
    if (envelope.stream, envelope.node) != (row.stream, row.node):
        return Refusal("quarantine.unreadable")
    links = links_at(work.connection, envelope.stream, envelope.node, envelope.epoch, envelope.seq)
    if row.reason == FORKED or any(not link.reason for link in links):
        return Refusal("quarantine.place_taken")
    try:
        with work.connection.begin_nested():
            place(work.connection, envelope.stream, [checked], work.now, push_on=False, chained=False)
            if envelope.aggregate.startswith(_CASE):  # it may stand before decisions that are folded already
                refold(work.connection, envelope.aggregate.removeprefix(_CASE))
    except Exception as error:
        if is_machine_trouble(error):
            raise
        return Refusal("quarantine.tables", {"error": type(error).__name__})
    return None


def _push_again(work: Work, who: OnDuty, asked: ApartAsked) -> bool | Refusal:
    """Ours, that upstream did not take: it is asked once more."""
    this = {"s": work.stream, "i": asked.event_id}
    refused = work.connection.execute(_REFUSED_ABOVE, this).first()
    if refused is None or asked.stream != work.stream:
        return Refusal("quarantine.unknown")
    work.connection.execute(_PUSH_AGAIN, this)
    _record(work, who, asked, refused.reason or "", left_out=False)
    return True


def _leave_out(work: Work, who: OnDuty, asked: ApartAsked) -> bool | Refusal:
    this = {"s": asked.stream, "i": asked.event_id}
    row = work.connection.execute(_ONE, this).first()
    if row is None:
        refused = work.connection.execute(_REFUSED_ABOVE, this).first()
        if refused is None or asked.stream != work.stream:
            return Refusal("quarantine.unknown")
        work.connection.execute(_LEAVE_ABOVE, this)
        _record(work, who, asked, refused.reason or "", left_out=True)
        return True
    decision = {"at": to_us(work.now), "by": who.staff_id, "because": asked.why}
    work.connection.execute(_DECIDE, {**this, **decision})
    _record(work, who, asked, row.reason, left_out=True)
    return True


def _record(work: Work, who: OnDuty, asked: ApartAsked, reason: str, *, left_out: bool) -> None:
    kind = EventLeftOut if left_out else EventReadmitted
    decided = kind(
        event_id=asked.event_id, stream=asked.stream, reason=reason, staff_id=who.staff_id, why=asked.why
    )
    work.record(f"log:{work.stream}", [decided], who.actor)


def _kept_here(connection: sa.Connection) -> Iterator[ApartRow]:
    for row in connection.execute(_HERE).all():
        said = event_apart(row.event)
        yield ApartRow(
            stream=row.stream,
            event_id=row.id,
            upstream=False,
            reason=row.reason,
            at=from_us(row.received_at_us),
            type=str(said.get("type", ""))[:60],
            about=_about(connection, str(said.get("aggregate", ""))),
            place=f"{row.epoch}/{row.seq}" if row.seq else "",
            decided=row.decided,
            decided_by=row.decided_by,
            why=row.why,
        )


def _refused_above(connection: sa.Connection, stream: str) -> Iterator[ApartRow]:
    for row in connection.execute(_ABOVE, {"s": stream}).all():
        yield ApartRow(
            stream=row.stream,
            event_id=row.id,
            upstream=True,
            reason=row.reason or "",
            at=from_us(row.received_at_us),
            type=row.type,
            about=_about(connection, row.aggregate),
            place=f"{row.epoch}/{row.seq}",
            decided="" if row.verdict == QUARANTINED else row.verdict,
        )


def _about(connection: sa.Connection, aggregate: str) -> str:
    """The code of a case; of anything else only what sort of thing it is."""
    if aggregate.startswith(_CASE):
        code = connection.execute(_CODE, {"i": aggregate.removeprefix(_CASE)}).scalar()
        return str(code or "")
    return aggregate.partition(":")[0][:30]
