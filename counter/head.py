"""Head, foot and banners: who sits here, and how fresh what is shown is."""

from dataclasses import dataclass
from datetime import datetime

from cases.texts import Texts
from cases.views import UpstreamView
from counter.knows import Knows, Rules
from counter.wording import clock_text, minutes_since

_HOUR_MIN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadShown:
    """`lost` is empty while the hall answers."""

    window: str
    name: str
    on_duty: str
    staff: str
    clock: str
    hall: str
    centre: str
    lost: str
    advice: str


def head_shown(knows: Knows, rules: Rules, now: datetime) -> HeadShown:
    """The frame of the screen at an instant."""
    texts = rules.texts
    counter = rules.policy.hall.counter(rules.counter_no)
    lost = _lost(knows, texts, now)
    return HeadShown(
        window=texts.get("counter.head.window", number=rules.counter_no),
        name=counter.name if counter else "",
        on_duty=_on_duty(knows.signed_in_at, texts, now),
        staff=knows.staff.name if knows.staff else "",
        clock=clock_text(now),
        hall=texts.get("counter.foot.hall_lost" if lost else "counter.foot.hall_ok"),
        centre=_centre(knows.view.upstream if knows.view else None, texts),
        lost=lost,
        advice=texts.get("counter.lost.advice") if lost and knows.view else "",
    )


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
