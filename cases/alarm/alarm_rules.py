"""What people and time do with alarms: acknowledged once, handed upwards once, heard once. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from cases.alarm.alarm import Alarm, AlarmAcknowledged, AlarmEscalated
from cases.deadlines.work_calendar import WorkCalendar
from cases.policy.alarms import AlarmsPolicy
from cases.refusal import Refusal


def acknowledge(asked: Iterable[Alarm], staff_id: str) -> list[AlarmAcknowledged] | Refusal:
    """已知. `asked`: those of the asked ids that are not over. The first acknowledgement stands: again is nothing."""
    there = list({alarm.alarm_id: alarm for alarm in asked}.values())
    if not there:
        return Refusal("alarm.over")
    return [
        AlarmAcknowledged(alarm_id=alarm.alarm_id, kind=alarm.kind.value, staff_id=staff_id)
        for alarm in there
        if alarm.acknowledged_at is None
    ]


def is_owed_upwards(alarm: Alarm, policy: AlarmsPolicy, calendar: WorkCalendar, now: datetime) -> bool:
    """Whether nobody took it within its opening minutes. What lasts over night waits for the morning."""
    if alarm.acknowledged_at is not None or alarm.escalated_at is not None or not calendar.is_open(now):
        return False
    return calendar.open_time(alarm.at, now) >= policy.escalate_minutes.after(alarm.kind.value)


def escalate(
    alarms: Iterable[Alarm], policy: AlarmsPolicy, calendar: WorkCalendar, now: datetime
) -> list[AlarmEscalated]:
    """What goes upwards now."""
    return [
        AlarmEscalated(alarm_id=alarm.alarm_id, kind=alarm.kind.value)
        for alarm in alarms
        if is_owed_upwards(alarm, policy, calendar, now)
    ]


@dataclass(frozen=True, slots=True)
class Heard:
    """What rang already. `value` is seconds since 1970 of what rang last, and only rises: a screen rings when it does.

    So a store that was restarted rings only for what began while it was away.
    """

    value: int = 0
    ids: frozenset[str] = field(default_factory=frozenset)
    listens: bool = False  # the first hearing rings for nothing that was there before

    def hear(self, open_: Iterable[tuple[str, datetime]], now: datetime) -> "Heard":
        """`open_`: (id, when it began) of everything that is not acknowledged; a flood is one."""
        told = dict(open_)
        ids = frozenset(told)
        if not self.listens:
            newest = max((int(at.timestamp()) for at in told.values()), default=0)
            return Heard(newest, ids, listens=True)
        if ids <= self.ids:
            return Heard(self.value, ids, listens=True)
        return Heard(max(self.value + 1, int(now.timestamp())), ids, listens=True)
