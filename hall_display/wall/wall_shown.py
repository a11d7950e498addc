"""What the wall shows, as one frozen value made by pure code from the hall's view. Source: domain.md §9.1, look.md."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from case_store.client.live import FeedState
from cases.hall_time import hall_time
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import CallView, LightsView, QueueView, RosterLine, WallDesk, WallView

OLDER_CALLS = 4
LONG_WAIT_MIN = 120  # from here a range in minutes helps nobody
_LETTER_EM = 0.65
_WIDE_SPACE = "\u3000"
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_HOURS_FROM = 2 * _HOUR  # before that minutes say more


@dataclass(frozen=True, slots=True, kw_only=True)
class CallShown:
    """A called number. `again` says that it was called more than once."""

    ticket_no: str = ""
    counter_no: str = ""
    queue_name: str = ""
    zone: str = ""  # where the counter is, when it is not in this hall
    again: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueShown:
    """A queue: how many wait and about how long. `wait_unit` is empty where the wait is a word."""

    letter: str
    name: str
    waiting: int
    wait: str
    wait_unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsentShown:
    """A number that was called and did not come."""

    ticket_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskShown:
    """A counter: whom it has, or that it is away or closed."""

    counter: str
    words: str
    ticket_no: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterShown:
    """A unit that is in the hall today. `mode`: 常驻, 轮驻 or 随驻; `where`: its counter, if it has one."""

    unit_name: str
    mode: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LightsShown:
    """Exact totals as text, because before the first figures they are a dash."""

    normal: str
    soon: str
    overdue: str
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WallShown:
    """The whole wall. `lost` is the banner's sentence, empty while the hall answers; then figures are not grey."""

    centre: str
    slogan: str
    date: str
    weekday: str
    clock: str
    newest: CallShown
    older: tuple[CallShown, ...]
    queues: tuple[QueueShown, ...]
    queue_name_em: float  # of the longest name, in hanzi
    absent: tuple[AbsentShown, ...]
    nobody_absent: str  # the word for it, while the hall has told that nobody is
    desks: tuple[DeskShown, ...]
    roster: tuple[RosterShown, ...]
    lights: LightsShown
    phone: str
    hours: str
    lost: str
    lost_age: str


def wall_shown(
    view: WallView | None, link: FeedState, policy: Policy, texts: Texts, now: datetime
) -> WallShown:
    """The wall at an instant. Without a view yet, everything that the hall would tell is left empty."""
    now = hall_time(now)
    calls = [_call(call, texts) for call in view.calls] if view else []
    return WallShown(
        centre=policy.hall.short_name,
        slogan=policy.hall.slogan,
        date=texts.get("wall.head.date", month=now.month, day=now.day),
        weekday=texts.get("wall.head.weekday", name=texts.get("wall.head.weekdays")[now.weekday()]),
        clock=_time(now),
        newest=calls[0] if calls else CallShown(),
        older=tuple(calls[1 : OLDER_CALLS + 1]),
        queues=tuple(_queue(queue, texts) for queue in view.queues) if view else (),
        queue_name_em=max((_em(queue.name) for queue in view.queues), default=0.0) if view else 0.0,
        absent=tuple(AbsentShown(ticket_no=ticket_no) for ticket_no in view.not_present) if view else (),
        nobody_absent=texts.get("wall.not_present.none") if view and not view.not_present else "",
        desks=tuple(_desk(desk, texts) for desk in view.wall_desks) if view else (),
        roster=tuple(_unit(line, texts) for line in view.roster) if view else (),
        lights=_lights(view.lights if view else None, texts),
        phone=texts.get("wall.foot.phone", phone=policy.hall.phone),
        hours=_hours(policy, texts, now),
        lost=_lost(link, texts, now),
        lost_age=_lost_age(link, texts, now),
    )


def _time(at: datetime) -> str:
    return f"{hall_time(at):%H:%M}"


def _call(call: CallView, texts: Texts) -> CallShown:
    return CallShown(
        ticket_no=call.ticket_no,
        counter_no=str(call.counter_no),
        queue_name=call.queue_name,
        zone=call.zone_name,
        again=texts.get("wall.call.again", call_no=call.call_no) if call.call_no > 1 else "",
        spoken=texts.get("wall.call.spoken", ticket_no=call.ticket_no, counter_no=call.counter_no),
    )


def _queue(queue: QueueView, texts: Texts) -> QueueShown:
    if queue.closed:
        wait, unit = texts.get("wall.queue.given_out"), ""
    else:
        wait, unit = _wait(queue.wait_low_min, queue.wait_high_min, texts)
    return QueueShown(
        letter=queue.letter,
        name=queue.name,
        waiting=queue.waiting,
        wait=wait,
        wait_unit=unit,
    )


def _wait(low: int | None, high: int | None, texts: Texts) -> tuple[str, str]:
    """The wait and its unit; a wait that is a word has none."""
    if low is None or high is None:
        return texts.get("wall.queue.wait_closed"), ""
    if high == 0:
        return texts.get("wall.queue.wait_none"), ""
    if low >= LONG_WAIT_MIN:
        return str(low // 60), texts.get("wall.queue.hours_unit")
    if low == 0:
        return str(high), texts.get("wall.queue.within_unit")
    unit = texts.get("wall.queue.minutes_unit")
    if low == high:
        return texts.get("wall.queue.wait_about", minutes=low), unit
    return texts.get("wall.queue.wait_range", low=low, high=high), unit


def _em(words: str) -> float:
    """How wide words are, in hanzi: letters and digits take less."""
    return sum(_LETTER_EM if letter.isascii() else 1.0 for letter in words)


def _desk(desk: WallDesk, texts: Texts) -> DeskShown:
    words = texts.get(f"wall.desk.{desk.state}")
    return DeskShown(
        counter=texts.get("wall.desk.counter", counter_no=desk.counter_no),
        words="" if desk.ticket_no else words,
        ticket_no=desk.ticket_no or "",
        is_open=desk.state == "open",
    )


def _unit(line: RosterLine, texts: Texts) -> RosterShown:
    where = "" if line.counter_no is None else texts.get("wall.roster.counter", counter_no=line.counter_no)
    return RosterShown(
        unit_name=line.unit_name, mode=texts.get(f"wall.roster.{line.mode.lower()}"), where=where
    )


def _lights(lights: LightsView | None, texts: Texts) -> LightsShown:
    if lights is None:
        unknown = texts.get("wall.lights.unknown")
        return LightsShown(normal=unknown, soon=unknown, overdue=unknown, total="")
    return LightsShown(
        normal=str(lights.normal),
        soon=str(lights.soon),
        overdue=str(lights.overdue),
        total=texts.get(
            "wall.lights.total",
            open=lights.normal + lights.soon + lights.overdue + lights.stopped,
            stopped=lights.stopped,
        ),
    )


def _hours(policy: Policy, texts: Texts, now: datetime) -> str:
    """Today's opening hours, a wide space between two stretches."""
    segments = policy.calendar.segments(now.date())
    stretches = (
        texts.get("wall.foot.hours", opens=_time(s.opens_at), closes=_time(s.closes_at)) for s in segments
    )
    return _WIDE_SPACE.join(stretches) or texts.get("wall.foot.closed_today")


def _lost(link: FeedState, texts: Texts, now: datetime) -> str:
    """A time alone would be taken for one of today."""
    if link.connected:
        return ""
    if link.last_heard_at is None:
        return texts.get("wall.lost.connecting")
    heard_at = hall_time(link.last_heard_at)
    time = _time(heard_at)
    if heard_at.date() == now.date():
        return texts.get("wall.lost.since", time=time)
    return texts.get("wall.lost.since_day", month=heard_at.month, day=heard_at.day, time=time)


def _lost_age(link: FeedState, texts: Texts, now: datetime) -> str:
    if link.connected or link.last_heard_at is None:
        return ""
    if hall_time(link.last_heard_at).date() != now.date():
        return ""  # the sentence has the day
    past = now - link.last_heard_at
    if past >= _HOURS_FROM:
        return texts.get("wall.lost.age_hours", hours=past // _HOUR)
    minutes = past // _MINUTE
    return texts.get("wall.lost.age", minutes=minutes) if minutes >= 1 else texts.get("wall.lost.age_short")
