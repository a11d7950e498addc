"""How the dispatch screen writes times, ages, case codes and lights: short, exact, the same in every panel."""

from __future__ import annotations

from datetime import datetime, timedelta

from cases.deadlines.deadline_light import Light, TimeUnit
from cases.hall_time import hall_time
from cases.matter.case_code import parse_case_code
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_figures import CaseLine

_MINUTE = timedelta(minutes=1)
_HOUR_MIN, _DAY_MIN = 60, 1440
SHAPES = {
    Light.GREEN: "normal",
    Light.YELLOW: "soon",
    Light.RED: "overdue",
    Light.GREY: "stopped",
    Light.BLUE: "done",
}


def shape_of(light: str) -> str:
    """The shape of a light (LightMark); one that is over is done."""
    return SHAPES[Light(light)] if light else "done"


def clock_text(at: datetime | None) -> str:
    """09:41, empty for None."""
    return f"{hall_time(at):%H:%M}" if at is not None else ""


def second_text(at: datetime | None) -> str:
    """09:41:07, empty for None."""
    return f"{hall_time(at):%H:%M:%S}" if at is not None else ""


def moment_text(at: datetime | None, texts: Texts, now: datetime) -> str:
    """09:41 for today, else with its day."""
    if at is None:
        return ""
    here = hall_time(at)
    if here.date() == hall_time(now).date():
        return f"{here:%H:%M}"
    return texts.get("dispatch.time.moment", month=here.month, day=here.day, time=f"{here:%H:%M}")


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Whole minutes, never negative: clocks of two machines may differ."""
    return max(0, (later - earlier) // _MINUTE)


def span_text(minutes: int, texts: Texts) -> str:
    """4分钟, 1小时05分, 2天."""
    if minutes < 1:
        return texts.get("dispatch.time.now")
    if minutes < _HOUR_MIN:
        return texts.get("dispatch.time.minutes", minutes=minutes)
    if minutes < _DAY_MIN:
        return texts.get("dispatch.time.hours", hours=minutes // _HOUR_MIN, minutes=minutes % _HOUR_MIN)
    return texts.get("dispatch.time.days", days=minutes // _DAY_MIN)


def age_text(since: datetime, now: datetime, texts: Texts) -> str:
    """How long ago something began."""
    return span_text(minutes_between(since, now), texts)


def ago_text(since: datetime, now: datetime, texts: Texts) -> str:
    """4分钟前, 刚刚."""
    minutes = minutes_between(since, now)
    return texts.get("dispatch.time.ago", span=span_text(minutes, texts)) if minutes else span_text(0, texts)


def short_code(case_code: str) -> str:
    """1123-0017: month, day and serial, which is how staff of one centre speak of a case."""
    code = parse_case_code(case_code)
    return case_code if isinstance(code, Refusal) else f"{code.day:%m%d}-{code.serial:04d}"


def long_code(case_code: str) -> str:
    """As it stands on the receipt: ZZ 150502000 261123 0017 24."""
    code = parse_case_code(case_code)
    return case_code if isinstance(code, Refusal) else code.spaced


def here(name: str, policy: Policy) -> str:
    """A unit or a place of the hall's own banner without the banner's name: everybody here knows which."""
    banner = policy.places.name(policy.hall.home_banner) or ""
    return name.removeprefix(banner) or name


def left_text(line: CaseLine, texts: Texts) -> str:
    """超期2天, 今天到期, 3小时, 5天, 中止; "" once it is over."""
    if not line.light:
        return texts.get("dispatch.left.over")
    if Light(line.light) is Light.GREY:
        return texts.get("dispatch.left.stopped")
    way = "past" if line.past else "left"
    if TimeUnit(line.left_unit) in (TimeUnit.OPENING_MINUTES, TimeUnit.CLOCK_MINUTES):
        if line.left < _HOUR_MIN:
            return texts.get(f"dispatch.left.{way}_minutes", minutes=line.left)
        return texts.get(f"dispatch.left.{way}_hours", hours=line.left // _HOUR_MIN)
    if line.left == 0:
        return texts.get(f"dispatch.left.{way}_today")
    kind = "workdays" if TimeUnit(line.left_unit) is TimeUnit.WORKING_DAYS else "days"
    return texts.get(f"dispatch.left.{way}_{kind}", days=line.left)
