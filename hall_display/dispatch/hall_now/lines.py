"""Lines of the page 大厅: desks, zones, duty, devices, halls, made by pure code from what the hall tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import DeskView, RosterLine
from cases.views_dispatch import DeviceLine, HallLine, OnDutyLine, ZoneLine
from hall_display.dispatch.wording import ago_text, clock_text, span_text

OK, WARNING, DOWN = "ok", "warning", "down"
SILENT = ".silent"  # a trouble of whatever nobody has heard of
_MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskShown:
    """A counter: who sits there, whom it serves, how much it did. `is_open`: somebody sits there and calls."""

    counter: str
    name: str
    staff: str
    doing: str
    served: str
    is_open: bool
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneShown:
    """A function zone. `rooms` is empty where it has none."""

    zone: str
    name: str
    desks: str
    serving: str
    waiting: str
    rooms: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShown:
    """A unit, or a member of staff, on duty: what they are and where."""

    key: str
    name: str
    what: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceShown:
    """A machine with its health. `condition`: "ok", "warning", "down"; `since`: when it was last heard."""

    device_id: str
    name: str
    condition: str
    words: str
    since: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallShown:
    """How fresh what a hall told is."""

    stream: str
    name: str
    words: str
    backlog: str
    is_behind: bool
    spoken: str


def desk_lines(desks: Sequence[DeskView], policy: Policy, texts: Texts) -> list[DeskShown]:
    """Every counter of the hall in its order, open or not."""
    told = {desk.counter_no: desk for desk in desks}
    numbers = [counter.number for counter in policy.hall.counters]
    return [
        _desk_line(told.get(number), number, policy, texts)
        for number in [*numbers, *(number for number in sorted(told) if number not in numbers)]
    ]


def _desk_line(desk: DeskView | None, number: int, policy: Policy, texts: Texts) -> DeskShown:
    place = policy.hall.counter(number)
    name = place.name if place else ""
    is_manned = desk is not None and desk.staff_id is not None
    if desk is None or not is_manned:
        doing = texts.get("dispatch.desks.closed")
    elif desk.paused:
        until = clock_text(desk.paused_until)
        doing = texts.get("dispatch.desks.paused_until" if until else "dispatch.desks.paused", time=until)
    elif desk.serving:
        doing = texts.get("dispatch.desks.serving", ticket_no=desk.serving)
    else:
        doing = texts.get("dispatch.desks.free")
    counter = texts.get("dispatch.desks.counter", number=number)
    staff = desk.staff_name if desk and is_manned else ""
    return DeskShown(
        counter=counter,
        name=name,
        staff=staff,
        doing=doing,
        served=str(desk.served_today) if desk and (is_manned or desk.served_today) else "",
        is_open=desk is not None and is_manned and not desk.paused,
        spoken=texts.get("dispatch.desks.spoken", counter=counter, name=name, staff=staff, doing=doing),
    )


def zone_lines(zones: Sequence[ZoneLine], texts: Texts) -> list[ZoneShown]:
    """Zones with counters or rooms."""
    return [
        ZoneShown(
            zone=line.zone,
            name=line.name,
            desks=(desks := f"{line.desks_open}/{line.desks}" if line.desks else ""),
            serving=str(line.serving),
            waiting=str(line.waiting),
            rooms=(rooms := f"{line.rooms_in_use}/{line.rooms}" if line.rooms else ""),
            spoken=texts.get(
                "dispatch.zones.spoken",
                name=line.name,
                desks=desks or "0",
                serving=line.serving,
                waiting=line.waiting,
                rooms=rooms or "0",
            ),
        )
        for line in zones
    ]


def duty_lines(roster: Sequence[RosterLine], on_duty: Sequence[OnDutyLine], texts: Texts) -> list[DutyShown]:
    """Who is signed in first, then the units of today's roster."""
    people = [
        DutyShown(
            key=f"person:{number}",
            name=one.staff_name,
            what=_role(one.role, texts) if not one.unit_name else one.unit_name,
            where=_where(one.counter_no, texts),
        )
        for number, one in enumerate(on_duty)
    ]
    units = [
        DutyShown(
            key=f"unit:{line.unit_name}",
            name=line.unit_name,
            what=_mode(line.mode, texts),
            where=_where(line.counter_no, texts),
        )
        for line in roster
    ]
    return people + units


def _role(role: str, texts: Texts) -> str:
    key = f"counter_desk.role.{role}"
    return texts.get(key) if key in texts.keys else ""


def _mode(mode: str, texts: Texts) -> str:
    key = f"wall.roster.{mode.lower()}"
    return texts.get(key) if key in texts.keys else mode


def _where(counter_no: int | None, texts: Texts) -> str:
    return texts.get("dispatch.duty.counter", number=counter_no) if counter_no else ""


def device_lines(devices: Sequence[DeviceLine], texts: Texts, now: datetime) -> list[DeviceShown]:
    """What is down first, then what needs a look, each kind together."""
    order = {DOWN: 0, WARNING: 1}
    ordered = sorted(
        devices, key=lambda line: (order.get(line.condition, 2), line.kind, len(line.name), line.name)
    )
    return [_device_line(line, texts, now) for line in ordered]


def _device_line(line: DeviceLine, texts: Texts, now: datetime) -> DeviceShown:
    facts = dict(line.facts)
    if line.trouble in texts.keys and texts.find(line.trouble).arguments <= facts.keys():
        words = texts.get(line.trouble, **facts)
    else:
        words = texts.get(f"dispatch.devices.{line.condition}")
    if line.others:
        words = texts.get("dispatch.devices.with_others", words=words, count=1 + line.others)
    # Since when it is silent stands in its trouble already.
    since = "" if line.trouble.endswith(SILENT) else _seen(line.seen_at, now, texts)
    return DeviceShown(
        device_id=line.device_id,
        name=line.name,
        condition=line.condition,
        words=words,
        since=since,
        spoken=texts.get("dispatch.devices.spoken", name=line.name, words=words, since=since),
    )


def _seen(seen_at: datetime | None, now: datetime, texts: Texts) -> str:
    return ago_text(seen_at, now, texts) if seen_at else texts.get("dispatch.devices.never")


def hall_lines(halls: Sequence[HallLine], texts: Texts) -> list[HallShown]:
    """Who has not been heard for too long first."""
    return [_hall_line(line, texts) for line in sorted(halls, key=lambda line: (not line.behind, line.name))]


def _hall_line(line: HallLine, texts: Texts) -> HallShown:
    if line.heard_at is None:
        words = texts.get("dispatch.halls.never")
    elif line.lag_s is not None and line.lag_s >= _MINUTE_S:
        words = texts.get("dispatch.halls.lag", span=span_text(line.lag_s // _MINUTE_S, texts))
    else:
        words = texts.get("dispatch.halls.fresh", time=clock_text(line.heard_at))
    backlog = texts.get("dispatch.halls.backlog", count=line.backlog) if line.backlog else ""
    return HallShown(
        stream=line.stream,
        name=line.name,
        words=words,
        backlog=backlog,
        is_behind=line.behind,
        spoken=texts.get("dispatch.halls.spoken", name=line.name, words=words, backlog=backlog),
    )
