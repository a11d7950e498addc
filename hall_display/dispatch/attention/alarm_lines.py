"""Alarms as lines: single ones and floods in one list, each with its sentence, its age and the one act that helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cases.alarm.alarm import Alarm, AlarmKind
from cases.figures.figure import FigureAsked, FigureName
from cases.policy.policy import Policy
from cases.policy.supervision import Trigger
from cases.texts import Text, Texts
from cases.views_dispatch import AlarmBoard, AlarmGroup
from hall_display.dispatch.acts.act_form import NAME, WHISTLE
from hall_display.dispatch.wording import age_text, clock_text, here, minutes_between, short_code

KNOWN = "known"
_ACTS = {AlarmKind.WHISTLE: WHISTLE, AlarmKind.OVERDUE: NAME}  # what helps; the others are simply taken
_SHAPES = {AlarmKind.EMERGENCY: "overdue", AlarmKind.WHISTLE: "overdue", AlarmKind.OVERDUE: "overdue"}
_TABLES = {"trouble": "alarms.trouble", "reason": "alarms.reason"}
"""Facts that come as words of a table."""
FLOODS = {
    AlarmKind.WHISTLE.value: FigureAsked(name=FigureName.WHISTLES_OPEN),
    AlarmKind.OVERDUE.value: FigureAsked(name=FigureName.ITEMS_OPEN, key=Trigger.DEADLINE_PASSED),
    AlarmKind.DEVICE.value: FigureAsked(name=FigureName.DEVICES_DOWN),
}
"""What a flood of a kind is part of: with those that somebody has, the whole list."""
_ORDER = {kind.value: place for place, kind in enumerate(AlarmKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmLine:
    """One line of 要人处理. `key` an alarm, or a kind for a flood of it; `act`: what its button does.

    `flood`: the kind of one that has a list (FLOODS).
    """

    key: str
    light: str
    title: str
    detail: str
    age: str
    act: str
    act_word: str
    case_id: str
    code: str
    item_id: str
    count: int
    note: str
    spoken: str
    flood: str = ""


class AlarmWords:
    """Alarms in words: of the sentences that a kind has, the one that says most with the facts that came.

    `names`: staff by id.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self.names: Mapping[str, str] = {}
        self._sentences = {kind.value: _richest_first(texts, kind.value) for kind in AlarmKind}

    def lines(self, board: AlarmBoard, policy: Policy, now: datetime) -> list[AlarmLine]:
        """What nobody has taken yet, most urgent kind first."""
        singles = [(alarm.kind.value, self._single(alarm, policy, now)) for alarm in board.open]
        groups = [(group.kind, self._group(group, now)) for group in board.groups]
        return [line for _kind, line in sorted(groups + singles, key=lambda pair: _ORDER.get(pair[0], 99))]

    def taken(self, board: AlarmBoard, policy: Policy, now: datetime) -> list[AlarmLine]:
        """What somebody has, and is not over."""
        return [self._taken(alarm, policy, now) for alarm in board.acknowledged]

    def _single(self, alarm: Alarm, policy: Policy, now: datetime) -> AlarmLine:
        act = _ACTS.get(alarm.kind, KNOWN) if alarm.case_id else KNOWN
        title, detail = self._title(alarm.kind), self._detail(alarm, policy, now)
        age = age_text(alarm.at, now, self._texts)
        act_word = self._texts.get(f"dispatch.alarms.act_{act}")
        return AlarmLine(
            key=alarm.alarm_id,
            light=_SHAPES.get(alarm.kind, "soon"),
            title=title,
            detail=detail,
            age=age,
            act=act,
            act_word=act_word,
            case_id=alarm.case_id,
            code=short_code(alarm.case_code) if alarm.case_code else "",
            item_id=dict(alarm.facts).get("item_id", ""),
            count=1,
            note=self._texts.get("dispatch.alarms.escalated") if alarm.escalated_at else "",
            spoken=self._spoken(title, detail, age),
        )

    def _group(self, group: AlarmGroup, now: datetime) -> AlarmLine:
        title = self._title(group.kind)
        detail = self._texts.get("dispatch.alarms.group", count=group.count)
        age = age_text(group.since, now, self._texts)
        return AlarmLine(
            key=group.group_id,
            light="overdue" if _SHAPES.get(AlarmKind(group.kind)) else "soon",
            title=title,
            detail=detail,
            age=age,
            act=KNOWN,
            act_word=self._texts.get("dispatch.alarms.act_all_known"),
            case_id="",
            code="",
            item_id="",
            count=group.count,
            note="",
            spoken=self._spoken(title, detail, age),
            flood=group.kind if group.kind in FLOODS else "",
        )

    def _taken(self, alarm: Alarm, policy: Policy, now: datetime) -> AlarmLine:
        title, detail = self._title(alarm.kind), self._detail(alarm, policy, now)
        who = self.names.get(alarm.acknowledged_by, "")
        key = "taken_by" if who else "taken"
        note = self._texts.get(f"dispatch.alarms.{key}", time=clock_text(alarm.acknowledged_at), name=who)
        return AlarmLine(
            key=alarm.alarm_id,
            light="stopped",
            title=title,
            detail=detail,
            age=note,
            act="",
            act_word="",
            case_id=alarm.case_id,
            code=short_code(alarm.case_code) if alarm.case_code else "",
            item_id=dict(alarm.facts).get("item_id", ""),
            count=1,
            note="",
            spoken=self._spoken(title, detail, note),
        )

    def _title(self, kind: str) -> str:
        return self._texts.get(f"alarms.kind.{kind}")

    def _detail(self, alarm: Alarm, policy: Policy, now: datetime) -> str:
        facts = self._facts(alarm, policy, now)
        sentences = self._sentences[alarm.kind.value]
        said = next((text for text in sentences if text.arguments <= facts.keys()), None)
        return said.say(facts) if said else ""

    def _spoken(self, title: str, detail: str, age: str) -> str:
        return self._texts.get("dispatch.alarms.spoken", title=title, detail=detail, age=age)

    def _facts(self, alarm: Alarm, policy: Policy, now: datetime) -> dict[str, str]:
        """Ids in words; what is empty says nothing."""
        facts = {name: value for name, value in alarm.facts if value}
        facts["minutes"] = str(minutes_between(alarm.at, now))
        if alarm.case_code:
            facts["code"] = short_code(alarm.case_code)
        if unit := facts.get("unit"):
            facts["unit"] = here(unit, policy)
        for name, table in _TABLES.items():
            key = f"{table}.{facts.get(name)}"
            if key in self._texts.keys and (said := self._texts.find(key)).arguments <= facts.keys():
                facts[name] = said.say(facts)
        return facts


def _richest_first(texts: Texts, kind: str) -> list[Text]:
    found = [texts.find(key) for key in texts.keys if key.startswith(f"dispatch.alarm.{kind}.")]
    return sorted(found, key=lambda text: (-len(text.arguments), text.key))
