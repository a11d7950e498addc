"""Screens and their devices: what they report of themselves, kept without an event, and how they are now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.alarms.answers import answered
from case_store.log.event_log import Work
from case_store.log.micros import from_us, to_us
from case_store.log.prepared import Prepared
from case_store.log.rows import object_in
from case_store.log.schema import device_health
from case_store.log.sql import upsert
from case_store.views.look import Look
from cases.alarm.alarm import Alarm, AlarmKind
from cases.alarm.device_health import Condition, Health, HealthReport, check, health_now, worst_of
from cases.refusal import Refusal
from cases.views_dispatch import DeviceLine

TROUBLE = "alarms.trouble."
_KIOSK = "kiosk"
_MINUTE = timedelta(minutes=1)
_MINUTE_US = 60_000_000
_SAID = upsert(device_health)
_KEEP = _SAID.on_conflict_do_update(
    index_elements=["stream", "device_id"],
    set_={
        name: _SAID.excluded[name]
        for name in ("kind", "name", "conditions", "trouble", "since_us", "seen_at_us")
    },
)
_BEFORE = Prepared(
    sa.select(device_health.c.trouble, device_health.c.since_us).where(
        device_health.c.stream == param("s"), device_health.c.device_id == param("i")
    )
)
_ALL = Prepared(
    sa.select(
        device_health.c.device_id,
        device_health.c.kind,
        device_health.c.name,
        device_health.c.conditions,
        device_health.c.since_us,
        device_health.c.seen_at_us,
    )
    .where(device_health.c.stream == param("s"), device_health.c.seen_at_us >= param("after"))
    .order_by(device_health.c.kind, device_health.c.name, device_health.c.device_id)
)


def keep(work: Work, report: HealthReport) -> Refusal | None:
    """What a screen said last stands; a trouble that it already had goes on since it began."""
    if (refusal := check(report)) is not None:
        return refusal
    now_us, trouble = to_us(work.now), worst_of(report.conditions).trouble
    before = _BEFORE.first(work.connection, {"s": work.stream, "i": report.device_id})
    goes_on = before is not None and before[0] == trouble
    row = {
        "stream": work.stream,
        "device_id": report.device_id,
        "kind": report.kind,
        "name": report.name.strip(),
        "conditions": orjson.dumps(dict(sorted(report.conditions.items()))).decode(),
        "trouble": trouble,
        "since_us": before[1] if before is not None and goes_on else now_us,
        "seen_at_us": now_us,
    }
    work.connection.execute(_KEEP, row)
    return None


def device_lines(look: Look) -> tuple[DeviceLine, ...]:
    """Every device that was heard lately. What is fine is told without its last seconds: nothing changes by them."""
    return tuple(_line(look, row, health) for row, health in _standing(look))


def device_alarms(look: Look) -> Iterator[Alarm]:
    """Those that are down, each since it went."""
    for row, health in _standing(look):
        device_id, kind, name = row[0], row[1], _name(look, row)
        if health.condition is not Condition.DOWN or health.since is None:
            continue
        alarm = Alarm(
            alarm_id=f"{AlarmKind.DEVICE}:{device_id}@{to_us(health.since)}",
            kind=AlarmKind.DEVICE,
            at=health.since,
            facts=(("name", name), ("kind", kind), ("trouble", health.trouble), ("device_id", device_id)),
        )
        yield answered(look, alarm)


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineHeard:
    """A machine that was heard lately, as staff call it."""

    device_id: str
    kind: str
    name: str
    health: Health
    seen_at: datetime


def machines_heard(look: Look) -> Iterator[MachineHeard]:
    """Every one of them, in the order of kinds and names."""
    for row, health in _standing(look):
        yield MachineHeard(
            device_id=row[0], kind=row[1], name=_name(look, row), health=health, seen_at=from_us(row[5])
        )


def _standing(look: Look) -> Iterator[tuple[Any, Health]]:
    policy = look.house.policy
    after = look.now - timedelta(days=policy.alarms.device_forgotten_days)
    for row in _ALL.all(look.connection, {"s": look.stream, "after": to_us(after)}):
        said = replace(worst_of(object_in(row[3]) or {}), since=from_us(row[4]))
        yield row, health_now(said, from_us(row[5]), policy.alarms, policy.calendar, look.now)


def _line(look: Look, row: Any, health: Health) -> DeviceLine:
    device_id, kind, seen_at_us = row[0], row[1], row[5]
    minutes = max(0, (look.now - (health.since or look.now)) // _MINUTE)
    return DeviceLine(
        device_id=device_id,
        kind=kind,
        name=_name(look, row),
        condition=health.condition.value,
        trouble=f"{TROUBLE}{health.trouble}" if health.trouble else "",
        facts=(("minutes", str(minutes)),) if health.trouble else (),
        seen_at=from_us(seen_at_us // _MINUTE_US * _MINUTE_US),
        others=health.others,
    )


def _name(look: Look, row: Any) -> str:
    """As staff call it: the hall's own name of a kiosk, else what the device says, else its id."""
    named: str = look.house.kiosk_names.get(row[0], "") if row[1] == _KIOSK else ""
    return named or row[2] or row[0]
