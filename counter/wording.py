"""How the counter writes times, waits and places: short, exact, the same everywhere."""

from datetime import datetime, timedelta

from cases.deadlines.deadline_light import Light, TimeUnit
from cases.hall_time import hall_time
from cases.matter.amount import amount_text
from cases.matter.case_code import parse_case_code
from cases.people.phone import MOBILE_DIGITS
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views import DueRow
from cases.views_casework import CaseRow, ClockView

_MINUTE = timedelta(minutes=1)
_HOUR_MIN = 60
LIGHT_SHAPES = {
    Light.GREEN: "normal",
    Light.YELLOW: "soon",
    Light.RED: "overdue",
    Light.GREY: "stopped",
    Light.BLUE: "done",
}


def clock_text(at: datetime | None) -> str:
    """09:41, empty for None."""
    return f"{hall_time(at):%H:%M}" if at is not None else ""


def minutes_since(at: datetime, now: datetime) -> int:
    """Whole minutes, never negative: clocks of two machines may differ."""
    return max(0, (now - at) // _MINUTE)


def waited_text(minutes: int, texts: Texts) -> str:
    """23分, 1小时05分."""
    if minutes < _HOUR_MIN:
        return texts.get("counter.waiting.waited", minutes=minutes)
    hours, rest = divmod(minutes, _HOUR_MIN)
    return texts.get("counter.waiting.waited_hours", hours=hours, minutes=rest)


def short_case_code(case_code: str) -> str:
    """1123-0017: month, day and serial, which is how staff of one centre speak of a case."""
    code = parse_case_code(case_code)
    return case_code if isinstance(code, Refusal) else f"{code.day:%m%d}-{code.serial:04d}"


def long_case_code(case_code: str) -> str:
    """As it stands on the receipt: ZZ 150502000 261123 0017 24."""
    code = parse_case_code(case_code)
    return case_code if isinstance(code, Refusal) else code.spaced


def category_name(category: str | None, policy: Policy) -> str:
    """The word of a category, empty where there is none."""
    found = policy.categories.get(category) if category else None
    return found.name if found else category or ""


def place_name(town: str | None, policy: Policy) -> str:
    """The place in words; a code that is not ours is shown as it is."""
    return (policy.places.name(town) or town) if town else ""


def grouped_phone(phone: str) -> str:
    """130 0000 0017, as it is read out; a landline stays as it is."""
    if len(phone) == MOBILE_DIGITS and phone.isdigit():
        return f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    return phone


def money(amount_fen: int | None) -> str:
    """80万元, empty for None."""
    return amount_text(amount_fen) if amount_fen is not None else ""


def time_left(due: DueRow | CaseRow | ClockView, texts: Texts) -> str:
    """Overdue by or left, in the unit of the limit: whole days after today (0: today) or minutes."""
    light, unit = Light(due.light), TimeUnit(due.left_unit)
    if light is Light.GREY:
        return texts.get("counter.due.stopped")
    way = "past" if due.past else "left"
    by_minutes = unit in (TimeUnit.OPENING_MINUTES, TimeUnit.CLOCK_MINUTES)
    if by_minutes and due.left < _HOUR_MIN:
        return texts.get(f"counter.due.{way}_minutes", minutes=due.left)
    if by_minutes:
        return texts.get(f"counter.due.{way}_hours", hours=due.left // _HOUR_MIN)
    if due.left == 0:
        return texts.get(f"counter.due.{way}_today")
    kind = "workdays" if unit is TimeUnit.WORKING_DAYS else "days"
    return texts.get(f"counter.due.{way}_{kind}", days=due.left)
