"""What alarms now, read from the tables: each cause with an id of its own and what people answered to it.

A cause that is over is not read any more, so its alarm goes by itself. At the centre what is overdue is read over all
halls; who sees one area sees what belongs to its cases.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.alarms.devices import device_alarms
from case_store.casework.names import unit_name
from case_store.keys import CENTRE
from case_store.log.micros import from_us, from_us_or_none, to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import (
    IS_LIVE,
    alarm_answer,
    case_,
    case_folded,
    help_call,
    notice,
    supervision,
    visit,
    whistle,
)
from case_store.log.sql import greater
from case_store.views.look import Look
from cases.alarm.alarm import Alarm, AlarmKind
from cases.alarm.flood import OfKind
from cases.casework.case_state import CaseState
from cases.figures.sight import Sight
from cases.hall_time import midnight_after
from cases.notice import EMERGENCY
from cases.policy.supervision import Trigger
from cases.supervision.whistle import WhistleState

READ_MAX = 300  # of a kind; more are counted, and are one group in any case
_ANSWER = (alarm_answer.c.acknowledged_at_us, alarm_answer.c.acknowledged_by, alarm_answer.c.escalated_at_us)
_OPEN_FIRST = alarm_answer.c.acknowledged_at_us.is_not(None)
_IN_AREA = sa.func.substr(case_.c.town, 1, sa.func.length(param("area"))) == param("area")
_REGISTERED = CaseState.REGISTERED.value


def _answered(source: "sa.FromClause", alarm_id: "sa.ColumnElement[str]") -> "sa.Join":
    """The source with what people answered: by the store that asks, wherever the cause stands."""
    answered = sa.and_(alarm_answer.c.stream == param("own"), alarm_answer.c.alarm_id == alarm_id)
    return sa.outerjoin(source, alarm_answer, answered)


def _of_cases(source: "sa.Join", case_id: "sa.ColumnElement[str]") -> "sa.Join":
    """With the case: it stands in its holder's stream, which case_folded knows by the id alone."""
    held = sa.and_(case_.c.stream == case_folded.c.stream, case_.c.case_id == case_folded.c.case_id)
    return source.outerjoin(case_folded, case_folded.c.case_id == case_id).outerjoin(case_, held)


_EMERGENCIES = Prepared(
    sa.select(notice.c.notice_id, notice.c.code, notice.c.facts, notice.c.at_us, *_ANSWER)
    .select_from(_answered(notice, sa.literal(f"{AlarmKind.EMERGENCY}:") + notice.c.notice_id))
    .where(
        notice.c.stream == param("own"),
        notice.c.open == 1,
        notice.c.code >= sa.literal(EMERGENCY),
        notice.c.code < sa.literal(EMERGENCY + "\uffff"),
    )
    .order_by(_OPEN_FIRST, notice.c.at_us.desc())
    .limit(param("most"))
)
_HELP = Prepared(
    sa.select(
        help_call.c.help_id, help_call.c.kiosk_id, help_call.c.reason, help_call.c.called_at_us, *_ANSWER
    )
    .select_from(_answered(help_call, sa.literal(f"{AlarmKind.HELP}:") + help_call.c.help_id))
    .where(help_call.c.stream == param("own"), help_call.c.open == 1)
    .order_by(_OPEN_FIRST, help_call.c.called_at_us.desc())
    .limit(param("most"))
)
_PERSONS = greater(sa.func.coalesce(visit.c.party_count, 0), sa.func.coalesce(case_.c.party_count, 0))
_GROUP_VISITS = Prepared(
    sa.select(
        visit.c.visit_id,
        visit.c.ticket_no,
        visit.c.issued_at_us,
        _PERSONS,
        visit.c.case_id,
        case_.c.case_code,
        *_ANSWER,
    )
    .select_from(
        _answered(visit, sa.literal(f"{AlarmKind.GROUP}:") + visit.c.visit_id).outerjoin(
            case_, sa.and_(case_.c.stream == visit.c.stream, case_.c.case_id == visit.c.case_id)
        )
    )
    .where(
        visit.c.stream == param("own"),
        visit.c.business_date == param("day"),
        IS_LIVE,
        param("persons") <= _PERSONS,
    )
    .order_by(_OPEN_FIRST, visit.c.issued_at_us.desc())
    .limit(param("most"))
)
_GROUP_CASES = Prepared(  # told by telephone or letter, or brought in: nobody has decided on it yet
    sa.select(case_.c.case_id, case_.c.case_code, case_.c.registered_at_us, case_.c.party_count, *_ANSWER)
    .select_from(_answered(case_, sa.literal(f"{AlarmKind.GROUP}:") + case_.c.case_id))
    .where(
        case_.c.state == sa.literal(_REGISTERED),
        case_.c.stream == param("own"),
        case_.c.visit_id.is_(None),
        case_.c.registered_at_us >= param("since"),
        case_.c.party_count >= param("persons"),
    )
    .order_by(_OPEN_FIRST, case_.c.registered_at_us.desc())
    .limit(param("most"))
)
_MISSED_AND_OPEN = sa.exists().where(
    supervision.c.stream == whistle.c.stream,
    supervision.c.whistle_id == whistle.c.whistle_id,
    supervision.c.unit == whistle.c.unit,
    supervision.c.open == 1,
)


@cache
def _whistles(in_area: bool) -> Prepared:
    alarm_id = sa.literal(f"{AlarmKind.WHISTLE}:") + whistle.c.whistle_id + sa.literal("/") + whistle.c.unit
    called, missed = sa.literal(WhistleState.CALLED.value), sa.literal(WhistleState.MISSED.value)
    return Prepared(
        sa.select(
            whistle.c.whistle_id,
            whistle.c.unit,
            whistle.c.state,
            whistle.c.called_at_us,
            whistle.c.case_id,
            case_.c.case_code,
            *_ANSWER,
        )
        .select_from(_of_cases(_answered(whistle, alarm_id), whistle.c.case_id))
        .where(
            whistle.c.stream == param("own"),
            sa.or_(
                sa.and_(whistle.c.state == called, whistle.c.due_at_us.is_not(None)),
                sa.and_(whistle.c.state == missed, _MISSED_AND_OPEN),
            ),
            *([_IN_AREA] if in_area else ()),
        )
        .order_by(_OPEN_FIRST, whistle.c.called_at_us.desc())
        .limit(param("most"))
    )


def _overdue_items(everywhere: bool, in_area: bool) -> tuple[Any, ...]:
    return (
        supervision.c.open == 1,
        supervision.c.trigger == sa.literal(Trigger.DEADLINE_PASSED.value),
        *(() if everywhere else (supervision.c.stream == param("own"),)),
        *([_IN_AREA] if in_area else ()),
    )


_OVERDUE_ID = sa.literal(f"{AlarmKind.OVERDUE}:") + supervision.c.item_id


@cache
def _overdue(everywhere: bool, in_area: bool) -> Prepared:
    return Prepared(
        sa.select(
            supervision.c.item_id,
            supervision.c.unit,
            supervision.c.clock,
            supervision.c.raised_at_us,
            supervision.c.case_id,
            case_.c.case_code,
            *_ANSWER,
        )
        .select_from(_of_cases(_answered(supervision, _OVERDUE_ID), supervision.c.case_id))
        .where(*_overdue_items(everywhere, in_area))
        .order_by(_OPEN_FIRST, supervision.c.raised_at_us.desc())
        .limit(param("most"))
    )


@cache
def _overdue_count(everywhere: bool, in_area: bool) -> Prepared:
    source = _answered(supervision, _OVERDUE_ID)
    return Prepared(
        sa.select(sa.func.count(), sa.func.min(supervision.c.raised_at_us))
        .select_from(_of_cases(source, supervision.c.case_id) if in_area else source)
        .where(*_overdue_items(everywhere, in_area), alarm_answer.c.acknowledged_at_us.is_(None))
    )


class Sources:
    """All causes of one look, as far as somebody sees."""

    def __init__(self, look: Look, sight: Sight, most: int = READ_MAX) -> None:
        self._look, self._sight, self._most = look, sight, most
        self._this: dict[str, object] = {"own": look.stream, "most": most, "area": sight.area}

    def read(self) -> tuple[list[OfKind], list[Alarm]]:
        """What nobody has acknowledged, by kind, and what somebody has and is not over."""
        alarms: dict[AlarmKind, list[Alarm]] = {kind: [] for kind in AlarmKind}
        for read in self._readers():
            for alarm in read():
                alarms[alarm.kind].append(alarm)
        acknowledged = [a for found in alarms.values() for a in found if a.acknowledged_at is not None]
        return [self._of_kind(kind, found) for kind, found in alarms.items()], acknowledged

    def every(self) -> list[Alarm]:
        """All of them in one list."""
        return [alarm for read in self._readers() for alarm in read()]

    def _of_kind(self, kind: AlarmKind, found: Sequence[Alarm]) -> OfKind:
        new = tuple(alarm for alarm in found if alarm.acknowledged_at is None)
        if kind is not AlarmKind.OVERDUE or len(new) < self._most:
            return OfKind(kind=kind, alarms=new, count=len(new))
        row = _overdue_count(*self._wide).first(self._look.connection, self._this)
        count, since_us = row or (len(new), None)
        return OfKind(kind=kind, alarms=new, count=int(count), since=from_us_or_none(since_us))

    def _readers(self) -> Sequence[Callable[[], Iterator[Alarm]]]:
        of_cases = (self._whistled, self._overdue)
        if self._sight.area:
            return of_cases
        return (self._emergencies, self._help, self._groups, *of_cases, self._devices)

    @property
    def _wide(self) -> tuple[bool, bool]:
        return self._look.stream == CENTRE, bool(self._sight.area)

    def _emergencies(self) -> Iterator[Alarm]:
        for notice_id, code, facts, at_us, *answer in _EMERGENCIES.all(self._look.connection, self._this):
            told = {name: value for name, value in orjson.loads(facts) if name in ("name", "phone")}
            told["reason"] = code.removeprefix(EMERGENCY)
            yield _alarm(AlarmKind.EMERGENCY, f"{AlarmKind.EMERGENCY}:{notice_id}", at_us, told, answer)

    def _help(self) -> Iterator[Alarm]:
        names = self._look.house.kiosk_names
        for help_id, kiosk_id, reason, at_us, *answer in _HELP.all(self._look.connection, self._this):
            kind = AlarmKind.EMERGENCY if reason else AlarmKind.HELP
            told = {"name": names.get(kiosk_id, kiosk_id), "reason": reason}
            yield _alarm(kind, f"{AlarmKind.HELP}:{help_id}", at_us, told, answer)

    def _groups(self) -> Iterator[Alarm]:
        look, connection = self._look, self._look.connection
        persons = look.house.policy.hall.groups.announce_from
        here = {**self._this, "day": look.today.isoformat(), "persons": persons}
        for visit_id, ticket_no, at_us, count, case_id, code, *answer in _GROUP_VISITS.all(connection, here):
            told = {"name": ticket_no, "persons": str(count)}
            case = (case_id or "", code or "")
            yield _alarm(AlarmKind.GROUP, f"{AlarmKind.GROUP}:{visit_id}", at_us, told, answer, case=case)
        today = {
            **self._this,
            "since": to_us(midnight_after(look.today - timedelta(days=1))),
            "persons": persons,
        }
        for case_id, code, at_us, count, *answer in _GROUP_CASES.all(connection, today):
            told = {"name": code, "persons": str(count)}
            yield _alarm(
                AlarmKind.GROUP, f"{AlarmKind.GROUP}:{case_id}", at_us, told, answer, case=(case_id, code)
            )

    def _whistled(self) -> Iterator[Alarm]:
        policy = self._look.house.policy
        after_s = policy.alarms.whistle_after_minutes * 60
        rows = _whistles(bool(self._sight.area)).all(self._look.connection, self._this)
        for whistle_id, unit, state, at_us, case_id, code, *answer in rows:
            waited = policy.calendar.open_time(from_us(at_us), self._look.now).total_seconds()
            if state == WhistleState.CALLED and waited < after_s:
                continue
            told = {"unit": unit_name(policy, unit), "state": state, "whistle_id": whistle_id}
            alarm_id = f"{AlarmKind.WHISTLE}:{whistle_id}/{unit}"
            yield _alarm(AlarmKind.WHISTLE, alarm_id, at_us, told, answer, case=(case_id, code or ""))

    def _overdue(self) -> Iterator[Alarm]:
        policy = self._look.house.policy
        named = cache(lambda unit: unit_name(policy, unit))
        rows = _overdue(*self._wide).all(self._look.connection, self._this)
        for item_id, unit, clock, at_us, case_id, code, *answer in rows:
            told = {"unit": named(unit), "clock": clock, "item_id": item_id}
            alarm_id = f"{AlarmKind.OVERDUE}:{item_id}"
            yield _alarm(AlarmKind.OVERDUE, alarm_id, at_us, told, answer, case=(case_id, code or ""))

    def _devices(self) -> Iterator[Alarm]:
        yield from device_alarms(self._look)


def _alarm(
    kind: AlarmKind,
    alarm_id: str,
    at_us: int,
    facts: dict[str, str],
    answer: Sequence[Any],
    *,
    case: tuple[str, str] = ("", ""),
) -> Alarm:
    acknowledged_at_us, acknowledged_by, escalated_at_us = answer
    return Alarm(
        alarm_id=alarm_id,
        kind=kind,
        at=from_us(at_us),
        facts=tuple(facts.items()),
        case_id=case[0],
        case_code=case[1],
        acknowledged_at=from_us_or_none(acknowledged_at_us),
        acknowledged_by=acknowledged_by or "",
        escalated_at=from_us_or_none(escalated_at_us),
    )
