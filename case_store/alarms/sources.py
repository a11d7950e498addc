"""What alarms now, read from the tables: each cause with an id of its own and what people answered to it.

A cause that is over is not read any more, so its alarm goes by itself. At the centre what is overdue is read over all
halls; who sees one area sees what belongs to its cases.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import orjson

from case_store.alarms.causes import (
    EMERGENCIES,
    GROUP_CASES,
    GROUP_VISITS,
    STORES,
    Cause,
    help_calls,
    overdue,
    whistles,
)
from case_store.alarms.devices import device_alarms
from case_store.alarms.folding import folding_alarms
from case_store.casework.names import unit_name
from case_store.keys import CENTRE
from case_store.log.micros import from_us, from_us_or_none, to_us
from case_store.views.look import Look
from cases.alarm.alarm import Alarm, AlarmKind
from cases.alarm.alarm_rules import owed_before
from cases.alarm.flood import OfKind
from cases.figures.sight import Sight
from cases.hall_time import midnight_after
from cases.notice import EMERGENCY

Row = Sequence[Any]
AlarmOf = Callable[[Row], Alarm]
NOTICE = "notice."
_ALWAYS = 2**62  # after every instant of the tables


class Sources:
    """All causes of one look, as far as somebody sees. `most`: so many of a sort are read, the newest."""

    def __init__(self, look: Look, sight: Sight, most: int) -> None:
        self._look, self._sight, self._most = look, sight, most
        policy = look.house.policy
        waited = timedelta(minutes=policy.alarms.whistle_after_minutes)
        self._this: dict[str, object] = {
            "own": look.stream,
            "area": sight.area,
            "day": look.today.isoformat(),
            "since": to_us(midnight_after(look.today - timedelta(days=1))),
            "persons": policy.hall.groups.announce_from,
            "begun_before": _ALWAYS,
            "upwards_too": 1,
            "before": to_us(owed_before(policy.calendar, look.now, waited)),
        }
        self._names = cache(lambda unit: unit_name(policy, unit))

    def new(self) -> list[OfKind]:
        """What nobody has acknowledged, by kind, and how much there is of it."""
        found: dict[AlarmKind, OfKind] = {}
        for kind, cause, alarm_of in self._causes():
            alarms = self._alarms(cause, alarm_of, had=0, most=self._most)
            count, since = len(alarms), None
            if count == self._most:
                row = cause.count.first(self._look.connection, self._this | {"had": 0})
                count, since = (int(row[0]), from_us_or_none(row[1])) if row else (count, None)
            of_kind = OfKind(kind=kind, alarms=tuple(alarms), count=count, since=since)
            found[kind] = found[kind].and_these(of_kind) if kind in found else of_kind
        for alarm in self._of_machines(had=False):
            one = OfKind(kind=alarm.kind, alarms=(alarm,), count=1)
            found[alarm.kind] = found[alarm.kind].and_these(one) if alarm.kind in found else one
        return list(found.values())

    def owed_upwards(self, begun_before: Mapping[AlarmKind, datetime]) -> list[Alarm]:
        """What nobody has acknowledged, was not handed upwards yet, and began before its kind's instant."""
        found = [alarm for alarm in self._of_machines(had=False) if alarm.escalated_at is None]
        for kind, cause, alarm_of in self._causes():
            this = self._this | {"begun_before": to_us(begun_before[kind]), "upwards_too": 0}
            rows = cause.rows.all(self._look.connection, this | {"had": 0, "most": self._most})
            found += [alarm_of(row) for row in rows]
        return [alarm for alarm in found if alarm.at < begun_before[alarm.kind]]

    def acknowledged(self, most: int) -> list[Alarm]:
        """What somebody has and is not over, the newest of each sort."""
        causes = self._causes()
        return [
            *(alarm for _k, cause, of in causes for alarm in self._alarms(cause, of, had=1, most=most)),
            *self._of_machines(had=True),
        ]

    def _alarms(self, cause: Cause, alarm_of: AlarmOf, *, had: int, most: int) -> list[Alarm]:
        rows = cause.rows.all(self._look.connection, self._this | {"had": had, "most": most})
        return [alarm_of(row) for row in rows]

    def _of_machines(self, *, had: bool) -> list[Alarm]:
        if self._sight.area:
            return []
        alarms = (*device_alarms(self._look), *folding_alarms(self._look))
        return [alarm for alarm in alarms if (alarm.acknowledged_at is not None) is had]

    def _causes(self) -> Sequence[tuple[AlarmKind, Cause, AlarmOf]]:
        in_area = bool(self._sight.area)
        of_cases = (
            (AlarmKind.WHISTLE, whistles(in_area), self._whistled),
            (AlarmKind.OVERDUE, overdue(self._look.stream == CENTRE, in_area), self._overdue),
        )
        if in_area:
            return of_cases
        return (
            (AlarmKind.EMERGENCY, EMERGENCIES, _emergency),
            (AlarmKind.EMERGENCY, help_calls(True), self._called),
            (AlarmKind.HELP, help_calls(False), self._called),
            (AlarmKind.GROUP, GROUP_VISITS, _group_visit),
            (AlarmKind.GROUP, GROUP_CASES, _group_case),
            *of_cases,
            (AlarmKind.STORE, STORES, _of_store),
        )

    def _called(self, row: Row) -> Alarm:
        help_id, kiosk_id, reason, at_us, *answer = row
        told = {"name": self._look.house.kiosk_names.get(kiosk_id, kiosk_id), "reason": reason}
        kind = AlarmKind.EMERGENCY if reason else AlarmKind.HELP
        return _alarm(kind, f"{AlarmKind.HELP}:{help_id}", at_us, told, answer)

    def _whistled(self, row: Row) -> Alarm:
        whistle_id, unit, state, case_id, code, at_us, *answer = row
        told = {"unit": self._names(unit), "state": state, "whistle_id": whistle_id}
        alarm_id = f"{AlarmKind.WHISTLE}:{whistle_id}/{unit}"
        return _alarm(AlarmKind.WHISTLE, alarm_id, at_us, told, answer, case=(case_id, code or ""))

    def _overdue(self, row: Row) -> Alarm:
        item_id, unit, clock, case_id, code, at_us, *answer = row
        told = {"unit": self._names(unit), "clock": clock, "item_id": item_id}
        alarm_id = f"{AlarmKind.OVERDUE}:{item_id}"
        return _alarm(AlarmKind.OVERDUE, alarm_id, at_us, told, answer, case=(case_id, code or ""))


def _emergency(row: Row) -> Alarm:
    notice_id, code, facts, at_us, *answer = row
    told = {name: value for name, value in orjson.loads(facts) if name in ("name", "phone")}
    told["reason"] = code.removeprefix(EMERGENCY)
    return _alarm(AlarmKind.EMERGENCY, f"{AlarmKind.EMERGENCY}:{notice_id}", at_us, told, answer)


def _of_store(row: Row) -> Alarm:
    notice_id, code, facts, at_us, *answer = row
    told = {name: value for name, value in orjson.loads(facts) if name == "name"}
    told["trouble"] = code.removeprefix(NOTICE)
    return _alarm(AlarmKind.STORE, f"{AlarmKind.STORE}:{notice_id}", at_us, told, answer)


def _group_visit(row: Row) -> Alarm:
    visit_id, ticket_no, persons, case_id, code, at_us, *answer = row
    told, case = {"name": ticket_no, "persons": str(persons)}, (case_id or "", code or "")
    return _alarm(AlarmKind.GROUP, f"{AlarmKind.GROUP}:{visit_id}", at_us, told, answer, case=case)


def _group_case(row: Row) -> Alarm:
    case_id, code, persons, at_us, *answer = row
    told, case = {"name": code, "persons": str(persons)}, (case_id, code)
    return _alarm(AlarmKind.GROUP, f"{AlarmKind.GROUP}:{case_id}", at_us, told, answer, case=case)


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
