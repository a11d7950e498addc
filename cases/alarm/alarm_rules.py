"""What people and time do with alarms: acknowledged once, handed upwards once, heard once. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cases.alarm.alarm import Alarm, AlarmAcknowledged, AlarmEscalated, AlarmKind
from cases.deadlines.work_calendar import WorkCalendar
from cases.policy.alarms import AlarmsPolicy
from cases.refusal import Refusal

_MOMENT = timedelta(microseconds=1)


def acknowledge(asked: Iterable[Alarm], staff_id: str) -> list[AlarmAcknowledged] | Refusal:
    """已知. `asked`: those of the asked ids that are not over. The first acknowledgement stands: again is nothing."""
    there = list({alarm.alarm_id: alarm for alarm in asked}.values())
    if not there:
        return Refusal("alarm.over")
    new = _by_kind(alarm for alarm in there if alarm.acknowledged_at is None)
    return [
        AlarmAcknowledged(alarm_id=first, kind=kind, staff_id=staff_id, also=tuple(also))
        for kind, (first, *also) in new.items()
    ]


def owed_before(calendar: WorkCalendar, now: datetime, waits: timedelta) -> datetime:
    """What began before this instant has waited for so much opening time, or longer."""
    return calendar.open_time_before(now, waits - _MOMENT)


def goes_upwards_before(
    policy: AlarmsPolicy, calendar: WorkCalendar, now: datetime
) -> dict[AlarmKind, datetime]:
    """Of each kind: what nobody took that began before this instant goes upwards now."""
    waits = policy.escalate_minutes
    return {kind: owed_before(calendar, now, waits.after(kind.value)) for kind in AlarmKind}


def escalate(
    alarms: Iterable[Alarm], policy: AlarmsPolicy, calendar: WorkCalendar, now: datetime
) -> list[AlarmEscalated]:
    """What nobody took within its opening minutes goes upwards now, each kind together.

    Only while the hall is open: what lasts over night waits for the morning.
    """
    if not calendar.is_open(now):
        return []
    before = goes_upwards_before(policy, calendar, now)
    owed = _by_kind(
        alarm
        for alarm in alarms
        if alarm.acknowledged_at is None and alarm.escalated_at is None and alarm.at < before[alarm.kind]
    )
    return [
        AlarmEscalated(alarm_id=first, kind=kind, also=tuple(also)) for kind, (first, *also) in owed.items()
    ]


def _by_kind(alarms: Iterable[Alarm]) -> dict[str, list[str]]:
    """Ids, the oldest first."""
    found: dict[str, list[str]] = {}
    for alarm in sorted(alarms, key=lambda one: (one.at, one.alarm_id)):
        found.setdefault(alarm.kind.value, []).append(alarm.alarm_id)
    return found


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
