"""Head, foot and banners: who sits here, and how fresh what is shown is."""

from dataclasses import dataclass
from datetime import datetime

from cases.roles import needs_counter
from cases.texts import Texts
from cases.views import DeskView, StaffView, UpstreamView
from counter.knows import Knows, Rules
from counter.wording import clock_text, minutes_since

_HOUR_MIN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadShown:
    """`lost` is empty while the hall answers."""

    window: str
    name: str
    on_duty: str
    served: str
    staff: str
    clock: str
    hall: str
    centre: str
    lost: str
    advice: str


def head_shown(knows: Knows, rules: Rules, now: datetime) -> HeadShown:
    """The frame of the screen at an instant."""
    texts = rules.texts
    sits = knows.staff is None or needs_counter(knows.staff.role)  # 督办、调度、管理 have no counter
    number = rules.counter_no if sits else None
    counter = rules.policy.hall.counter(number) if number is not None else None
    lost = _lost(knows, texts, now)
    return HeadShown(
        window=texts.get("counter.head.window", number=number) if number else _office(texts),
        name=counter.name if counter else "",
        on_duty=_on_duty(knows.signed_in_at, texts, now),
        served=_served(knows.desk(number), texts) if knows.staff else "",
        staff=_staff(knows.staff, texts),
        clock=clock_text(now),
        hall=texts.get("counter.foot.hall_lost" if lost else "counter.foot.hall_ok"),
        centre=_centre(knows.view.upstream if knows.view else None, texts),
        lost=lost,
        advice=texts.get("counter.lost.advice") if lost and knows.view else "",
    )


def _office(texts: Texts) -> str:
    return texts.get("counter_desk.head.no_counter")


def _staff(staff: StaffView | None, texts: Texts) -> str:
    if staff is None:
        return ""
    role = f"counter_desk.role.{staff.role}"
    if role not in texts.keys:  # a newer hall may have a role that we have no word for
        return staff.name
    return texts.get("counter_desk.head.staff", name=staff.name, role=texts.get(role))


def _served(desk: DeskView | None, texts: Texts) -> str:
    """今日已接 and the mean service, once somebody was served."""
    if desk is None or not desk.served_today:
        return ""
    if desk.mean_service_s is None:
        return texts.get("counter_desk.head.served", count=desk.served_today)
    minutes = round(desk.mean_service_s / _HOUR_MIN)
    key = "served_mean" if minutes else "served_quick"
    return texts.get(f"counter_desk.head.{key}", count=desk.served_today, minutes=minutes)


def _on_duty(since: datetime | None, texts: Texts, now: datetime) -> str:
    if since is None:
        return ""
    hours, minutes = divmod(minutes_since(since, now), _HOUR_MIN)
    if hours:
        return texts.get("counter.head.on_duty_hours", hours=hours, minutes=minutes)
    return texts.get("counter.head.on_duty", minutes=minutes)


def _lost(knows: Knows, texts: Texts, now: datetime) -> str:
    if knows.feed.connected:
        return ""
    if knows.feed.last_heard_at is None:
        return texts.get("counter.lost.connecting")
    since = knows.feed.last_heard_at
    return texts.get("counter.lost.since", time=clock_text(since), minutes=minutes_since(since, now))


def _centre(upstream: UpstreamView | None, texts: Texts) -> str:
    """Empty for a hall without a centre above it."""
    if upstream is None:
        return ""
    if not upstream.connected:
        key = "counter.foot.centre_lost" if upstream.last_ok else "counter.foot.centre_never"
        return texts.get(key, backlog=upstream.backlog)
    if upstream.backlog:
        return texts.get("counter.foot.centre_behind", backlog=upstream.backlog)
    return texts.get("counter.foot.centre_ok", time=clock_text(upstream.last_ok))
