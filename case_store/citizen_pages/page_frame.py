"""What stands around every page, and how pages speak: the words of assets/texts/citizen_page.toml, and days."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cases.advice.emergency import find_emergency
from cases.hall_time import hall_date, hall_time
from cases.policy.policy import Policy
from cases.texts import Texts

LATE_AFTER = timedelta(minutes=15)  # domain.md §9.1: an older figure is said to be old


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page. `refresh_s` 0: the page says nothing new by itself."""

    title: str
    centre: str
    phone: str
    call: str
    as_of: str = ""
    late: str = ""
    refresh_s: int = 0


@dataclass(frozen=True, slots=True)
class Urgent:
    """Whom to call at once, and for what."""

    phone: str
    when: str


def urgent_of(policy: Policy) -> tuple[Urgent, ...]:
    """As policy has them (citizen_page.toml)."""
    return tuple(Urgent(one.phone, one.when) for one in policy.citizen_page.urgent)


def speaks_of_danger(policy: Policy, text: str) -> bool:
    """Whether whoever wrote this is to be told at once whom to call."""
    return bool(find_emergency(text, policy.emergency))


class Voice:
    """One hall's way of speaking."""

    def __init__(self, policy: Policy, texts: Texts) -> None:
        self.policy, self.texts = policy, texts

    def say(self, key: str, **facts: object) -> str:
        """A text of citizen_page.toml."""
        return self.texts.get(f"citizen_page.{key}", **facts)

    def day(self, day: date, now: datetime) -> str:
        """「11月23日」, with the year when it is not this one."""
        key = "day" if day.year == hall_date(now).year else "day_of_year"
        return self.say(f"frame.{key}", year=day.year, month=day.month, day=day.day)

    def frame(
        self, title: str, as_of: datetime | None = None, now: datetime | None = None, *, refresh_s: int = 0
    ) -> Frame:
        """The frame of a page; with `as_of` and `now` it says how old its figures are."""
        told, late = "", ""
        if as_of is not None and now is not None:
            at = hall_time(as_of)
            key = "refreshed" if refresh_s and at.date() == hall_date(now) else "as_of"
            told = self.say(f"frame.{key}", day=self.day(at.date(), now), time=f"{at:%H:%M}")
            late = self.say("frame.late") if now - as_of > LATE_AFTER else ""
        return replace(self.frame_of(self.say(f"frame.{title}")), as_of=told, late=late, refresh_s=refresh_s)

    def frame_of(self, title: str) -> Frame:
        """The frame of a page with this title, of which nothing ages."""
        hall = self.policy.hall
        return Frame(
            title=title,
            centre=hall.full_name,
            phone=hall.phone,
            call=self.say("frame.call"),
        )
