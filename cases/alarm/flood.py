"""Order and flood of alarms: what a person can look at one by one, and what is told as one line (issue 6). Pure.

A kind is in flood where more than `more_than` of it began within a window, or where more than `listed_max` of it are
open at all. A group holds everything of its kind from the first to the last alarm of the flood, so that acknowledging
it can be said with two instants.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cases.alarm.alarm import Alarm, AlarmKind
from cases.policy.alarms import AlarmsPolicy, FloodPolicy
from cases.views_dispatch import AlarmBoard, AlarmGroup

GROUP_SHOWN = 10  # alarms that a group shows, the newest
_FLOOD = "flood"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_URGENT = tuple(AlarmKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfKind:
    """The open alarms of one kind that nobody has acknowledged. `alarms`: the newest of them, newest first.

    `count` and `since` are of all, however few were read.
    """

    kind: AlarmKind
    alarms: tuple[Alarm, ...]
    count: int
    since: datetime | None = None

    def and_these(self, others: "OfKind") -> "OfKind":
        """Together with those of another cause."""
        begun = [one for one in (self.since, others.since) if one is not None]
        return OfKind(
            kind=self.kind,
            alarms=(*self.alarms, *others.alarms),
            count=self.count + others.count,
            since=min(begun, default=None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAsked:
    """A group by its id: the alarms of a kind that began between two instants, both included."""

    kind: AlarmKind
    since: datetime
    until: datetime

    def holds(self, alarm: Alarm) -> bool:
        """Whether an alarm belongs to it."""
        return alarm.kind is self.kind and self.since <= alarm.at <= self.until


def alarm_board(
    kinds: Iterable[OfKind], acknowledged: Sequence[Alarm], policy: AlarmsPolicy, *, load: int
) -> AlarmBoard:
    """Everything that is open, most urgent first; within a kind what was handed upwards, then the oldest.

    `sound` is whoever remembers what rang's to say (alarm_rules.Heard).
    """
    told = [
        _told(of_kind, policy.flood) for of_kind in sorted(kinds, key=lambda one: _URGENT.index(one.kind))
    ]
    return AlarmBoard(
        open=tuple(alarm for singles, _group, _count in told for alarm in singles),
        groups=tuple(group for _singles, group, _count in told if group is not None),
        acknowledged=tuple(sorted(acknowledged, key=_most_urgent)),
        total_open=sum(count for _singles, _group, count in told),
        load=load,
        load_design=policy.load_design,
    )


def in_flood(instants: Sequence[datetime], flood: FloodPolicy) -> tuple[datetime, datetime] | None:
    """The first and the last instant of the flood among these (sorted, the earliest first), None without one."""
    if len(instants) > flood.listed_max:
        return instants[0], instants[-1]
    wet = [
        (first, last)
        for first, last in zip(instants, instants[flood.more_than :], strict=False)
        if last - first <= flood.window
    ]
    return (wet[0][0], wet[-1][1]) if wet else None


def group_id(kind: AlarmKind, since: datetime, until: datetime) -> str:
    """What a group is acknowledged by."""
    return f"{_FLOOD}:{kind}:{_micros(since)}-{_micros(until)}"


def group_of(text: str) -> GroupAsked | None:
    """The group of an id, None for what is none."""
    head, _, rest = text.partition(":")
    kind, _, span = rest.partition(":")
    since, _, until = span.partition("-")
    if head != _FLOOD or kind not in set(AlarmKind) or not (_is_instant(since) and _is_instant(until)):
        return None
    return GroupAsked(kind=AlarmKind(kind), since=_instant(since), until=_instant(until))


def _told(of_kind: OfKind, flood: FloodPolicy) -> tuple[tuple[Alarm, ...], AlarmGroup | None, int]:
    alarms = sorted(of_kind.alarms, key=lambda alarm: (alarm.at, alarm.alarm_id))
    unread = of_kind.count - len(alarms)
    wet = in_flood([alarm.at for alarm in alarms], flood)
    if unread > 0 and of_kind.since is not None and alarms:
        wet = (min(of_kind.since, alarms[0].at), alarms[-1].at)
    if wet is None:
        return tuple(sorted(alarms, key=_most_urgent)), None, of_kind.count
    since, until = wet
    grouped = [alarm for alarm in alarms if since <= alarm.at <= until]
    singles = [alarm for alarm in alarms if not since <= alarm.at <= until]
    group = AlarmGroup(
        group_id=group_id(of_kind.kind, since, until),
        kind=of_kind.kind.value,
        count=len(grouped) + max(0, unread),
        since=since,
        alarms=tuple(reversed(grouped[-GROUP_SHOWN:])),
    )
    return tuple(sorted(singles, key=_most_urgent)), group, of_kind.count


def _most_urgent(alarm: Alarm) -> tuple[int, bool, datetime, str]:
    return (_URGENT.index(alarm.kind), alarm.escalated_at is None, alarm.at, alarm.alarm_id)


def _is_instant(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len("9999999999999999")


def _instant(text: str) -> datetime:
    return _EPOCH + int(text) * _MICROSECOND


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND
