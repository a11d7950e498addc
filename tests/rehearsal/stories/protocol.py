"""What a story did and saw, written down as it happens: a heading for each day, a line for each step."""

import re
from datetime import date, datetime

from cases.casework.acts import Act
from cases.hall_time import hall_time
from cases.texts import Texts
from cases.views_casework import CaseView

LIGHTS = {"red": "红灯", "yellow": "黄灯", "green": "绿灯", "grey": "中止", "blue": "办结"}
LEFT = {"working_days": "工作日", "calendar_days": "天", "opening_minutes": "分钟", "clock_minutes": "分钟"}
CLOCKS = {
    "accept": "受理",
    "grade": "分级",
    "dispatch": "分流",
    "acknowledge": "签收",
    "close": "办结",
    "accept_petition_outer": "信访受理",
    "petition_close": "信访办结",
    "mediation": "人民调解",
    "feedback": "反馈",
    "sign_off": "销号",
    "follow_up": "回访",
    "performance": "履行回访",
}
WEEKDAYS = "一二三四五六日"


class Protocol:
    """Lines of Markdown; the people are those of the tests and stand here by their posts."""

    def __init__(self, title: str, texts: Texts) -> None:
        self.title, self._texts = title, texts
        self._lines = [f"# {title}", ""]

    def day(self, day: date, note: str = "") -> None:
        """A morning."""
        heading = f"## {day:%Y-%m-%d}（周{WEEKDAYS[day.weekday()]}）{note}"
        self._lines += ["", heading, ""] if self._lines[-1] else [heading, ""]

    def step(self, at: datetime, who: str, what: str) -> None:
        """Somebody did or saw something."""
        self._lines.append(f"- {hall_time(at):%H:%M}　{who}：{what}")

    def act(self, at: datetime, who: str, act: Act, page: CaseView) -> None:
        """An act that was granted, and where the matter stands now."""
        clocks = "；".join(
            f"{CLOCKS[clock.kind]}{LIGHTS[clock.light]}，至{clock.due_date:%m-%d}" for clock in page.clocks
        )
        now = self._texts.get(f"registration.state.{page.state}")
        self.step(at, who, f"{word_of(act)} → {now}" + (f"（{clocks}）" if clocks else ""))

    def text(self) -> str:
        """The page."""
        return "\n".join(self._lines).rstrip() + "\n"


def word_of(act: Act) -> str:
    """What the act is called: the first words of its docstring, as everywhere in the house."""
    return re.split("[.,:;；、]", type(act).__doc__ or "")[0]
