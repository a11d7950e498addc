"""How numbers, times and waits are said on the kiosk; the sentences themselves are in assets/texts/kiosk.toml."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.deadlines.work_calendar import Segment, Weekday
from cases.hall_time import hall_time
from cases.policy.policy import Policy
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from cases.views import QueueView


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A value as the eye takes it: number and words are set apart by layout, never by a blank in a text (look.md)."""

    number: str = ""
    words: str = ""

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        return f"{self.number}{self.words}"


def clock_time(at: datetime) -> str:
    """「09:40」."""
    return f"{hall_time(at):%H:%M}"


def day_line(at: datetime, texts: Texts) -> str:
    """「11月23日 星期一」."""
    day = hall_time(at).date()
    weekday = texts.get(f"kiosk.weekday.{Weekday.of(day).value}")
    return texts.get("kiosk.clock.day", month=day.month, day=day.day, weekday=weekday)


def short_day(day: date, texts: Texts) -> str:
    """「11月26日」."""
    return texts.get("kiosk.clock.short_day", month=day.month, day=day.day)


def hours_line(now: datetime, policy: Policy, texts: Texts) -> str:
    """When the hall is open today; on a day off, when it opens next."""
    today = hall_time(now).date()
    if segments := policy.calendar.segments(today):
        return texts.get("kiosk.attract.hours", hours=_hours(segments, texts))
    opens = policy.calendar.next_opening(now).opens_at
    return texts.get("kiosk.attract.closed_today", day=short_day(opens.date(), texts), time=clock_time(opens))


def hours_of_week(now: datetime, policy: Policy, texts: Texts) -> str:
    """When the hall is open on an ordinary working day: the next one's hours stand for it."""
    day = policy.calendar.next_opening(now).opens_at.date()
    return texts.get("kiosk.about.hours_value", hours=_hours(policy.calendar.segments(day), texts))


def citizen_words(refusal: Refusal, texts: Texts) -> str:
    """A refusal's sentence for the citizen; a date in it as people say it."""
    told = refusal.facts.get("date")
    if not isinstance(told, str):
        return texts.tell(refusal, Reader.CITIZEN)
    day = short_day(date.fromisoformat(told), texts)
    return texts.refusal(refusal.code, Reader.CITIZEN, **{**refusal.facts, "date": day})


def _hours(segments: tuple[Segment, ...], texts: Texts) -> str:
    spans = [
        texts.get("kiosk.clock.span", opens=clock_time(s.opens_at), closes=clock_time(s.closes_at))
        for s in segments
    ]
    return texts.get("kiosk.clock.and").join(spans)


def waiting_line(queue: QueueView | None, texts: Texts) -> str:
    """「现在等候7人，大约10～18分钟。」; nothing while the hall is not heard: an old figure would be a lie."""
    if queue is None:
        return ""
    if queue.waiting == 0:
        return texts.get("kiosk.waiting.nobody")
    low, high = queue.wait_low_min, queue.wait_high_min
    if low is None or high is None:
        return texts.get("kiosk.waiting.no_desk", waiting=queue.waiting)
    if high == 0:
        return texts.get("kiosk.waiting.soon", waiting=queue.waiting)
    if low in (0, high):
        return texts.get("kiosk.waiting.within", waiting=queue.waiting, high=high)
    return texts.get("kiosk.waiting.range", waiting=queue.waiting, low=low, high=high)


def people_ahead(ahead: int | None, texts: Texts) -> Measure:
    """前面还有 … ; None: the number came from a lease, nobody knows."""
    if ahead is None:
        return Measure(words=texts.get("kiosk.done.ahead_unknown"))
    if ahead == 0:
        return Measure(words=texts.get("kiosk.done.ahead_nobody"))
    return Measure(number=str(ahead), words=texts.get("kiosk.done.ahead_unit"))


def wait_range(low: int | None, high: int | None, texts: Texts) -> Measure:
    """大约要等 … in whole minutes; None: nothing honest can be said."""
    if low is None or high is None:
        return Measure(words=texts.get("kiosk.done.wait_unknown"))
    if high == 0:
        return Measure(words=texts.get("kiosk.done.wait_none"))
    if low == 0:
        return Measure(number=str(high), words=texts.get("kiosk.done.wait_within"))
    minutes = str(high) if low == high else texts.get("kiosk.done.wait_between", low=low, high=high)
    return Measure(number=minutes, words=texts.get("kiosk.done.wait_unit"))


def grouped(digits: str, sizes: tuple[int, ...]) -> str:
    """Digits in groups, for the eye; what is beyond the last group stays together."""
    groups, start = [], 0
    for size in sizes:
        groups.append(digits[start : start + size])
        start += size
    groups.append(digits[start:])
    return " ".join(group for group in groups if group)
